import { Client } from 'pg';
import type { Deadline } from '../../deadline';
import type { Credential } from '../../secret-value';
import { type Trust, tlsOptions } from '../trust';

/** A row as the driver gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** An open connection. */
export interface Connection {
  run(statement: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Opens a connection; tests put a wrapper around it. */
export type Connect = (credential: Credential) => Promise<Connection>;

const CONNECT_MILLISECONDS = 8_000;
const STATEMENT_MILLISECONDS = 15_000;

/** Opens connections with the driver `pg`. Nothing is taken from PG* variables or from files: every option is given. */
export function connectWith(trust: Trust, deadline: Deadline, defaultDatabase: string): Connect {
  return async ({ username, password, host, port, database = defaultDatabase }) => {
    const statement = deadline.budget(STATEMENT_MILLISECONDS);
    const client = new Client({
      user: username,
      password,
      host,
      port,
      database,
      ssl: tlsOptions(trust, host),
      connectionTimeoutMillis: deadline.budget(CONNECT_MILLISECONDS),
      query_timeout: statement,
      statement_timeout: statement,
      application_name: 'cdk-gold-rotation',
    });
    client.on('error', () => undefined); // a connection that the server cuts while nothing runs: the next statement tells
    await client.connect();
    return {
      run: async (text, values) => (await client.query<Row>(text, values as unknown[] | undefined)).rows,
      close: async () => { await client.end(); },
    };
  };
}

/** Runs work on a connection, and closes it whatever happens. */
export async function withConnection<T>(connect: Connect, credential: Credential, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connect(credential);
  try {
    return await work(connection);
  } finally {
    await connection.close().catch(() => undefined);
  }
}

/** Runs work in a transaction that no other rotation of the same user runs beside. An error ends the connection, and with it the transaction. */
export async function withTransaction<T>(
  connect: Connect, credential: Credential, lock: string, work: (connection: Connection) => Promise<T>,
): Promise<T> {
  return withConnection(connect, credential, async (connection) => {
    await connection.run('BEGIN');
    await connection.run('SELECT pg_advisory_xact_lock(hashtext($1))', [`cdk-gold-rotation:${lock}`]);
    const result = await work(connection);
    await connection.run('COMMIT');
    return result;
  });
}
