import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CLIENT_LIMITS } from './client-limits';
import { Deadline } from './deadline';
import type { Engine } from './engine';
import { RotationError, refuseUnless } from './failure';
import { Log } from './log';
import { rotationEventOf } from './rotation-event';
import { runStep } from './rotation-steps';
import { isOfAws, nameOf, SecretVersions } from './secret-versions';
import { type RotationSettings, settingsOf } from './settings';
import { AlternatingUsers } from './strategies/alternating-users';
import { SingleUser } from './strategies/single-user';
import type { Rotation, Strategy } from './strategies/strategy';

/** The part of Lambda's context that is used. */
export interface InvocationContext { getRemainingTimeInMillis(): number }

/** What a handler is built on; tests put their own in. */
export interface HandlerParts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly client: SecretsManagerClient;
  readonly log?: (line: string) => void;
}

export type RotationHandler = (event: unknown, context: InvocationContext) => Promise<void>;

/** Chooses how a secret rotates, for one invocation. */
export type StrategyOf = (rotation: Rotation) => Strategy & { readonly logins?: { readonly failed: number } };

/** A rotation function of a server with users. */
export function databaseHandler(
  name: string, engineOf: (settings: RotationSettings, deadline: Deadline, rotation: Rotation) => Engine, parts?: HandlerParts,
): RotationHandler {
  return rotationHandler(name, (rotation) => {
    const engine = engineOf(rotation.settings, rotation.deadline, rotation);
    return rotation.settings.strategy === 'alternating-users' ? new AlternatingUsers(rotation, engine) : new SingleUser(rotation, engine);
  }, parts);
}

/** A rotation function. Whatever goes wrong, the runtime gets an error of fixed words: it prints what it gets. */
export function rotationHandler(
  name: string, strategyOf: StrategyOf, parts: HandlerParts = { environment: process.env, client: new SecretsManagerClient(CLIENT_LIMITS) },
): RotationHandler {
  return async (event, context) => {
    const started = Date.now();
    const settings = settingsOf(parts.environment);
    const log = new Log(settings.secretName, parts.log);
    const fields: { step?: string; version?: string } = {};
    let strategy: ReturnType<StrategyOf> | undefined;
    const told = (outcome: string) => ({
      ...fields, engine: name, strategy: settings.strategy, outcome, failedLogins: strategy?.logins?.failed ?? 0, milliseconds: Date.now() - started,
    });
    try {
      const request = rotationEventOf(event);
      fields.step = request.Step;
      fields.version = request.ClientRequestToken;
      refuseUnless(request.SecretId === settings.secretArn, 'the secret is not the one that this function rotates');
      const deadline = new Deadline(() => context.getRemainingTimeInMillis());
      const rotation: Rotation = { versions: new SecretVersions(parts.client, request, deadline), settings, deadline, log };
      strategy = strategyOf(rotation);
      log.step(told(await runStep(request.Step, rotation, strategy)));
    } catch (error) {
      const failure = error instanceof RotationError ? error : new RotationError('unexpected', awsFact(error));
      log.step({ ...told('failed'), kind: failure.kind, fact: failure.message });
      throw failure;
    }
  };
}

/** What AWS answers by its name, in fixed words. */
export const AWS_ERRORS: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AWS denies a call of the function: look at its role, the secret\'s policy, the key and the VPC endpoint',
  DecryptionFailure: 'Secrets Manager can\'t decrypt the secret: look at the key',
  EncryptionFailure: 'Secrets Manager can\'t encrypt the secret: look at the key',
  InternalServiceError: 'Secrets Manager failed: it will be tried again',
  InvalidParameterException: 'Secrets Manager refused a call: somebody else changes the labels of the secret',
  InvalidRequestException: 'Secrets Manager refused a call: the secret is being deleted, or is managed by another service',
  LimitExceededException: 'a quota of Secrets Manager is reached: too many versions or labels',
  ResourceNotFoundException: 'a secret does not exist, or has no such version',
  ThrottlingException: 'Secrets Manager is throttling: it will be tried again',
  TimeoutError: 'AWS did not answer in time: look at the VPC endpoints',
};

const awsFact = (error: unknown): string => AWS_ERRORS[nameOf(error)]
  ?? (isOfAws(error) ? 'a call of AWS failed in a way that rotation does not know' : 'the function failed in a way that it does not know');
