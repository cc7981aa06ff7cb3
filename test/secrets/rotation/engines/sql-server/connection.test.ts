import { type AddressInfo, type Socket, createServer } from 'node:net';
import { ENCRYPTION, type FakeTds, fakeTds, loggedIn, loginErrors, rerouted } from './fake-tds';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { connectWith } from '../../../../../src/secrets/rotation/engines/sql-server/connection';
import { SqlServerEngine } from '../../../../../src/secrets/rotation/engines/sql-server/sql-server-engine';
import { failureOf } from '../../../../../src/secrets/rotation/strategies/logins';
import { authoritiesOfRun } from '../../../../servers/certificates';
import { freePorts } from '../../../../servers/free-ports';

jest.setTimeout(60_000);

const LOGIN = 0x10;
const running: FakeTds[] = [];
afterEach(async () => { await Promise.all(running.splice(0).map(async (server) => server.stop())); });

const start = async (...given: Parameters<typeof fakeTds>): Promise<FakeTds> => {
  const server = await fakeTds(...given);
  running.push(server);
  return server;
};

/** What kind of failure a probe by the real driver ends with. */
async function failureAt({ host = 'localhost', port, serverName, milliseconds = 60_000 }: { readonly host?: string; readonly port: number; readonly serverName?: string; readonly milliseconds?: number }): Promise<string> {
  const { trusted } = await authoritiesOfRun();
  const engine = new SqlServerEngine(connectWith({ authorities: trusted.certificate, serverName }, new Deadline(() => milliseconds)));
  return engine.probe({ username: 'app', password: 'canary-of-a-password', host, port, database: 'app', fields: {} }).then(() => 'none', (error: unknown) => failureOf(engine, error).kind);
}

describe('the driver of SQL Server', () => {
  test.each(['localhost', '127.0.0.1'])('logs in at %s, over TLS that is verified', async (host) => {
    const server = await start(loggedIn());
    expect(await failureAt({ host, port: server.port })).toBe('none');
    expect(server.seen).toContain(LOGIN);
  });

  test('compares the certificate with another name than the host if told so', async () => {
    const server = await start(loggedIn(), { certificate: 'other-host' });
    expect(await failureAt({ port: server.port, serverName: 'elsewhere.example.com' })).toBe('none');
  });

  test.each(['foreign-authority', 'other-host'] as const)('sends no login to a server whose certificate is of %s', async (certificate) => {
    const server = await start(loggedIn(), { certificate });
    expect(await failureAt({ port: server.port })).toBe('tls');
    expect(await failureAt({ host: '127.0.0.1', port: server.port })).toBe('tls');
    expect(server.seen).not.toContain(LOGIN);
    expect(server.connections()).toBe(2);
  });

  test('sends no login to a server that says it has no encryption', async () => {
    const server = await start(loggedIn(), { encryption: ENCRYPTION.NOT_SUPPORTED });
    expect(await failureAt({ port: server.port })).toBe('tls');
    expect(server.seen).not.toContain(LOGIN);
    expect(server.connections()).toBe(1);
  });

  test('follows no server to another host', async () => {
    const other = await start(loggedIn());
    const routing = await start(rerouted('localhost', other.port));
    expect(await failureAt({ port: routing.port })).toBe('refused');
    expect(other.connections()).toBe(0);
  });

  test.each([
    [[18456], 'authentication'], [[4060, 18456], 'unexpected'], [[18486], 'locked-out'], [[18487], 'locked-out'], [[18470], 'locked-out'], [[17809], 'capacity'], [[40613], 'timeout'],
  ] as const)('takes the errors %p of a login for %s, and tries once', async (numbers, kind) => {
    const server = await start(loginErrors(...numbers));
    expect(await failureAt({ port: server.port })).toBe(kind);
    expect(server.connections()).toBe(1);
  });

  test.each([['silent', 'timeout'], ['cut', 'refused']] as const)('ends in time where a statement is %s, and tries once', async (statements, kind) => {
    const server = await start(loggedIn(), { statements });
    const started = Date.now();
    expect(await failureAt({ port: server.port, milliseconds: 2_500 })).toBe(kind);
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(server.connections()).toBe(1);
  });

  test('tells an unknown host from a port at which nobody listens', async () => {
    const [port] = await freePorts(1);
    expect(await failureAt({ host: 'nobody.invalid', port })).toBe('name-resolution');
    expect(await failureAt({ port })).toBe('refused');
  });

  test.each([['that cuts the connection', 'refused', (socket: Socket) => { socket.destroy(); }], ['that is silent', 'timeout', () => undefined]] as const)('tells of a server %s, and tries once', async (_, kind, behave) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => { behave(socket); });
    });
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    expect(await failureAt({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, milliseconds: 2_500 })).toBe(kind);
    expect(sockets).toHaveLength(1);
    sockets.forEach((socket) => socket.destroy());
    await new Promise((done) => { server.close(done); });
  });
});
