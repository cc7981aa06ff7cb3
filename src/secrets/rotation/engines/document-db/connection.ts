import { createSecureContext } from 'node:tls';
import { type Document, MongoClient } from 'mongodb';
import type { Deadline } from '../../deadline';
import type { Credential } from '../../secret-value';
import { type Trust, tlsOptions } from '../trust';
import { commandFailure } from './failure';

/** An open connection. */
export interface Connection {
  /** Runs a command: its name and first value, and its further fields. Values are BSON, so that nothing of them is ever read as a command. */
  run(name: string, value: unknown, database: string, fields?: Document): Promise<Document>;
  close(): Promise<void>;
}

/** Opens a connection, and logs in at the credential's database; tests put a wrapper around it. */
export type Connect = (credential: DefinedCredential) => Promise<Connection>;

/** A credential with the database that its user is defined in. */
export type DefinedCredential = Credential & { readonly database: string };

const CONNECT_MILLISECONDS = 8_000;
const COMMAND_MILLISECONDS = 15_000;

/**
 * Opens connections with the driver `mongodb`, to the one host of the secret: the others of a replica set are not asked for, since the construct
 * did not name them. Writes are not retried by the driver, for Amazon DocumentDB lacks that: a rotation is, as a whole.
 *
 * https://docs.aws.amazon.com/documentdb/latest/developerguide/functional-differences.html#functional-differences.retryable-writes
 */
export function connectWith(trust: Trust, deadline: Deadline): Connect {
  return async ({ username, password, host, port, database }) => {
    const { ca, minVersion, rejectUnauthorized, servername } = tlsOptions(trust, host);
    const limit = deadline.budget(CONNECT_MILLISECONDS);
    const client = new MongoClient(`mongodb://${host.includes(':') ? `[${host}]` : host}:${port}/`, {
      auth: { username, password },
      authSource: database,
      tls: true,
      secureContext: createSecureContext({ ca, minVersion }), // the driver takes no minimal version by itself
      rejectUnauthorized,
      servername,
      directConnection: true,
      retryReads: false,
      retryWrites: false,
      maxPoolSize: 1,
      connectTimeoutMS: limit,
      serverSelectionTimeoutMS: limit,
      socketTimeoutMS: deadline.budget(COMMAND_MILLISECONDS),
      appName: 'cdk-gold-rotation',
    });
    try {
      await Promise.race([client.connect(), firstFailure(client)]);
    } catch (error) {
      await client.close().catch(() => undefined);
      throw error;
    }
    return {
      run: async (name, value, at, fields = {}) => {
        try {
          return await client.db(at).command({ [name]: value, ...fields }, { promoteValues: false }); // numbers keep their types
        } catch (error) {
          throw commandFailure(error);
        }
      },
      close: async () => { await client.close(); },
    };
  };
}

/** The driver would try again until its time is over, and forget why the first attempt failed. */
function firstFailure(client: MongoClient): Promise<never> {
  const failed = new Promise<never>((_, reject) => { client.once('serverHeartbeatFailed', ({ failure }) => reject(failure)); });
  failed.catch(() => undefined); // after the login nobody waits for it
  return failed;
}
