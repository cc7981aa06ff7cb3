import { Refusal, type RedshiftStandIn } from './redshift-stand-in';
import { asAdministrator, serverWith, snapshotOf } from './scenario';
import { RedshiftEngine } from '../../../../../src/secrets/rotation/engines/redshift/redshift-engine';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';

const credential = (username: string, password: string): Credential => ({ username, password, host: 'db.example', port: 5439, database: 'dev', fields: {} });
const administrator = credential('administrator', 'Administrator-1');
const current = credential('app', 'Current-1');
const pending = credential('app_clone', 'Pending-1');

let server: RedshiftStandIn;
let engine: RedshiftEngine;

beforeEach(async () => {
  server = await serverWith(current, administrator);
  engine = new RedshiftEngine(server.connect);
});

/** A whole rotation of two users. */
const rotate = async (from: Credential, to: Credential) => {
  await engine.provision(administrator, from, to);
  await engine.commit(administrator, to);
  await engine.verify(to, from, administrator);
};

describe('two users of Amazon Redshift', () => {
  test('the second gets everything that the first has, in every database, and no password before the commit', async () => {
    await engine.provision(administrator, current, pending);
    expect(snapshotOf(server, 'app_clone')).toEqual({ ...snapshotOf(server, 'app') as object, hasPassword: false });
    await engine.commit(administrator, pending);
    await engine.verify(pending, current, administrator);
  });

  test('what is revoked from one is revoked from the other at the next rotation, and not given back', async () => {
    await rotate(current, pending);
    await asAdministrator(server, administrator, 'dev', [
      'REVOKE ROLE "analyst" FROM "app_clone"', 'REVOKE GRANT OPTION FOR SELECT ON TABLE "s"."orders" FROM "app_clone"', 'ALTER GROUP "readers" DROP USER "app_clone"',
      'REVOKE UPDATE ("note") ON TABLE "s"."orders" FROM "app_clone"', 'ALTER USER "app_clone" RESET query_group', 'ALTER USER "app_clone" RESET SESSION TIMEOUT',
    ]);
    const reduced = snapshotOf(server, 'app_clone');
    await rotate(pending, { ...current, password: 'Third-1' });
    expect(snapshotOf(server, 'app')).toEqual(reduced);
  });

  test.each([
    ['a whole table instead of a column', ['REVOKE UPDATE ("note") ON TABLE "s"."orders" FROM "app"', 'GRANT UPDATE ON TABLE "s"."orders" TO "app"']],
    ['a column instead of a whole table', ['REVOKE SELECT ON TABLE "s"."orders" FROM "app"', 'GRANT SELECT ("id") ON TABLE "s"."orders" TO "app"']],
  ])('%s is followed, though the two exclude each other', async (_, statements) => {
    await engine.provision(administrator, current, pending);
    await asAdministrator(server, administrator, 'dev', statements);
    await rotate(current, pending);
    expect(snapshotOf(server, 'app_clone')).toEqual(snapshotOf(server, 'app'));
  });

  test.each([
    ['a table', () => { server.owners.push(server.state.users.app.id); }],
    ['a datashare', () => { server.fixed.svv_datashares = [{ share_name: 'share', share_owner: server.state.users.app.id }]; }],
    ['a role', () => { server.fixed.svv_roles = [{ role_name: 'analyst', role_owner: 'app' }]; }],
  ])('an owner of %s is refused, since its rights can\'t be given to a second user', async (_, own) => {
    own();
    await expect(engine.provision(administrator, current, pending)).rejects.toThrow(/not-equal: a user owns/);
  });

  test.each([
    ['rows', 'svv_rls_attached_policy', { grantee: 'app', granteekind: 'user' }],
    ['masks', 'svv_attached_masking_policy', { grantee: 'app', grantee_type: 'user' }],
  ])('a policy for %s that is attached to the user is refused: the second would see more', async (_, view, row) => {
    server.fixed[view] = [row];
    await expect(engine.provision(administrator, current, pending)).rejects.toThrow(/not-equal: a policy/);
  });

  test('a policy that is attached to a role of the same name is none of the user', async () => {
    server.fixed.svv_rls_attached_policy = [{ grantee: 'app', granteekind: 'role' }];
    await rotate(current, pending);
  });

  test('an administrator that is no superuser is refused: it would not see what has to be given', async () => {
    server.state.users.administrator = { ...server.state.users.administrator, superuser: false };
    await expect(engine.provision(administrator, current, pending)).rejects.toThrow(/privilege: the administrator is no superuser/);
  });

  test.each(['superuser', 'external'])('a user that is %s is refused', async (what) => {
    server.state.users.app = { ...server.state.users.app, ...what === 'superuser' ? { superuser: true } : { externalId: 'idp' } };
    await expect(engine.provision(administrator, current, pending)).rejects.toThrow('refused-input');
  });

  test('default privileges of the two for each other are refused', async () => {
    await engine.provision(administrator, current, pending);
    await asAdministrator(server, administrator, 'sales', ['ALTER DEFAULT PRIVILEGES FOR USER "app" GRANT SELECT ON TABLES TO "app_clone"']);
    await expect(engine.provision(administrator, current, pending)).rejects.toThrow(/give each other/);
  });

  test.each([
    ['more in another database', 'sales', 'GRANT DELETE ON TABLE "public"."more" TO "app_clone"'],
    ['less', 'dev', 'REVOKE ROLE "analyst" FROM "app_clone"'],
    ['another limit', 'dev', 'ALTER USER "app_clone" CONNECTION LIMIT 31'],
  ])('a second user with %s is found by the test', async (_, database, statement) => {
    await rotate(current, pending);
    await asAdministrator(server, administrator, database, [statement]);
    await expect(engine.verify(pending, current, administrator)).rejects.toThrow('not-equal');
  });

  test('an error amid the changes of a database leaves none of them', async () => {
    const failing = new RedshiftEngine(async (by) => {
      const connection = await server.connect(by);
      return { ...connection, run: async (text, values) => (text.startsWith('GRANT ROLE "sys') ? Promise.reject(new Refusal('XX000', 'cut')) : connection.run(text, values)) };
    });
    const before = structuredClone(server.state);
    await expect(failing.provision(administrator, current, pending)).rejects.toThrow('cut');
    expect(server.state).toEqual(before);
  });
});

describe('failures of Amazon Redshift', () => {
  test.each([
    ['authentication', new Refusal('28000', 'password authentication failed for user "app"', 'auth_failed')],
    ['privilege', new Refusal('28000', 'no pg_hba.conf entry', 'ClientAuthentication')],
    ['privilege', new Refusal('42501', 'permission denied')],
    ['capacity', new Refusal('53300', 'too many connections')],
    ['timeout', new Refusal('57014', 'canceled')],
    ['name-resolution', Object.assign(new Error(), { code: 'ENOTFOUND' })],
    ['tls', new Error('The server does not support SSL connections')],
    ['unexpected', new Refusal('40001', 'serializable isolation violation')],
  ])('are told as %s', (kind, error) => { expect(engine.classify(error)).toBe(kind); });
});

test('the password goes to the server as an MD5 hash, also for the user that changes its own', async () => {
  await engine.commit(current, { ...current, password: 'Pending-1' });
  expect(server.log.at(-1)).toMatch(/^ALTER USER "app" PASSWORD 'md5[0-9a-f]{32}'$/);
  await engine.probe({ ...current, password: 'Pending-1' });
});
