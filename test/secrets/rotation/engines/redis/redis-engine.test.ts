import { createClient } from '@redis/client';
import { asAdmin, asUser, everythingLogged, hashesOf } from './admin';
import { newPassword } from './scenario';
import { Users } from './users';
import { hashOf } from '../../../../../src/secrets/rotation/engines/redis/acl-user';
import type { Connect } from '../../../../../src/secrets/rotation/engines/redis/connection';
import { RedisEngine, type RedisOptions } from '../../../../../src/secrets/rotation/engines/redis/redis-engine';
import { RedisServer } from '../../../../servers/redis';
import { describeWithServer } from '../../../../servers/required';
import { leaked } from '../../canaries';

describeWithServer('Redis', 'the engine', () => {
  let server: RedisServer;
  const users = new Users(() => server);
  beforeAll(async () => { server = await RedisServer.start(); }, 60_000);
  afterAll(async () => server?.stop());
  jest.setTimeout(60_000);

  test('a commit leaves exactly the working and the pending password', async () => {
    const { username, current, pending } = await users.make();
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', username, `>${newPassword()}`, `>${newPassword()}`));
    await users.byAdministrator().commit(current, pending);
    expect(await hashesOf(server, username)).toEqual([hashOf(current.password), hashOf(pending.password)].sort());
    expect([await users.works(current), await users.works(pending)]).toEqual([true, true]);
  });

  test('a commit that is run again changes nothing', async () => {
    const { username, current, pending } = await users.make();
    await users.byAdministrator().commit(current, pending);
    const once = await hashesOf(server, username);
    await users.byAdministrator().commit(current, pending);
    expect(await hashesOf(server, username)).toEqual(once);
  });

  test('the commit of an earlier rotation, come late, takes no later password away', async () => {
    const { username, current, pending } = await users.make();
    const later = users.credential(username);
    await users.byAdministrator().commit(current, pending);
    await users.byAdministrator().commit(pending, later);
    await expect(users.byAdministrator().commit(current, pending)).rejects.toThrow('changed-meanwhile');
    expect([await users.works(pending), await users.works(later)]).toEqual([true, true]);
  });

  test('a commit between whose reading and writing another one falls takes no password away that it has not seen', async () => {
    const { username, current, pending } = await users.make();
    const [older, other] = [newPassword(), newPassword()];
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', username, `>${older}`));
    let meanwhile: (() => Promise<unknown>) | undefined = async () => asAdmin(server, async (run) => run('ACL', 'SETUSER', username, `<${older}`, `>${other}`));
    const slow: Connect = async (by) => {
      const connection = await users.connect()(by);
      return {
        close: connection.close,
        run: async (...words) => {
          if (words[1] === 'SETUSER') { await meanwhile?.(); meanwhile = undefined; }
          return connection.run(...words);
        },
      };
    };
    await new RedisEngine(slow, { administrator: async () => users.administrator() }).commit(current, pending);
    expect(await hashesOf(server, username)).toEqual([hashOf(current.password), hashOf(pending.password)].sort()); // seen the second time
  });

  test('a connection that is open stays so, and its user what it was', async () => {
    const { current, pending } = await users.make('+get', '~*');
    await asUser(server, current, async (run) => {
      await users.byAdministrator().commit(current, pending);
      expect(await run('GET', 'anything')).toBeNull();
    });
  });

  test('a user that may changes itself', async () => {
    const { current, pending } = await users.make('+acl|setuser', '+acl|getuser');
    await users.engine().commit(current, pending);
    expect([await users.works(current), await users.works(pending)]).toEqual([true, true]);
  });

  test('a user that may not is told so, and nothing is changed', async () => {
    const { username, current, pending } = await users.make('+@read');
    const failure = await users.engine().commit(current, pending).catch((error: unknown) => error);
    expect(users.engine().classify(failure)).toBe('privilege');
    expect(await hashesOf(server, username)).toEqual([hashOf(current.password)]);
  });

  test('an administrator sets the password of a user of which none is known', async () => {
    const { username, pending } = await users.make();
    await users.engine().commit(users.administrator(), pending);
    expect(await hashesOf(server, username)).toEqual([hashOf(pending.password)]);
  });

  test('an administrator that can\'t log in is no failure of authentication', async () => {
    const { current, pending } = await users.make();
    const wrong = users.engine({ administrator: async () => ({ ...users.administrator(), password: newPassword() }) });
    await expect(wrong.probe(current)).rejects.toThrow('privilege: the server refuses user and password of the administrator');
    await expect(wrong.commit(current, pending)).rejects.toThrow('privilege: ');
  });

  test.each(['an administrator', 'itself'])('a user that needs no password is refused where %s can see it', async (changer) => {
    const { current, pending } = await users.make('nopass', '+acl|getuser', '+acl|setuser');
    const one = changer === 'itself' ? users.engine() : users.byAdministrator();
    await expect(one.probe(current)).rejects.toThrow('nopass');
    await expect(one.probe(pending)).rejects.toThrow('nopass');
    await expect(one.commit(current, pending)).rejects.toThrow('nopass');
  });

  test('the default user that lets everybody in is refused, whoever looks', async () => {
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', 'default', 'on', 'nopass', '-@all'));
    await expect(users.engine().probe(users.credential('default'))).rejects.toThrow('refused-input: the user needs no password');
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', 'default', 'reset'));
  });

  test('a user that is not there is no user to give a password to', async () => {
    const unknown = users.credential('nobody');
    await expect(users.engine().commit(users.administrator(), unknown)).rejects.toThrow('not known');
    expect(await asAdmin(server, async (run) => run('ACL', 'GETUSER', 'nobody'))).toBeNull();
  });

  test('a user that is turned off fails as one with a wrong password', async () => {
    const { username, current } = await users.make();
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', username, 'off'));
    expect(await users.engine().probe(current).catch((error: unknown) => users.engine().classify(error))).toBe('authentication');
  });

  describe('what outlives a restart', () => {
    test('a commit is in the file of users, and a login puts there what a killed commit left out', async () => {
      const { username, current, pending } = await users.make();
      const reloaded = async (...options: RedisOptions[]) => {
        for (const option of options) { await users.byAdministrator(option).commit(current, pending); }
        return asAdmin(server, async (run) => { await run('ACL', 'LOAD'); });
      };
      await asAdmin(server, async (run) => run('ACL', 'SAVE'));
      await reloaded({});
      expect(await users.works(pending)).toBe(false); // nothing saved it
      await reloaded({ persist: 'aclfile' });
      expect(await users.works(pending)).toBe(true);
      const next = users.credential(username);
      await users.byAdministrator().commit(pending, next);
      await users.byAdministrator({ persist: 'aclfile' }).probe(next);
      await reloaded();
      expect(await users.works(next)).toBe(true);
    });

    test('where users are in the configuration, that is written anew after the change', async () => {
      const { current, pending } = await users.make();
      const run: string[] = [];
      const recorded: Connect = async (by) => {
        const connection = await users.connect()(by);
        return {
          close: connection.close,
          run: async (...words) => {
            run.push(words.slice(0, 2).join(' '));
            return words[0] === 'CONFIG' ? 'OK' : connection.run(...words); // this server has no file of that kind
          },
        };
      };
      await new RedisEngine(recorded, { persist: 'config', administrator: async () => users.administrator() }).commit(current, pending);
      expect(run).toEqual(['ACL GETUSER', 'ACL SETUSER', 'CONFIG REWRITE']);
    });

    test('an option that is neither is refused before anything is connected to', () => {
      expect(() => users.engine({ persist: 'disk' })).toThrow('neither aclfile nor config');
    });
  });

  test('no password and no hash is in any log of the server, nor seen by whoever monitors it', async () => {
    const { current, pending } = await users.make();
    const monitored: string[] = [];
    const monitor = createClient({ ...server.admin, socket: { host: server.host, port: server.port, tls: true, ca: server.ca }, RESP: 2 });
    await monitor.connect();
    await monitor.monitor((line) => { monitored.push(String(line)); });
    await users.byAdministrator({ persist: 'aclfile' }).probe(current);
    await users.byAdministrator({ persist: 'aclfile' }).commit(current, pending);
    await users.engine().probe(users.credential(current.username, 'wrong-canary-password')).catch(() => undefined);
    await users.byAdministrator().provision(users.administrator(), current, users.credential(`${current.username}_clone`));
    await asAdmin(server, async (run) => run('ECHO', 'the end'));
    for (let seen = ''; !seen.includes('the end'); seen = monitored.join('\n')) { await new Promise((resolve) => { setImmediate(resolve); }); }
    monitor.destroy();
    const secrets = [current.password, pending.password, 'wrong-canary-password'];
    const everything = `${await everythingLogged(server)}\n${monitored.join('\n')}`;
    expect(leaked(everything, [...secrets, ...secrets.map(hashOf), server.admin.password])).toEqual([]);
    expect(everything).toContain('GETUSER'); // it did see what was run
  });
});
