import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { TLSSocket, createSecureContext } from 'node:tls';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { connectWith } from '../../../../../src/secrets/rotation/engines/postgres/connection';
import { RedshiftEngine } from '../../../../../src/secrets/rotation/engines/redshift/redshift-engine';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';
import { authoritiesOfRun, serverCertificate } from '../../../../servers/certificates';
import { PostgresServer } from '../../../../servers/postgres';
import { describeWithServer } from '../../../../servers/required';

jest.setTimeout(120_000);

const deadline = new Deadline(() => 60_000);
const engineFor = ({ ca }: PostgresServer) => new RedshiftEngine(connectWith({ authorities: ca }, deadline, 'postgres'));
const credentialFor = ({ host, port, admin }: PostgresServer, more = {}): Credential => ({ ...admin, host, port, database: 'postgres', fields: {}, ...more });
const kindOf = async (engine: RedshiftEngine, credential: Credential) => engine.probe(credential).then(() => 'none', (error: unknown) => engine.classify(error));

// PostgreSQL stands in for what Amazon Redshift has of it: the protocol, TLS, and passwords that are sent as MD5 hashes.
describeWithServer('PostgreSQL from npm', 'the parts of Amazon Redshift that are PostgreSQL\'s', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'redshift-'));
  let server: PostgresServer;
  beforeAll(async () => {
    const file = path.join(folder, 'pg_hba.conf');
    writeFileSync(file, 'hostssl all all 127.0.0.1/32 md5\n');
    chmodSync(folder, 0o755); // the server runs as a user of its own
    server = await PostgresServer.start({ arguments: ['-c', `hba_file=${file}`] });
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  test('a password set as an MD5 hash logs in, also one with quotes and backslashes', async () => {
    const engine = engineFor(server);
    for (const username of ['app', 'a "quoted" \'name\'']) {
      const connection = await connectWith({ authorities: server.ca }, deadline, 'postgres')(credentialFor(server));
      await connection.run(`CREATE ROLE "${username.replaceAll('"', '""')}" LOGIN`);
      await connection.close();
      const first = credentialFor(server, { username, password: `${randomBytes(8).toString('hex')}'"\\` });
      await engine.commit(credentialFor(server), first);
      expect(await kindOf(engine, first)).toBe('none');
      const second = { ...first, password: randomBytes(12).toString('hex') };
      await engine.commit(first, second);
      expect(await kindOf(engine, second)).toBe('none');
      expect(await kindOf(engine, first)).toBe('authentication');
      for (const { password } of [first, second]) { expect(server.log()).not.toContain(password); }
    }
  });

  test('a certificate of another authority, or of another host, is refused', async () => {
    for (const certificate of ['foreign-authority', 'other-host'] as const) {
      const other = await PostgresServer.start({ certificate });
      try {
        expect(await kindOf(engineFor(other), credentialFor(other))).toBe('tls');
      } finally {
        await other.stop();
      }
    }
  });
});

/** A server that speaks PostgreSQL's protocol as far as the question of how to authenticate: by SHA-256, as Amazon Redshift does for users kept so. */
async function serverWithSha256(): Promise<{ readonly port: number; readonly ca: string; stop(): void }> {
  const { certificate: cert, key } = await serverCertificate('good');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.once('data', () => { // the request for TLS
      socket.write('S');
      const secured = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext({ cert, key }) });
      secured.on('error', () => undefined);
      secured.once('data', () => { secured.write(Buffer.from([...Buffer.from('R'), 0, 0, 0, 8, 0, 0, 0, 13])); });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    ca: (await authoritiesOfRun()).trusted.certificate,
    stop: () => {
      sockets.forEach((socket) => { socket.destroy(); });
      server.close();
    },
  };
}

test('a user whose password is kept as SHA-256 is refused with what to do, and the function lives on', async () => {
  const server = await serverWithSha256();
  try {
    const engine = new RedshiftEngine(connectWith({ authorities: server.ca }, deadline, 'dev'));
    const login = engine.probe({ host: 'localhost', port: server.port, username: 'app', password: 'p', database: 'dev', fields: {} });
    await expect(login).rejects.toThrow('refused-input: the server keeps the password as SHA-256');
  } finally {
    server.stop();
  }
});
