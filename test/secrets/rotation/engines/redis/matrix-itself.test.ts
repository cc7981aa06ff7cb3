import { RedisServer } from '../../../../servers/redis';
import { describeWithServer } from '../../../../servers/required';
import { crashMatrix } from '../../crash-matrix';
import { redisScenario } from './scenario';

describeWithServer('Redis', 'rotation that is killed anywhere', () => {
  let server: RedisServer;
  beforeAll(async () => { server = await RedisServer.start(); }, 60_000);
  afterAll(async () => server?.stop());
  jest.setTimeout(240_000);

  crashMatrix(redisScenario(() => server, 'Redis 7.0', 'single-user', 'itself'));
});
