import { createHash } from 'node:crypto';
import { createClient } from '@redis/client';
import { findCommand, versionOf } from './commands';
import { start, StartedServer, type ServerOptions } from './database-server';

/** Redis of the system. Its administrator may do everything, and nobody gets in without a password. */
export class RedisServer extends StartedServer {
  public static isInstalled(): boolean {
    return findCommand('redis-server') !== undefined;
  }

  public static async start(options: ServerOptions = {}): Promise<RedisServer> {
    return new RedisServer(await start('redis', options, async ({ folder, ports, tls, files, admin }) => {
      const command = findCommand('redis-server')!;
      const hash = createHash('sha256').update(admin.password).digest('hex');
      const users = folder.write('users.acl', `user default off\nuser ${admin.username} on #${hash} ~* &* +@all\n`);
      return {
        command,
        args: [
          '--bind', '127.0.0.1', '--dir', folder.root, '--aclfile', users, '--save', '', '--appendonly', 'no',
          '--loglevel', 'debug', '--slowlog-log-slower-than', '0', '--slowlog-max-len', '100000',
          '--port', tls === 'required' ? '0' : `${ports.plaintext}`,
          ...files ? [
            '--tls-port', `${ports.tls}`, '--tls-cert-file', files.certificate, '--tls-key-file', files.key,
            '--tls-ca-cert-file', files.ca, '--tls-auth-clients', 'no',
          ] : [],
          ...options.arguments ?? [],
        ],
        ready: /Ready to accept connections/,
        stopSignal: 'SIGKILL',
        version: await versionOf(command, folder),
      };
    }));
  }

  /** Every command that was run, as Redis keeps it in its slow log: the log itself names no commands. */
  public async commands(): Promise<string[]> {
    const client = createClient({
      ...this.admin,
      socket: { host: this.host, port: this.plaintextPort ?? this.port, ...this.plaintextPort ? {} : { tls: true as const, ca: this.ca } },
    });
    await client.connect();
    try {
      const entries = await client.sendCommand(['SLOWLOG', 'GET', '-1']) as unknown as [number, number, number, string[]][];
      return entries.map(([, , , words]) => words.join(' ')).reverse();
    } finally {
      client.destroy();
    }
  }
}
