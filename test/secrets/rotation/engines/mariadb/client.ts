import { randomBytes } from 'node:crypto';
import { type Connection, createConnection } from 'mysql2/promise';
import { nativeHash } from '../../../../../src/secrets/rotation/engines/mysql/password-hash';
import type { MariadbServer } from '../../../../servers/mariadb';

export interface Login {
  readonly username: string;
  readonly password: string;
}

export type Rows = readonly (readonly unknown[])[];

/** A password that no other test has. */
export const newPassword = (): string => randomBytes(12).toString('hex');

/** The clause that sets a password without the password, so that no test is what puts it into the server's log. */
export const identified = (password: string): string => `IDENTIFIED BY PASSWORD '${nativeHash(password)}'`;

const connectAs = async ({ host, port, ca }: MariadbServer, { username, password }: Login): Promise<Connection> =>
  createConnection({ host, port, user: username, password, ssl: { ca, verifyIdentity: true }, rowsAsArray: true });

async function rowsOf(connection: Connection, statement: string): Promise<Rows> {
  const [rows] = await connection.query(statement);
  return Array.isArray(rows) ? rows as unknown as Rows : [];
}

/** Runs statements as a user, with the driver's own defaults and verified TLS. Resolves with the rows of the last one. */
export async function asUser(server: MariadbServer, login: Login, ...statements: readonly string[]): Promise<Rows> {
  const connection = await connectAs(server, login);
  try {
    let rows: Rows = [];
    for (const statement of statements) { rows = await rowsOf(connection, statement); }
    return rows;
  } finally {
    await connection.end();
  }
}

export const asRoot = async (server: MariadbServer, ...statements: readonly string[]) => asUser(server, server.admin, ...statements);

/** Takes a lock, starts something, and gives the lock up once so many connections wait for it. */
export async function whileLocked<T>(server: MariadbServer, lock: string, waiting: number, start: () => Promise<T>): Promise<T> {
  const holder = await connectAs(server, server.admin);
  try {
    await rowsOf(holder, `SELECT GET_LOCK('${lock}', 10)`);
    const started = start();
    started.catch(() => undefined); // told below
    const waits = 'SELECT COUNT(*) FROM information_schema.processlist WHERE STATE = \'User lock\'';
    while (Number((await rowsOf(holder, waits))[0][0]) < waiting) { /* the server answers each time */ }
    await rowsOf(holder, `SELECT RELEASE_LOCK('${lock}')`);
    return await started;
  } finally {
    await holder.end();
  }
}

const observers = new WeakMap<MariadbServer, Promise<Connection>>();

/** Root on a connection that stays open: it only looks. */
async function asObserver(server: MariadbServer, statement: string): Promise<Rows> {
  const known = observers.get(server) ?? connectAs(server, server.admin).then((connection) => connection.on('error', () => undefined)); // the server is stopped first
  observers.set(server, known);
  return rowsOf(await known, statement);
}

/** The master user of RDS: it may grant what it has, and it has neither SUPER nor the newer privileges of administrators. */
export async function createMaster(server: MariadbServer): Promise<Login> {
  const master = { username: 'master', password: newPassword() };
  await asRoot(server,
    `CREATE USER master@'%' ${identified(master.password)}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, CREATE TEMPORARY TABLES, LOCK TABLES,
     EXECUTE, REPLICATION SLAVE, BINLOG MONITOR, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER, DELETE HISTORY
     ON *.* TO master@'%' WITH GRANT OPTION`,
  );
  return master;
}

/** What the server tells of a user's accounts, but for name and password, in an order of its own. Written without the engine's parser. */
export async function described(server: MariadbServer, username: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const hosts = await asObserver(server, `SELECT Host FROM mysql.user WHERE User = '${username}' AND is_role = 'N' ORDER BY Host`);
  const entries = hosts.map(async ([host]) => {
    const account = `\`${username}\`@\`${String(host)}\``;
    const rows = [...await asObserver(server, `SHOW CREATE USER ${account}`), ...await asObserver(server, `SHOW GRANTS FOR ${account}`)];
    return [String(host), rows.map(([row]) => plain(String(row), account)).sort()] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const plain = (row: string, account: string): string => row
  .replace(account, 'it')
  .replace(/IDENTIFIED BY PASSWORD '[^']*'/, '')
  .replace(/\(([^)]*)\)/g, (_, columns: string) => `(${columns.split(', ').sort().join(', ')})`);
