import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { AuthTokenEngine } from './engines/elasticache/auth-token-engine';
import { ElastiCacheUsers } from './engines/elasticache/elasticache-users';
import { API_LIMITS } from './engines/redis/api-call';
import { connectWith } from './engines/redis/connection';
import { ManagedUserEngine } from './engines/redis/managed-user-engine';
import { publicTrustOf } from './engines/trusted-authorities';
import { databaseHandler } from './rotation-handler';

const client = new ElastiCacheClient(API_LIMITS);

export const handler = databaseHandler('elasticache', ({ options }, deadline) => {
  const connect = connectWith(publicTrustOf(options), deadline);
  return options.authToken === 'true'
    ? new AuthTokenEngine(connect, client, options.replicationGroupId, deadline)
    : new ManagedUserEngine(connect, new ElastiCacheUsers(client, options.userId, deadline), deadline);
});
