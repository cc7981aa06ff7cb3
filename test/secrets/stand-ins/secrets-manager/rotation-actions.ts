import type * as api from '@aws-sdk/client-secrets-manager';
import { writable, type Account } from './account';
import { invalidParameter, invalidRequest } from './errors';
import { AWSCURRENT, AWSPENDING, attach, holderOf, versionOf } from './labels';
import type { Context, Rotation, Secret, Version, Wire } from './secret';

function enabled(secret: Secret, now: number): Rotation {
  const { rotation } = secret;
  secret.rotation = { ...rotation, enabled: true, enabledDate: rotation?.enabled ? rotation.enabledDate : now };
  return secret.rotation;
}

/** A rotation is over when AWSPENDING is on no version, or on the one that holds AWSCURRENT. */
function refuseInProgress(secret: Secret): void {
  const pending = holderOf(secret, AWSPENDING);
  if (pending && !pending.stages.includes(AWSCURRENT)) {
    throw invalidRequest('A previous rotation isn\'t complete. That rotation will be reattempted.');
  }
}

/**
 * What RotateSecret does before it invokes the function: AWSPENDING on an id that has no value yet.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
 */
export function beginRotation(secret: Secret, token: string, now: number): void {
  refuseInProgress(secret);
  Object.assign(enabled(secret, now), { token, lastToken: token });
  const known = versionOf(secret, token);
  const version: Version = known ?? { id: token, createdDate: now, stages: [] };
  if (!known) { secret.versions.push(version); }
  attach(secret, version, [AWSPENDING]);
  if (version.stages.includes(AWSCURRENT)) { delete secret.rotation!.token; }
  secret.lastChangedDate = now;
}

/** What RotateSecret does with RotateImmediately false: a version to test, whose value is taken to be the current one's. */
export function beginTest(secret: Secret, token: string, now: number): void {
  refuseInProgress(secret);
  const current = holderOf(secret, AWSCURRENT);
  if (!current) { throw invalidRequest('The secret has no version with staging label AWSCURRENT to test the rotation with.'); }
  if (versionOf(secret, token)) { throw invalidRequest(`The version ${token} exists.`); }
  enabled(secret, now);
  const version: Version = { id: token, createdDate: now, stages: [], value: current.value };
  secret.versions.push(version);
  attach(secret, version, [AWSPENDING]);
}

/** The version of a test is removed, not deprecated. */
export function endTest(secret: Secret, token: string): void {
  secret.versions = secret.versions.filter(({ id }) => id !== token);
}

/**
 * Turns rotation off; the labels stay where they are, so AWSPENDING has to be removed by hand.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CancelRotateSecret.html
 */
export function cancelRotateSecret(
  account: Account, input: Wire<api.CancelRotateSecretRequest>, context: Context,
): Wire<api.CancelRotateSecretResponse> {
  const secret = writable(account, input.SecretId!, context);
  const token = secret.rotation?.token;
  if (secret.rotation) {
    secret.rotation.enabled = false;
    delete secret.rotation.token;
    delete secret.rotation.lastToken;
    secret.lastChangedDate = context.now;
  }
  return { ARN: secret.arn, Name: secret.name, VersionId: token };
}

export function rotateSecret(account: Account, input: Wire<api.RotateSecretRequest>, context: Context): Wire<api.RotateSecretResponse> {
  const secret = writable(account, input.SecretId!, context);
  const lambdaArn = input.RotationLambdaARN ?? secret.rotation?.lambdaArn;
  if (!lambdaArn) { throw invalidRequest('No Lambda rotation function ARN is associated with this secret.'); }
  if (input.RotationRules?.AutomaticallyAfterDays !== undefined && input.RotationRules.ScheduleExpression !== undefined) {
    throw invalidParameter('You can\'t use both AutomaticallyAfterDays and ScheduleExpression.');
  }
  const begin = input.RotateImmediately === false ? beginTest : beginRotation;
  begin(secret, input.ClientRequestToken!, context.now);
  secret.rotation = { ...secret.rotation!, lambdaArn, rules: input.RotationRules ?? secret.rotation!.rules };
  return { ARN: secret.arn, Name: secret.name, VersionId: input.RotateImmediately === false ? undefined : input.ClientRequestToken };
}
