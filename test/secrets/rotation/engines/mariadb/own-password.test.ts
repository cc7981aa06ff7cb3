import { createHash } from 'node:crypto';
import { type Login, asRoot, asUser, createMaster, identified, whileLocked } from './client';
import { Twins } from './twins';
import { MariadbServer } from '../../../../servers/mariadb';

let server: MariadbServer;
let master: Login;

beforeAll(async () => {
  server = await MariadbServer.start({ arguments: ['--plugin-maturity=unknown'] });
  master = await createMaster(server);
}, 60_000);
afterAll(async () => server?.stop());
jest.setTimeout(60_000);

const logsIn = async (login: Login): Promise<boolean> => asUser(server, login, 'SELECT 1').then(() => true, () => false);

/** A user, and the credential that it has after it changed its own password. */
async function user(plaintextPassword = false) {
  const { engine, current, pending, administrator } = new Twins(server, master, undefined, plaintextPassword);
  await asRoot(server, `CREATE USER '${current.username}'@'127.0.0.%' ${identified(current.password)}`);
  return { engine, current, changed: { ...current, password: `aA1!${pending.password}` }, administrator };
}

test('a user changes its own password without a privilege, and the log of statements holds only its hash', async () => {
  const { engine, current, changed } = await user();
  await engine.commit(current, changed);
  expect([await logsIn(current), await logsIn(changed)]).toEqual([false, true]);
  expect(server.log()).toContain('SET PASSWORD = \'*');
  expect(server.log()).not.toContain(changed.password);
});

test('a user with accounts at several hosts, which it can see, does not change one of them only', async () => {
  const { engine, current, changed } = await user();
  await asRoot(server, `CREATE USER '${current.username}'@'10.1.%' ${identified(current.password)}`, `GRANT SELECT ON mysql.* TO '${current.username}'@'127.0.0.%'`);
  await expect(engine.commit(current, changed)).rejects.toMatchObject({ kind: 'privilege', message: expect.stringContaining('several hosts') });
  expect(await logsIn(current)).toBe(true);
});

test('an administrator sets the password of all accounts of a user in one statement', async () => {
  const { engine, current, changed, administrator } = await user();
  await asRoot(server, `CREATE USER '${current.username}'@'10.1.%' ${identified(current.password)}`);
  await engine.commit(administrator, changed);
  expect(await logsIn(changed)).toBe(true);
  expect(await asRoot(server, `SELECT DISTINCT authentication_string FROM mysql.user WHERE User = '${current.username}'`)).toHaveLength(1);
});

test('a user that waits for another rotation of the same user goes on when that has ended', async () => {
  const { engine, current, changed } = await user();
  const lock = `cdk-gold-rotation:${createHash('sha256').update(current.username).digest('hex').slice(0, 32)}`;
  // both are logged in before one of them changes the password
  await whileLocked(server, lock, 2, () => Promise.all([engine.commit(current, changed), engine.commit(current, changed)]));
  expect(await logsIn(changed)).toBe(true);
});

test('a server that validates passwords takes no hash, and takes the password itself if that was chosen', async () => {
  await asRoot(server, 'INSTALL SONAME \'simple_password_check\'');
  try {
    const { engine, current, changed } = await plainUser(false);
    await expect(engine.commit(current, changed)).rejects.toMatchObject({ kind: 'privilege', message: expect.stringContaining('strict_password_validation') });
    expect(await logsIn(current)).toBe(true);
    const chosen = await plainUser(true);
    await chosen.engine.commit(chosen.current, chosen.changed);
    expect(await logsIn(chosen.changed)).toBe(true);
    const twin = { ...chosen.changed, username: `${chosen.changed.username}_clone` };
    await chosen.engine.provision(chosen.administrator, chosen.changed, twin);
    expect(await logsIn(twin)).toBe(false);
    await chosen.engine.commit(chosen.administrator, twin);
    await chosen.engine.verify(twin, chosen.changed, chosen.administrator);
  } finally {
    await asRoot(server, 'UNINSTALL SONAME \'simple_password_check\'');
  }
});

/** A user made where the server takes no hash. */
async function plainUser(plaintextPassword: boolean) {
  await asRoot(server, 'SET GLOBAL strict_password_validation = OFF');
  try {
    return await user(plaintextPassword);
  } finally {
    await asRoot(server, 'SET GLOBAL strict_password_validation = ON');
  }
}
