import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Effects } from './effects';
import type { Scenario, World } from './scenario';
import { type HandlerParts, type RotationHandler, databaseHandler, rotationHandler } from '../../../src/secrets/rotation/rotation-handler';
import type { SecretFields } from '../../../src/secrets/rotation/secret-value';
import type { SecretsManagerStandIn } from '../stand-ins/secrets-manager';
import { AWSCURRENT, STEPS } from '../stand-ins/secrets-manager';

/** Milliseconds that a function has, unless a test says otherwise. */
const REMAINING = 60_000;

/** What AWS calls sensitive, and a log must not hold either. */
export const ROTATION_TOKEN = 'canary-of-a-rotation-token-0123456789abcdef';

let made = 0;

/** One secret and its users, and the handlers that rotate it. */
export class RotationRun {
  public static async start(scenario: Scenario, secretsManager: SecretsManagerStandIn): Promise<RotationRun> {
    const world = await scenario.prepare();
    return new RotationRun(scenario, world, secretsManager, await world.snapshot(String(world.initial.username)), world.initial);
  }

  /** Every line that the handlers logged. */
  public readonly lines: string[] = [];
  public failedLogins = 0;
  public readonly arn: string;

  private readonly administratorArn?: string;
  private readonly client: SecretsManagerClient;

  private constructor(
    public readonly scenario: Scenario, public readonly world: World, public readonly secretsManager: SecretsManagerStandIn,
    /** What the user had before anything rotated. */
    public readonly before: unknown,
    initial: SecretFields,
  ) {
    made += 1;
    const name = `matrix-${process.pid}-${made}`;
    this.arn = secretsManager.createSecret(name, JSON.stringify(initial));
    this.administratorArn = world.administrator && secretsManager.createSecret(`${name}-administrator`, JSON.stringify(world.administrator));
    this.client = new SecretsManagerClient({
      endpoint: secretsManager.endpoint,
      region: this.arn.split(':')[3],
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
      maxAttempts: 5,
    });
  }

  /** The same users with a new secret that holds what works now: as if nothing had rotated yet. */
  public again(): RotationRun {
    const current = this.current();
    this.forget();
    return new RotationRun(this.scenario, this.world, this.secretsManager, this.before, current);
  }

  /** Removes users and secrets. */
  public async end(): Promise<void> {
    this.forget();
    await this.world.dispose();
  }

  private forget(): void {
    this.client.destroy();
    for (const arn of [this.arn, ...this.administratorArn === undefined ? [] : [this.administratorArn]]) { this.secretsManager.forget(arn); }
  }

  /** All four steps with one token, by one handler, which dies after an effect if told so. Resolves with what it threw. */
  public async rotate(token: string, effects = new Effects(), remaining = () => REMAINING): Promise<Error | undefined> {
    for (const step of STEPS) {
      const failure = await this.step(step, token, effects, remaining);
      if (failure) { return failure; }
    }
    return undefined;
  }

  public async step(step: typeof STEPS[number], token: string, effects = new Effects(), remaining = () => REMAINING): Promise<Error | undefined> {
    const send = this.client.send.bind(this.client) as (command: object) => Promise<unknown>;
    const client = { send: async (command: object) => effects.perform(command.constructor.name, async () => send(command)) };
    const parts = { environment: this.environment(), client: client as SecretsManagerClient, log: (line: string) => { this.lines.push(line); } };
    const handler = this.handler(effects, parts);
    try {
      const event = { Step: step, SecretId: this.arn, ClientRequestToken: token, RotationToken: ROTATION_TOKEN };
      await handler(event, { getRemainingTimeInMillis: remaining });
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }

  /** The value that clients are given. */
  public current(): SecretFields { return JSON.parse(this.secretsManager.value(this.arn, AWSCURRENT) ?? '{}') as SecretFields; }

  /** Every value that is stored, whatever label it has. */
  public stored(): readonly SecretFields[] {
    return this.secretsManager.versions(this.arn).filter(({ hasValue }) => hasValue)
      .map(({ id }) => JSON.parse(this.secretsManager.value(this.arn, id) ?? '{}') as SecretFields);
  }

  private handler(effects: Effects, parts: HandlerParts): RotationHandler {
    const { engine } = this.scenario;
    if (this.world.strategyOf) { return rotationHandler(engine, this.world.strategyOf(effects), parts); }
    const engineOf = this.world.engineOf?.(effects);
    if (!engineOf) { throw new Error('a world has an engine or a strategy'); }
    return databaseHandler(engine, (settings, deadline) => this.countingFailures(engineOf(settings, deadline)), parts);
  }

  /** The function's variables. */
  public environment(): Record<string, string> {
    return {
      SECRET_ARN: this.arn,
      SECRET_NAME: 'matrix',
      STRATEGY: this.scenario.strategy,
      PASSWORD_LENGTH: '32',
      EXCLUDED_CHARACTERS: ' %+~`#$&*()|[]{}:;<>?!\'/@"\\',
      ...this.administratorArn === undefined ? {} : { ADMINISTRATOR_SECRET_ARN: this.administratorArn },
      ...this.world.environment,
    };
  }

  /** Logins that the server refused, seen where the engine sees them. */
  private countingFailures<E extends { probe: (credential: never) => Promise<void>; classify(error: unknown): string }>(engine: E): E {
    const probe = engine.probe.bind(engine);
    return Object.assign(engine, {
      probe: async (credential: never) => probe(credential).catch((error: unknown) => {
        if (engine.classify(error) === 'authentication') { this.failedLogins += 1; }
        throw error;
      }),
    });
  }
}
