import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { isExecutable, versionOf } from './commands';
import { start, StartedServer, type ServerOptions } from './database-server';

/** Where `scripts/test-servers.js` builds it, in a folder named for the version. */
const BUILT = path.join(__dirname, '..', '..', '.cache', 'ferretdb');

function builtCommand(): string | undefined {
  const versions = existsSync(BUILT) ? readdirSync(BUILT) : [];
  return versions.map((version) => path.join(BUILT, version, 'ferretdb')).find(isExecutable);
}

/**
 * FerretDB, which speaks MongoDB's wire protocol, on SQLite.
 *
 * It has users with SCRAM and no roles: everybody who gets in may do everything, and commands that give roles are refused.
 */
export class FerretdbServer extends StartedServer {
  public static isInstalled(): boolean {
    return builtCommand() !== undefined;
  }

  public static async start(options: ServerOptions = {}): Promise<FerretdbServer> {
    return new FerretdbServer(await start('ferretdb', options, async ({ folder, ports, tls, files, admin }) => {
      const command = folder.reachable(builtCommand()!);
      const data = folder.makeFolder('data');
      return {
        command,
        args: [
          '--handler=sqlite', `--sqlite-url=file:${data}/`, `--state-dir=${folder.root}`, '--telemetry=disable', '--debug-addr=-',
          '--test-enable-new-auth', '--setup-database=admin', '--log-level=DEBUG',
          `--listen-addr=${tls === 'required' ? '' : `127.0.0.1:${ports.plaintext}`}`,
          ...files ? [`--listen-tls=127.0.0.1:${ports.tls}`, `--listen-tls-cert-file=${files.certificate}`, `--listen-tls-key-file=${files.key}`] : [],
          ...options.arguments ?? [],
        ],
        // An argument would show in the list of processes.
        env: { ...process.env, FERRETDB_SETUP_USERNAME: admin.username, FERRETDB_SETUP_PASSWORD: admin.password },
        ready: files ? /Listening on TLS/ : /Listening on TCP/,
        stopSignal: 'SIGKILL',
        version: await versionOf(command, folder),
      };
    }));
  }
}
