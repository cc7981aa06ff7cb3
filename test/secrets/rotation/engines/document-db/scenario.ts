import { randomBytes, randomUUID } from 'node:crypto';
import { MongoClient, MongoServerError } from 'mongodb';
import { type Dialect, MongodbStandIn } from './mongodb-stand-in';
import { connectWith } from '../../../../../src/secrets/rotation/engines/document-db/connection';
import { DocumentDbEngine } from '../../../../../src/secrets/rotation/engines/document-db/document-db-engine';
import type { FerretdbServer } from '../../../../servers/ferretdb';
import type { Scenario, World } from '../../scenario';

const password = () => randomBytes(12).toString('hex');

const clientOf = ({ host, port, ca }: FerretdbServer, username: string, secret: string): MongoClient =>
  new MongoClient(`mongodb://${host}:${port}/`, { auth: { username, password: secret }, tls: true, ca, directConnection: true, serverSelectionTimeoutMS: 20_000 });

const administrators = new WeakMap<FerretdbServer, MongoClient>();

/** The administrator on a connection that stays open. */
function administratorOf(server: FerretdbServer): MongoClient {
  const client = administrators.get(server) ?? clientOf(server, server.admin.username, server.admin.password);
  administrators.set(server, client);
  return client;
}

/** Closes it: its driver would go on looking for the server. */
export const disconnect = async (server: FerretdbServer): Promise<void> => administrators.get(server)?.close();

/** Works as one user, with the driver's own defaults and verified TLS. */
export async function asUser<T>(server: FerretdbServer, username: string, secret: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = clientOf(server, username, secret);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

/** FerretDB as the matrix uses it: MongoDB's wire protocol and its SCRAM, but no roles, so that an administrator makes every change. */
export function ferretdbScenario(serverOf: () => FerretdbServer, strategy: Scenario['strategy']): Scenario {
  return {
    server: 'FerretDB, which has no roles',
    engine: 'document-db',
    strategy,
    tested: 'server',
    currentAlwaysWorks: strategy === 'alternating-users',
    serverLog: async () => serverOf().log(),
    prepare: async (): Promise<World> => {
      const server = serverOf();
      const app = `app_${randomUUID().slice(0, 8)}`;
      const secret = password();
      const users = administratorOf(server).db('admin');
      await users.command({ createUser: app, pwd: secret, roles: [], mechanisms: ['SCRAM-SHA-256'] });
      return {
        environment: { HOSTS: server.host, USERNAMES: `${app},${app}_clone` },
        initial: { engine: 'mongo', host: server.host, port: server.port, username: app, password: secret, ssl: true, note: 'kept' },
        administrator: strategy === 'alternating-users' ? { ...server.admin } : undefined,
        engineOf: (effects) => (_settings, deadline) => {
          const connect = connectWith({ authorities: server.ca }, deadline);
          return new DocumentDbEngine(async (credential) => effects.instrument(await connect(credential)));
        },
        loginWorks: async ({ username, password: stored }) => asUser(server, String(username), String(stored), (client) => client.db('admin').command({ ping: 1 }))
          .then(() => true, (error: unknown) => { if (error instanceof MongoServerError && error.code === 18) { return false; } throw error; }),
        snapshot: async (username) => {
          const { users: found } = await users.command({ usersInfo: username });
          return (found as { roles: unknown; mechanisms: unknown }[]).map(({ roles, mechanisms }) => ({ roles, mechanisms }));
        },
        dispose: async () => {
          for (const username of [app, `${app}_clone`]) { await users.command({ dropUser: username }).catch(() => undefined); }
        },
      };
    },
  };
}

/** The stand-in, with an application's user that has something of everything that a user can have. */
export function standInScenario(dialect: Dialect, strategy: Scenario['strategy']): Scenario {
  const logs: string[][] = [];
  return {
    server: dialect === 'mongodb' ? 'MongoDB' : 'Amazon DocumentDB',
    engine: 'document-db',
    strategy,
    tested: 'stand-in',
    currentAlwaysWorks: strategy === 'alternating-users',
    serverLog: async () => logs.flat().join('\n'),
    prepare: async (): Promise<World> => {
      const server = new MongodbStandIn(dialect);
      logs.push(server.log);
      const [app, administrator] = [{ username: 'app', password: password() }, { username: 'administrator', password: password() }];
      server.users.set('admin.administrator', { pwd: administrator.password, mechanisms: ['SCRAM-SHA-1'], roles: [{ role: 'userAdminAnyDatabase', db: 'admin' }] });
      server.users.set('admin.app', {
        pwd: app.password,
        roles: [{ role: 'readWrite', db: 'orders' }, { role: 'read', db: 'prices' }],
        customData: { team: 'orders', nested: { b: 1, a: [true] } },
        ...dialect === 'mongodb'
          ? { mechanisms: ['SCRAM-SHA-256'], authenticationRestrictions: [{ clientSource: ['10.0.0.0/8'] }] }
          : { mechanisms: ['SCRAM-SHA-1', 'SCRAM-SHA-256'] },
      });
      return {
        environment: { HOSTS: 'db.example', USERNAMES: 'app,app_clone' },
        initial: { engine: 'mongo', host: 'db.example', ...app, ssl: true, note: 'kept' },
        administrator: strategy === 'alternating-users' ? administrator : undefined,
        engineOf: (effects) => () => new DocumentDbEngine(async (credential) => effects.instrument(await server.connect(credential))),
        loginWorks: async (fields) => server.users.get(`admin.${String(fields.username)}`)?.pwd === fields.password,
        snapshot: async (username) => server.snapshot(`admin.${username}`),
        dispose: async () => undefined,
      };
    },
  };
}
