import { MemoryServer } from './memory-server';
import { RotationRun } from './rotation-run';
import type { Scenario, World } from './scenario';
import { SecretsManagerStandIn } from '../stand-ins/secrets-manager';

/** The password that the user `app` of the model has. */
export const FIRST = 'first-password-0123456789abcdef0';
export const ADMINISTRATOR = 'administrator-password-0123456789';

/** What a test has otherwise than the others. */
export interface Changes {
  readonly initial?: object;
  readonly environment?: Record<string, string>;
  readonly strategy?: Scenario['strategy'];
  /** Fields of the administrator's secret that are others; two users that take turns have an administrator in any case. */
  readonly administrator?: object;
  readonly hasTwoPasswords?: boolean;
}

/** A secret for the user `app` of the model, and the model. */
export async function startMemory(
  secretsManager: SecretsManagerStandIn, changes: Changes = {},
): Promise<{ readonly run: RotationRun; readonly server: MemoryServer }> {
  const { strategy = 'single-user', administrator } = changes;
  const server = new MemoryServer({ app: FIRST, admin: ADMINISTRATOR }, changes.hasTwoPasswords);
  const world: World = {
    environment: { HOSTS: 'db.example', USERNAMES: 'app,app_clone', ...changes.environment },
    initial: { host: 'db.example', username: 'app', password: FIRST, ...changes.initial },
    administrator: strategy === 'alternating-users' || administrator !== undefined ? { username: 'admin', password: ADMINISTRATOR, ...administrator } : undefined,
    engineOf: () => () => Object.create(server) as MemoryServer, // the run counts the failed logins of each handler on an object of its own
    loginWorks: async () => true,
    snapshot: async () => undefined,
    dispose: async () => undefined,
  };
  const run = await RotationRun.start({
    server: 'model', engine: 'model', strategy, tested: 'stand-in', currentAlwaysWorks: false, prepare: async () => world, serverLog: async () => '',
  }, secretsManager);
  return { run, server };
}

/** What the tests of a file share: one stand-in, and the model of the test that runs. */
export class MemoryScenario {
  public secretsManager!: SecretsManagerStandIn;
  public server!: MemoryServer;

  constructor() {
    beforeAll(async () => { this.secretsManager = await SecretsManagerStandIn.start(); });
    afterEach(() => this.secretsManager.faults.reset());
    afterAll(async () => this.secretsManager.stop());
  }

  public async start(changes: Changes = {}): Promise<RotationRun> {
    const { run, server } = await startMemory(this.secretsManager, changes);
    this.server = server;
    return run;
  }

  public async rotate(run: RotationRun): ReturnType<RotationRun['rotate']> {
    return run.rotate(this.secretsManager.rotate(run.arn));
  }
}
