import { redisScenario } from './scenario';
import { RedisServer } from '../../../../servers/redis';
import { describeWithServer } from '../../../../servers/required';
import { crashMatrix } from '../../crash-matrix';

describeWithServer('Redis', 'rotation that is killed anywhere', () => {
  let server: RedisServer;
  beforeAll(async () => { server = await RedisServer.start(); }, 60_000);
  afterAll(async () => server?.stop());
  jest.setTimeout(600_000);

  crashMatrix(redisScenario(() => server, 'Redis 7.0', 'alternating-users', 'administrator'));
});
