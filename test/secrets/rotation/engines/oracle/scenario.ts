import { randomBytes, randomUUID } from 'node:crypto';
import type { OracleStandIn } from './oracle-stand-in';
import type { ObjectGrant, StandInUser } from './stand-in-user';
import { OracleEngine } from '../../../../../src/secrets/rotation/engines/oracle/oracle-engine';
import type { Scenario, World } from '../../scenario';

export const password = () => `a${randomBytes(12).toString('hex')}`;

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** The master user of RDS: it may grant what it has. */
export function createMaster(server: OracleStandIn): Account {
  const master = { username: 'admin', password: password() };
  const user = server.create('ADMIN', master.password);
  user.isAdministrator = true;
  user.system.set('CREATE SESSION', true);
  return master;
}

const on = (owner: string, table: string, privilege: string, more: Partial<ObjectGrant> = {}): ObjectGrant =>
  ({ owner, table, type: 'TABLE', privilege, grantable: false, hierarchy: false, ...more });

/** An application's user with something of everything that a user can have. */
export function createApplication(server: OracleStandIn, app: string, secret: string): StandInUser {
  const user = server.create(app.toUpperCase(), secret);
  user.profile = 'APP';
  user.tablespace = 'APP_DATA';
  for (const [privilege, admin] of [['CREATE SESSION', false], ['CREATE VIEW', true], ['SELECT ANY TABLE', false]] as const) { user.system.set(privilege, admin); }
  for (const role of ['READERS', 'WRITERS', 'Mixed Case']) {
    server.roles.add(role);
    user.grantRole(role, role === 'WRITERS' ? ' WITH ADMIN OPTION' : '');
  }
  user.setDefaultRoles('"READERS", "Mixed Case"');
  for (const [owner, table] of [['SALES', 'ORDERS'], ['SALES', 'odd name'], ['SALES', 'SHIP'], ['SYS', 'EXPORTS']]) { server.objects.add(`${owner}.${table}`); }
  user.objects.push(
    on('SALES', 'ORDERS', 'SELECT', { grantable: true, hierarchy: true }), on('SALES', 'ORDERS', 'INSERT'), on('SALES', 'ORDERS', 'UPDATE', { column: 'NOTE' }),
    on('SALES', 'ORDERS', 'UPDATE', { column: 'STATE', grantable: true }), on('SALES', 'odd name', 'DELETE'), on('SALES', 'SHIP', 'EXECUTE', { type: 'PROCEDURE' }),
    on('SYS', 'EXPORTS', 'READ', { type: 'DIRECTORY' }),
  );
  user.quotas.set('APP_DATA', 1_048_576).set('BIG', -1);
  server.proxies.push({ client: user.name, proxy: 'ADMIN', constraint: 'NO CLIENT ROLES MAY BE ACTIVATED', authentication: 'NO' });
  return user;
}

/** What a user has, but for its name and passwords. */
export function snapshot(server: OracleStandIn, user: StandInUser): unknown {
  const { profile, tablespace, temporary, system, roles, objects, quotas, isLocked } = user;
  return {
    profile,
    tablespace,
    temporary,
    isLocked,
    system: [...system].sort(),
    roles: [...roles].sort(),
    objects: objects.map(({ owner, table, privilege, column, grantable, hierarchy }) => [owner, table, privilege, column, grantable, hierarchy].join(' ')).sort(),
    quotas: [...quotas].filter(([, bytes]) => bytes !== 0).sort(),
    proxies: server.proxies.filter(({ client }) => client === user.name).map(({ client, ...rest }) => rest),
  };
}

/** A stand-in for Oracle as the matrix uses it. */
export function oracleScenario(server: OracleStandIn, masterOf: () => Account, strategy: Scenario['strategy'], dualPassword = false): Scenario {
  return {
    server: `Oracle 19${dualPassword ? ' with two passwords' : ''}`,
    engine: 'oracle',
    strategy,
    tested: 'stand-in',
    currentAlwaysWorks: strategy === 'alternating-users' || dualPassword,
    serverLog: async () => server.log.join('\n'),
    prepare: async (): Promise<World> => {
      const app = `app_${randomUUID().slice(0, 8)}`;
      const secret = password();
      const user = createApplication(server, app, secret);
      if (dualPassword) { user.profile = 'ROLLING'; }
      return {
        environment: {
          HOSTS: 'oracle.example', USERNAMES: `${app},${app}_clone`, PASSWORD_LENGTH: '30', ENGINE_OPTIONS: JSON.stringify({ dualPassword: String(dualPassword) }),
        },
        initial: { engine: 'oracle', host: 'oracle.example', port: 2484, dbname: 'ORCL', username: app, password: secret, note: 'kept' },
        administrator: strategy === 'alternating-users' ? { ...masterOf() } : undefined,
        engineOf: (effects) => ({ options }) =>
          new OracleEngine(async (credential) => effects.instrument(await server.connect(credential)), { dualPassword: options.dualPassword === 'true' }),
        loginWorks: async ({ username, password: tried }) => {
          const found = server.users.get(String(username).toUpperCase());
          return found !== undefined && !found.isLocked && found.logsIn(String(tried));
        },
        snapshot: async (username) => { const found = server.users.get(username.toUpperCase()); return found && snapshot(server, found); },
        dispose: async () => {
          for (const name of [...server.users.keys()]) { if (name.startsWith(app.toUpperCase())) { server.users.delete(name); } }
        },
      };
    },
  };
}
