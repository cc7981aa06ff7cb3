import { findCommand, run, versionOf } from './commands';
import { start, StartedServer, type ServerOptions, type Started } from './database-server';

/** Nothing outlives a test, so nothing needs to reach the disk. */
const FAST = [
  '--innodb-flush-method=nosync', '--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=OFF', '--innodb-log-file-size=4M',
  '--innodb-buffer-pool-size=16M', '--innodb-data-file-path=ibdata1:4M:autoextend', '--sync-frm=OFF',
];

/** MariaDB of the system. Its administrator may do everything, from any host. */
export class MariadbServer extends StartedServer {
  public static isInstalled(): boolean {
    return findCommand('mariadbd') !== undefined && findCommand('mariadb-install-db') !== undefined;
  }

  public static async start(options: ServerOptions = {}): Promise<MariadbServer> {
    return new MariadbServer(await start('mariadb', options, async ({ folder, ports, tls, files, admin }) => {
      const command = findCommand('mariadbd')!;
      const data = folder.path('data');
      const common = ['--no-defaults', `--datadir=${data}`, '--skip-name-resolve', ...FAST];
      await run(findCommand('mariadb-install-db')!, [...common, '--auth-root-authentication-method=normal', '--skip-test-db'], folder);
      // The administrator's password is not to be in the log of statements, where tests look for secrets.
      const initial = folder.write('initial.sql', [
        'SET sql_log_off = 1;',
        `CREATE USER '${admin.username}'@'%' IDENTIFIED BY '${admin.password}';`,
        `GRANT ALL PRIVILEGES ON *.* TO '${admin.username}'@'%' WITH GRANT OPTION;`,
        'DROP USER root@localhost;',
        '',
      ].join('\n'));
      const generalLog = folder.path('general.log');
      return {
        command,
        args: [
          ...common, '--bind-address=127.0.0.1', `--port=${ports.tls}`, `--socket=${folder.path('socket')}`, `--pid-file=${folder.path('pid')}`,
          `--init-file=${initial}`, '--general-log=ON', `--general-log-file=${generalLog}`, '--log-warnings=9',
          ...files ? [`--ssl-cert=${files.certificate}`, `--ssl-key=${files.key}`, `--ssl-ca=${files.ca}`] : ['--skip-ssl'],
          `--require-secure-transport=${tls === 'required' ? 'ON' : 'OFF'}`,
          ...options.arguments ?? [],
        ],
        ready: /ready for connections/,
        // An orderly end would write pages that are removed next.
        stopSignal: 'SIGKILL',
        logFiles: [generalLog],
        version: await versionOf(command, folder),
      };
    }));
  }

  private constructor(started: Started) {
    super(started, true);
  }
}
