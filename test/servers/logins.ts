import { createClient } from '@redis/client';
import { MongoClient } from 'mongodb';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import type { DatabaseServer } from './database-server';

/** Logs in as the administrator, does one thing that a log can show, and leaves: over verified TLS, or in plaintext. */
export type Login = (server: DatabaseServer, transport: 'tls' | 'plaintext', statement: string) => Promise<void>;

/** Milliseconds that a connection may take. */
const LIMIT = 10_000;

const portFor = (server: DatabaseServer, transport: 'tls' | 'plaintext') => (transport === 'tls' ? server.port : server.plaintextPort ?? server.port);

export const postgresLogin: Login = async (server, transport, statement) => {
  const client = new Client({
    host: server.host,
    port: portFor(server, transport),
    user: server.admin.username,
    password: server.admin.password,
    database: 'postgres',
    ssl: transport === 'tls' ? { ca: server.ca } : false,
    connectionTimeoutMillis: LIMIT,
  });
  await client.connect();
  await client.query(`SELECT '${statement}'`);
  await client.end();
};

export const mariadbLogin: Login = async (server, transport, statement) => {
  const connection = await createConnection({
    host: server.host,
    port: portFor(server, transport),
    user: server.admin.username,
    password: server.admin.password,
    ssl: transport === 'tls' ? { ca: server.ca, verifyIdentity: true } : undefined,
    connectTimeout: LIMIT,
  });
  await connection.query(`SELECT '${statement}'`);
  await connection.end();
};

export const redisLogin: Login = async (server, transport, statement) => {
  const address = { host: server.host, port: portFor(server, transport), connectTimeout: LIMIT, reconnectStrategy: false as const };
  const client = createClient({ ...server.admin, socket: transport === 'tls' ? { ...address, tls: true, ca: server.ca } : address });
  // Without a listener an error ends the process; the call that failed has it too.
  client.on('error', () => undefined);
  await client.connect();
  await client.ping(statement);
  await client.close();
};

export const mongodbLogin: Login = async (server, transport, statement) => {
  const client = new MongoClient(`mongodb://${server.host}:${portFor(server, transport)}/admin`, {
    auth: server.admin,
    authMechanism: 'SCRAM-SHA-256',
    tls: transport === 'tls',
    ca: server.ca,
    serverSelectionTimeoutMS: LIMIT,
  });
  // The driver goes on trying until its time is over, and then tells no cause; its first failure has it.
  const failed = new Promise<never>((_, reject) => { client.once('serverHeartbeatFailed', ({ failure }) => reject(failure)); });
  try {
    await Promise.race([client.db('test').collection(statement).findOne(), failed]);
  } finally {
    await client.close();
  }
};
