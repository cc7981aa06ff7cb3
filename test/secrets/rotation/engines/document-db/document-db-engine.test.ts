import { MongoNetworkError, MongoNetworkTimeoutError, MongoServerError } from 'mongodb';
import { type Dialect, MongodbStandIn, type StoredUser } from './mongodb-stand-in';
import { DocumentDbEngine } from '../../../../../src/secrets/rotation/engines/document-db/document-db-engine';
import { commandFailure } from '../../../../../src/secrets/rotation/engines/document-db/failure';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';

const credential = (username: string, password: string, fields = {}): Credential => ({ username, password, host: 'db.example', port: 27_017, database: 'admin', fields });
const administrator = credential('administrator', 'Administrator-1');
const current = credential('app', 'Current-1');
const pending = credential('app_clone', 'Pending-1');

const APP: StoredUser = {
  pwd: current.password,
  mechanisms: ['SCRAM-SHA-256'],
  customData: { team: 'orders' },
  authenticationRestrictions: [{ clientSource: ['10.0.0.0/8'] }],
  roles: [{ role: 'readWrite', db: 'orders' }, { role: 'read', db: 'prices' }],
};

/** A server with an administrator and an application's user, and its engine. */
function world(dialect: Dialect = 'mongodb', app: Partial<StoredUser> = {}, usersDatabase?: string): { server: MongodbStandIn; engine: DocumentDbEngine } {
  const server = new MongodbStandIn(dialect);
  server.users.set('admin.administrator', { pwd: administrator.password, mechanisms: ['SCRAM-SHA-1'], roles: [{ role: 'userAdminAnyDatabase', db: 'admin' }] });
  const { authenticationRestrictions, ...rest } = APP;
  const known = dialect === 'mongodb' ? { authenticationRestrictions } : { mechanisms: ['SCRAM-SHA-1', 'SCRAM-SHA-256'] };
  server.users.set(`${usersDatabase ?? 'admin'}.app`, { ...rest, ...known, ...app });
  return { server, engine: new DocumentDbEngine(server.connect, usersDatabase) };
}

/** A whole rotation of two users. */
async function rotate(engine: DocumentDbEngine, from: Credential, to: Credential): Promise<void> {
  await engine.provision(administrator, from, to);
  await engine.commit(administrator, to);
  await engine.verify(to, from, administrator);
}

describe('two users', () => {
  test.each(['mongodb', 'document-db'] as const)('of %s are equal after a rotation, and the second has no known password before the commit', async (dialect) => {
    const { server, engine } = world(dialect);
    await engine.provision(administrator, current, pending);
    await expect(engine.probe(pending)).rejects.toMatchObject({ code: 18 });
    await engine.commit(administrator, pending);
    await engine.verify(pending, current, administrator);
    expect(server.snapshot('admin.app_clone')).toEqual(server.snapshot('admin.app'));
  });

  test.each(['mongodb', 'document-db'] as const)('of %s follow each other at every rotation: a revoked role stays revoked, and a granted one is there', async (dialect) => {
    const { server, engine } = world(dialect);
    await rotate(engine, current, pending);
    const clone = server.users.get('admin.app_clone') as StoredUser;
    server.users.set('admin.app_clone', { ...clone, roles: [{ role: 'read', db: 'prices' }, { role: 'clusterMonitor', db: 'admin' }], customData: { team: 'new' } });
    await rotate(engine, pending, { ...current, password: 'Third-1' });
    expect(server.snapshot('admin.app')).toMatchObject({ roles: ['admin.clusterMonitor', 'prices.read'], customData: { team: 'new' } });
  });

  test('that are equal already are left alone: clients may still use the old password of the second', async () => {
    const { server, engine } = world();
    await rotate(engine, current, pending);
    server.commands.length = 0;
    await engine.provision(administrator, current, pending);
    expect(server.commands.map((command) => Object.keys(command)[0])).toEqual(['usersInfo', 'usersInfo']);
    await engine.probe(pending);
  });

  test('differ in nothing for a moment: all of a change is one command', async () => {
    const { server, engine } = world();
    await rotate(engine, current, pending);
    server.users.set('admin.app', { ...APP, roles: [{ role: 'read', db: 'new' }], customData: { other: 1 } });
    server.commands.length = 0;
    await engine.provision(administrator, current, pending);
    expect(server.commands.filter((command) => 'updateUser' in command)).toHaveLength(1);
    expect(server.commands.at(-1)).not.toHaveProperty('pwd');
  });

  test('whose first may log in by a mechanism more make the second\'s old password useless, and not the pending one usable', async () => {
    const { server, engine } = world();
    await rotate(engine, current, pending);
    server.users.set('admin.app', { ...APP, mechanisms: ['SCRAM-SHA-1', 'SCRAM-SHA-256'] });
    await engine.provision(administrator, current, { ...pending, password: 'Next-1' });
    for (const password of [pending.password, 'Next-1']) { await expect(engine.probe({ ...pending, password })).rejects.toMatchObject({ code: 18 }); }
  });

  test.each([
    ['a role more', { roles: [...APP.roles, { role: 'clusterMonitor', db: 'admin' }] }],
    ['a role less', { roles: [] }],
    ['a role on another database', { roles: [{ role: 'readWrite', db: 'orders' }, { role: 'read', db: 'orders' }] }],
    ['other data', { customData: {} }],
    ['no restriction', { authenticationRestrictions: undefined }],
    ['a weaker mechanism', { mechanisms: ['SCRAM-SHA-1', 'SCRAM-SHA-256'] }],
  ])('of which the second has %s are found by the test', async (_, difference) => {
    const { server, engine } = world();
    await rotate(engine, current, pending);
    server.users.set('admin.app_clone', { ...server.users.get('admin.app_clone') as StoredUser, ...difference });
    await expect(engine.verify(pending, current, administrator)).rejects.toThrow('not-equal');
  });

  test('of which the other one was created a moment before are made equal all the same', async () => {
    const { server } = world();
    let isFirst = true;
    const engine = new DocumentDbEngine(async (by) => {
      const connection = await server.connect(by);
      return {
        ...connection,
        run: async (name, value, database, fields) => {
          if (name === 'createUser' && isFirst) {
            isFirst = false;
            server.users.set('admin.app_clone', { pwd: 'somebody else\'s', mechanisms: ['SCRAM-SHA-256'], roles: [] });
          }
          return connection.run(name, value, database, fields);
        },
      };
    });
    await rotate(engine, current, pending);
    expect(server.snapshot('admin.app_clone')).toEqual(server.snapshot('admin.app'));
  });

  test('in a database of their own are changed by an administrator of the database that its secret names', async () => {
    const { server, engine } = world('mongodb', {}, 'shop');
    await rotate(engine, current, pending);
    expect([...server.users.keys()]).toEqual(['admin.administrator', 'shop.app', 'shop.app_clone']);
  });

  test('unknown to the server are refused', async () => {
    const { engine } = world();
    await expect(engine.provision(administrator, credential('nobody', 'x'), pending)).rejects.toThrow(/refused-input: the current user is not known/);
  });
});

describe('one user', () => {
  test.each(['mongodb', 'document-db'] as const)('of %s changes its own password, and keeps its mechanisms', async (dialect) => {
    const { server, engine } = world(dialect);
    const before = server.snapshot('admin.app');
    await engine.commit(current, { ...current, password: 'Next-1' });
    await engine.probe({ ...current, password: 'Next-1' });
    expect(server.snapshot('admin.app')).toEqual(before);
  });

  test('that may not read itself changes its password', async () => {
    const { server } = world();
    const engine = new DocumentDbEngine(async (by) => {
      const connection = await server.connect(by);
      const denied = new MongoServerError({ message: 'not authorized', code: 13 });
      return { ...connection, run: async (name, ...rest) => (name === 'usersInfo' ? Promise.reject(denied) : connection.run(name, ...rest)) };
    });
    await engine.commit(current, { ...current, password: 'Next-1' });
    await engine.probe({ ...current, password: 'Next-1' });
  });
});

describe('an administrator', () => {
  test('that does not log in says nothing of the users', async () => {
    const { engine } = world();
    await expect(engine.provision({ ...administrator, password: 'wrong' }, current, pending)).rejects.toThrow(/^privilege: the server refuses user and password of the administrator/);
  });

  test('without the role is told which one it takes', async () => {
    const { engine } = world();
    await expect(engine.provision(current, current, pending)).rejects.toThrow(/^privilege: .*userAdminAnyDatabase/);
  });
});

describe('failures', () => {
  const { engine } = world();
  const server = (code: number) => new MongoServerError({ message: 'secret words', code });

  test.each([
    ['authentication', server(18)],
    ['privilege', server(13)],
    ['timeout', server(64)],
    ['timeout', new MongoNetworkTimeoutError('connection timed out')],
    ['refused', new MongoNetworkError('connection closed')],
    ['refused', new MongoNetworkError('connect', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) })],
    ['name-resolution', new MongoNetworkError('getaddrinfo', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) })],
    ['tls', new MongoNetworkError('certificate', { cause: Object.assign(new Error(), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }) })],
    ['unexpected', server(31)],
    ['unexpected', undefined],
  ])('are told as %s', (kind, error) => { expect(engine.classify(error)).toBe(kind); });

  test.each([10_107, 189])('of a server that is no primary say so (%d)', (code) => {
    expect(commandFailure(server(code))).toMatchObject({ message: expect.stringMatching(/^refused: the host is not the primary/) as string });
  });
});
