import { asAdmin, hashesOf } from './admin';
import { RULES } from './scenario';
import { Users } from './users';
import type { Connect } from '../../../../../src/secrets/rotation/engines/redis/connection';
import { RedisEngine } from '../../../../../src/secrets/rotation/engines/redis/redis-engine';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';
import { RedisServer } from '../../../../servers/redis';
import { describeWithServer } from '../../../../servers/required';

describeWithServer('Redis', 'users that take turns', () => {
  let server: RedisServer;
  const users = new Users(() => server);
  beforeAll(async () => { server = await RedisServer.start(); }, 60_000);
  afterAll(async () => server?.stop());
  jest.setTimeout(60_000);

  const twins = async (...rules: string[]) => {
    const { username, current } = await users.make(...rules);
    return { current, pending: users.credential(`${username}_clone`) };
  };
  const rotate = async (current: Credential, pending: Credential) => {
    await users.byAdministrator().provision(users.administrator(), current, pending);
    await users.byAdministrator().commit(users.administrator(), pending);
    await users.byAdministrator().verify(pending, current, users.administrator());
  };

  test('nobody logs in as the second user before the commit', async () => {
    const { current, pending } = await twins(...RULES);
    await users.byAdministrator().provision(users.administrator(), current, pending);
    expect(await users.works(pending)).toBe(false);
    expect(await hashesOf(server, pending.username)).toEqual([]);
    await users.byAdministrator().commit(users.administrator(), pending);
    expect([await users.works(current), await users.works(pending)]).toEqual([true, true]);
  });

  test('clients of the second user keep its old password until the commit', async () => {
    const { current, pending } = await twins(...RULES);
    const old = users.credential(pending.username);
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', old.username, 'on', `>${old.password}`, '+@all', '~*', '&*', '(+get ~x)', 'skip-sanitize-payload'));
    await users.byAdministrator().provision(users.administrator(), current, pending);
    expect([await users.works(old), await users.works(pending)]).toEqual([true, false]);
    await users.byAdministrator().commit(users.administrator(), pending);
    expect([await users.works(old), await users.works(pending)]).toEqual([false, true]);
    await users.byAdministrator().verify(pending, current, users.administrator());
  });

  test('what is taken from one is taken from the other', async () => {
    const { current, pending } = await twins(...RULES);
    await rotate(current, pending);
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', pending.username, 'resetkeys', '~less:*', 'clearselectors', '-@all', '+get', 'sanitize-payload'));
    const back = users.credential(current.username);
    await rotate(pending, back);
    const rules = await asAdmin(server, async (run) => JSON.stringify(await run('ACL', 'GETUSER', back.username)));
    expect(rules).toContain('~less:*');
    expect(rules).not.toMatch(/~orders|cart|skip-sanitize/);
  });

  test.each(['+flushall', '~more:*', '&more', '(+get ~more:*)', '>another-password-0123', 'off'])('a second user that somebody gave %s is told', async (rule) => {
    const { current, pending } = await twins(...RULES);
    await rotate(current, pending);
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', pending.username, rule));
    await expect(users.byAdministrator().verify(pending, current, users.administrator())).rejects.toThrow(rule === 'off' ? 'WRONGPASS' : 'not-equal');
  });

  test('a second user that needs no password is refused, not repaired in silence', async () => {
    const { current, pending } = await twins(...RULES);
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', pending.username, 'on', 'nopass'));
    await expect(users.byAdministrator().provision(users.administrator(), current, pending)).rejects.toThrow('nopass');
  });

  test('a server that keeps more of a user than is known can\'t have twins', async () => {
    const { current, pending } = await twins(...RULES);
    const newer: Connect = async (by) => {
      const connection = await users.connect()(by);
      return {
        close: connection.close,
        run: async (...words) => {
          const reply = await connection.run(...words);
          return words[1] === 'GETUSER' && Array.isArray(reply) ? [...reply as unknown[], 'databases', '0-3'] : reply;
        },
      };
    };
    const other = new RedisEngine(newer, { administrator: async () => users.administrator() });
    await expect(other.provision(users.administrator(), current, pending)).rejects.toThrow('more of a user');
    await other.probe(current);
  });
});
