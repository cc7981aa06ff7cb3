import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { connectWith } from '../../../../../src/secrets/rotation/engines/postgres/connection';
import { PostgresEngine } from '../../../../../src/secrets/rotation/engines/postgres/postgres-engine';
import { scramVerifier } from '../../../../../src/secrets/rotation/engines/postgres/verifier';
import type { SecretFields } from '../../../../../src/secrets/rotation/secret-value';
import type { Credentials } from '../../../../servers/database-server';
import type { PostgresServer } from '../../../../servers/postgres';
import type { Scenario, World } from '../../scenario';

const password = () => randomBytes(12).toString('hex');

async function connectAs({ host, port, ca }: PostgresServer, user: string, secret: string): Promise<Client> {
  const client = new Client({ host, port, user, password: secret, database: 'postgres', ssl: { ca } });
  client.on('error', () => undefined); // the server may be stopped before the connection is closed
  await client.connect();
  return client;
}

/** Runs statements as one user, with the driver's own defaults and verified TLS. */
export async function asUser<T>(server: PostgresServer, username: string, secret: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectAs(server, username, secret);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export const asSuperuser = async <T>(server: PostgresServer, work: (client: Client) => Promise<T>): Promise<T> =>
  asUser(server, server.admin.username, server.admin.password, work);

const observers = new WeakMap<PostgresServer, Promise<Client>>();

/** The superuser on a connection that stays open: it only looks. */
async function asObserver<T>(server: PostgresServer, work: (client: Client) => Promise<T>): Promise<T> {
  const known = observers.get(server) ?? connectAs(server, server.admin.username, server.admin.password);
  observers.set(server, known);
  return work(await known);
}

/** The master user of RDS: no superuser, may create roles and databases. */
export async function createMaster(server: PostgresServer): Promise<Credentials> {
  const master = { username: 'master', password: password() };
  await asSuperuser(server, async (client) => {
    await client.query(`CREATE ROLE master LOGIN CREATEROLE CREATEDB PASSWORD '${await scramVerifier(master.password, 4096)}'`);
    await client.query('GRANT CREATE ON DATABASE postgres TO master WITH GRANT OPTION');
    await client.query('GRANT SET ON PARAMETER "app.tenant" TO master');
  });
  return master;
}

/** Limits of an application's user, as clauses of `CREATE ROLE`. */
const LIMITS = 'CONNECTION LIMIT 7 VALID UNTIL \'2099-01-01\'';

/** An application's user with something of everything that a user can have. */
async function createApplication(server: PostgresServer, master: Credentials, app: string, secret: string, limits: string): Promise<void> {
  await asUser(server, master.username, master.password, async (client) => {
    await client.query(`CREATE ROLE ${app}_readers NOLOGIN`);
    await client.query(`CREATE ROLE ${app} LOGIN PASSWORD '${await scramVerifier(secret, 4096)}' ${limits}`);
    await client.query(`GRANT ${app}_readers TO ${app}`);
    await client.query(`CREATE SCHEMA ${app}_data`);
    await client.query(`GRANT USAGE, CREATE ON SCHEMA ${app}_data TO ${app}`);
    await client.query(`CREATE TABLE ${app}_data.orders (id int, note text, secret text)`);
    await client.query(`GRANT SELECT, INSERT ON ${app}_data.orders TO ${app}`);
    await client.query(`GRANT UPDATE (note) ON ${app}_data.orders TO ${app} WITH GRANT OPTION`);
    await client.query(`CREATE TABLE ${app}_data.shared (id int)`);
    await client.query(`GRANT SELECT ON ${app}_data.shared TO ${app}_readers`);
    await client.query(`GRANT TEMPORARY ON DATABASE postgres TO ${app}`).catch(() => undefined);
    await client.query(`ALTER ROLE ${app} SET search_path TO "$user", ${app}_data, public`);
    await client.query(`ALTER ROLE ${app} IN DATABASE postgres SET statement_timeout TO '31s'`);
    await client.query(`ALTER ROLE ${app} SET "app.tenant" TO 'it''s, "quoted"'`);
  });
  await asUser(server, app, secret, async (client) => {
    await client.query(`CREATE TABLE ${app}_data.owned (id int)`);
    await client.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA ${app}_data GRANT SELECT ON TABLES TO ${app}_readers`);
  });
}

/** What a user can do, and what its sessions begin with: of the role that it acts as, whatever it is called. */
async function snapshot(server: PostgresServer, app: string, username: string): Promise<unknown> {
  return asObserver(server, async (client) => {
    const rows = async (text: string, values: unknown[] = []) => (await client.query(text, values)).rows as Record<string, unknown>[];
    const [role] = await rows(
      `SELECT rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolconnlimit, rolvaliduntil::text AS until
       FROM pg_roles WHERE rolname = $1`, [username]);
    const settings = await rows(
      'SELECT setdatabase::text AS database, unnest(setconfig) AS setting FROM pg_db_role_setting WHERE setrole = $1::regrole ORDER BY 1, 2', [username]);
    const acting = settings.map(({ setting }) => String(setting)).find((setting) => setting.startsWith('role='))?.slice(5) ?? username;
    return {
      role,
      settings: settings.filter(({ setting }) => !String(setting).startsWith('role=')),
      acts: acting === username ? app : acting,
      memberOf: await rows(
        'SELECT r.rolname FROM pg_roles r WHERE pg_has_role($1, r.oid, \'USAGE\') AND r.rolname NOT IN ($2::text, $2::text || \'_clone\') ORDER BY 1', [acting, app]),
      tables: await rows(
        `SELECT c.relname, p.privilege, has_table_privilege($1, c.oid, p.privilege) AS has FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
         unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER','SELECT WITH GRANT OPTION']) AS p(privilege)
         WHERE n.nspname = $2 AND c.relkind = 'r' ORDER BY 1, 2`, [acting, `${app}_data`]),
      columns: await rows(
        `SELECT a.attname, p.privilege, has_column_privilege($1, c.oid, a.attnum, p.privilege) AS has FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid,
         unnest(ARRAY['SELECT','UPDATE','UPDATE WITH GRANT OPTION']) AS p(privilege)
         WHERE c.oid = $2::regclass AND a.attnum > 0 ORDER BY 1, 2`, [acting, `${app}_data.orders`]),
      schema: await rows('SELECT has_schema_privilege($1, $2, \'CREATE\') AS makes', [acting, `${app}_data`]),
      owns: await rows('SELECT relname FROM pg_class WHERE relowner = $1::regrole AND relkind = \'r\' ORDER BY 1', [acting]),
      ownDependents: acting === username ? [] : await rows(
        'SELECT deptype FROM pg_shdepend WHERE refclassid = \'pg_authid\'::regclass AND refobjid = $1::regrole AND deptype IN (\'o\', \'a\')', [username]),
    };
  });
}

/** A PostgreSQL server as the matrix uses it: each world is an application of its own, made by a master user without superuser's rights. */
export function postgresScenario(
  serverOf: () => PostgresServer, masterOf: () => Credentials, server: string, strategy: Scenario['strategy'], limits = LIMITS,
): Scenario {
  return {
    server,
    engine: 'postgres',
    strategy,
    tested: 'server',
    currentAlwaysWorks: strategy === 'alternating-users',
    serverLog: async () => serverOf().log(),
    prepare: async (): Promise<World> => {
      const [running, master] = [serverOf(), masterOf()];
      const app = `app_${randomUUID().slice(0, 8)}`;
      const secret = password();
      await createApplication(running, master, app, secret, limits);
      const place = { host: running.host, port: running.port, dbname: 'postgres' };
      return {
        environment: { HOSTS: running.host, USERNAMES: `${app},${app}_clone` },
        initial: { engine: 'postgres', ...place, username: app, password: secret, note: 'kept' },
        administrator: strategy === 'alternating-users' ? { username: master.username, password: master.password } : undefined,
        engineOf: (effects) => (_settings, deadline) => {
          const connect = connectWith({ authorities: running.ca }, deadline, 'postgres');
          return new PostgresEngine(async (credential) => effects.instrument(await connect(credential)));
        },
        loginWorks: async (fields: SecretFields) => asUser(running, String(fields.username), String(fields.password), async (client) => { await client.query('SELECT 1'); })
          .then(() => true, (error: { readonly code?: string }) => { if (error.code === '28P01') { return false; } throw error; }),
        snapshot: async (username) => snapshot(running, app, username),
        dispose: async () => asUser(running, master.username, master.password, async (client) => {
          await client.query(`DROP SCHEMA ${app}_data CASCADE`).catch(() => undefined);
        }).catch(() => undefined),
      };
    },
  };
}
