import { MemoryDBClient } from '@aws-sdk/client-memorydb';
import { memoryDbStandIn } from './stand-in';
import { MemoryDbUsers } from '../../../../../src/secrets/rotation/engines/memorydb/memorydb-users';
import { RedisServer } from '../../../../servers/redis';
import { describeWithServer } from '../../../../servers/required';
import { crashMatrix } from '../../crash-matrix';
import type { ApiStandIn } from '../redis/api-stand-in';
import { counted, managedUserScenario } from '../redis/managed-user-scenario';
import { ManagedUserStore } from '../redis/managed-user-store';

describeWithServer('Redis', 'rotation of users of MemoryDB that is killed anywhere', () => {
  const store = new ManagedUserStore(() => server);
  let server: RedisServer;
  let api: ApiStandIn;
  beforeAll(async () => {
    server = await RedisServer.start();
    api = await memoryDbStandIn(store);
  }, 60_000);
  afterAll(async () => {
    await api?.stop();
    await server?.stop();
  });
  jest.setTimeout(600_000);

  crashMatrix(managedUserScenario('MemoryDB', () => server, () => store, (effects, _id, deadline) =>
    new MemoryDbUsers(counted(new MemoryDBClient(api.client), effects), deadline)));
});
