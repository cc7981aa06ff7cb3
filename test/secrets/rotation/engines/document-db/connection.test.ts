import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { connectWith } from '../../../../../src/secrets/rotation/engines/document-db/connection';
import { DocumentDbEngine } from '../../../../../src/secrets/rotation/engines/document-db/document-db-engine';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';
import { OTHER_HOST, authoritiesOfRun } from '../../../../servers/certificates';
import { FerretdbServer } from '../../../../servers/ferretdb';
import { describeWithServer } from '../../../../servers/required';

jest.setTimeout(120_000);

const deadline = new Deadline(() => 60_000);
const engineFor = ({ ca }: FerretdbServer, serverName?: string) => new DocumentDbEngine(connectWith({ authorities: ca, serverName }, deadline));
const credentialFor = ({ host, port, admin }: FerretdbServer, more = {}): Credential => ({ ...admin, host, port, database: 'admin', fields: {}, ...more });

/** What kind of failure a login ends in. */
const kindOf = async (engine: DocumentDbEngine, credential: Credential) => engine.probe(credential).then(() => 'none', (error: unknown) => engine.classify(error));

describeWithServer('FerretDB', 'connections of the driver for MongoDB', () => {
  let server: FerretdbServer;
  beforeAll(async () => { server = await FerretdbServer.start(); }, 60_000);
  afterAll(async () => server?.stop());

  test('log in over TLS, by host name and by an address that the certificate names', async () => {
    expect(await kindOf(engineFor(server), credentialFor(server))).toBe('none');
    expect(await kindOf(engineFor(server), credentialFor(server, { host: '127.0.0.1' }))).toBe('none');
  });

  test('tell a wrong password, and an unknown user, as that', async () => {
    expect(await kindOf(engineFor(server), credentialFor(server, { password: 'wrong' }))).toBe('authentication');
    expect(await kindOf(engineFor(server), credentialFor(server, { username: 'nobody' }))).toBe('authentication');
  });

  test('try a wrong password once', async () => {
    const tries = () => server.log().match(/"saslStart":/g)?.length ?? 0;
    const before = tries();
    expect(await kindOf(engineFor(server), credentialFor(server, { password: 'wrong' }))).toBe('authentication');
    expect(tries()).toBe(before + 1);
  });

  test('are refused where the certificate is of an authority that is not trusted, or for another host', async () => {
    const [foreign, other] = [await FerretdbServer.start({ certificate: 'foreign-authority' }), await FerretdbServer.start({ certificate: 'other-host' })];
    try {
      expect(await kindOf(engineFor(foreign), credentialFor(foreign))).toBe('tls');
      expect(await kindOf(engineFor(other), credentialFor(other))).toBe('tls');
      expect(await kindOf(engineFor(other), credentialFor(other, { host: '127.0.0.1' }))).toBe('tls');
      expect(await kindOf(engineFor(other, OTHER_HOST), credentialFor(other))).toBe('none');
    } finally {
      await foreign.stop();
      await other.stop();
    }
  });

  test('fall back to no plaintext', async () => {
    const plain = await FerretdbServer.start({ tls: 'off' });
    try {
      expect(await kindOf(engineFor(plain), credentialFor(plain))).not.toMatch(/none|authentication/);
    } finally {
      await plain.stop();
    }
    expect(plain.log()).not.toContain('saslStart');
  });

  test('tell where nobody listens, at once', async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    await new Promise((done) => { listener.close(done); });
    expect(await kindOf(engineFor(server), credentialFor(server, { port }))).toBe('refused');
  });
});

test('a server that never answers is a timeout, within the function\'s time', async () => {
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => { sockets.add(socket); }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const engine = new DocumentDbEngine(connectWith({ authorities: (await authoritiesOfRun()).trusted.certificate }, new Deadline(() => 2_500)));
  const started = Date.now();
  try {
    expect(await kindOf(engine, { username: 'app', password: 'canary-of-a-password', host: 'localhost', port, fields: {} })).toBe('timeout');
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(sockets.size).toBeGreaterThan(0);
  } finally {
    sockets.forEach((socket) => socket.destroy());
    listener.close();
  }
});
