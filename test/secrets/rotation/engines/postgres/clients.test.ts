import { Client } from 'pg';
import { createMaster, postgresScenario } from './scenario';
import type { Credentials } from '../../../../servers/database-server';
import { PostgresServer } from '../../../../servers/postgres';
import { describeWithServer } from '../../../../servers/required';
import { SecretsManagerStandIn } from '../../../stand-ins/secrets-manager';
import { RotationRun } from '../../rotation-run';

// eslint-disable-next-line @typescript-eslint/no-require-imports
const { RotatingSecret } = require('../../../../../examples/database-secrets/functions/rotating-secret') as {
  readonly RotatingSecret: new (options: { read(): Promise<string>; isRefused(error: unknown): boolean }) => {
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

  test.each(['alternating-users', 'single-user'] as const)('a pool of clients reads and reconnects through 50 rotations in a row, %s, and no request fails', async (strategy) => {
    const run = await RotationRun.start(postgresScenario(() => server, () => master, 'PostgreSQL 18', strategy), secretsManager);
    const secret = new RotatingSecret({
      read: async () => secretsManager.value(run.arn) ?? '',
      isRefused: (error) => (error as { readonly code?: string }).code === '28P01',
    });
    let isOver = false;
    let requests = 0;
    const work = async () => {
      while (!isOver) {
        const client = await secret.use(async ({ host, port, username, password }) => {
          const login = new Client({ host, port, user: username, password, database: 'postgres', ssl: { ca: server.ca } });
          login.on('error', () => undefined);
          await login.connect();
          return login;
        });
        for (let request = 0; request < 3; request += 1) {
          await client.query('SELECT count(*) FROM orders');
          requests += 1;
        }
        await client.end();
      }
    };
    const clients = Array.from({ length: CLIENTS }, async () => work());
    for (let rotation = 0; rotation < ROTATIONS; rotation += 1) {
      expect(await run.rotate(secretsManager.rotate(run.arn))).toBeUndefined();
    }
    isOver = true;
    await Promise.all(clients); // a request that failed would reject here
    expect(requests).toBeGreaterThan(ROTATIONS);
    expect(run.failedLogins).toBe(0);
  });
});
