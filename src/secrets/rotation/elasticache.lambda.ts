import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { CLIENT_LIMITS } from './client-limits';
import { AuthTokenEngine } from './engines/elasticache/auth-token-engine';
import { ElastiCacheUsers } from './engines/elasticache/elasticache-users';
import { connectWith } from './engines/redis/connection';
import { ManagedUserEngine } from './engines/redis/managed-user-engine';
import { publicTrustOf } from './engines/trusted-authorities';
import { databaseHandler } from './rotation-handler';

const client = new ElastiCacheClient(CLIENT_LIMITS);

export const handler = databaseHandler('elasticache', ({ options }, deadline) => {
  const connect = connectWith(publicTrustOf(options), deadline);
  return options.replicationGroupId !== undefined
    ? new AuthTokenEngine(connect, client, options.replicationGroupId, deadline)
    : new ManagedUserEngine(connect, new ElastiCacheUsers(client, options.userId, deadline), deadline);
});
