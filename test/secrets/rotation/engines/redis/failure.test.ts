import { createServer } from 'node:net';
import { asAdmin, asUser } from './admin';
import { type FakeServer, fakeServer } from './fake-server';
import { newPassword } from './scenario';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { connectWith, ping } from '../../../../../src/secrets/rotation/engines/redis/connection';
import { redisFailure } from '../../../../../src/secrets/rotation/engines/redis/failure';
import { withConnection } from '../../../../../src/secrets/rotation/engines/with-connection';
import { freePorts } from '../../../../servers/free-ports';
import { RedisServer } from '../../../../servers/redis';
import { describeWithServer } from '../../../../servers/required';

const MINUTE = new Deadline(() => 60_000);
/** Of which a part is kept back for the answer. */
const SHORT = new Deadline(() => 2_000);

/** What kind of failure a login and a trivial read end with. */
async function failureAt(
  { host, port, ca }: { readonly host: string; readonly port: number; readonly ca: string },
  { username, password }: { readonly username: string; readonly password: string }, deadline = MINUTE,
): Promise<string> {
  return withConnection(connectWith({ authorities: ca }, deadline), { username, password, host, port, fields: {} }, ping).then(() => 'none', redisFailure);
}

const SOMEBODY = { username: 'somebody', password: newPassword() };

describeWithServer('Redis', 'failures of a login', () => {
  let server: RedisServer;
  beforeAll(async () => { server = await RedisServer.start(); }, 60_000);
  afterAll(async () => server?.stop());
  jest.setTimeout(60_000);

  test('a login that works is none', async () => {
    expect(await failureAt(server, server.admin)).toBe('none');
  });

  test('a user that may do nothing logs in all the same', async () => {
    await asAdmin(server, async (run) => run('ACL', 'SETUSER', 'idle', 'on', `>${SOMEBODY.password}`));
    expect(await failureAt(server, { username: 'idle', password: SOMEBODY.password })).toBe('none');
  });

  test('a wrong password and an unknown user are the only failures of authentication', async () => {
    expect(await failureAt(server, { ...server.admin, password: newPassword() })).toBe('authentication');
    expect(await failureAt(server, SOMEBODY)).toBe('authentication');
  });

  test('a name that is not known is told from a port at which nobody listens', async () => {
    expect(await failureAt({ ...server, host: 'nobody.invalid', ca: server.ca, port: server.port }, server.admin)).toBe('name-resolution');
    expect(await failureAt({ host: 'localhost', ca: server.ca, port: (await freePorts(1))[0] }, server.admin)).toBe('refused');
  });

  test('an address is checked against the addresses of the certificate', async () => {
    expect(await failureAt({ host: '127.0.0.1', port: server.port, ca: server.ca }, server.admin)).toBe('none');
  });

  test.each(['foreign-authority', 'other-host'] as const)('a certificate of %s is refused, and no login is sent', async (certificate) => {
    const impostor = await RedisServer.start({ certificate });
    try {
      for (const host of ['localhost', '127.0.0.1']) {
        expect(await failureAt({ host, port: impostor.port, ca: impostor.ca }, impostor.admin)).toBe('tls');
      }
    } finally {
      await impostor.stop();
    }
    expect(impostor.log()).not.toContain('Accepted a login');
  });

  test('a server without TLS gets no login', async () => {
    const plain = await RedisServer.start({ tls: 'off' });
    try {
      expect(await failureAt(plain, plain.admin, SHORT)).toMatch(/^(tls|refused|timeout)$/); // by what it takes the first bytes of TLS for
      expect((await plain.commands()).filter((command) => /\bAUTH\b/i.test(command))).toHaveLength(1); // its own
    } finally {
      await plain.stop();
    }
  });

  test('a server with as many clients as it takes cuts the connection before TLS can tell why', async () => {
    const small = await RedisServer.start({ arguments: ['--maxclients', '1'] });
    try {
      await asUser(small, small.admin, async () => { expect(await failureAt(small, small.admin)).toBe('refused'); });
    } finally {
      await small.stop();
    }
  });
});

describe('failures of a login that a server answers', () => {
  let fake: FakeServer;
  afterEach(async () => fake.stop());

  test.each([
    ['-LOADING Redis is loading the dataset in memory', 'capacity'],
    ['-MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to \'no\'.', 'capacity'],
    ['-CLUSTERDOWN The cluster is down', 'capacity'],
    ['-BUSY Redis is busy running a script.', 'capacity'],
    ['-ERR max number of clients reached', 'capacity'],
    ['-NOAUTH Authentication required.', 'privilege'],
    ['-READONLY You can\'t write against a read only replica.', 'privilege'],
    ['-DENIED Redis is running in protected mode', 'privilege'],
    ['-ERR unknown command', 'unexpected'],
    ['-WRONGPASSWORDISH of a plug-in', 'unexpected'],
    ['-NOPERM this user has no permissions to run the \'ping\' command', 'none'],
  ])('%s', async (reply, kind) => {
    fake = await fakeServer(([command]) => (command === 'AUTH' ? '+OK' : reply));
    expect(await failureAt(fake, SOMEBODY)).toBe(kind);
  });

  test('what servers before version 6 say of a wrong password', async () => {
    fake = await fakeServer((words) => (words.length === 2 ? '-ERR invalid password' : '-ERR wrong number of arguments for \'auth\' command'));
    expect(await failureAt(fake, { username: 'default', password: SOMEBODY.password })).toBe('authentication');
  });

  test('a server that takes the login and answers nothing is out of time', async () => {
    fake = await fakeServer(() => undefined);
    expect(await failureAt(fake, SOMEBODY, SHORT)).toBe('timeout');
  });

  test('a server that takes the connection and speaks no TLS is out of time', async () => {
    fake = await fakeServer(() => undefined);
    const silent = createServer((socket) => { socket.resume(); });
    await new Promise<void>((resolve) => { silent.listen(0, '127.0.0.1', resolve); });
    const { port } = silent.address() as { readonly port: number };
    expect(await failureAt({ host: '127.0.0.1', port, ca: fake.ca }, SOMEBODY, SHORT)).toBe('timeout');
    await new Promise<void>((resolve) => { silent.close(() => resolve()); });
  });
});
