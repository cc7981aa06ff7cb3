import { randomUUID } from 'node:crypto';
import { type Login, asRoot, asUser, described, identified, newPassword } from './client';
import { connectWith } from '../../../../../src/secrets/rotation/engines/mysql/connection';
import { mariadb } from '../../../../../src/secrets/rotation/engines/mysql/mariadb-dialect';
import { MysqlEngine } from '../../../../../src/secrets/rotation/engines/mysql/mysql-engine';
import type { MariadbServer } from '../../../../servers/mariadb';
import type { Scenario, World } from '../../scenario';

/** An application's user with something of everything that a user can have. No host part is `%`. */
async function createApplication(server: MariadbServer, master: Login, app: string, password: string): Promise<void> {
  await asUser(server, master,
    `CREATE DATABASE ${app}`,
    `CREATE TABLE ${app}.orders (id INT, note TEXT, secret TEXT)`,
    `CREATE PROCEDURE ${app}.ship() SELECT 1`,
    `CREATE ROLE ${app}_reader`,
    `GRANT SELECT ON ${app}.* TO ${app}_reader`,
    `CREATE ROLE ${app}_clerk`,
  );
  const account = `${app}@'127.0.0.%'`;
  await asUser(server, master,
    `CREATE USER ${account} ${identified(password)} REQUIRE SSL WITH MAX_QUERIES_PER_HOUR 5000 MAX_USER_CONNECTIONS 30 MAX_STATEMENT_TIME 12.5 PASSWORD EXPIRE INTERVAL 90 DAY`,
    `GRANT PROCESS ON *.* TO ${account}`,
    `GRANT INSERT, UPDATE, CREATE TEMPORARY TABLES ON ${app}.* TO ${account} WITH GRANT OPTION`,
    `GRANT ALL ON \`${app}\\_%\`.* TO ${account}`,
    `GRANT SELECT (id, note), DELETE ON ${app}.orders TO ${account}`,
    `GRANT EXECUTE ON PROCEDURE ${app}.ship TO ${account} WITH GRANT OPTION`,
    `GRANT ${app}_reader TO ${account}`,
    `GRANT ${app}_clerk TO ${account} WITH ADMIN OPTION`,
    `SET DEFAULT ROLE ${app}_reader FOR ${account}`,
  );
}

/** A MariaDB server as the matrix uses it: each world is an application of its own, made by a master user without SUPER. */
export function mariadbScenario(serverOf: () => MariadbServer, masterOf: () => Login, strategy: Scenario['strategy']): Scenario {
  return {
    server: 'MariaDB 10.11',
    engine: 'mariadb',
    strategy,
    tested: 'server',
    currentAlwaysWorks: strategy === 'alternating-users',
    serverLog: async () => serverOf().log(),
    prepare: async (): Promise<World> => {
      const [server, master] = [serverOf(), masterOf()];
      const app = `app_${randomUUID().slice(0, 8)}`;
      const password = newPassword();
      await createApplication(server, master, app, password);
      if (strategy === 'alternating-users') { await asUser(server, master, `CREATE USER ${app}@'10.1.%' ${identified(password)}`, `GRANT INSERT ON ${app}.* TO ${app}@'10.1.%'`); }
      return {
        environment: { HOSTS: server.host, USERNAMES: `${app},${app}_clone` },
        initial: { engine: 'mariadb', host: server.host, port: server.port, username: app, password, dbname: app, note: 'kept' },
        administrator: strategy === 'alternating-users' ? { ...master } : undefined,
        engineOf: (effects) => (_settings, deadline) => {
          const connect = connectWith({ authorities: server.ca }, deadline);
          return new MysqlEngine(async (credential) => effects.instrument(await connect(credential)), mariadb({ plaintextPassword: false }));
        },
        loginWorks: async ({ username, password: secret }) => asUser(server, { username: String(username), password: String(secret) }, 'SELECT 1')
          .then(() => true, (error: { readonly errno?: number }) => { if (error.errno === 1045) { return false; } throw error; }),
        snapshot: async (username) => described(server, username),
        dispose: async () => {
          const users = [app, `${app}_clone`].flatMap((name) => ['127.0.0.%', '10.1.%'].map((host) => `${name}@'${host}'`));
          await asRoot(server, `DROP USER IF EXISTS ${users.join(', ')}`, `DROP ROLE ${app}_reader, ${app}_clerk`, `DROP DATABASE ${app}`);
        },
      };
    },
  };
}
