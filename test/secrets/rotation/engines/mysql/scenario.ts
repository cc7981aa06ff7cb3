import { randomBytes, randomUUID } from 'node:crypto';
import type { MysqlStandIn } from './mysql-stand-in';
import type { StandInAccount } from './stand-in-account';
import { mysql } from '../../../../../src/secrets/rotation/engines/mysql/mysql-dialect';
import { MysqlEngine } from '../../../../../src/secrets/rotation/engines/mysql/mysql-engine';
import type { Scenario, World } from '../../scenario';

const password = () => randomBytes(12).toString('hex');

const PRIVILEGES = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'RELOAD', 'PROCESS', 'ALTER', 'EXECUTE', 'EVENT', 'CREATE USER', 'CREATE TEMPORARY TABLES', 'GRANT OPTION'];

/** The master user of RDS: it may grant what it has. */
export function createMaster(server: MysqlStandIn): { readonly username: string; readonly password: string } {
  const master = { username: 'master', password: password() };
  const account = server.create(master.username, '%', master.password);
  account.privileges.set('*.*', new Set(PRIVILEGES));
  for (const name of ['APPLICATION_PASSWORD_ADMIN', 'BACKUP_ADMIN', 'CONNECTION_ADMIN', 'ROLE_ADMIN']) { account.dynamic.set(name, true); }
  return master;
}

/** An application's user with something of everything that a user can have. */
export function createApplication(server: MysqlStandIn, app: string, secret: string, host = '10.1.%'): StandInAccount {
  const account = server.create(app, host, secret);
  account.alter('REQUIRE SSL WITH MAX_QUERIES_PER_HOUR 5000 MAX_USER_CONNECTIONS 30 PASSWORD EXPIRE INTERVAL 90 DAY PASSWORD HISTORY 5 FAILED_LOGIN_ATTEMPTS 4 PASSWORD_LOCK_TIME 2');
  account.privileges.set('*.*', new Set(['PROCESS', 'SELECT', 'GRANT OPTION']));
  account.privileges.set(`\`${app}\`.*`, new Set(['INSERT', 'CREATE TEMPORARY TABLES', 'GRANT OPTION']));
  account.privileges.set(`\`${app}\\_%\`.*`, new Set(['ALTER', 'CREATE', 'CREATE TEMPORARY TABLES', 'DELETE', 'DROP', 'EVENT', 'EXECUTE', 'INSERT', 'SELECT', 'UPDATE']));
  account.privileges.set(`\`${app}\`.\`orders\``, new Set(['SELECT (`id`)', 'SELECT (`note`)', 'DELETE']));
  account.privileges.set(`\`${app}\`.\`dropped\``, new Set(['SELECT']));
  account.privileges.set(`PROCEDURE \`${app}\`.\`ship\``, new Set(['EXECUTE', 'GRANT OPTION']));
  account.dynamic.set('APPLICATION_PASSWORD_ADMIN', false).set('CONNECTION_ADMIN', true);
  account.restrictions.set('`mysql`.*', new Set(['SELECT']));
  account.roles.set('`reader`@`%`', false).set('`clerk`@`%`', true);
  account.defaultRoles = ['`clerk`@`%`', '`reader`@`%`'];
  server.tables.add(`\`${app}\`.\`orders\``);
  return account;
}

/** What an account has, but for its name and passwords. */
export const without = ({ plugin, options, privileges, dynamic, proxies, restrictions, roles, defaultRoles }: StandInAccount): unknown => ({
  plugin,
  options,
  dynamic,
  proxies,
  roles,
  defaultRoles,
  privileges: new Map([...privileges].filter(([, names]) => names.size > 0)),
  restrictions: new Map([...restrictions].filter(([, names]) => names.size > 0)),
});

/** A stand-in for MySQL as the matrix uses it. */
export function mysqlScenario(server: MysqlStandIn, masterOf: () => { readonly username: string; readonly password: string }, strategy: Scenario['strategy'], dualPassword: boolean): Scenario {
  return {
    server: `MySQL 8.0${dualPassword ? ' with two passwords' : ''}`,
    engine: 'mysql',
    strategy,
    tested: 'stand-in',
    currentAlwaysWorks: strategy === 'alternating-users' || dualPassword,
    serverLog: async () => server.log.join('\n'),
    prepare: async (): Promise<World> => {
      const app = `app_${randomUUID().slice(0, 8)}`;
      const secret = password();
      createApplication(server, app, secret);
      if (strategy === 'alternating-users') { createApplication(server, app, secret, '%'); }
      return {
        environment: { HOSTS: 'mysql.example', USERNAMES: `${app},${app}_clone` },
        initial: { engine: 'mysql', host: 'mysql.example', port: 3306, username: app, password: secret, note: 'kept' },
        administrator: strategy === 'alternating-users' ? { ...masterOf() } : undefined,
        engineOf: (effects) => () => {
          const connect: typeof server.connect = async (credential) => effects.instrument(await server.connect(credential));
          return new MysqlEngine(connect, mysql({ dualPassword }, connect));
        },
        loginWorks: async ({ username, password: tried }) =>
          server.accounts.some((account) => account.username === username && !account.isLocked && account.logsIn(String(tried))),
        snapshot: async (name) =>
          Object.fromEntries(server.accounts.filter(({ username }) => username === name).map((account) => [account.host, without(account)]).sort()),
        dispose: async () => {
          const others = server.accounts.filter(({ username }) => !username.startsWith(app));
          server.accounts.splice(0, server.accounts.length, ...others);
        },
      };
    },
  };
}
