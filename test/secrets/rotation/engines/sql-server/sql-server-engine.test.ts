import * as fc from 'fast-check';
import { createMaster, fill, password, richUser, snapshot } from './scenario';
import { SqlServerStandIn } from './sql-server-stand-in';
import type { Held } from './stand-in-permissions';
import { ServerFailure } from '../../../../../src/secrets/rotation/engines/sql-server/failure';
import { bracketed, quoted } from '../../../../../src/secrets/rotation/engines/sql-server/sql';
import { SqlServerEngine } from '../../../../../src/secrets/rotation/engines/sql-server/sql-server-engine';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';

const credential = (username: string, secret: string, database = 'app'): Credential => ({ username, password: secret, host: 'sql.example', port: 1433, database, fields: {} });

const granted = (name: string, securable: string, state: Held['state'] = 'G', column = '', grantor = 'dbo'): Held => ({ name, securable, column, state, grantor });

/** A server with a database, its administrator, and the login `app` that uses it. */
function world() {
  const server = new SqlServerStandIn();
  const master = createMaster(server);
  const [current, pending] = [credential('app', password()), credential('app_clone', password())];
  server.createLogin('app', current.password);
  fill(server.createDatabase('app'), 'app');
  const user = server.createUser('app', 'app', { login: 'app', schema: 'app' });
  const engine = new SqlServerEngine(server.connect);
  const administrator = credential(master.username, master.password);
  return {
    server,
    engine,
    user,
    current,
    pending,
    administrator,
    rotate: async () => {
      await engine.provision(administrator, current, pending);
      await engine.commit(administrator, pending);
      await engine.verify(pending, current, administrator);
    },
    clone: () => server.databases.get('app')?.users.get('app_clone'),
    works: async (one: Credential) => engine.probe(one).then(() => true, () => false),
  };
}

describe('two users of SQL Server that take turns', () => {
  test('the pending password does not log in before the commit', async () => {
    const { engine, administrator, current, pending, works, rotate } = world();
    await engine.provision(administrator, current, pending);
    expect(await works(pending)).toBe(false);
    await rotate();
    expect(await works(pending)).toBe(true);
  });

  test('a disabled login is enabled, but with a password that nobody knows', async () => {
    const { server, engine, administrator, current, pending, works, rotate } = world();
    await rotate();
    const login = server.logins.get('app_clone');
    Object.assign(login ?? {}, { disabled: true });
    await engine.provision(administrator, current, { ...pending, password: password() });
    expect(login?.disabled).toBe(false);
    expect(await works(pending)).toBe(false);
  });

  test('a locked login is unlocked by the commit', async () => {
    const { server, pending, works, rotate } = world();
    await rotate();
    Object.assign(server.logins.get('app_clone') ?? {}, { failures: 5 });
    expect(await works(pending)).toBe(false);
    await rotate();
    expect(await works(pending)).toBe(true);
  });

  test('what was revoked from the current user is revoked from the pending one', async () => {
    const { server, user, rotate, clone } = world();
    Object.assign(user, richUser('app'));
    await rotate();
    user.permissions.splice(2, user.permissions.length);
    user.roles.length = 0;
    await rotate();
    expect(clone()?.roles).toEqual([]);
    expect(snapshot(server, 'app', 'app_clone')).toEqual(snapshot(server, 'app', 'app'));
  });

  test('what another grantor gave the pending user is revoked in their name', async () => {
    const { clone, rotate } = world();
    await rotate();
    clone()?.permissions.push(granted('SELECT', 'OBJECT::[app].[orders]', 'W', '', 'someone'));
    await rotate();
    expect(clone()?.permissions).toEqual([granted('CONNECT', '')]);
  });

  test('an option to grant is taken away without the permission', async () => {
    const { server, user, clone, rotate } = world();
    user.permissions.push(granted('SELECT', 'OBJECT::[app].[orders]', 'W'));
    await rotate();
    user.permissions[1].state = 'G';
    await rotate();
    expect(clone()?.permissions).toContainEqual(granted('SELECT', 'OBJECT::[app].[orders]'));
    expect(server.log).not.toContainEqual(expect.stringMatching(/^REVOKE SELECT/));
  });

  test('what is denied of a column is denied after the whole is granted, and so never lifted', async () => {
    const { server, user, rotate } = world();
    user.permissions.push(granted('SELECT', 'OBJECT::[app].[orders]', 'D', '[secret]'), granted('SELECT', 'OBJECT::[app].[orders]'));
    await rotate();
    expect(server.log.filter((line) => /^(GRANT|DENY) SELECT/.test(line))).toEqual([
      'GRANT SELECT ON OBJECT::[app].[orders] TO [app_clone]', 'DENY SELECT ON OBJECT::[app].[orders] ([secret]) TO [app_clone]',
    ]);
  });

  test('from any permissions to any others the pending user becomes equal', async () => {
    const state = fc.constantFrom('G', 'W', 'D');
    const permission = fc.oneof(
      fc.record({ name: fc.constantFrom('SELECT', 'UPDATE'), securable: fc.constant('OBJECT::[app].[orders]'), column: fc.constantFrom('', '[id]', '[note]'), state, grantor: fc.constant('dbo') }),
      fc.record({ name: fc.constantFrom('EXECUTE', 'CONTROL'), securable: fc.constantFrom('SCHEMA::[app]', 'TYPE::[dbo].[money2]'), column: fc.constant(''), state, grantor: fc.constant('dbo') }),
    ) as fc.Arbitrary<Held>;
    const permissions = fc.uniqueArray(permission, { maxLength: 8, selector: ({ name, securable, column }) => [name, securable, column].join() });
    await fc.assert(fc.asyncProperty(permissions, permissions, async (before, after) => {
      const { server, user, rotate } = world();
      user.permissions.push(...before.map((one) => ({ ...one })));
      await rotate();
      user.permissions.splice(1, user.permissions.length, ...after.map((one) => ({ ...one })));
      await rotate();
      expect(snapshot(server, 'app', 'app_clone')).toEqual(snapshot(server, 'app', 'app'));
    }), { numRuns: 60 });
  });

  test('who owns a schema controls it: the other user is given control, and the owner keeps it', async () => {
    const { server, user, rotate, clone } = world();
    server.databases.get('app')?.owners.set('SCHEMA::[app]', 'app');
    await rotate();
    expect(clone()?.permissions).toContainEqual(granted('CONTROL', 'SCHEMA::[app]', 'W'));
    server.databases.get('app')?.owners.set('SCHEMA::[app]', 'app_clone');
    await expect(rotate()).rejects.toThrow('owns a schema');
    user.permissions.push(granted('CONTROL', 'SCHEMA::[app]', 'W'));
    await rotate();
  });

  test('a database that the current user can\'t use is taken from the pending one, unless that owns something there', async () => {
    const { server, rotate } = world();
    await rotate();
    const archive = server.createDatabase('archive');
    server.createUser('archive', 'app_clone', { login: 'app_clone' });
    archive.owners.set('SCHEMA::[old]', 'app_clone');
    await expect(rotate()).rejects.toThrow('owns something in a database');
    archive.owners.clear();
    await rotate();
    expect(archive.users.size).toBe(0);
  });

  test('a user of the pending name that belongs to no login is told of', async () => {
    const { server, rotate } = world();
    server.createUser('app', 'app_clone', { login: 'dropped' });
    await expect(rotate()).rejects.toThrow('belongs to another login, or to none');
  });

  test('a crash in a database leaves nothing of it', async () => {
    const { server, administrator, current, pending, user, clone } = world();
    Object.assign(user, richUser('app'));
    const cut = new SqlServerEngine(async (given) => {
      const connection = await server.connect(given);
      return { ...connection, run: async (statement) => { if (statement.startsWith('DENY')) { throw new Error('cut'); } return connection.run(statement); } };
    });
    await expect(cut.provision(administrator, current, pending)).rejects.toThrow('cut');
    expect(clone()).toBeUndefined();
    expect(server.logins.get('app_clone')).toBeDefined();
  });

  test.each([
    ['is a member of sysadmin', 'member of sysadmin', ({ server }: ReturnType<typeof world>) => { server.logins.get('app')?.roles.push('sysadmin'); }],
    ['owns a database', 'owner of a database', ({ server }: ReturnType<typeof world>) => { server.createDatabase('own', 'app'); }],
    ['is not known', 'not known to the server', ({ server }: ReturnType<typeof world>) => { server.logins.delete('app'); }],
    ['has a permission on what rotation does not know', 'does not know', ({ user }: ReturnType<typeof world>) => { user.permissions.push({ ...granted('ALTER', ''), securable: null as unknown as string }); }],
  ])('a user that %s is refused', async (_, fact, prepare) => {
    const made = world();
    prepare(made);
    await expect(made.rotate()).rejects.toThrow(fact);
  });

  test('a difference that somebody made meanwhile is found', async () => {
    const { engine, administrator, current, pending, user, rotate } = world();
    await rotate();
    user.roles.push('db_datareader');
    await expect(engine.verify(pending, current, administrator)).rejects.toThrow('not-equal');
  });

  test('an administrator that may not is told what it takes', async () => {
    const { server, rotate } = world();
    Object.assign(server.logins.get('master') ?? {}, { isAdministrator: false });
    await expect(rotate()).rejects.toThrow('ALTER ANY LOGIN');
  });
});

describe('two contained users of SQL Server that take turns', () => {
  /** The same user, with its password in the database instead of a login. */
  function contained() {
    const made = world();
    made.server.logins.delete('app');
    made.server.createUser('app', 'app', { password: made.current.password, ...richUser('app') });
    return made;
  }

  test('the pending one has a password that nobody knows before the commit', async () => {
    const { server, engine, administrator, current, pending, clone, works } = contained();
    await engine.provision(administrator, current, pending);
    expect(clone()?.password).toMatch(/^aA1!.{60}$/);
    expect(await works(pending)).toBe(false);
    await engine.commit(administrator, pending);
    expect([await works(pending), server.logins.has('app_clone')]).toEqual([true, false]);
    await engine.verify(pending, current, administrator);
  });

  test('a crash leaves no user', async () => {
    const { server, administrator, current, pending, clone } = contained();
    const cut = new SqlServerEngine(async (given) => {
      const connection = await server.connect(given);
      return {
        ...connection,
        run: async (statement) => {
          if (statement.startsWith('GRANT')) {
            expect(clone()).toBeDefined(); // not yet committed
            throw new Error('cut');
          }
          return connection.run(statement);
        },
      };
    });
    await expect(cut.provision(administrator, current, pending)).rejects.toThrow('cut');
    expect(clone()).toBeUndefined();
  });
});

describe('one user of SQL Server', () => {
  test('the old password in the statement is the one that the connection was made with', async () => {
    const { engine, current, works } = world();
    const next = { ...current, password: password() };
    await engine.commit(current, next);
    expect([await works(current), await works(next)]).toEqual([false, true]);
    await engine.commit(next, { ...current, password: password() });
    expect(await works(next)).toBe(false);
  });

  test('an administrator sets the password of a login that nothing logs in to any more', async () => {
    const { engine, administrator, server, current, works } = world();
    server.logins.get('app')?.roles.push('sysadmin');
    await engine.commit(administrator, { ...current, password: 'it\'s-A-1-quote]' });
    expect(await works({ ...current, password: 'it\'s-A-1-quote]' })).toBe(true);
  });

  test('a password that breaks the policy is told of in fixed words', async () => {
    const { engine, current } = world();
    await expect(engine.commit(current, { ...current, password: 'weak' })).rejects.toThrow('refused-input: the password does not meet the password policy');
  });

  test('wrong passwords lock it, and a locked one is told from a wrong password', async () => {
    const { engine, current } = world();
    const kinds: string[] = [];
    for (let time = 0; time < 6; time += 1) { await engine.probe({ ...current, password: 'wrong' }).catch((error: unknown) => { kinds.push(engine.classify(error)); }); }
    expect(kinds).toEqual([...Array<string>(5).fill('authentication'), 'locked-out']);
  });
});

describe('failures of SQL Server', () => {
  const engine = new SqlServerEngine(async () => { throw new Error('never'); });

  test.each([
    [[18456], 'authentication'], [[18456, 18456], 'authentication'], [[4060, 18456], 'unexpected'], [[18456, 18486], 'locked-out'], [[], 'unexpected'], [[229], 'privilege'], [[1205], 'timeout'], [[10928], 'capacity'],
  ] as const)('the numbers %p are %s', (numbers, kind) => { expect(engine.classify(new ServerFailure(numbers))).toBe(kind); });

  test.each([['ETIMEOUT', 'timeout'], ['ECLOSE', 'refused'], ['EINVALIDSTATE', 'refused'], ['ESOCKET', 'refused'], ['ELOGIN', 'unexpected'], [undefined, 'unexpected']] as const)(
    'the driver\'s code %p is %s', (code, kind) => { expect(engine.classify(Object.assign(new Error('x'), { code }))).toBe(kind); });
});

test('a name and a text of any characters are read back by SQL Server\'s rules', () => {
  fc.assert(fc.property(fc.string({ minLength: 1 }), (text) => {
    expect(/^\[((?:[^\]]|\]\])*)\]$/s.exec(bracketed(text))?.[1].replaceAll(']]', ']')).toBe(text);
    expect(/^N'((?:[^']|'')*)'$/s.exec(quoted(text))?.[1].replaceAll('\'\'', '\'')).toBe(text);
  }));
});
