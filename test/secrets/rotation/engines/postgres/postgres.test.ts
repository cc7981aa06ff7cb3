import * as net from 'node:net';
import { asSuperuser, asUser, createMaster, postgresScenario } from './scenario';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { connectWith } from '../../../../../src/secrets/rotation/engines/postgres/connection';
import { PostgresEngine } from '../../../../../src/secrets/rotation/engines/postgres/postgres-engine';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';
import { OTHER_HOST } from '../../../../servers/certificates';
import type { Credentials } from '../../../../servers/database-server';
import { PostgresServer } from '../../../../servers/postgres';
import { describeWithServer } from '../../../../servers/required';
import { SecretsManagerStandIn } from '../../../stand-ins/secrets-manager';
import { RotationRun } from '../../rotation-run';

jest.setTimeout(180_000);

describeWithServer('PostgreSQL from npm', 'what a rotation does to users', () => {
  let server: PostgresServer;
  let master: Credentials;
  let secretsManager: SecretsManagerStandIn;
  const engine = (ca = server.ca, actingRole?: string) =>
    new PostgresEngine(connectWith({ authorities: ca }, new Deadline(() => 20_000), 'postgres'), actingRole);

  beforeAll(async () => {
    [server, secretsManager] = await Promise.all([PostgresServer.start(), SecretsManagerStandIn.start()]);
    master = await createMaster(server);
  });
  afterAll(async () => { await Promise.all([server.stop(), secretsManager.stop()]); });

  const alternating = async (limits?: string) =>
    RotationRun.start(postgresScenario(() => server, () => master, 'PostgreSQL 18', 'alternating-users', limits), secretsManager);
  const single = async () => RotationRun.start(postgresScenario(() => server, () => master, 'PostgreSQL 18', 'single-user'), secretsManager);
  const rotate = async (run: RotationRun) => run.rotate(secretsManager.rotate(run.arn));
  const asCurrent = async (run: RotationRun, text: string) =>
    asUser(server, String(run.current().username), String(run.current().password), async (client) => (await client.query(text)).rows as unknown[]);
  const app = (run: RotationRun) => String(run.world.initial.username);

  test('a table that either of two users makes belongs to both', async () => {
    const run = await alternating();
    await rotate(run);
    await asCurrent(run, `CREATE TABLE ${app(run)}_data.made_by_clone (id int)`);
    await rotate(run);
    expect(run.current().username).toBe(app(run));
    await asCurrent(run, `INSERT INTO ${app(run)}_data.made_by_clone VALUES (1)`);
    await asCurrent(run, `ALTER TABLE ${app(run)}_data.made_by_clone ADD COLUMN more int`);
    await rotate(run);
    expect(await asCurrent(run, `SELECT id FROM ${app(run)}_data.made_by_clone`)).toEqual([{ id: 1 }]);
  });

  test('what is revoked stays revoked for both users', async () => {
    const run = await alternating();
    await rotate(run);
    await asUser(server, master.username, master.password, async (client) => client.query(`REVOKE INSERT ON ${app(run)}_data.orders FROM ${app(run)}`));
    for (let rotation = 0; rotation < 3; rotation += 1) {
      await expect(asCurrent(run, `INSERT INTO ${app(run)}_data.orders VALUES (1)`)).rejects.toMatchObject({ code: '42501' });
      expect(await rotate(run)).toBeUndefined();
    }
  });

  test('a setting that is taken back is taken back for both users', async () => {
    const run = await alternating();
    await rotate(run);
    await asUser(server, master.username, master.password, async (client) => {
      await client.query(`ALTER ROLE ${app(run)}_clone RESET search_path`);
      await client.query(`ALTER ROLE ${app(run)}_clone CONNECTION LIMIT 3`);
    });
    await rotate(run);
    expect(await asCurrent(run, 'SHOW search_path')).toEqual([{ search_path: '"$user", public' }]);
    const [limit] = await asSuperuser(server, async (client) => (await client.query('SELECT rolconnlimit FROM pg_roles WHERE rolname = $1', [app(run)])).rows);
    expect(limit).toEqual({ rolconnlimit: 3 });
  });

  test('a limit of time that only the pending user has is taken from it', async () => {
    const run = await alternating('');
    await rotate(run);
    await rotate(run);
    expect(run.current().username).toBe(app(run));
    await asUser(server, master.username, master.password, async (client) => client.query(`ALTER ROLE ${app(run)}_clone VALID UNTIL '2031-01-01'`));
    for (let rotation = 0; rotation < 3; rotation += 1) { expect(await rotate(run)).toBeUndefined(); }
    const limited = await asSuperuser(server, async (client) =>
      (await client.query('SELECT rolname FROM pg_roles WHERE starts_with(rolname, $1) AND isfinite(rolvaliduntil)', [app(run)])).rows);
    expect(limited).toEqual([]);
  });

  test('the pending user loses what it owns and was granted beside the role that both act as', async () => {
    const run = await alternating();
    await rotate(run);
    await rotate(run);
    const clone = `${app(run)}_clone`;
    await asSuperuser(server, async (client) => {
      await client.query(`CREATE ROLE ${app(run)}_others`);
      await client.query(`GRANT ${app(run)}_others TO ${clone}`);
      await client.query(`CREATE TABLE ${app(run)}_data.stray (id int)`);
      await client.query(`ALTER TABLE ${app(run)}_data.stray OWNER TO ${clone}`);
      await client.query(`GRANT DELETE ON ${app(run)}_data.shared TO ${clone}`);
      await client.query(`GRANT ${app(run)}_others TO master WITH ADMIN OPTION`);
      await client.query(`REVOKE ${app(run)}_others FROM ${clone}`);
    });
    await asUser(server, master.username, master.password, async (client) => client.query(`GRANT ${app(run)}_others TO ${clone}`));
    expect(await rotate(run)).toBeUndefined();
    expect(run.current().username).toBe(clone);
    await asCurrent(run, `INSERT INTO ${app(run)}_data.stray VALUES (1)`);
    await expect(asCurrent(run, `DELETE FROM ${app(run)}_data.shared`)).rejects.toMatchObject({ code: '42501' });
    const owner = await asSuperuser(server, async (client) => (await client.query('SELECT tableowner FROM pg_tables WHERE tablename = \'stray\'')).rows);
    expect(owner).toEqual([{ tableowner: app(run) }]);
  });

  test('a second user of another rotation, with grants of its own, is refused and nothing is changed', async () => {
    const run = await alternating();
    const clone = `${app(run)}_clone`;
    await rotate(run);
    await asSuperuser(server, async (client) => {
      await client.query(`ALTER ROLE ${clone} RESET role`);
      await client.query(`GRANT DELETE ON ${app(run)}_data.shared TO ${clone}`);
    });
    expect((await rotate(run))?.message).toContain('not-equal: the current user owns objects or has grants of its own');
    expect(await run.world.loginWorks(run.current())).toBe(true);
  });

  test('a superuser is refused as one of two users', async () => {
    const run = await alternating();
    await asSuperuser(server, async (client) => client.query(`ALTER ROLE ${app(run)} SUPERUSER`));
    expect((await rotate(run))?.message).toContain('a superuser can\'t alternate');
  });

  test('two users may act as a role without login that was made for them', async () => {
    const run = await alternating();
    const [name, password] = [app(run), String(run.world.initial.password)];
    const owner = `${name}_owner`;
    await asUser(server, master.username, master.password, async (client) => {
      await client.query(`CREATE ROLE ${owner} NOLOGIN`);
      await client.query(`GRANT ${owner} TO ${name}`);
      await client.query(`REVOKE ${name}_readers FROM ${name}`);
      await client.query(`ALTER ROLE ${name} SET role TO ${owner}`);
    });
    const place = { host: server.host, port: server.port, database: 'postgres', fields: {} };
    const administrator: Credential = { ...place, ...master };
    const current: Credential = { ...place, username: name, password };
    const pending: Credential = { ...place, username: `${name}_clone`, password: 'pending-password-of-a-test' };
    await engine(server.ca, owner).provision(administrator, current, pending);
    await engine(server.ca, owner).commit(administrator, pending);
    await engine(server.ca, owner).verify(pending, current);
    expect(await asUser(server, pending.username, pending.password, async (client) => (await client.query('SELECT current_user AS acts')).rows)).toEqual([{ acts: owner }]);
  });

  test('a user that acts as another role changes its own password', async () => {
    const run = await single();
    await asSuperuser(server, async (client) => {
      await client.query(`CREATE ROLE ${app(run)}_owner; GRANT ${app(run)}_owner TO ${app(run)}; ALTER ROLE ${app(run)} SET role TO ${app(run)}_owner`);
    });
    expect(await rotate(run)).toBeUndefined();
    expect(await run.world.loginWorks(run.current())).toBe(true);
  });

  test('nothing that the secret was kept with is lost, and both ends of a rotation have one shape', async () => {
    const run = await single();
    const { password: _, ...rest } = run.current();
    await rotate(run);
    const { password: __, ...after } = run.current();
    expect(after).toEqual(rest);
  });

  describe('the kind of a failure', () => {
    const credential = (changes: Partial<Credential> = {}): Credential =>
      ({ host: server.host, port: server.port, username: master.username, password: master.password, database: 'postgres', fields: {}, ...changes });
    const kindOf = async (changes: Partial<Credential>, using = engine()) => using.probe(credential(changes)).then(() => 'none', (error: unknown) => using.classify(error));

    test('is authentication for a wrong password and an unknown user only', async () => {
      expect(await kindOf({})).toBe('none');
      expect(await kindOf({ password: 'wrong' })).toBe('authentication');
      expect(await kindOf({ username: 'nobody-of-that-name' })).toBe('authentication');
      expect(await kindOf({ database: 'no_such_database' })).toBe('unexpected');
    });

    test('is told after one try of a wrong password', async () => {
      const refused = () => server.log().match(/password authentication failed/g)?.length ?? 0;
      const before = refused();
      expect(await kindOf({ password: 'wrong' })).toBe('authentication');
      expect(refused()).toBe(before + 1);
    });

    test('tells names, ports and full servers apart', async () => {
      expect(await kindOf({ host: 'no-such-host.invalid' })).toBe('name-resolution');
      const closed = await new Promise<number>((done) => {
        const listener = net.createServer().listen(0, '127.0.0.1', () => {
          const { port } = listener.address() as net.AddressInfo;
          listener.close(() => { done(port); });
        });
      });
      expect(await kindOf({ port: closed })).toBe('refused');
      await asSuperuser(server, async (client) => client.query('ALTER ROLE master CONNECTION LIMIT 1'));
      await asUser(server, master.username, master.password, async () => { expect(await kindOf({})).toBe('capacity'); });
      await asSuperuser(server, async (client) => client.query('ALTER ROLE master CONNECTION LIMIT -1'));
    });

    test('is timeout for a server that never answers', async () => {
      const sockets = new Set<net.Socket>();
      const listener = net.createServer((socket) => { sockets.add(socket); });
      const port = await new Promise<number>((done) => { listener.listen(0, '127.0.0.1', () => { done((listener.address() as net.AddressInfo).port); }); });
      const impatient = new PostgresEngine(connectWith({ authorities: server.ca }, new Deadline(() => 1_700), 'postgres'));
      expect(await kindOf({ port }, impatient)).toBe('timeout');
      sockets.forEach((socket) => socket.destroy());
      listener.close();
    });

    test('is timeout for a statement that takes longer than the function has', async () => {
      const connection = await connectWith({ authorities: server.ca }, new Deadline(() => 2_500), 'postgres')(credential());
      const started = Date.now();
      const failure: unknown = await connection.run('SELECT pg_sleep(20)').catch((error: unknown) => error);
      await connection.close();
      expect(engine().classify(failure)).toBe('timeout');
      expect(Date.now() - started).toBeLessThan(5_000);
    });
  });
});

describeWithServer('PostgreSQL from npm', 'whom a connection trusts', () => {
  test.each([
    ['foreign-authority', 'required'],
    ['other-host', 'required'],
    ['good', 'off'],
  ] as const)('a server with the certificate %s and TLS %s gets neither a password nor a second try', async (certificate, tls) => {
    const server = await PostgresServer.start({ certificate, tls });
    try {
      const engine = new PostgresEngine(connectWith({ authorities: server.ca }, new Deadline(() => 20_000), 'postgres'));
      const credential: Credential = { ...server.admin, host: server.host, port: server.port, database: 'postgres', fields: {} };
      const kind = await engine.probe(credential).then(() => 'none', (error: unknown) => engine.classify(error));
      expect(kind).toBe('tls');
      expect(server.log()).not.toContain('connection authorized');
      expect(server.log().match(/connection received/g)?.length).toBe(1);
    } finally {
      await server.stop();
    }
  });

  test('a certificate for another name is taken where that name is expected, behind a CNAME', async () => {
    const server = await PostgresServer.start({ certificate: 'other-host' });
    try {
      const trust = { authorities: server.ca, serverName: OTHER_HOST };
      const engine = new PostgresEngine(connectWith(trust, new Deadline(() => 20_000), 'postgres'));
      await expect(engine.probe({ ...server.admin, host: server.host, port: server.port, database: 'postgres', fields: {} })).resolves.toBeUndefined();
    } finally {
      await server.stop();
    }
  });
});
