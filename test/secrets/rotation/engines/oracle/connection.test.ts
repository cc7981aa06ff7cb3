import { type AddressInfo, type Socket, createServer } from 'node:net';
import oracledb from 'oracledb';
import { ACCEPTED, type FakeListener, fakeListener } from './fake-listener';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { addressOf, connectWith } from '../../../../../src/secrets/rotation/engines/oracle/connection';
import { OracleEngine } from '../../../../../src/secrets/rotation/engines/oracle/oracle-engine';
import { failureOf } from '../../../../../src/secrets/rotation/strategies/logins';
import { authoritiesOfRun } from '../../../../servers/certificates';
import { freePorts } from '../../../../servers/free-ports';

jest.setTimeout(60_000);

const running: FakeListener[] = [];
afterEach(async () => { await Promise.all(running.splice(0).map(async (listener) => listener.stop())); });

const start = async (...given: Parameters<typeof fakeListener>): Promise<FakeListener> => {
  const listener = await fakeListener(...given);
  running.push(listener);
  return listener;
};

const CREDENTIAL = { username: 'app', password: 'canary-of-a-password', host: 'localhost', port: 2484, database: 'ORCL', fields: {} };

/** What kind of failure a probe by the real driver ends with. */
async function failureAt({ host = 'localhost', port, milliseconds = 60_000 }: { readonly host?: string; readonly port: number; readonly milliseconds?: number }): Promise<string> {
  const { trusted } = await authoritiesOfRun();
  const engine = new OracleEngine(connectWith({ authorities: trusted.certificate }, new Deadline(() => milliseconds)), { dualPassword: false });
  return engine.probe({ ...CREDENTIAL, host, port }).then(() => 'none', (error: unknown) => failureOf(engine, error).kind);
}

/** A server that does not speak TLS. */
async function withPlainServer(behave: (socket: Socket) => void, work: (port: number) => Promise<void>): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => { behave(socket); });
  });
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    sockets.forEach((socket) => socket.destroy());
    await new Promise((done) => { server.close(done); });
  }
  return sockets.length;
}

describe('the driver of Oracle', () => {
  test.each(['localhost', '127.0.0.1'])('reaches a listener at %s whose certificate is for it, with the authorities of the wallet', async (host) => {
    const listener = await start(12514);
    expect(await failureAt({ host, port: listener.port })).toBe('refused');
    expect(listener.requests.join()).toContain('SERVICE_NAME=ORCL');
    expect(listener.connections()).toBe(1);
  });

  test.each(['foreign-authority', 'other-host'] as const)('sends nothing to a listener whose certificate is of %s', async (certificate) => {
    const listener = await start(12514, certificate);
    expect(await failureAt({ port: listener.port })).toBe('tls');
    expect(await failureAt({ host: '127.0.0.1', port: listener.port })).toBe('tls');
    expect(listener.requests).toEqual([]);
    expect(listener.connections()).toBe(2);
  });

  test.each([[12505, 'refused'], [12514, 'refused'], [12516, 'capacity'], [12519, 'capacity'], [12520, 'capacity'], [12537, 'refused']] as const)(
    'takes the refusal ORA-%p for %s, and tries once', async (number, kind) => {
      const listener = await start(number);
      expect(await failureAt({ port: listener.port })).toBe(kind);
      expect(listener.connections()).toBe(1);
    });

  test('tells an unknown host from a port at which nobody listens', async () => {
    const [port] = await freePorts(1);
    expect(await failureAt({ host: 'nobody.invalid', port })).toBe('name-resolution');
    expect(await failureAt({ port })).toBe('refused');
  });

  test('uses the port of TCPS if it is told, instead of the one of the secret', async () => {
    const listener = await start(12514);
    const { trusted } = await authoritiesOfRun();
    const connect = connectWith({ authorities: trusted.certificate }, new Deadline(() => 60_000), String(listener.port));
    await expect(connect({ ...CREDENTIAL, port: 1521 })).rejects.toThrow();
    expect(listener.requests.join()).toContain(`(PORT=${listener.port})`);
    expect(() => connectWith({ authorities: '' }, new Deadline(() => 60_000), '1521)(HOST=evil')).toThrow('tcpsPort');
  });

  test.each([
    ['a listener', 'short', undefined, 0],
    ['a listener', 'long', undefined, 0],
    ['a server', 'short', ACCEPTED, 1],
    ['a server', 'long', ACCEPTED, 1],
  ] as const)('tells of %s that is silent to a program with a %s name, and tries once', async (_, name, answer, further) => {
    (oracledb as unknown as { program: string }).program = name === 'short' ? 'node' : 'x'.repeat(200);
    const listener = await start(answer);
    const started = Date.now();
    expect(await failureAt({ port: listener.port, milliseconds: 2_500 })).toBe('timeout');
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(listener.connections()).toBe(1);
    expect(listener.asked()).toEqual({ connects: 1, further });
  });

  test('takes a server without TLS for one that can\'t be trusted, and tries once', async () => {
    const connections = await withPlainServer((socket) => { socket.end('ORA-12514, in clear'); }, async (port) => { expect(await failureAt({ port })).toBe('tls'); });
    expect(connections).toBe(1);
  });

  const addressAt = (port: number, protocol = 'tcps') => `(ADDRESS=(PROTOCOL=${protocol})(HOST=127.0.0.1)(PORT=${port}))`;

  test('follows a listener to no address without TLS', async () => {
    const connections = await withPlainServer(() => undefined, async (port) => {
      const listener = await start(addressAt(port, 'tcp'));
      expect(await failureAt({ port: listener.port, milliseconds: 5_000 })).toBe('tls');
      expect(listener.connections()).toBe(1);
    });
    expect(connections).toBe(0);
  });

  test('follows a listener to a node by its address, where the certificate is for the host of the secret', async () => {
    const { trusted } = await authoritiesOfRun();
    const node = await start(12520, await trusted.issue(['localhost']));
    const listener = await start(addressAt(node.port));
    expect(await failureAt({ port: listener.port })).toBe('capacity');
    expect(node.requests.join()).toContain('SERVICE_NAME=ORCL');
  });

  test('sends nothing to a server that a listener names, and whose certificate is for that name only', async () => {
    const { trusted } = await authoritiesOfRun();
    const other = await start(12520, await trusted.issue(['elsewhere.example.com'], ['127.0.0.1']));
    const listener = await start(addressAt(other.port));
    expect(await failureAt({ port: listener.port })).toBe('tls');
    expect(other.requests).toEqual([]);
  });

  test('puts no dbname into the address that could name another host', () => {
    for (const database of [undefined, '', 'A)(ADDRESS=(PROTOCOL=tcp)(HOST=evil)(PORT=1))', 'A B', 'A=B']) {
      expect(() => addressOf({ ...CREDENTIAL, database })).toThrow('no dbname');
    }
    expect(addressOf(CREDENTIAL)).toContain('(PROTOCOL=tcps)(HOST=localhost)(PORT=2484)');
  });

  test('is refused for a certificate of another name than the host, which it can\'t check', () => {
    expect(() => connectWith({ authorities: '', serverName: 'db.example' }, new Deadline(() => 60_000))).toThrow('serverName');
  });
});
