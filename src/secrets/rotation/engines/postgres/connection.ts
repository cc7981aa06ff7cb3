import type { Socket } from 'node:net';
import { Client } from 'pg';
import type { Deadline } from '../../deadline';
import { RotationError } from '../../failure';
import type { Credential } from '../../secret-value';
import { type Trust, tlsOptions } from '../trust';
import { withConnection } from '../with-connection';

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
    contain(client);
    await client.connect();
    return {
      run: async (text, values) => (await client.query<Row>(text, values as unknown[] | undefined)).rows,
      close: async () => { await client.end(); },
    };
  };
}

/** The part of the driver that reads what the server sends. */
interface Reader { attachListeners(stream: Socket): void }

/** Authentication by SHA-256, which Amazon Redshift has and no driver of PostgreSQL knows. https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_USER.html */
const SHA256_AUTHENTICATION = /authenticationOk message type 13$/;

/** What the driver can't read it throws where nobody can catch it, and the process would end: here it ends the connection. */
function contain(client: Client): void {
  const { connection: reader } = client as unknown as { readonly connection: Reader };
  const attach = reader.attachListeners.bind(reader);
  reader.attachListeners = (stream) => {
    attach(stream);
    for (const read of stream.listeners('data') as ((data: Buffer) => void)[]) {
      stream.off('data', read);
      stream.on('data', (data: Buffer) => {
        try {
          read(data);
        } catch (error) {
          stream.destroy(SHA256_AUTHENTICATION.test((error as Error).message)
            ? new RotationError('refused-input', 'the server keeps the password as SHA-256, by which no driver of PostgreSQL logs in: set it again, as MD5')
            : error as Error);
        }
      });
    }
  };
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
