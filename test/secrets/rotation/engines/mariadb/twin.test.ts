import { type Login, asRoot, asUser, createMaster, described, identified } from './client';
import { Twins, connectTo } from './twins';
import type { Connect } from '../../../../../src/secrets/rotation/engines/mysql/connection';
import { MariadbServer } from '../../../../servers/mariadb';
import { Effects, Killed } from '../../effects';

let server: MariadbServer;
let master: Login;

beforeAll(async () => {
  server = await MariadbServer.start();
  master = await createMaster(server);
  await asRoot(server, 'CREATE DATABASE shop', 'CREATE TABLE shop.orders (id INT, note TEXT)', 'CREATE TABLE shop.passing (id INT)', 'CREATE PROCEDURE shop.ship() SELECT 1');
  await asRoot(server, 'CREATE ROLE reader', 'CREATE ROLE clerk', 'GRANT SELECT ON shop.* TO reader');
  await asRoot(server, ...['reader', 'clerk'].map((role) => `GRANT ${role} TO master WITH ADMIN OPTION`));
}, 60_000);
afterAll(async () => server?.stop());
jest.setTimeout(240_000);

/** Twins of which the current one exists, at a host part, with grants; `it` stands for its name. */
async function twins({ host = '127.0.0.%', options = '', grants = [] as readonly string[], around }: {
  readonly host?: string; readonly options?: string; readonly grants?: readonly string[]; readonly around?: (connect: Connect) => Connect;
} = {}): Promise<Twins> {
  const made = new Twins(server, master, around);
  const account = `'${made.current.username}'@'${host}'`;
  await asRoot(server, `CREATE USER ${account} ${identified(made.current.password)} ${options}`, ...grants.map((grant) => grant.replace(/\bit\b/, account)));
  return made;
}

const expectEqual = async ({ current, pending }: Twins) => {
  expect(await described(server, pending.username)).toEqual(await described(server, current.username));
};

const logsIn = async (login: Login): Promise<boolean> => asUser(server, login, 'SELECT 1').then(() => true, () => false);

test('killed after any statement, a new user either has everything or nobody logs in as it with the pending password (R2)', async () => {
  const grants = ['GRANT SELECT, INSERT ON shop.* TO it WITH GRANT OPTION', 'GRANT reader TO it', 'SET DEFAULT ROLE reader FOR it'];
  for (let place = 1; ; place += 1) {
    const effects = new Effects(place);
    const pair = await twins({ options: 'REQUIRE SSL', grants, around: (connect) => async (who) => effects.instrument(await connect(who)) });
    const failure = await pair.rotate().then(() => undefined, (error: unknown) => error);
    const [twin, model] = [await described(server, pair.pending.username), await described(server, pair.current.username)];
    if (await logsIn(pair.pending)) { expect(twin).toEqual(model); }
    if (failure === undefined) { break; }
    expect(failure).toBeInstanceOf(Killed);
    const retried = new Twins(server, master);
    await Object.assign(retried, { current: pair.current, pending: pair.pending }).rotate();
    await expectEqual(retried);
  }
});

test('a default role and REQUIRE SSL are copied at the first attempt (R3)', async () => {
  const pair = await twins({ options: 'REQUIRE SSL', grants: ['GRANT reader TO it', 'SET DEFAULT ROLE reader FOR it'] });
  await pair.rotate();
  await expectEqual(pair);
  expect(await asUser(server, pair.pending, 'SELECT CURRENT_ROLE()')).toEqual([['reader']]);
});

test('the option to grant is copied on every level (R4)', async () => {
  const pair = await twins({
    grants: [
      'GRANT PROCESS ON *.* TO it WITH GRANT OPTION', 'GRANT SELECT ON shop.* TO it WITH GRANT OPTION', 'GRANT INSERT (id) ON shop.orders TO it WITH GRANT OPTION',
      'GRANT EXECUTE ON PROCEDURE shop.ship TO it WITH GRANT OPTION', 'GRANT clerk TO it WITH ADMIN OPTION',
    ],
  });
  await pair.rotate();
  await expectEqual(pair);
  expect(JSON.stringify(await described(server, pair.pending.username)).match(/GRANT OPTION|ADMIN OPTION/g)).toHaveLength(5);
});

test('what is revoked from the current user is gone after the next rotations (R5)', async () => {
  const pair = await twins({ grants: ['GRANT SELECT, INSERT ON shop.* TO it WITH GRANT OPTION', 'GRANT clerk TO it WITH ADMIN OPTION', 'GRANT reader TO it', 'SET DEFAULT ROLE reader FOR it'] });
  await pair.rotate();
  const account = `'${pair.current.username}'@'127.0.0.%'`;
  await asRoot(server, `REVOKE INSERT, GRANT OPTION ON shop.* FROM ${account}`, `REVOKE ADMIN OPTION FOR clerk FROM ${account}`, `REVOKE reader FROM ${account}`, `SET DEFAULT ROLE NONE FOR ${account}`);
  await pair.rotate();
  await expectEqual(pair);
  expect(JSON.stringify(await described(server, pair.pending.username))).not.toMatch(/INSERT|GRANT OPTION|ADMIN|reader/);
});

test('accounts at hosts other than % alternate, at each host with what it has there (R6)', async () => {
  const pair = await twins({ grants: ['GRANT SELECT ON shop.* TO it'] });
  await asRoot(server, `CREATE USER '${pair.current.username}'@'10.1.2.3' ${identified(pair.current.password)}`, `GRANT INSERT ON shop.* TO '${pair.current.username}'@'10.1.2.3'`);
  await pair.rotate();
  await expectEqual(pair);
  expect(Object.keys(await described(server, pair.pending.username))).toEqual(['10.1.2.3', '127.0.0.%']);
  const hashes = await asRoot(server, `SELECT DISTINCT authentication_string FROM mysql.user WHERE User = '${pair.pending.username}'`);
  expect(hashes).toHaveLength(1);
});

test('an account of the pending user at a host that the current one has none for is dropped', async () => {
  const pair = await twins();
  await asRoot(server, `CREATE USER '${pair.pending.username}'@'127.0.0.1' ${identified('old password')}`);
  await pair.rotate();
  expect(Object.keys(await described(server, pair.pending.username))).toEqual(['127.0.0.%']);
});

test('an account that defines a view is not dropped', async () => {
  const pair = await twins();
  await asRoot(server, `CREATE USER '${pair.pending.username}'@'10.9.9.9' ${identified('old password')}`, `CREATE OR REPLACE DEFINER = '${pair.pending.username}'@'10.9.9.9' VIEW shop.defined AS SELECT 1`);
  await expect(pair.rotate()).rejects.toMatchObject({ kind: 'not-equal', message: expect.stringContaining('defines views') });
  expect(Object.keys(await described(server, pair.pending.username))).toContain('10.9.9.9');
  await asRoot(server, 'DROP VIEW shop.defined');
});

test('a grant on a table that was dropped is copied, since the table may come back', async () => {
  const pair = await twins({ grants: ['GRANT SELECT, INSERT ON shop.passing TO it'] });
  await asRoot(server, 'DROP TABLE shop.passing');
  await pair.rotate();
  await expectEqual(pair);
  await asRoot(server, 'CREATE TABLE shop.passing (id INT)');
  expect(await asUser(server, pair.pending, 'SELECT count(*) FROM shop.passing')).toEqual([[0]]);
});

test('a grant on a column of a table that was dropped ends the rotation with words', async () => {
  await asRoot(server, 'CREATE TABLE shop.short_lived (id INT)');
  const pair = await twins({ grants: ['GRANT SELECT (id) ON shop.short_lived TO it'] });
  await asRoot(server, 'DROP TABLE shop.short_lived');
  await expect(pair.rotate()).rejects.toMatchObject({ kind: 'not-equal', message: expect.stringContaining('do not exist') });
  expect(await logsIn(pair.pending)).toBe(false);
});

test('clients of the pending user keep what it has and what it will have, until the pending password is set', async () => {
  const pair = await twins({ grants: ['GRANT SELECT ON shop.orders TO it', 'GRANT INSERT ON shop.* TO it'] });
  await pair.rotate();
  const refused: string[] = [];
  const old = { username: pair.pending.username, password: pair.pending.password };
  const watching: Connect = async (who) => {
    const connection = await connectTo(server)(who);
    return {
      close: connection.close,
      run: async (statement) => {
        const rows = await connection.run(statement);
        await asUser(server, old, 'SELECT count(*) FROM shop.orders').catch(() => refused.push(statement));
        return rows;
      },
    };
  };
  await asRoot(server, `GRANT ALL ON shop.* TO '${pair.pending.username}'@'127.0.0.%'`); // a leftover, which has what the current user has and more
  const next = Object.assign(new Twins(server, master, () => watching), { current: pair.current, pending: { ...pair.pending, password: 'another password' } });
  await next.engine.provision(next.administrator, next.current, next.pending);
  expect(refused).toEqual([]);
  await expectEqual(next);
});

test('another plugin of the pending user gives way to the one of the current user', async () => {
  const pair = await twins();
  await asRoot(server, `CREATE USER '${pair.pending.username}'@'127.0.0.%' IDENTIFIED VIA unix_socket`);
  await pair.rotate();
  await expectEqual(pair);
});

test('a current user that authenticates without a password is refused before anything changes', async () => {
  const pair = new Twins(server, master);
  await asRoot(server, `CREATE USER '${pair.current.username}'@'127.0.0.%' IDENTIFIED VIA unix_socket OR mysql_native_password USING 'invalid'`);
  await expect(pair.rotate()).rejects.toMatchObject({ kind: 'refused-input', message: expect.stringContaining('plugin') });
  expect(await described(server, pair.pending.username)).toEqual({});
});

test('what the administrator may not grant ends the rotation as a missing privilege', async () => {
  const pair = await twins({ grants: ['GRANT SUPER ON *.* TO it'] });
  await expect(pair.rotate()).rejects.toMatchObject({ kind: 'privilege', message: expect.stringContaining('the administrator lacks a privilege') });
  expect(await logsIn(pair.pending)).toBe(false);
});

test('names with quotes and wildcards are quoted', async () => {
  await asRoot(server, 'CREATE DATABASE `o\'dd``"\\_%`');
  const pair = await twins({ grants: ['GRANT SELECT ON `o\'dd``"\\_%`.* TO it', 'GRANT INSERT ON `sh\\_op%`.* TO it'] });
  const username = `o'dd\`"\\ ${pair.current.username}`;
  await asRoot(server, `RENAME USER '${pair.current.username}'@'127.0.0.%' TO '${username.replace(/\\/g, '\\\\').replace(/'/g, '\'\'')}'@'127.0.0.%'`);
  const odd = Object.assign(new Twins(server, master), { current: { ...pair.current, username }, pending: { ...pair.pending, username: `${username}_clone` } });
  await odd.rotate();
  expect(await asUser(server, odd.pending, 'SHOW GRANTS')).toHaveLength(3);
});

test('the server\'s own modes of SQL change nothing', async () => {
  const pair = await twins({ options: 'REQUIRE SUBJECT \'/CN=it\'\'s \\\\ it\'', grants: ['GRANT SELECT ON shop.* TO it'] });
  await asRoot(server, 'SET GLOBAL sql_mode = \'ANSI_QUOTES,NO_BACKSLASH_ESCAPES\'', 'SET GLOBAL sql_quote_show_create = 0');
  try {
    await pair.engine.provision(pair.administrator, pair.current, pair.pending);
  } finally {
    await asRoot(server, 'SET GLOBAL sql_mode = DEFAULT', 'SET GLOBAL sql_quote_show_create = 1');
  }
  await expectEqual(pair);
});

test('a difference that arises before the test of the pending credential is found', async () => {
  const pair = await twins({ grants: ['GRANT SELECT ON shop.* TO it'] });
  await pair.rotate();
  for (const change of ['GRANT INSERT ON shop.* TO it', 'ALTER USER it REQUIRE SSL', 'GRANT reader TO it', 'ALTER USER it PASSWORD EXPIRE NEVER']) {
    await asRoot(server, change.replace('it', `'${pair.current.username}'@'127.0.0.%'`));
    await expect(pair.engine.verify(pair.pending, pair.current, pair.administrator)).rejects.toMatchObject({ kind: 'not-equal' });
    await pair.engine.provision(pair.administrator, pair.current, pair.pending);
  }
  await asRoot(server, `CREATE USER '${pair.current.username}'@'10.2.%' ${identified('x')}`);
  await expect(pair.engine.verify(pair.pending, pair.current, pair.administrator)).rejects.toMatchObject({ kind: 'not-equal' });
});
