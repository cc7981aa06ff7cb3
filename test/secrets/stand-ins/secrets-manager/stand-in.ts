import { randomUUID } from 'node:crypto';
import { writable, type Account } from './account';
import type { Call } from './calls';
import { ApiError, notFound } from './errors';
import { Faults } from './faults';
import { AWSCURRENT, AWSPENDING, detach, holderOf, versionOf } from './labels';
import { checkParameters, type Action, type Parameters } from './parameters';
import { attempt, type RotationAttempt, type RotationHandler, type RotationOutcome } from './rotation';
import { beginRotation, beginTest, cancelRotateSecret, endTest } from './rotation-actions';
import type { Context, Secret } from './secret';
import { HttpServer } from './server';
import { Store } from './store';
import { createSecret, putSecretValue } from './value-actions';

export const REGION = 'eu-west-1';

/** A version as a test looks at it. */
export interface VersionSummary {
  readonly id: string;
  readonly stages: readonly string[];
  readonly hasValue: boolean;
  readonly createdDate: Date;
}

/**
 * AWS Secrets Manager as its API reference describes it, for tests of rotation functions. It keeps to the documents where they are stricter than
 * what a function needs. It knows Regions by the signature's scope, clients by their access key, and neither IAM nor KMS.
 */
export class SecretsManagerStandIn {
  public static async start(): Promise<SecretsManagerStandIn> {
    const instance = new SecretsManagerStandIn();
    instance.server = await HttpServer.start({
      store: instance.store,
      faults: instance.faults,
      now: () => instance.now,
      admit: (action, parameters) => instance.refuseUnknownFunction(action, parameters),
      effected: (action, parameters, context) => instance.invokeFunction(action, parameters, context),
    });
    return instance;
  }

  public readonly faults = new Faults();
  private readonly store = new Store();
  private readonly functions = new Map<string, RotationHandler>();
  private readonly rotations: Promise<unknown>[] = [];
  private server!: HttpServer;
  private elapsed = 0;

  private constructor() {}

  public get endpoint(): string { return this.server.endpoint; }

  /** Every API call in order; what a test does through this class is not among them. */
  public get calls(): readonly Call[] { return this.server.calls; }

  private get now(): number { return Date.now() + this.elapsed; }

  public async stop(): Promise<void> {
    await this.server.stop();
  }

  /** Lets time pass. */
  public advance(milliseconds: number): void { this.elapsed += milliseconds; }

  /** Creates a secret as an operator would; returns its ARN. */
  public createSecret(name: string, value: string, { region = REGION, token = randomUUID() as string, tags = {} } = {}): string {
    const parameters = {
      Name: name, SecretString: value, ClientRequestToken: token, Tags: Object.entries<string>(tags).map(([Key, Value]) => ({ Key, Value })),
    };
    return this.operate('CreateSecret', createSecret, parameters, region).ARN!;
  }

  /** Puts a value as an operator would: as AWSCURRENT, unless labels are given. Returns the version's id. */
  public putSecretValue(arn: string, value: string, { token = randomUUID() as string, stages = [AWSCURRENT] } = {}): string {
    const parameters = { SecretId: arn, SecretString: value, ClientRequestToken: token, VersionStages: stages };
    return this.operate('PutSecretValue', putSecretValue, parameters, regionOf(arn)).VersionId!;
  }

  /** What RotateSecret does before it invokes the function; returns the token. */
  public rotate(arn: string, token: string = randomUUID()): string {
    checkParameters('RotateSecret', { SecretId: arn, ClientRequestToken: token });
    this.edit(arn, secret => beginRotation(secret, token, this.now));
    return token;
  }

  /** What RotateSecret does with RotateImmediately false before it invokes the function with testSecret only; returns the token. */
  public beginTest(arn: string): string {
    const token = randomUUID();
    this.edit(arn, secret => beginTest(secret, token, this.now));
    return token;
  }

  /** What RotateSecret does after that test. */
  public endTest(arn: string, token: string): void {
    this.edit(arn, secret => endTest(secret, token));
  }

  /** CancelRotateSecret: AWSPENDING stays where it is. */
  public cancelRotation(arn: string): void {
    this.operate('CancelRotateSecret', cancelRotateSecret, { SecretId: arn }, regionOf(arn));
  }

  /** An operator removes AWSPENDING. */
  public clearPending(arn: string): void {
    this.edit(arn, (secret) => {
      const pending = holderOf(secret, AWSPENDING);
      if (pending) { detach(pending, AWSPENDING); }
    });
  }

  /** A test is done with a secret: each write copies all that there are. */
  public forget(arn: string): void {
    this.store.change((account) => { account.secrets = account.secrets.filter((secret) => secret.arn !== arn); });
  }

  /** Every version, deprecated ones and placeholders too, oldest first. */
  public versions(arn: string): readonly VersionSummary[] {
    return this.secret(arn).versions.map(({ id, stages, value, createdDate }) =>
      ({ id, stages: [...stages], hasValue: value !== undefined, createdDate: new Date(createdDate) }));
  }

  /** The text of the version with a label or an id, whatever a reader of the API would see now. */
  public value(arn: string, stageOrVersion = AWSCURRENT): string | undefined {
    const secret = this.secret(arn);
    return (holderOf(secret, stageOrVersion) ?? versionOf(secret, stageOrVersion))?.value?.string;
  }

  /** Makes a function known to RotateSecret of the API, which invokes it in the background. */
  public registerFunction(lambdaArn: string, handler: RotationHandler): void { this.functions.set(lambdaArn, handler); }

  /** Waits until the rotations that the API has started are over. */
  public async rotationsSettled(): Promise<void> { await Promise.all(this.rotations); }

  /**
   * A rotation from its start: the steps in order, and all of them again with the same token when one fails, as often as told.
   * The last rotation's token continues it, as the service does after a failure.
   */
  public async runRotation(
    arn: string, handler: RotationHandler, { attempts = 5, token = randomUUID() as string } = {},
  ): Promise<RotationOutcome> {
    if (this.secret(arn).rotation?.lastToken !== token) { this.rotate(arn, token); }
    const made: RotationAttempt[] = [];
    while (made.length < attempts && this.secret(arn).rotation!.enabled) {
      made.push(await attempt(handler, { SecretId: arn, ClientRequestToken: token, RotationToken: randomUUID() }));
      if (made.at(-1)!.failed === undefined) { break; }
    }
    return { token, promoted: holderOf(this.secret(arn), AWSCURRENT)?.id === token, attempts: made };
  }

  private secret(arn: string): Secret {
    const secret = this.store.secret(arn);
    if (!secret) { throw notFound(); }
    return secret;
  }

  private edit(arn: string, change: (secret: Secret) => void): void {
    this.store.change(draft => change(writable(draft, arn, { region: regionOf(arn), now: this.now })));
  }

  private operate<I extends object, O>(
    action: Action, operation: (account: Account, input: I, context: Context) => O, parameters: I, region: string,
  ): O {
    checkParameters(action, parameters as Parameters);
    return this.store.change(draft => operation(draft, parameters, { region, now: this.now })).result;
  }

  private refuseUnknownFunction(action: Action, { RotationLambdaARN }: Parameters): void {
    if (action === 'RotateSecret' && RotationLambdaARN !== undefined && !this.functions.has(String(RotationLambdaARN))) {
      throw new ApiError('AccessDeniedException', 'Secrets Manager cannot invoke the specified Lambda function. '
        + 'Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.');
    }
  }

  private invokeFunction(action: Action, parameters: Parameters, context: Context): void {
    if (action !== 'RotateSecret') { return; }
    const token = String(parameters.ClientRequestToken);
    const arn = this.store.arnOf(String(parameters.SecretId), context);
    const handler = this.functions.get(this.secret(arn).rotation!.lambdaArn!)!;
    this.rotations.push(parameters.RotateImmediately === false ? this.runTest(arn, handler, token) : this.runRotation(arn, handler, { token }));
  }

  private async runTest(arn: string, handler: RotationHandler, token: string): Promise<void> {
    await attempt(handler, { SecretId: arn, ClientRequestToken: token, RotationToken: randomUUID() }, ['testSecret']);
    this.endTest(arn, token);
  }
}

const regionOf = (arn: string): string => arn.split(':')[3];
