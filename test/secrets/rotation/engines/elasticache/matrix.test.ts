import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { elastiCacheStandIn } from './stand-in';
import { ElastiCacheUsers } from '../../../../../src/secrets/rotation/engines/elasticache/elasticache-users';
import { RedisServer } from '../../../../servers/redis';
import { describeWithServer } from '../../../../servers/required';
import { crashMatrix } from '../../crash-matrix';
import type { ApiStandIn } from '../redis/api-stand-in';
import { counted, managedUserScenario } from '../redis/managed-user-scenario';
import { ManagedUserStore } from '../redis/managed-user-store';

describeWithServer('Redis', 'rotation of users of ElastiCache that is killed anywhere', () => {
  const store = new ManagedUserStore(() => server);
  let server: RedisServer;
  let api: ApiStandIn;
  beforeAll(async () => {
    server = await RedisServer.start();
    api = await elastiCacheStandIn(store);
  }, 60_000);
  afterAll(async () => {
    await api?.stop();
    await server?.stop();
  });
  jest.setTimeout(600_000);

  crashMatrix(managedUserScenario('ElastiCache', () => server, () => store, (effects, id, deadline) =>
    new ElastiCacheUsers(counted(new ElastiCacheClient(api.client), effects), id, deadline)));
});
