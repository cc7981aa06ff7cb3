import { randomUUID } from 'node:crypto';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { ReplicationGroupStore } from './replication-group-store';
import { elastiCacheStandIn } from './stand-in';
import { AuthTokenEngine } from '../../../../../src/secrets/rotation/engines/elasticache/auth-token-engine';
import { connectWith } from '../../../../../src/secrets/rotation/engines/redis/connection';
import { RedisServer } from '../../../../servers/redis';
import { describeWithServer } from '../../../../servers/required';
import { crashMatrix } from '../../crash-matrix';
import { asAdmin, everythingLogged, loginWorks, rulesOf } from '../redis/admin';
import type { ApiStandIn } from '../redis/api-stand-in';
import { counted } from '../redis/managed-user-scenario';
import { ManagedUserStore } from '../redis/managed-user-store';
import { newPassword } from '../redis/scenario';

describeWithServer('Redis', 'rotation of an AUTH token that is killed anywhere', () => {
  const groups = new ReplicationGroupStore(() => server);
  let server: RedisServer;
  let api: ApiStandIn;
  beforeAll(async () => {
    server = await RedisServer.start();
    api = await elastiCacheStandIn(new ManagedUserStore(() => server), groups);
  }, 60_000);
  afterAll(async () => {
    await api?.stop();
    await server?.stop();
  });
  jest.setTimeout(600_000);

  crashMatrix({
    server: 'ElastiCache AUTH token',
    engine: 'elasticache',
    strategy: 'single-user',
    tested: 'stand-in',
    currentAlwaysWorks: false, // after a rotation that was given up
    serverLog: async () => everythingLogged(server),
    prepare: async () => {
      const [id, password] = [`group-${randomUUID()}`, newPassword()];
      await groups.add(id, password);
      return {
        environment: { HOSTS: server.host, USERNAMES: 'default', ENGINE_OPTIONS: JSON.stringify({ replicationGroupId: id }), EXCLUDED_CHARACTERS: ' "%\'()*+,./:;=?@[\\]_`{|}~' },
        initial: { host: server.host, port: server.port, username: 'default', password, note: 'kept' },
        engineOf: (effects) => ({ options }, deadline) => {
          const connect = connectWith({ authorities: server.ca }, deadline);
          return new AuthTokenEngine(async (credential) => effects.instrument(await connect(credential)),
            counted(new ElastiCacheClient(api.client), effects), options.replicationGroupId, deadline, 1);
        },
        loginWorks: async (fields) => loginWorks(server, fields),
        snapshot: async () => rulesOf(server, 'default'),
        dispose: async () => { await asAdmin(server, async (run) => run('ACL', 'SETUSER', 'default', 'reset')); },
      };
    },
  });
});
