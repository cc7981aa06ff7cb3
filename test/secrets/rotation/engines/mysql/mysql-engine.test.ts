import { MysqlStandIn } from './mysql-stand-in';
import { createApplication, createMaster, without } from './scenario';
import type { StandInAccount } from './stand-in-account';
import { mysql } from '../../../../../src/secrets/rotation/engines/mysql/mysql-dialect';
import { MysqlEngine } from '../../../../../src/secrets/rotation/engines/mysql/mysql-engine';
import type { FailureKind } from '../../../../../src/secrets/rotation/failure';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';
import { twinOf } from '../../../../../src/secrets/rotation/strategies/alternating-users';

const credential = (username: string, password: string): Credential => ({ username, password, host: 'mysql.example', port: 3306, fields: {} });

/** A server with the user `app`, whose password is `first`. */
function world({ version = '8.0.36', dualPassword = false } = {}) {
  const server = new MysqlStandIn(version);
  const administrator = createMaster(server);
  const app = server.create('app', '%', 'first');
  app.dynamic.set('APPLICATION_PASSWORD_ADMIN', false);
  const engine = new MysqlEngine(server.connect, mysql({ dualPassword }, server.connect));
  return { server, app, engine, administrator: credential(administrator.username, administrator.password) };
}

/** Which of some passwords log in. */
const valid = (account: StandInAccount, ...passwords: readonly string[]) => passwords.filter((password) => account.logsIn(password));

const failing = (kind: FailureKind | 'refused-input', words: string) => ({ kind, message: expect.stringContaining(words) });

describe('with two passwords', () => {
  test('the one that is replaced stays valid, and the one before does not', async () => {
    const { engine, app } = world({ dualPassword: true });
    await engine.commit(credential('app', 'first'), credential('app', 'second'));
    expect(valid(app, 'first', 'second')).toEqual(['first', 'second']);
    await engine.commit(credential('app', 'second'), credential('app', 'third'));
    expect(valid(app, 'first', 'second', 'third')).toEqual(['second', 'third']);
  });

  test('to set the same password twice drops none of the two', async () => {
    const { engine, app } = world({ dualPassword: true });
    for (let again = 0; again < 3; again += 1) { await engine.commit(credential('app', 'first'), credential('app', 'second')); }
    expect(valid(app, 'first', 'second')).toEqual(['first', 'second']);
  });

  test('two handlers at once drop none of the two', async () => {
    const { engine, app } = world({ dualPassword: true });
    await Promise.all([1, 2, 3].map(async () => engine.commit(credential('app', 'first'), credential('app', 'second'))));
    expect(valid(app, 'first', 'second')).toEqual(['first', 'second']);
  });

  test('a second password that sets a third stays valid, and the one of a rotation that was given up does not', async () => {
    const { engine, app } = world({ dualPassword: true });
    await engine.commit(credential('app', 'first'), credential('app', 'given up'));
    await engine.commit(credential('app', 'first'), credential('app', 'third'));
    expect(valid(app, 'first', 'given up', 'third')).toEqual(['first', 'third']);
  });

  test.each(['PASSWORD HISTORY 5', 'PASSWORD REQUIRE CURRENT'])('to set the same password twice is no failure where the server refuses it: %s', async (policy) => {
    const { engine, app } = world({ dualPassword: true });
    app.alter(policy);
    for (let again = 0; again < 2; again += 1) { await engine.commit(credential('app', 'first'), credential('app', 'second')); }
    expect(valid(app, 'first', 'second')).toEqual(['first', 'second']);
  });

  test('a user without the privilege is told which one it takes', async () => {
    const { engine, app } = world({ dualPassword: true });
    app.dynamic.clear();
    await expect(engine.commit(credential('app', 'first'), credential('app', 'second'))).rejects.toMatchObject(failing('privilege', 'APPLICATION_PASSWORD_ADMIN'));
    expect(valid(app, 'first', 'second')).toEqual(['first']);
  });

  test.each(['5.7.44-log', '8.0.13'])('a server that keeps one is refused: %s', async (version) => {
    const { engine, app } = world({ dualPassword: true, version });
    await expect(engine.commit(credential('app', 'first'), credential('app', 'second'))).rejects.toMatchObject(failing('refused-input', '8.0.14'));
    expect(valid(app, 'first', 'second')).toEqual(['first']);
  });

  test('an administrator who mends the user leaves no password that nobody knows', async () => {
    const { engine, app, administrator } = world({ dualPassword: true });
    await engine.commit(credential('app', 'first'), credential('app', 'lost'));
    await engine.commit(administrator, credential('app', 'second'));
    expect(valid(app, 'first', 'lost', 'second')).toEqual(['second']);
  });
});

test.each(['5.7.44-log', '8.0.11', '8.0.36', '8.4.3', '9.1.0'])('a user changes its own password, and keeps no other: %s', async (version) => {
  const { engine, app, server } = world({ version });
  await engine.commit(credential('app', 'first'), credential('app', 'seco\'nd\\'));
  expect(valid(app, 'first', 'seco\'nd\\')).toEqual(['seco\'nd\\']);
  expect(server.log.join()).not.toMatch(/first|seco/);
});

test('a user that must name its password to change it does so', async () => {
  const { engine, app } = world();
  app.alter('PASSWORD REQUIRE CURRENT');
  await engine.commit(credential('app', 'first'), credential('app', 'second'));
  expect(valid(app, 'first', 'second')).toEqual(['second']);
});

test('a user that sees accounts of its own at other hosts does not change one of them only', async () => {
  const { engine, server, app } = world();
  server.create('app', '10.9.%', 'first');
  app.privileges.set('*.*', new Set(['SELECT']));
  await expect(engine.commit(credential('app', 'first'), credential('app', 'second'))).rejects.toMatchObject(failing('privilege', 'several hosts'));
  expect(valid(app, 'first', 'second')).toEqual(['first']);
});

test('an administrator sets the password of all accounts of a user, each by its own plugin and as a hash', async () => {
  const { engine, server, app, administrator } = world();
  const native = server.create('app', '10.9.%', 'first', 'mysql_native_password');
  await engine.commit(administrator, credential('app', 'second'));
  expect([app, native].flatMap((account) => valid(account, 'first', 'second'))).toEqual(['second', 'second']);
  expect([app.plugin, native.plugin]).toEqual(['caching_sha2_password', 'mysql_native_password']);
  expect([app, native].every(({ primary }) => primary !== undefined && 'hash' in primary)).toBe(true);
});

test.each(['8.0.36', '8.4.3', '9.1.0'])('users alternate with all that MySQL knows: %s', async (version) => {
  const { engine, server, administrator } = world({ version });
  const shop = createApplication(server, 'shop', 'first', '%');
  await engine.provision(administrator, credential('shop', 'first'), credential('shop_clone', 'second'));
  const twin = server.find('shop_clone', '%') as StandInAccount;
  expect(valid(twin, 'first', 'second')).toEqual([]);
  await engine.commit(administrator, credential('shop_clone', 'second'));
  await engine.verify(credential('shop_clone', 'second'), credential('shop', 'first'), administrator);
  expect(without(twin)).toEqual(without(shop));
  expect(valid(twin, 'second')).toEqual(['second']);
});

test('what the pending user has too much is taken from it, and restrictions are given', async () => {
  const { engine, server, administrator } = world();
  const [shop, twin] = [createApplication(server, 'shop', 'first', '%'), createApplication(server, 'shop_clone', 'old', '%')];
  shop.restrictions.clear();
  shop.restrictions.set('`sys`.*', new Set(['SELECT']));
  shop.dynamic.set('CONNECTION_ADMIN', false);
  shop.roles.delete('`reader`@`%`');
  shop.roles.set('`clerk`@`%`', false);
  shop.defaultRoles = [];
  shop.alter('REQUIRE NONE PASSWORD EXPIRE NEVER FAILED_LOGIN_ATTEMPTS 0');
  twin.dynamic.set('BACKUP_ADMIN', false);
  await engine.provision(administrator, credential('shop', 'first'), credential('shop_clone', 'second'));
  expect(without(twin)).toEqual(without(shop));
  expect(valid(twin, 'old', 'second')).toEqual(['old']);
});

test('an account of two factors, or of a plugin without passwords, is refused', async () => {
  const { engine, server, administrator } = world();
  server.create('shop', '%', 'first', 'AWSAuthenticationPlugin');
  await expect(engine.provision(administrator, credential('shop', 'first'), credential('shop_clone', 'second'))).rejects.toMatchObject(failing('refused-input', 'plugin'));
  expect(server.find('shop_clone')).toBeUndefined();
});

test('an administrator without the privileges is told which it takes', async () => {
  const { engine, server, administrator } = world();
  createApplication(server, 'shop', 'first', '%').privileges.set('*.*', new Set(['SELECT', 'SUPER']));
  await expect(engine.provision(administrator, credential('shop', 'first'), credential('shop_clone', 'second')))
    .rejects.toMatchObject(failing('privilege', 'the administrator lacks a privilege'));
  await expect(engine.provision(credential('app', 'first'), credential('shop', 'first'), credential('shop_clone', 'second')))
    .rejects.toMatchObject(failing('privilege', 'the administrator lacks a privilege'));
});

test('a server of the other dialect is refused', async () => {
  const { engine } = world({ version: '10.11.8-MariaDB-log' });
  await expect(engine.commit(credential('app', 'first'), credential('app', 'second'))).rejects.toMatchObject(failing('refused-input', 'no MySQL'));
});

test('a name of 32 characters is the longest, with the suffix of the second user', () => {
  const { engine } = world();
  expect(engine.longestUsername).toBe(32);
  expect(twinOf('a'.repeat(26))).toHaveLength(32);
});

test('the stand-in refuses a statement that the engine does not send', async () => {
  const { server } = world();
  const connection = await server.connect(credential('app', 'first'));
  await expect(connection.run('SELECT 2')).rejects.toMatchObject({ errno: 1064 });
});
