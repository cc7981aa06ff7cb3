import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import * as fc from 'fast-check';
import { OracleStandIn } from './oracle-stand-in';
import { createApplication, createMaster, password, snapshot } from './scenario';
import { type StandInUser, type ObjectGrant, refused } from './stand-in-user';
import { clientIdentity } from '../../../../../src/secrets/rotation/engines/oracle/client-identity';
import { failureOf } from '../../../../../src/secrets/rotation/engines/oracle/failure';
import { OracleEngine } from '../../../../../src/secrets/rotation/engines/oracle/oracle-engine';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';

const credential = (username: string, secret: string): Credential => ({ username, password: secret, host: 'oracle.example', port: 2484, database: 'ORCL', fields: {} });

function world(dualPassword = false) {
  const server = new OracleStandIn();
  const master = createMaster(server);
  const [current, pending] = [credential('app', password()), credential('app_clone', password())];
  const user = createApplication(server, 'app', current.password);
  const administrator = credential(master.username, master.password);
  const engine = new OracleEngine(server.connect, { dualPassword });
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
    clone: () => server.users.get('APP_CLONE') as StandInUser,
    works: (one: Credential) => server.users.get(one.username.toUpperCase())?.logsIn(one.password) ?? false,
  };
}

describe('two users of Oracle that take turns', () => {
  test('a new user is locked, and the pending password is not its password, before the commit', async () => {
    const { engine, administrator, current, pending, clone, works, rotate } = world();
    await engine.provision(administrator, current, pending);
    expect(clone().isLocked).toBe(true);
    expect(works(pending)).toBe(false);
    await rotate();
    await engine.probe(pending);
  });

  test('what was granted before a crash is not granted in vain: whatever is missing is added', async () => {
    const { server, user, engine, administrator, current, pending, clone } = world();
    let isDone = false;
    for (let allowed = 0; !isDone && allowed < 100; allowed += 1) {
      let left = allowed;
      const dying = new OracleEngine(async (given) => {
        const connection = await server.connect(given);
        return { ...connection, run: async (statement, values) => { if (!statement.startsWith('SELECT') && left-- <= 0) { throw new Error('cut'); } return connection.run(statement, values); } };
      }, { dualPassword: false });
      isDone = await dying.provision(administrator, current, pending).then(() => true, () => false);
      expect(server.users.get('APP_CLONE')?.isLocked ?? true).toBe(true);
    }
    expect(isDone).toBe(true);
    await engine.commit(administrator, pending);
    expect(snapshot(server, clone())).toEqual(snapshot(server, user));
  });

  test('a privilege on a column is revoked with those on all columns, and these are granted again', async () => {
    const { server, user, clone, rotate } = world();
    await rotate();
    user.objects.splice(user.objects.findIndex(({ column }) => column === 'NOTE'), 1);
    await rotate();
    expect(snapshot(server, clone())).toEqual(snapshot(server, user));
    expect(server.log.filter((line) => line === 'REVOKE UPDATE ON "SALES"."ORDERS" FROM "APP_CLONE"')).toHaveLength(1);
  });

  test('options to pass on are given and taken with what they are of', async () => {
    const { server, user, clone, rotate } = world();
    await rotate();
    user.objects[0].grantable = false;
    user.system.set('CREATE VIEW', false).set('SELECT ANY TABLE', true);
    user.grantRole('READERS', ' WITH ADMIN OPTION WITH DELEGATE OPTION');
    await rotate();
    expect(snapshot(server, clone())).toEqual(snapshot(server, user));
  });

  test('from any grants to any others the pending user becomes equal', async () => {
    const grant = fc.record({
      owner: fc.constant('SALES'),
      table: fc.constantFrom('ORDERS', 'odd name'),
      type: fc.constant('TABLE'),
      privilege: fc.constantFrom('UPDATE', 'INSERT'),
      column: fc.constantFrom(undefined, 'NOTE', 'STATE'),
      grantable: fc.boolean(),
      hierarchy: fc.constant(false),
    });
    const grants = fc.uniqueArray(grant, { maxLength: 8, selector: ({ table, privilege, column }) => [table, privilege, column].join() });
    const roles = fc.uniqueArray(fc.constantFrom('READERS', 'WRITERS', 'Mixed Case'));
    const state = fc.record({ grants, roles, defaults: fc.constantFrom('ALL', 'NONE'), quota: fc.constantFrom(-1, 0, 512) });
    await fc.assert(fc.asyncProperty(state, state, async (...states) => {
      const { server, user, clone, rotate } = world();
      for (const { grants: objects, roles: names, defaults, quota } of states) {
        user.objects.splice(0, user.objects.length, ...objects.map((one): ObjectGrant => ({ ...one })));
        user.roles.clear();
        names.forEach((name) => { user.grantRole(name, ''); });
        user.setDefaultRoles(defaults);
        user.quotas.set('BIG', quota);
        await rotate();
        expect(snapshot(server, clone())).toEqual(snapshot(server, user));
      }
    }), { numRuns: 60 });
  });

  test('proxies are those of the current user, on both sides', async () => {
    const { server, clone, rotate } = world();
    server.create('OTHER', password());
    const proxy = (client: string, through: string) => ({ client, proxy: through, constraint: 'PROXY MAY ACTIVATE ALL CLIENT ROLES', authentication: 'YES' });
    server.proxies.push(proxy('OTHER', 'APP'));
    await rotate();
    expect(server.proxies).toContainEqual(proxy('OTHER', clone().name));
    server.proxies.push(proxy(clone().name, 'OTHER'));
    await rotate();
    expect(server.proxies).not.toContainEqual(proxy(clone().name, 'OTHER'));
    server.proxies.push({ ...proxy('APP', 'OTHER'), constraint: 'PROXY MAY ACTIVATE ROLE' });
    await expect(rotate()).rejects.toThrow('with some roles only');
  });

  test.each([
    ['owns objects', 'owns objects', ({ user }: ReturnType<typeof world>) => { user.ownedObjects = 1; }],
    ['is not known', 'not known to the server', ({ server }: ReturnType<typeof world>) => { server.users.delete('APP'); }],
    ['has a privilege on what rotation does not know', 'does not know', ({ user }: ReturnType<typeof world>) => { Object.assign(user.objects[1], { type: 'RULE SET' }); }],
  ])('a user that %s is refused', async (_, fact, prepare) => {
    const made = world();
    prepare(made);
    await expect(made.rotate()).rejects.toThrow(fact);
  });

  test('an administrator that may not grant is told so: no grant is left out', async () => {
    const { server, rotate } = world();
    server.objects.delete('SYS.EXPORTS');
    await expect(rotate()).rejects.toThrow('privilege: the administrator lacks a privilege');
  });

  test('a difference that somebody made meanwhile is found', async () => {
    const { engine, administrator, current, pending, user, rotate } = world();
    await rotate();
    user.system.set('CREATE TABLE', false);
    await expect(engine.verify(pending, current, administrator)).rejects.toThrow('not-equal');
  });
});

describe('one user of Oracle', () => {
  test('the old password in the statement is the one that the connection was made with', async () => {
    const { engine, current, works } = world();
    const next = { ...current, password: password() };
    await engine.commit(current, next);
    expect([works(current), works(next)]).toEqual([false, true]);
  });

  test('a password with a double quote is refused, not sent without it', async () => {
    const { engine, current, administrator, server } = world();
    for (const by of [current, administrator]) { await expect(engine.commit(by, { ...current, password: 'a"b' })).rejects.toThrow('double quote'); }
    expect(server.log.filter((line) => line.startsWith('ALTER'))).toEqual([]);
  });

  test.each(['my-app', '1app', 'app"x', 'app app'])('the user name %p, which needs quotes, is refused', async (username) => {
    const { engine, current, administrator } = world();
    await expect(engine.commit(administrator, { ...current, username })).rejects.toThrow('without quotes');
  });

  test('a password that is too long is told of in fixed words', () => {
    expect(String(failureOf(Object.assign(new Error('ORA-00972: identifier is too long: canary'), { code: 'ORA-00972' })))).toMatch(/^RotationError: refused-input: the password does not meet the rules/);
  });
});

describe('one user of Oracle with two passwords', () => {
  const rolling = () => {
    const made = world(true);
    made.user.profile = 'ROLLING';
    return { ...made, next: (): Credential => ({ ...made.current, password: password() }) };
  };

  test('is refused if its profile lets no old password work on', async () => {
    const { engine, current } = world(true);
    await expect(engine.commit(current, { ...current, password: password() })).rejects.toThrow('PASSWORD_ROLLOVER_TIME');
  });

  test('the old and the new password work after a change, and no login fails for it', async () => {
    const { server, engine, current, next, works } = rolling();
    const second = next();
    await engine.commit(current, second);
    expect([works(current), works(second), server.failedLogins]).toEqual([true, true, 0]);
  });

  test('a change within the while keeps the password that changed it, for one failed login', async () => {
    const { server, engine, current, next, works } = rolling();
    const [second, third] = [next(), next()];
    await engine.commit(current, second);
    await engine.commit(second, third);
    expect([works(current), works(second), works(third), server.failedLogins]).toEqual([false, true, true, 1]);
  });

  test('a change that is made twice leaves both passwords', async () => {
    const { engine, current, next, works } = rolling();
    const second = next();
    for (let time = 0; time < 3; time += 1) {
      await engine.commit(current, second);
      expect([works(current), works(second)]).toEqual([true, true]);
    }
  });

  test('a change by the older password, after somebody changed it by hand, keeps that one at every statement', async () => {
    const { server, current, next, user, works } = rolling();
    user.change('by-hand', { rollover: '1', failedLogins: 10 });
    const second = next();
    const watching = new OracleEngine(async (given) => {
      const connection = await server.connect(given);
      return {
        ...connection,
        run: async (statement, values) => {
          const rows = await connection.run(statement, values);
          expect(works(current)).toBe(true);
          return rows;
        },
      };
    }, { dualPassword: true });
    await watching.commit(current, second);
    expect([works(current), works(second), user.logsIn('by-hand')]).toEqual([true, true, false]);
  });

  test.each([1031, 28007])('where ORA-%p keeps the while from being ended, the pending password is set all the same', async (number) => {
    const { server, current, next, works } = rolling();
    const [second, third] = [next(), next()];
    const limited = new OracleEngine(async (given) => {
      const connection = await server.connect(given);
      return { ...connection, run: async (statement, values) => { if (statement.includes('EXPIRE')) { throw refused(number); } return connection.run(statement, values); } };
    }, { dualPassword: true });
    await limited.commit(current, second);
    await limited.commit(second, third);
    expect([works(current), works(third)]).toEqual([true, true]);
  });
});

describe('failures of Oracle', () => {
  const engine = new OracleEngine(async () => { throw new Error('never'); }, { dualPassword: false });
  const classified = (code: string, message = '') => engine.classify(failureOf(Object.assign(new Error(message), { code })));

  test.each([
    ['ORA-01017', 'authentication'], ['ORA-28000', 'locked-out'], ['ORA-28001', 'locked-out'], ['ORA-01045', 'privilege'], ['ORA-01031', 'privilege'], ['ORA-00020', 'capacity'],
    ['ORA-01033', 'refused'], ['ORA-00054', 'timeout'], ['NJS-123', 'timeout'], ['NJS-500', 'refused'], ['NJS-505', 'tls'], ['NJS-508', 'tls'], ['NJS-530', 'name-resolution'], ['NJS-106', 'unexpected'], ['ORA-00600', 'unexpected'],
  ])('%s is %s', (code, kind) => { expect(classified(code)).toBe(kind); });

  test('a wrong password that comes with another reason is no wrong password', () => {
    expect(classified('NJS-500', 'NJS-500: closed\nORA-01017: invalid')).toBe('refused');
    expect(classified('ORA-01017', 'ORA-01017: invalid\nORA-28000: locked')).toBe('locked-out');
    expect(classified('ORA-01017', 'ORA-01017: invalid\nORA-99999: else')).toBe('unexpected');
  });

  test('nothing of the driver\'s message is kept', () => {
    const failure = failureOf(Object.assign(new Error('ORA-01031: canary at host'), { code: 'ORA-01031' }));
    expect(JSON.stringify([failure, failure.message, failure.stack])).not.toContain('canary');
  });
});

test('the certificate of nobody is one that Node takes for a client\'s, new each time', () => {
  const [one, other] = [clientIdentity(), clientIdentity()];
  const certificate = new X509Certificate(one);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.subject).toBe('CN=nobody');
  expect(() => createSecureContext({ cert: one, key: one, ca: one })).not.toThrow();
  expect(one).not.toBe(other);
});
