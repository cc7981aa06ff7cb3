import { EventEmitter, once } from 'node:events';
import { Client } from 'pg';
import { createMaster, postgresScenario } from './scenario';
import type { Credentials } from '../../../../servers/database-server';
import { PostgresServer } from '../../../../servers/postgres';
import { describeWithServer } from '../../../../servers/required';
import { SecretsManagerStandIn } from '../../../stand-ins/secrets-manager';
import { RotationRun } from '../../rotation-run';

// eslint-disable-next-line @typescript-eslint/no-require-imports
const { RotatingSecret } = require('../../../../../examples/database-secrets/functions/rotating-secret') as {
  readonly RotatingSecret: new (options: { keepMilliseconds?: number; read(): Promise<string>; isRefused(error: unknown): boolean }) => {
    use<T>(work: (fields: Login) => Promise<T>): Promise<T>;
  };
};

interface Login { readonly host: string; readonly port: number; readonly username: string; readonly password: string }

jest.setTimeout(300_000);

const ROTATIONS = 50;
const CLIENTS = 4;

describeWithServer('PostgreSQL from npm', 'clients keep working', () => {
  let server: PostgresServer;
  let master: Credentials;
  let secretsManager: SecretsManagerStandIn;

  beforeAll(async () => {
    [server, secretsManager] = await Promise.all([PostgresServer.start(), SecretsManagerStandIn.start()]);
    master = await createMaster(server);
  });
  afterAll(async () => { await Promise.all([server.stop(), secretsManager.stop()]); });

  /** Clients that log in, work and go, over and over, while the secret rotates. */
  async function rotateUnder(strategy: 'alternating-users' | 'single-user', keepMilliseconds: number | undefined, isLetGo: (sinceLast: readonly number[]) => boolean) {
    const run = await RotationRun.start(postgresScenario(() => server, () => master, 'PostgreSQL 18', strategy), secretsManager);
    const told = { requests: 0, refused: 0 };
    const secret = new RotatingSecret({
      ...keepMilliseconds === undefined ? {} : { keepMilliseconds },
      read: async () => secretsManager.value(run.arn) ?? '',
      isRefused: (error) => {
        const isRefused = (error as { readonly code?: string }).code === '28P01';
        if (isRefused) { told.refused += 1; }
        return isRefused;
      },
    });
    let isOver = false;
    let sinceLast = Array.from({ length: CLIENTS }, () => 0);
    const rounds = new EventEmitter();
    const work = async (client: number) => {
      while (!isOver) {
        const begun = sinceLast;
        const connection = await secret.use(async ({ host, port, username, password }) => {
          const login = new Client({ host, port, user: username, password, database: 'postgres', ssl: { ca: server.ca } });
          login.on('error', () => undefined);
          await login.connect();
          return login;
        });
        for (let request = 0; request < 3; request += 1) {
          await connection.query('SELECT count(*) FROM orders');
          told.requests += 1;
        }
        await connection.end();
        begun[client] += 1; // of a round that began before the last rotation nobody asks any more
        rounds.emit('round');
      }
    };
    const clients = Promise.all(Array.from({ length: CLIENTS }, async (_, client) => work(client)));
    for (let rotation = 0; rotation < ROTATIONS; rotation += 1) {
      while (!isLetGo(sinceLast)) { await Promise.race([once(rounds, 'round'), clients]); }
      expect(await run.rotate(secretsManager.rotate(run.arn))).toBeUndefined();
      sinceLast = sinceLast.map(() => 0);
    }
    isOver = true;
    await clients; // a request that failed would reject here
    expect(told.requests).toBeGreaterThan(ROTATIONS);
    expect(run.failedLogins).toBe(0);
    return told;
  }

  test('with users that take turns no login of a pool of clients is refused through 50 rotations in a row, if each reads the secret once in between', async () => {
    expect(await rotateUnder('alternating-users', 0, (rounds) => rounds.every((count) => count > 0))).toMatchObject({ refused: 0 });
  });

  test.each(['alternating-users', 'single-user'] as const)('a pool of clients that keep the secret for a minute reads and reconnects through 50 rotations in a row, %s, and no request fails', async (strategy) => {
    const { refused } = await rotateUnder(strategy, undefined, () => true);
    expect(refused).toBeGreaterThan(0); // otherwise nothing was tried
  });
});
