import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { authoritiesOfRun, OTHER_HOST, serverCertificate } from './certificates';
import type { DatabaseServer, ServerOptions } from './database-server';
import { FerretdbServer } from './ferretdb';
import { mariadbLogin, mongodbLogin, postgresLogin, redisLogin, type Login } from './logins';
import { MariadbServer } from './mariadb';
import { postgresInstallations, PostgresServer, type PostgresInstallation } from './postgres';
import { RedisServer } from './redis';
import { describeWithServer, type ServerName } from './required';

jest.setTimeout(60_000);

interface Subject {
  readonly start: (options?: ServerOptions) => Promise<DatabaseServer>;
  readonly login: Login;
  /** How the server turns plaintext away. */
  readonly plaintextRefused: RegExp;
  /** How a client is told that there is no TLS; Redis and FerretDB tell nothing and wait. */
  readonly tlsRefused?: RegExp;
  /** What was run, where that is not in the log. */
  readonly statements?: (server: DatabaseServer) => Promise<string>;
}

const postgres = (source: PostgresInstallation['source']): Subject => ({
  start: (options) => PostgresServer.start({ ...options, installation: postgresInstallations().find((one) => one.source === source) }),
  login: postgresLogin,
  plaintextRefused: /no pg_hba.conf entry .* no encryption/,
  tlsRefused: /does not support SSL/,
});

const SUBJECTS: Record<ServerName, Subject> = {
  'PostgreSQL from npm': postgres('npm'),
  'PostgreSQL of the system': postgres('system'),
  'MariaDB': {
    start: (options) => MariadbServer.start(options),
    login: mariadbLogin,
    // MariaDB names no cause; that the same password does where TLS is optional shows that it is the transport.
    plaintextRefused: /Access denied/,
    tlsRefused: /does not support secure connection/,
  },
  'Redis': {
    start: (options) => RedisServer.start(options),
    login: redisLogin,
    plaintextRefused: /Socket closed unexpectedly|ECONNRESET/,
    statements: async (server) => (await (server as RedisServer).commands()).join('\n'),
  },
  'FerretDB': {
    start: (options) => FerretdbServer.start(options),
    login: mongodbLogin,
    plaintextRefused: /connection .* closed|ECONNRESET/,
  },
};

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Does the work with a server that is stopped whatever comes of it. */
async function withServer(subject: Subject, options: ServerOptions, work: (server: DatabaseServer) => Promise<void>): Promise<void> {
  const server = await subject.start(options);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

describe.each(Object.entries(SUBJECTS) as [ServerName, Subject][])('%s', (name, subject) => {
  describeWithServer(name, 'a server for tests', () => {
    describe('with TLS required', () => {
      let server: DatabaseServer;
      beforeAll(async () => { server = await subject.start(); });
      afterAll(() => server.stop());

      test('lets the administrator in over TLS that the client verifies', async () => {
        await expect(subject.login(server, 'tls', 'verified')).resolves.toBeUndefined();
      });

      test('turns a wrong password away', async () => {
        const other = Object.create(server, { admin: { value: { ...server.admin, password: 'wrong' } } }) as DatabaseServer;
        await expect(subject.login(other, 'tls', 'wrong')).rejects.toThrow(/password|WRONGPASS|denied|Authentication failed/);
      });

      test('turns plaintext away', async () => {
        await expect(subject.login(server, 'plaintext', 'plain')).rejects.toThrow(subject.plaintextRefused);
        expect(server.plaintextPort).toBeUndefined();
      });

      test('shows what was run as soon as it was answered', async () => {
        await subject.login(server, 'tls', 'spoken');
        expect(subject.statements ? await subject.statements(server) : server.log()).toContain('spoken');
      });

      test('says its version and keeps the authority in a file', () => {
        expect(server.version).toMatch(/^\d+\.\d+/);
        expect(readFileSync(server.caFile, 'utf8')).toBe(server.ca);
      });

      test('ends with its folder when it is stopped, and its log stays', async () => {
        const log = server.log();
        expect([isRunning(server.pid), existsSync(server.folder), log]).toEqual([true, true, expect.stringMatching(/\S/)]);
        await server.stop();
        expect([isRunning(server.pid), existsSync(server.folder)]).toEqual([false, false]);
        expect(server.log()).toContain(log);
      });
    });

    test('is refused by a client when a foreign authority signed its certificate', async () => {
      await withServer(subject, { certificate: 'foreign-authority' }, (server) =>
        expect(subject.login(server, 'tls', 'foreign')).rejects.toThrow(/unable to verify|self-signed certificate/));
    });

    test('is refused by a client when its certificate names another host', async () => {
      await withServer(subject, { certificate: 'other-host' }, (server) =>
        expect(subject.login(server, 'tls', 'other')).rejects.toThrow(/does not match certificate's altnames/));
    });

    test('takes TLS and plaintext with TLS optional', async () => {
      await withServer(subject, { tls: 'optional' }, async (server) => {
        await subject.login(server, 'tls', 'encrypted');
        await subject.login(server, 'plaintext', 'plain');
      });
    });

    test('takes plaintext and no TLS with TLS off', async () => {
      await withServer(subject, { tls: 'off' }, async (server) => {
        await subject.login(server, 'plaintext', 'plain');
        if (subject.tlsRefused) { await expect(subject.login(server, 'tls', 'encrypted')).rejects.toThrow(subject.tlsRefused); }
      });
    });
  });
});

describeWithServer('Redis', 'a server that cannot start', () => {
  test('says why', async () => {
    await expect(RedisServer.start({ arguments: ['--no-such-setting', '1'] })).rejects.toThrow(/no-such-setting/);
  });
});

describe('certificates of a run', () => {
  test('a good one is for localhost and signed by the authority that clients trust', async () => {
    const { trusted, foreign } = await authoritiesOfRun();
    const good = new X509Certificate((await serverCertificate('good')).certificate);
    expect([good.checkHost('localhost'), good.checkIP('127.0.0.1')]).toEqual(['localhost', '127.0.0.1']);
    expect(good.verify(new X509Certificate(trusted.certificate).publicKey)).toBe(true);
    expect(good.verify(new X509Certificate(foreign.certificate).publicKey)).toBe(false);
  });

  test('the one for another host is signed by the authority that clients trust', async () => {
    const other = new X509Certificate((await serverCertificate('other-host')).certificate);
    expect([other.checkHost(OTHER_HOST), other.checkHost('localhost')]).toEqual([OTHER_HOST, undefined]);
    expect(other.verify(new X509Certificate((await authoritiesOfRun()).trusted.certificate).publicKey)).toBe(true);
  });
});
