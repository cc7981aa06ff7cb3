import { RedisClient, type RedisClientOptions } from '@redis/client';
import type { SecretFields } from '../../../../../src/secrets/rotation/secret-value';
import type { RedisServer } from '../../../../servers/redis';

/** Runs a command. */
export type Run = (...words: string[]) => Promise<unknown>;

/** Runs commands as one user, with a client that is made otherwise than the rotation's. */
export async function asUser<T>(
  { host, port, ca }: Pick<RedisServer, 'host' | 'port' | 'ca'>, credentials: Pick<RedisClientOptions, 'username' | 'password'>, work: (run: Run) => Promise<T>,
): Promise<T> {
  const client = new RedisClient({
    ...credentials, disableClientInfo: true, socket: { host, port, tls: true, ca, reconnectStrategy: false }, RESP: 2,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(async (...words) => client.sendCommand(words));
  } finally {
    client.destroy();
  }
}

export const asAdmin = async <T>(server: RedisServer, work: (run: Run) => Promise<T>): Promise<T> => asUser(server, server.admin, work);

/** Whether a stored value logs in. */
export async function loginWorks(server: Pick<RedisServer, 'host' | 'port' | 'ca'>, { username, password }: SecretFields): Promise<boolean> {
  return asUser(server, { username: String(username), password: String(password) }, async () => true).catch((error: Error) => {
    if (error.message.startsWith('WRONGPASS')) { return false; }
    throw error;
  });
}

/** The line of a user's rules, as the server writes it into its file: without name and passwords. */
export async function rulesOf(server: RedisServer, username: string): Promise<string | undefined> {
  const lines = await asAdmin(server, async (run) => run('ACL', 'LIST')) as readonly string[];
  const line = lines.find((text) => text.startsWith(`user ${username} `));
  return line?.replace(`user ${username} `, '').replaceAll(/#[0-9a-f]{64} ?/g, '');
}

/** Hashes of a user's passwords, in order. */
export async function hashesOf(server: RedisServer, username: string): Promise<readonly string[]> {
  const reply = await asAdmin(server, async (run) => run('ACL', 'GETUSER', username)) as readonly unknown[];
  return [...reply[reply.indexOf('passwords') + 1] as readonly string[]].sort();
}

/** All in which a server could have kept a password, but the users themselves. */
export async function everythingLogged(server: RedisServer): Promise<string> {
  const reply = await asAdmin(server, async (run) => [await run('ACL', 'LOG', '-1'), await run('SLOWLOG', 'GET', '-1'), await run('CLIENT', 'LIST'), await run('INFO', 'everything')]);
  return `${server.log()}\n${JSON.stringify(reply)}`;
}
