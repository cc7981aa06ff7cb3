import { asSuperuser, createMaster, postgresScenario } from './scenario';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { type Connect, connectWith } from '../../../../../src/secrets/rotation/engines/postgres/connection';
import { PostgresEngine } from '../../../../../src/secrets/rotation/engines/postgres/postgres-engine';
import { type Credential, credentialOf } from '../../../../../src/secrets/rotation/secret-value';
import type { Credentials } from '../../../../servers/database-server';
import { PostgresServer } from '../../../../servers/postgres';
import { describeWithServer } from '../../../../servers/required';
import { Effects, Killed } from '../../effects';

jest.setTimeout(240_000);

describeWithServer('PostgreSQL from npm', 'two users that take turns', () => {
  let server: PostgresServer;
  let master: Credentials;

  beforeAll(async () => {
    server = await PostgresServer.start();
    master = await createMaster(server);
  });
  afterAll(async () => server?.stop());

  /** An application's user, and the second one, which does not exist yet. */
  async function twins() {
    const world = await postgresScenario(() => server, () => master, 'PostgreSQL 18', 'alternating-users').prepare();
    const engineOf = (around: (connect: Connect) => Connect = (connect) => connect) =>
      new PostgresEngine(around(connectWith({ authorities: server.ca }, new Deadline(() => 60_000), 'postgres')));
    const engine = engineOf();
    const current = credentialOf(world.initial, engine.defaults);
    const pending: Credential = { ...current, username: `${current.username}_clone`, password: 'pending-password-of-a-test' };
    const administrator: Credential = { ...current, ...master };
    return {
      world,
      engine,
      engineOf,
      current,
      pending,
      administrator,
      /** All that a rotation does to the server. */
      rotate: async (by = engine) => {
        await by.provision(administrator, current, pending);
        await by.commit(administrator, pending);
        await by.verify(pending, current);
      },
      login: async (credential: Credential) => engine.probe(credential).then(() => 'works', (error: unknown) => engine.classify(error)),
    };
  }

  const passwordOf = async ({ username }: Credential): Promise<unknown> => asSuperuser(server, async (client) =>
    (await client.query<{ rolpassword: unknown }>('SELECT rolpassword FROM pg_authid WHERE rolname = $1', [username])).rows[0].rolpassword);

  test('nobody logs in as the second user before the commit', async () => {
    const { engine, administrator, current, pending, login } = await twins();
    await engine.provision(administrator, current, pending);
    expect(await login(pending)).toBe('authentication');
    expect(await passwordOf(pending)).toBeNull();
    await engine.commit(administrator, pending);
    const next = { ...pending, password: 'next-password-of-a-test' };
    await engine.provision(administrator, current, next);
    expect(await login(next)).toBe('authentication');
    expect(await login(pending)).toBe('works');
  });

  test('killed after any statement, a new user is whole or nobody logs in as it', async () => {
    let place = 1;
    for (; ; place += 1) {
      const effects = new Effects(place);
      const { world, engineOf, current, pending, rotate, login } = await twins();
      const dying = engineOf((connect) => async (who) => effects.instrument(await connect(who)));
      const failure = await rotate(dying).then(() => undefined, (error: unknown) => error);
      const isEqual = async () => expect(await world.snapshot(pending.username)).toEqual(await world.snapshot(current.username));
      const outcome = await login(pending);
      expect(['works', 'authentication']).toContain(outcome);
      if (outcome === 'works') { await isEqual(); }
      if (failure === undefined) { break; }
      expect(failure).toBeInstanceOf(Killed);
      await rotate();
      await isEqual();
      await world.dispose();
    }
    expect(place).toBeGreaterThan(20);
  });

  test.each([
    ['a further right', 'ALTER ROLE it CREATEDB'],
    ['a lower limit of connections', 'ALTER ROLE it CONNECTION LIMIT 3'],
    ['another limit of time', 'ALTER ROLE it VALID UNTIL \'2031-01-01\''],
    ['a setting', 'ALTER ROLE it SET work_mem TO \'8MB\''],
    ['that it acts as itself', 'ALTER ROLE it RESET role'],
    ['a further membership', 'GRANT app_readers TO it'],
    ['a privilege of its own', 'GRANT DELETE ON app_data.shared TO it'],
  ])('a difference that somebody made meanwhile is found: %s', async (_, change) => {
    const { engine, current, pending, rotate } = await twins();
    await rotate();
    await asSuperuser(server, async (client) => client.query(change.replace('app_', `${current.username}_`).replace(/\bit\b/, pending.username)));
    await expect(engine.verify(pending, current)).rejects.toMatchObject({ kind: 'not-equal' });
  });
});
