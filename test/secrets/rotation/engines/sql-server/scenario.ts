import { randomBytes, randomUUID } from 'node:crypto';
import type { SqlServerStandIn } from './sql-server-stand-in';
import type { StandInDatabase, StandInUser } from './stand-in-accounts';
import type { Held } from './stand-in-permissions';
import { SqlServerEngine } from '../../../../../src/secrets/rotation/engines/sql-server/sql-server-engine';
import type { Scenario, World } from '../../scenario';

export const password = () => `aB1-${randomBytes(12).toString('hex')}`;

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** The master user of RDS: no sysadmin, but it may alter logins, and is db_owner. */
export function createMaster(server: SqlServerStandIn): Account {
  const master = { username: 'master', password: password() };
  server.createLogin(master.username, master.password).isAdministrator = true;
  return master;
}

const held = (name: string, securable: string, state: Held['state'] = 'G', column = '', grantor = 'dbo'): Held => ({ name, securable, column, state, grantor });

/** What can be granted on, in a database. */
export function fill(database: StandInDatabase, app: string): void {
  for (const [securable, columns] of [
    [`SCHEMA::[${app}]`, []], [`OBJECT::[${app}].[orders]`, ['[id]', '[note]', '[secret]']], [`OBJECT::[${app}].[it]]s]`, ['[a]']], ['TYPE::[dbo].[money2]', []], [`ROLE::[${app}_readers]`, []],
    [`SCHEMA::[${app}_own]`, []],
  ] as const) { database.securables.set(securable, columns); }
}

/** Something of everything that a user of a database can have. */
export const richUser = (app: string): Pick<StandInUser, 'schema' | 'roles' | 'permissions'> => ({
  schema: app,
  roles: ['db_datareader', `${app}_readers`],
  permissions: [
    held('CONNECT', ''), held('VIEW DEFINITION', '', 'D'), held('EXECUTE', `SCHEMA::[${app}]`, 'W'), held('INSERT', `OBJECT::[${app}].[it]]s]`),
    held('SELECT', `OBJECT::[${app}].[orders]`), held('SELECT', `OBJECT::[${app}].[orders]`, 'R', '[secret]'), held('UPDATE', `OBJECT::[${app}].[orders]`, 'W', '[note]'),
  ],
});

function createLogin(server: SqlServerStandIn, app: string, secret: string): void {
  Object.assign(server.createLogin(app, secret), { database: app, language: 'Deutsch', expiration: true, roles: ['processadmin'] });
  server.logins.get(app)?.permissions.push(held('VIEW SERVER STATE', '', 'W', '', 'sa'));
  fill(server.createDatabase(app), app);
  server.createUser(app, app, { login: app, ...richUser(app) });
  server.databases.get(app)?.owners.set(`SCHEMA::[${app}_own]`, app);
  server.createDatabase(`${app}_archive`);
  server.createUser(`${app}_archive`, `${app}_reader`, { login: app, roles: ['db_datareader'] });
}

const sorted = (permissions: readonly Held[]): unknown => permissions.map(({ name, securable, column, state }) => [name, securable, column, state].join(' ')).sort();

/** Everything that a login, or a contained user, has. What it owns counts as what it controls. */
export function snapshot(server: SqlServerStandIn, app: string, username: string): unknown {
  const found = server.logins.get(username);
  const users = [...server.databases].filter(([name]) => name.startsWith(app) || name === 'master').flatMap(([name, { users: all, owners }]) =>
    [...all].filter(([user, { login = user }]) => login === username).map(([user, { schema, language, roles, permissions }]) => {
      const owned = [...owners].filter(([, owner]) => owner === user).map(([securable]) => held('CONTROL', securable, 'W'));
      return [name, { schema, language, roles: [...roles].sort(), permissions: sorted([...permissions, ...owned]) }];
    }));
  const { database, language, policy, expiration, disabled, credential, roles = [], permissions = [] } = found ?? {};
  const login = { database, language, policy, expiration, disabled, credential, roles: [...roles].sort(), permissions: sorted(permissions) };
  return { login, users };
}

/** A stand-in for SQL Server as the matrix uses it, with logins or with contained users. */
export function sqlServerScenario(server: SqlServerStandIn, masterOf: () => Account, strategy: Scenario['strategy'], isContained = false): Scenario {
  return {
    server: `SQL Server${isContained ? ', contained users' : ''}`,
    engine: 'sql-server',
    strategy,
    tested: 'stand-in',
    currentAlwaysWorks: strategy === 'alternating-users',
    serverLog: async () => server.log.join('\n'),
    prepare: async (): Promise<World> => {
      const app = `app_${randomUUID().slice(0, 8)}`;
      const secret = password();
      if (isContained) {
        fill(server.createDatabase(app), app);
        server.createUser(app, app, { password: secret, ...richUser(app), language: 'Deutsch' });
      } else {
        createLogin(server, app, secret);
      }
      return {
        environment: { HOSTS: 'sql.example', USERNAMES: `${app},${app}_clone` },
        initial: { engine: 'sqlserver', host: 'sql.example', port: 1433, dbname: app, username: app, password: secret, note: 'kept' },
        administrator: strategy === 'alternating-users' ? { ...masterOf() } : undefined,
        engineOf: (effects) => () => new SqlServerEngine(async (credential) => effects.instrument(await server.connect(credential))),
        loginWorks: async ({ username, password: tried }) => {
          const contained = server.databases.get(app)?.users.get(String(username))?.password;
          const login = server.logins.get(String(username));
          return contained === tried || (login !== undefined && login.password === tried && !login.disabled);
        },
        snapshot: async (username) => snapshot(server, app, username),
        dispose: async () => {
          for (const name of [...server.logins.keys()]) { if (name.startsWith(app)) { server.logins.delete(name); } }
          for (const name of [...server.databases.keys()]) { if (name.startsWith(app)) { server.databases.delete(name); } }
        },
      };
    },
  };
}
