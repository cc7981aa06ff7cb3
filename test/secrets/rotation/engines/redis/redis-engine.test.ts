import { createClient } from '@redis/client';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { hashOf } from '../../../../../src/secrets/rotation/engines/redis/acl-user';
import { type Connect, connectWith } from '../../../../../src/secrets/rotation/engines/redis/connection';
import { RedisEngine, type RedisOptions } from '../../../../../src/secrets/rotation/engines/redis/redis-engine';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';
import { RedisServer } from '../../../../servers/redis';
import { describeWithServer } from '../../../../servers/required';
import { leaked } from '../../canaries';
import { asAdmin, asUser, everythingLogged, hashesOf, loginWorks } from './admin';
import { RULES, newPassword } from './scenario';

const MINUTE = new Deadline(() => 60_000);

describeWithServer('Redis', 'the engine', () => {
  let server: RedisServer;
  let made = 0;
  beforeAll(async () => { server = await RedisServer.start(); }, 60_000);
  afterAll(async () => server?.stop());
  jest.setTimeout(60_000);

  const connect = (at = server): Connect => connectWith({ authorities: at.ca }, MINUTE);
  const credential = (username: string, password: string, at = server): Credential => ({ username, password, host: at.host, port: at.port, fields: {} });
  const administrator = (at = server): Credential => credential(at.admin.username, at.admin.password, at);
  const engine = (options: RedisOptions = {}): RedisEngine => new RedisEngine(connect(), options);
  const byAdministrator = (options: RedisOptions = {}): RedisEngine => engine({ administrator: async () => administrator(), ...options });

  /** A user with a password of its own, and what a rotation of it is about. */
  async function user(...rules: string[]): Promise<{ readonly username: string; readonly current: Credential; readonly pending: Credential }> {
    made += 1;
    const username = `user-${made}`;
    const current = credential(username, newPassword());
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', username, 'on', `>${current.password}`, ...rules));
    return { username, current, pending: credential(username, newPassword()) };
  }

  const works = async ({ username, password }: Credential) => loginWorks(server, { username, password });

  test('a commit leaves exactly the working and the pending password', async () => {
    const { username, current, pending } = await user();
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', username, `>${newPassword()}`, `>${newPassword()}`));
    await byAdministrator().commit(current, pending);
    expect(await hashesOf(server, username)).toEqual([hashOf(current.password), hashOf(pending.password)].sort());
    expect([await works(current), await works(pending)]).toEqual([true, true]);
  });

  test('a commit that is run again changes nothing', async () => {
    const { username, current, pending } = await user();
    await byAdministrator().commit(current, pending);
    const once = await hashesOf(server, username);
    await byAdministrator().commit(current, pending);
    expect(await hashesOf(server, username)).toEqual(once);
  });

  test('the commit of an earlier rotation, come late, takes no later password away', async () => {
    const { username, current, pending } = await user();
    const later = credential(username, newPassword());
    await byAdministrator().commit(current, pending);
    await byAdministrator().commit(pending, later);
    await expect(byAdministrator().commit(current, pending)).rejects.toThrow('changed-meanwhile');
    expect([await works(pending), await works(later)]).toEqual([true, true]);
  });

  test('a commit between whose reading and writing another one falls takes no password away that it has not seen', async () => {
    const { username, current, pending } = await user();
    const [older, other] = [newPassword(), newPassword()];
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', username, `>${older}`));
    let meanwhile: (() => Promise<unknown>) | undefined = async () => asAdmin(server, async (run) => run('ACL', 'SETUSER', username, `<${older}`, `>${other}`));
    const slow: Connect = async (by) => {
      const connection = await connect()(by);
      return {
        close: connection.close,
        run: async (...words) => {
          if (words[1] === 'SETUSER') { await meanwhile?.(); meanwhile = undefined; }
          return connection.run(...words);
        },
      };
    };
    await new RedisEngine(slow, { administrator: async () => administrator() }).commit(current, pending);
    expect(await hashesOf(server, username)).toEqual([hashOf(current.password), hashOf(pending.password)].sort()); // seen the second time
  });

  test('a connection that is open stays so, and its user what it was', async () => {
    const { current, pending } = await user('+get', '~*');
    await asUser(server, current, async (run) => {
      await byAdministrator().commit(current, pending);
      expect(await run('GET', 'anything')).toBeNull();
    });
  });

  test('a user that may changes itself', async () => {
    const { current, pending } = await user('+acl|setuser', '+acl|getuser');
    await engine().commit(current, pending);
    expect([await works(current), await works(pending)]).toEqual([true, true]);
  });

  test('a user that may not is told so, and nothing is changed', async () => {
    const { username, current, pending } = await user('+@read');
    const failure = await engine().commit(current, pending).catch((error: unknown) => error);
    expect(engine().classify(failure)).toBe('privilege');
    expect(await hashesOf(server, username)).toEqual([hashOf(current.password)]);
  });

  test('an administrator sets the password of a user of which none is known', async () => {
    const { username, pending } = await user();
    await engine().commit(administrator(), pending);
    expect(await hashesOf(server, username)).toEqual([hashOf(pending.password)]);
  });

  test('an administrator that can\'t log in is no failure of authentication', async () => {
    const { current, pending } = await user();
    const wrong = engine({ administrator: async () => ({ ...administrator(), password: newPassword() }) });
    await expect(wrong.probe(current)).rejects.toThrow('privilege: the server refuses user and password of the administrator');
    await expect(wrong.commit(current, pending)).rejects.toThrow('privilege: ');
  });

  test.each(['an administrator', 'itself'])('a user that needs no password is refused where %s can see it', async (changer) => {
    const { current, pending } = await user('nopass', '+acl|getuser', '+acl|setuser');
    const one = changer === 'itself' ? engine() : byAdministrator();
    await expect(one.probe(current)).rejects.toThrow('nopass');
    await expect(one.probe(pending)).rejects.toThrow('nopass');
    await expect(one.commit(current, pending)).rejects.toThrow('nopass');
  });

  test('the default user that lets everybody in is refused, whoever looks', async () => {
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', 'default', 'on', 'nopass', '-@all'));
    await expect(engine().probe(credential('default', newPassword()))).rejects.toThrow('refused-input: the user needs no password');
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', 'default', 'reset'));
  });

  test('a user that is not there is no user to give a password to', async () => {
    const unknown = credential('nobody', newPassword());
    await expect(engine().commit(administrator(), unknown)).rejects.toThrow('not known');
    expect(await asAdmin(server, async (run) => run('ACL', 'GETUSER', 'nobody'))).toBeNull();
  });

  test('a user that is turned off fails as one with a wrong password', async () => {
    const { username, current } = await user();
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', username, 'off'));
    expect(await engine().probe(current).catch((error: unknown) => engine().classify(error))).toBe('authentication');
  });

  describe('users that take turns', () => {
    const twins = async (...rules: string[]) => {
      const { username, current } = await user(...rules);
      return { current, pending: credential(`${username}_clone`, newPassword()) };
    };
    const rotate = async (current: Credential, pending: Credential) => {
      await byAdministrator().provision(administrator(), current, pending);
      await byAdministrator().commit(administrator(), pending);
      await byAdministrator().verify(pending, current, administrator());
    };

    test('nobody logs in as the second user before the commit', async () => {
      const { current, pending } = await twins(...RULES);
      await byAdministrator().provision(administrator(), current, pending);
      expect(await works(pending)).toBe(false);
      expect(await hashesOf(server, pending.username)).toEqual([]);
      await byAdministrator().commit(administrator(), pending);
      expect([await works(current), await works(pending)]).toEqual([true, true]);
    });

    test('clients of the second user keep its old password until the commit', async () => {
      const { current, pending } = await twins(...RULES);
      const old = credential(pending.username, newPassword());
      await asAdmin(server, async (run) => run('ACL', 'SETUSER', old.username, 'on', `>${old.password}`, '+@all', '~*', '&*', '(+get ~x)', 'skip-sanitize-payload'));
      await byAdministrator().provision(administrator(), current, pending);
      expect([await works(old), await works(pending)]).toEqual([true, false]);
      await byAdministrator().commit(administrator(), pending);
      expect([await works(old), await works(pending)]).toEqual([false, true]);
      await byAdministrator().verify(pending, current, administrator());
    });

    test('what is taken from one is taken from the other', async () => {
      const { current, pending } = await twins(...RULES);
      await rotate(current, pending);
      await asAdmin(server, async (run) => run('ACL', 'SETUSER', pending.username, 'resetkeys', '~less:*', 'clearselectors', '-@all', '+get', 'sanitize-payload'));
      const back = credential(current.username, newPassword());
      await rotate(pending, back);
      const rules = await asAdmin(server, async (run) => JSON.stringify(await run('ACL', 'GETUSER', back.username)));
      expect(rules).toContain('~less:*');
      expect(rules).not.toMatch(/~orders|cart|skip-sanitize/);
    });

    test.each(['+flushall', '~more:*', '&more', '(+get ~more:*)', '>another-password-0123', 'off'])('a second user that somebody gave %s is told', async (rule) => {
      const { current, pending } = await twins(...RULES);
      await rotate(current, pending);
      await asAdmin(server, async (run) => run('ACL', 'SETUSER', pending.username, rule));
      await expect(byAdministrator().verify(pending, current, administrator())).rejects.toThrow(rule === 'off' ? 'WRONGPASS' : 'not-equal');
    });

    test('a second user that needs no password is refused, not repaired in silence', async () => {
      const { current, pending } = await twins(...RULES);
      await asAdmin(server, async (run) => run('ACL', 'SETUSER', pending.username, 'on', 'nopass'));
      await expect(byAdministrator().provision(administrator(), current, pending)).rejects.toThrow('nopass');
    });

    test('a server that keeps more of a user than is known can\'t have twins', async () => {
      const { current, pending } = await twins(...RULES);
      const newer: Connect = async (by) => {
        const connection = await connect()(by);
        return {
          close: connection.close,
          run: async (...words) => {
            const reply = await connection.run(...words);
            return words[1] === 'GETUSER' && Array.isArray(reply) ? [...reply as unknown[], 'databases', '0-3'] : reply;
          },
        };
      };
      const other = new RedisEngine(newer, { administrator: async () => administrator() });
      await expect(other.provision(administrator(), current, pending)).rejects.toThrow('more of a user');
      await other.probe(current);
    });
  });

  describe('what outlives a restart', () => {
    test('a commit is in the file of users, and a login puts there what a killed commit left out', async () => {
      const { username, current, pending } = await user();
      const reloaded = async (...options: RedisOptions[]) => {
        for (const option of options) { await byAdministrator(option).commit(current, pending); }
        return asAdmin(server, async (run) => { await run('ACL', 'LOAD'); });
      };
      await asAdmin(server, async (run) => run('ACL', 'SAVE'));
      await reloaded({});
      expect(await works(pending)).toBe(false); // nothing saved it
      await reloaded({ persist: 'aclfile' });
      expect(await works(pending)).toBe(true);
      const next = credential(username, newPassword());
      await byAdministrator().commit(pending, next);
      await byAdministrator({ persist: 'aclfile' }).probe(next);
      await reloaded();
      expect(await works(next)).toBe(true);
    });

    test('an option that is neither is refused before anything is connected to', () => {
      expect(() => engine({ persist: 'disk' })).toThrow('neither aclfile nor config');
    });
  });

  describe('several nodes', () => {
    let replica: RedisServer;
    beforeAll(async () => { replica = await RedisServer.start(); }, 60_000);
    afterAll(async () => replica?.stop());

    const everywhere = async (): Promise<{ readonly both: RedisEngine; readonly current: Credential; readonly pending: Credential }> => {
      const made2 = await user();
      await asAdmin(replica, async (run) => run('ACL', 'SETUSER', made2.username, 'on', `>${made2.current.password}`));
      const both = new RedisEngine(connect(), {
        nodes: [{ host: replica.host, port: replica.port }],
        administrator: async ({ port }) => administrator(port === replica.port ? replica : server),
      });
      return { both, ...made2 };
    };
    const atReplica = async ({ username, password }: Credential) => loginWorks(replica, { username, password });

    test('a commit that ends between two nodes does not work at the secret\'s own, so that it is taken up', async () => {
      const { both, current, pending } = await everywhere();
      await new RedisEngine(connect(), { administrator: async () => administrator(replica) }).commit({ ...current, port: replica.port }, { ...pending, port: replica.port });
      expect(await both.probe(pending).catch((error: unknown) => both.classify(error))).toBe('authentication');
      await both.probe(current);
    });

    test('every node takes the new password, and the old one', async () => {
      const { current, pending } = await everywhere();
      const samePassword = newPassword();
      for (const one of [server, replica]) {
        await asAdmin(one, async (run) => run('ACL', 'SETUSER', 'operator', 'on', `>${samePassword}`, '~*', '&*', '+@all'));
      }
      const both = new RedisEngine(connect(), { nodes: [{ host: replica.host, port: replica.port }], administrator: async () => credential('operator', samePassword) });
      await both.commit(current, pending);
      await both.probe(pending);
      expect([await works(current), await works(pending), await atReplica(current), await atReplica(pending)]).toEqual([true, true, true, true]);
    });

    test('a node that lacks the user is told apart from a wrong password', async () => {
      const { current } = await user();
      const both = new RedisEngine(connect(), { nodes: [{ host: replica.host, port: replica.port }] });
      await expect(both.probe(current)).rejects.toThrow('not-equal: a node refuses');
    });
  });

  test('no password and no hash is in any log of the server, nor seen by whoever monitors it', async () => {
    const { current, pending } = await user();
    const monitored: string[] = [];
    const monitor = createClient({ ...server.admin, socket: { host: server.host, port: server.port, tls: true, ca: server.ca }, RESP: 2 });
    await monitor.connect();
    await monitor.monitor((line) => { monitored.push(String(line)); });
    await byAdministrator({ persist: 'aclfile' }).probe(current);
    await byAdministrator({ persist: 'aclfile' }).commit(current, pending);
    await engine().probe(credential(current.username, 'wrong-canary-password')).catch(() => undefined);
    await byAdministrator().provision(administrator(), current, credential(`${current.username}_clone`, newPassword()));
    await asAdmin(server, async (run) => run('ECHO', 'the end'));
    for (let seen = ''; !seen.includes('the end'); seen = monitored.join('\n')) { await new Promise((resolve) => { setImmediate(resolve); }); }
    monitor.destroy();
    const secrets = [current.password, pending.password, 'wrong-canary-password'];
    const everything = `${await everythingLogged(server)}\n${monitored.join('\n')}`;
    expect(leaked(everything, [...secrets, ...secrets.map(hashOf), server.admin.password])).toEqual([]);
    expect(everything).toContain('GETUSER'); // it did see what was run
  });
});
