import { randomBytes, randomUUID } from 'node:crypto';
import { asAdmin, everythingLogged, loginWorks, rulesOf } from './admin';
import { connectWith } from '../../../../../src/secrets/rotation/engines/redis/connection';
import { RedisEngine } from '../../../../../src/secrets/rotation/engines/redis/redis-engine';
import type { RedisServer } from '../../../../servers/redis';
import type { Scenario, World } from '../../scenario';

export const newPassword = (): string => randomBytes(16).toString('hex');

/** What an application may: something of everything that a user can have. */
export const RULES = ['~orders:*', '%R~prices:*', 'resetchannels', '&orders.*', '-@all', '+@read', '+@write', '-flushall', '+config|get', '(-@all +set ~cart:*)', 'skip-sanitize-payload'];

/** Who changes the user's password. */
export type Changer = 'itself' | 'administrator';

/** A Redis server as the matrix uses it: each world is a user of its own. */
export function redisScenario(serverOf: () => RedisServer, server: string, strategy: Scenario['strategy'], changer: Changer = 'administrator'): Scenario {
  return {
    server: changer === 'itself' ? `${server}, a user that changes itself` : server,
    engine: 'redis',
    strategy,
    tested: 'server',
    currentAlwaysWorks: true,
    serverLog: async () => everythingLogged(serverOf()),
    prepare: async (): Promise<World> => {
      const running = serverOf();
      const username = `app-${randomUUID().slice(0, 8)}`;
      const password = newPassword();
      const own = changer === 'itself' ? ['+acl|setuser', '+acl|getuser', '+acl|save'] : [];
      await asAdmin(running, async (run) => run('ACL', 'SETUSER', username, 'on', `>${password}`, ...RULES, ...own));
      const administrator = { username: running.admin.username, password: running.admin.password };
      return {
        environment: { HOSTS: running.host, USERNAMES: `${username},${username}_clone` },
        initial: { engine: 'redis', host: running.host, port: running.port, username, password, note: 'kept' },
        administrator: changer === 'itself' ? undefined : administrator,
        engineOf: (effects) => (_settings, deadline) => {
          const connect = connectWith({ authorities: running.ca }, deadline);
          return new RedisEngine(async (credential) => effects.instrument(await connect(credential)), {
            persist: 'aclfile',
            takesTurns: strategy === 'alternating-users',
            ...changer === 'itself' ? {} : { administrator: async (credential) => ({ ...credential, ...administrator }) },
          });
        },
        loginWorks: async (fields) => loginWorks(running, fields),
        snapshot: async (name) => rulesOf(running, name),
        dispose: async () => { await asAdmin(running, async (run) => run('ACL', 'DELUSER', username, `${username}_clone`)); },
      };
    },
  };
}
