import { randomUUID } from 'node:crypto';
import { asAdmin, everythingLogged, loginWorks, rulesOf } from './admin';
import type { ManagedUserStore } from './managed-user-store';
import { newPassword } from './scenario';
import type { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { type Connect, connectWith } from '../../../../../src/secrets/rotation/engines/redis/connection';
import { ManagedUserEngine } from '../../../../../src/secrets/rotation/engines/redis/managed-user-engine';
import type { ManagedUsers } from '../../../../../src/secrets/rotation/engines/redis/managed-users';
import type { RedisServer } from '../../../../servers/redis';
import type { Effects } from '../../effects';
import type { Scenario } from '../../scenario';

/** A client of the AWS SDK. */
interface Client {
  send(command: object, options: object): Promise<unknown>;
  destroy(): void;
}

/** A client all of whose calls go through the effects. */
export function counted<C extends Client>(client: C, effects: Effects): C {
  const send = client.send.bind(client);
  return Object.assign(client, {
    send: async (command: object, options: object) => effects.perform(command.constructor.name, async () => send(command, options)),
  });
}

/** Rotations of a user that a service of AWS manages, at a real server whose passwords the stand-in of the service sets. */
export function managedUserScenario(
  name: string, serverOf: () => RedisServer, storeOf: () => ManagedUserStore,
  usersOf: (effects: Effects, id: string, deadline: Deadline) => ManagedUsers,
): Scenario {
  return {
    server: name,
    engine: name.toLowerCase(),
    strategy: 'single-user',
    tested: 'stand-in',
    currentAlwaysWorks: true,
    serverLog: async () => everythingLogged(serverOf()),
    prepare: async () => {
      const [server, store] = [serverOf(), storeOf()];
      const username = `app-${randomUUID().slice(0, 8)}`;
      const [id, password] = [name === 'MemoryDB' ? username : `id-of-${username}`, newPassword()];
      await asAdmin(server, async (run) => run('ACL', 'SETUSER', username, 'on', `>${password}`, '~*', '+@all'));
      store.groups.set('group-of-all', ['cache']);
      const { arn } = store.add({ id, name: username, arn: `arn:aws:service:eu-central-1:111122223333:user:${id}`, passwords: [password], groups: ['group-of-all'] });
      return {
        environment: { HOSTS: server.host, USERNAMES: username, ENGINE_OPTIONS: JSON.stringify({ userId: id }), EXCLUDED_CHARACTERS: ',"/@' },
        initial: { host: server.host, port: server.port, username, password, user_arn: arn, note: 'kept' },
        engineOf: (effects) => ({ options }, deadline) => {
          const connect = connectWith({ authorities: server.ca }, deadline);
          const connectCounted: Connect = async (credential) => effects.instrument(await connect(credential));
          return new ManagedUserEngine(connectCounted, usersOf(effects, options.userId ?? id, deadline), deadline, 1);
        },
        loginWorks: async (fields) => loginWorks(server, fields),
        snapshot: async (user) => rulesOf(server, user),
        dispose: async () => {
          store.remove(id);
          await asAdmin(server, async (run) => run('ACL', 'DELUSER', username));
        },
      };
    },
  };
}
