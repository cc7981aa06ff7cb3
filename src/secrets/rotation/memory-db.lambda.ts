import { MemoryDBClient } from '@aws-sdk/client-memorydb';
import { CLIENT_LIMITS } from './client-limits';
import { MemoryDbUsers } from './engines/memorydb/memorydb-users';
import { connectWith } from './engines/redis/connection';
import { ManagedUserEngine } from './engines/redis/managed-user-engine';
import { publicTrustOf } from './engines/trusted-authorities';
import { databaseHandler } from './rotation-handler';

const client = new MemoryDBClient(CLIENT_LIMITS);

export const handler = databaseHandler('memorydb', ({ options }, deadline) => {
  const connect = connectWith(publicTrustOf(options), deadline);
  return new ManagedUserEngine(connect, new MemoryDbUsers(client, deadline), deadline);
});
