import * as fc from 'fast-check';
import { asRoot, described, identified } from './client';
import { Twins } from './twins';
import { MariadbServer } from '../../../../servers/mariadb';

let server: MariadbServer;

beforeAll(async () => {
  server = await MariadbServer.start();
  await asRoot(server,
    'CREATE DATABASE shop', 'CREATE TABLE shop.orders (id INT, note TEXT, `a``b` INT)', 'CREATE TABLE shop.items (id INT)',
    'CREATE PROCEDURE shop.ship() SELECT 1', 'CREATE FUNCTION shop.total() RETURNS INT RETURN 1', 'CREATE ROLE reader', 'CREATE ROLE clerk',
  );
}, 60_000);
afterAll(async () => server?.stop());
jest.setTimeout(600_000);

const OBJECTS: Readonly<Record<string, readonly string[]>> = {
  '*.*': ['SELECT', 'PROCESS', 'RELOAD', 'SHOW DATABASES', 'CREATE USER', 'REPLICATION SLAVE', 'DELETE HISTORY', 'ALL'],
  'shop.*': ['SELECT', 'INSERT', 'EVENT', 'LOCK TABLES', 'CREATE ROUTINE', 'EXECUTE', 'ALL'],
  '`sh\\_op%`.*': ['SELECT', 'TRIGGER', 'ALL'],
  'shop.orders': ['SELECT', 'REFERENCES (id)', 'DROP', 'ALL'],
  'shop.items': ['DELETE', 'SHOW VIEW', 'CREATE', 'ALL'],
  'PROCEDURE shop.ship': ['EXECUTE', 'ALTER ROUTINE', 'ALL'],
  'FUNCTION shop.total': ['EXECUTE', 'ALL'],
};

const privilege = fc.constantFrom(...Object.keys(OBJECTS)).chain((on) => fc.tuple(fc.subarray([...OBJECTS[on]], { minLength: 1 }), fc.boolean())
  .map(([names, option]) => `GRANT ${names.includes('ALL') ? 'ALL' : names.join(', ')} ON ${on} TO it${option ? ' WITH GRANT OPTION' : ''}`));
const columns = fc.tuple(fc.constantFrom('SELECT', 'INSERT', 'UPDATE'), fc.subarray(['id', 'note', '`a``b`'], { minLength: 1 }))
  .map(([name, names]) => [`GRANT ${name} (${names.join(', ')}) ON shop.orders TO it`]);
const role = fc.tuple(fc.constantFrom('reader', 'clerk'), fc.boolean(), fc.boolean()).map(([name, option, isDefault]) =>
  [`GRANT ${name} TO it${option ? ' WITH ADMIN OPTION' : ''}`, ...isDefault ? [`SET DEFAULT ROLE ${name} FOR it`] : []]);
const option = fc.constantFrom(
  'REQUIRE SSL', 'REQUIRE ISSUER \'/CN=it\'\'s\' SUBJECT \'/CN=b\'', 'WITH MAX_QUERIES_PER_HOUR 9', 'WITH MAX_USER_CONNECTIONS 8 MAX_STATEMENT_TIME 1.25', 'ACCOUNT LOCK',
  'PASSWORD EXPIRE NEVER', 'PASSWORD EXPIRE INTERVAL 30 DAY', 'ACCOUNT LOCK PASSWORD EXPIRE INTERVAL 3 DAY',
).map((clauses) => [`ALTER USER it ${clauses}`]);

/** Statements that give an account something of everything. */
const state = fc.array(
  fc.oneof({ weight: 4, arbitrary: privilege.map((text) => [text]) }, { weight: 2, arbitrary: columns }, role, option), { maxLength: 8 },
).map((lists) => lists.flat());

test('whatever the current user has, and whatever the pending one had, they are equal afterwards', async () => {
  await fc.assert(fc.asyncProperty(state, fc.option(state), async (wanted, leftovers) => {
    const { engine, current, pending, administrator } = new Twins(server, server.admin);
    const make = async (username: string, password: string, statements: readonly string[]) => {
      const account = `'${username}'@'10.1.%'`;
      await asRoot(server, `CREATE USER ${account} ${identified(password)}`, ...statements.map((text) => text.replace(/\bit\b(?!')/, account)));
    };
    await make(current.username, current.password, wanted);
    if (leftovers !== null) { await make(pending.username, 'old', leftovers); }
    await engine.provision(administrator, current, pending);
    expect(await described(server, pending.username)).toEqual(await described(server, current.username));
    await engine.provision(administrator, pending, current);
    expect(await described(server, pending.username)).toEqual(await described(server, current.username));
    await asRoot(server, `DROP USER '${current.username}'@'10.1.%', '${pending.username}'@'10.1.%'`);
  }), { numRuns: 40 });
});

test('what is equal already is left alone', async () => {
  const statements: string[] = [];
  const pair = new Twins(server, server.admin, (connect) => async (who) => {
    const connection = await connect(who);
    return { ...connection, run: async (statement) => { statements.push(statement); return connection.run(statement); } };
  });
  await asRoot(server, `CREATE USER '${pair.current.username}'@'10.1.%' ${identified('it')}`, `GRANT ALL ON shop.* TO '${pair.current.username}'@'10.1.%' WITH GRANT OPTION`);
  await pair.engine.provision(pair.administrator, pair.current, pair.pending);
  statements.length = 0;
  await pair.engine.provision(pair.administrator, pair.current, pair.pending);
  expect(statements.filter((statement) => !/^(SELECT|SHOW|SET SESSION)/.test(statement))).toEqual([]);
});
