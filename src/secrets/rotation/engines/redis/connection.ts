import { ErrorReply, RedisClient } from '@redis/client';
import type { Deadline } from '../../deadline';
import { RotationError } from '../../failure';
import type { Credential } from '../../secret-value';
import { type Trust, tlsOptions } from '../trust';
import { isNotPermitted } from './failure';

/** An open connection, logged in. */
export interface Connection {
  /** Runs a command: its name and arguments, as Redis takes them. */
  run(command: string, ...words: readonly string[]): Promise<unknown>;
  close(): Promise<void>;
}

/** Opens a connection; tests put a wrapper around it. */
export type Connect = (credential: Credential) => Promise<Connection>;

const CONNECT_MILLISECONDS = 8_000;
const ANSWER_MILLISECONDS = 15_000;

/** The user that a login without a name is for. Servers before version 6 know no other, and take no name. */
export const DEFAULT_USER = 'default';

/** What a server answers to a login without a name when it lets everybody in: a login with the name would succeed, with any password. */
const OPEN = /^ERR AUTH <password> called without any password configured/;

/** A user that needs no password logs in with any: that a new one works would say nothing. */
export const withoutPassword = (): RotationError =>
  new RotationError('refused-input', 'the user needs no password (nopass): give it one first, as ACL SETUSER <user> resetpass ><password>');

/** Opens connections with the driver `@redis/client`. Nothing is sent but the login and what is run: most users may run little. */
export function connectWith(trust: Trust, deadline: Deadline): Connect {
  return async ({ username, password, host, port }) => {
    const client = new RedisClient({ // not createClient, which makes a class with every command of Redis for each connection
      ...username === DEFAULT_USER ? {} : { username },
      password,
      RESP: 2,
      disableClientInfo: true,
      maintNotifications: 'disabled',
      socket: {
        ...tlsOptions(trust, host),
        tls: true,
        host,
        port,
        connectTimeout: deadline.budget(CONNECT_MILLISECONDS),
        socketTimeout: deadline.budget(ANSWER_MILLISECONDS),
        reconnectStrategy: false,
      },
    });
    client.on('error', () => undefined); // the same error rejects what waits for the connection
    await client.connect().catch((error: unknown) => { throw error instanceof ErrorReply && OPEN.test(error.message) ? withoutPassword() : error; });
    return {
      run: async (command, ...words) => client.sendCommand([command, ...words]),
      close: async () => { client.destroy(); },
    };
  };
}

/** Reads something that nearly every user may. A login that may do nothing at all is a login. */
export async function ping(connection: Connection): Promise<void> {
  try {
    await connection.run('PING');
  } catch (error) {
    if (!isNotPermitted(error)) { throw error; }
  }
}
