import { randomBytes } from 'node:crypto';
import { RedshiftStandIn, md5Of } from './redshift-stand-in';
import { RedshiftEngine } from '../../../../../src/secrets/rotation/engines/redshift/redshift-engine';
import type { Scenario, World } from '../../scenario';

const password = () => randomBytes(12).toString('hex');

interface Login {
  readonly username: string;
  readonly password: string;
}

/** Statements of an administrator that give a user something, by the database that they are sent in. */
type Grants = Readonly<Record<string, (user: string) => readonly string[]>>;

/** Something of everything that there is. */
const ALL: Grants = {
  dev: (user) => [
    `ALTER USER ${user} CREATEDB`,
    `ALTER USER ${user} SYSLOG ACCESS UNRESTRICTED`,
    `ALTER USER ${user} CONNECTION LIMIT 30`,
    `ALTER USER ${user} SESSION TIMEOUT 1200`,
    `ALTER USER ${user} VALID UNTIL '2099-01-01 00:00:00+00'`,
    `ALTER USER ${user} SET search_path TO '$user', 'Of Sales', 'public'`,
    `ALTER USER ${user} SET query_group TO 'it''s \\\\ here'`,
    `ALTER GROUP "readers" ADD USER ${user}`,
    `GRANT ROLE "analyst" TO ${user}`,
    `GRANT ROLE "sys:operator" TO ${user} WITH ADMIN OPTION`,
    `GRANT CREATE ON DATABASE "dev" TO ${user}`,
    `GRANT TEMP ON DATABASE "sales" TO ${user} WITH GRANT OPTION`,
    `GRANT USAGE ON DATABASE "lent" TO ${user}`,
    `GRANT ALTER ON DATASHARE "share" TO ${user}`,
    `GRANT ASSUMEROLE ON 'arn:aws:iam::123456789012:role/Copy' TO ${user} FOR COPY`,
    `GRANT ASSUMEROLE ON default TO ${user} FOR EXTERNAL FUNCTION`,
    `GRANT CREATE MODEL TO ${user}`,
    `GRANT USAGE ON SCHEMA "s" TO ${user}`,
    `GRANT SELECT FOR TABLES IN SCHEMA "s" TO ${user}`,
    `GRANT INSERT FOR TABLES IN DATABASE "dev" TO ${user}`,
    `GRANT SELECT ON TABLE "s"."orders" TO ${user} WITH GRANT OPTION`,
    `GRANT INSERT ON TABLE "s"."a ""quoted"" table" TO ${user}`,
    `GRANT UPDATE ("note") ON TABLE "s"."orders" TO ${user}`,
    `GRANT EXECUTE ON FUNCTION "s"."total"(integer, character varying) TO ${user}`,
    `GRANT EXECUTE ON PROCEDURE "s"."load"() TO ${user}`,
    `GRANT USAGE ON LANGUAGE "plpythonu" TO ${user}`,
    `GRANT EXECUTE ON MODEL "s"."churn" TO ${user}`,
    `ALTER DEFAULT PRIVILEGES FOR USER "owner" IN SCHEMA "s" GRANT SELECT ON TABLES TO ${user}`,
    `ALTER DEFAULT PRIVILEGES FOR USER ${user} GRANT EXECUTE ON FUNCTIONS TO GROUP "readers"`,
  ],
  sales: (user) => [`GRANT USAGE ON SCHEMA "public" TO ${user}`, `GRANT DELETE ON TABLE "public"."visits" TO ${user}`],
};

/** Something of each kind of statement, so that the matrix has places enough to die at, and not too many. */
const FEW: Grants = {
  dev: (user) => [
    `ALTER USER ${user} CONNECTION LIMIT 30`, `ALTER GROUP "readers" ADD USER ${user}`, `GRANT ROLE "analyst" TO ${user}`,
    `GRANT SELECT ON TABLE "s"."orders" TO ${user} WITH GRANT OPTION`, `GRANT UPDATE ("note") ON TABLE "s"."orders" TO ${user}`,
    `ALTER DEFAULT PRIVILEGES FOR USER "owner" GRANT SELECT ON TABLES TO ${user}`,
  ],
};

/** A server with an administrator and an application's user. */
export async function serverWith(app: Login, administrator: Login, grants = ALL): Promise<RedshiftStandIn> {
  const server = new RedshiftStandIn();
  server.addUser(administrator.username, administrator.password, { superuser: true });
  server.addUser('owner', password());
  server.addUser(app.username, app.password);
  server.fixed.svv_redshift_functions.push(
    { database_name: 'dev', schema_name: 's', function_name: 'total', function_type: 'REGULAR FUNCTION', argument_type: 'integer, character varying' },
    { database_name: 'dev', schema_name: 's', function_name: 'load', function_type: 'STORED PROCEDURE', argument_type: '' });
  server.fixed.svv_redshift_databases.push(...Object.keys(grants).map((name) => ({ database_name: name, database_type: 'local' })));
  for (const [database, statements] of Object.entries(grants)) { await asAdministrator(server, administrator, database, statements(`"${app.username}"`)); }
  return server;
}

export async function asAdministrator(server: RedshiftStandIn, by: Login, database: string, statements: readonly string[]): Promise<void> {
  const connection = await server.connect({ ...by, host: 'db.example', port: 5439, database, fields: {} });
  for (const statement of statements) { await connection.run(statement); }
  await connection.close();
}

/** Everything that a user has, without its name, number and password. */
export function snapshotOf({ state }: RedshiftStandIn, username: string): unknown {
  const { hash, id, ...user } = state.users[username];
  const anybody = (value: unknown) => (value === username ? 'the user' : value);
  const rows = state.privileges.filter(({ row }) => Object.values(row).includes(username))
    .map(({ view, database, row }) => JSON.stringify([view, database, Object.entries(row).map(([name, value]) => [name, anybody(value)]).sort()]));
  const groups = Object.entries(state.groups).filter(([, members]) => members.includes(username)).map(([name]) => name);
  return { ...user, hasPassword: hash !== undefined, isKnown: id > 0, groups, rows: rows.sort() };
}

export function redshiftScenario(strategy: Scenario['strategy']): Scenario {
  const logs: string[][] = [];
  return {
    server: 'Amazon Redshift',
    engine: 'redshift',
    strategy,
    tested: 'stand-in',
    currentAlwaysWorks: strategy === 'alternating-users',
    serverLog: async () => logs.flat().join('\n'),
    prepare: async (): Promise<World> => {
      const [app, administrator] = [{ username: 'app', password: password() }, { username: 'administrator', password: password() }];
      const server = await serverWith(app, administrator, FEW);
      logs.push(server.log);
      return {
        environment: { HOSTS: 'db.example', USERNAMES: 'app,app_clone' },
        initial: { engine: 'redshift', host: 'db.example', port: 5439, ...app, note: 'kept' },
        administrator: strategy === 'alternating-users' ? administrator : undefined,
        engineOf: (effects) => () => new RedshiftEngine(async (credential) => effects.instrument(await server.connect(credential))),
        loginWorks: async ({ username, password: stored }) => server.state.users[String(username)]?.hash === md5Of(String(username), String(stored)),
        snapshot: async (username) => snapshotOf(server, username),
        dispose: async () => undefined,
      };
    },
  };
}
