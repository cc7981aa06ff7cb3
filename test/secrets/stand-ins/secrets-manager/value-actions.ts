import type * as api from '@aws-sdk/client-secrets-manager';
import { newArn, readable, refuseTaken, writable, type Account } from './account';
import { ApiError, invalidRequest, notFound } from './errors';
import { AWSCURRENT, holderOf, versionOf } from './labels';
import { replicate, statusOf } from './replication-actions';
import { date, type Context, type Secret, type Version, type Wire } from './secret';
import { moveLabel, putVersion, valueOf, valueRequired } from './versions';

const NAME = /^[A-Za-z0-9/_+=.@!-]{1,512}$/;

export function createSecret(account: Account, input: Wire<api.CreateSecretRequest>, context: Context): Wire<api.CreateSecretResponse> {
  const { region, now } = context;
  if (!NAME.test(input.Name!)) {
    throw new ApiError('ValidationException', 'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!');
  }
  refuseTaken(account, input.Name!, context);
  const secret: Secret = {
    name: input.Name!,
    region,
    arn: newArn(input.Name!, region),
    createdDate: now,
    lastChangedDate: now,
    versions: [],
    replicas: [],
    description: input.Description,
    kmsKeyId: input.KmsKeyId,
    tags: input.Tags?.length ? [...input.Tags] : undefined,
  };
  const value = valueOf(input);
  const version = value && putVersion(secret, input.ClientRequestToken!, value, now);
  account.secrets.push(secret);
  if (input.AddReplicaRegions) { replicate(account, secret, input.AddReplicaRegions, input.ForceOverwriteReplicaSecret, context); }
  return { ARN: secret.arn, Name: secret.name, VersionId: version?.id, ReplicationStatus: statusOf(secret) };
}

/** The version that a reader asked for. */
function asked(secret: Secret, id?: string, stage?: string): Version {
  const version = id === undefined ? holderOf(secret, stage ?? AWSCURRENT) : versionOf(secret, id);
  if (version && stage !== undefined && !version.stages.includes(stage)) {
    throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
  }
  // A placeholder has its label, but nothing to read: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html
  if (!version?.value) {
    const what = id === undefined ? `staging label: ${stage ?? AWSCURRENT}` : `VersionId: ${id}`;
    throw notFound(`Secrets Manager can't find the specified secret value for ${what}`);
  }
  return version;
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export function getSecretValue(account: Account, input: Wire<api.GetSecretValueRequest>, context: Context): Wire<api.GetSecretValueResponse> {
  const { secret, arn } = readable(account, input.SecretId!, context);
  const { id, value, stages, createdDate } = asked(secret, input.VersionId, input.VersionStage);
  return {
    ARN: arn,
    Name: secret.name,
    VersionId: id,
    SecretString: value?.string,
    SecretBinary: value?.binary,
    VersionStages: stages.length > 0 ? [...stages] : undefined,
    CreatedDate: date(createdDate),
  };
}

export function putSecretValue(account: Account, input: Wire<api.PutSecretValueRequest>, context: Context): Wire<api.PutSecretValueResponse> {
  const secret = writable(account, input.SecretId!, context);
  const { id, stages } = putVersion(secret, input.ClientRequestToken!, valueRequired(input), context.now, input.VersionStages);
  return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: [...stages] };
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html */
export function updateSecret(account: Account, input: Wire<api.UpdateSecretRequest>, context: Context): Wire<api.UpdateSecretResponse> {
  const secret = writable(account, input.SecretId!, context);
  const value = valueOf(input);
  const version = value && putVersion(secret, input.ClientRequestToken!, value, context.now);
  secret.description = input.Description ?? secret.description;
  secret.kmsKeyId = input.KmsKeyId ?? secret.kmsKeyId;
  if (input.Description !== undefined || input.KmsKeyId !== undefined) { secret.lastChangedDate = context.now; }
  return { ARN: secret.arn, Name: secret.name, VersionId: version?.id };
}

export function updateSecretVersionStage(
  account: Account, input: Wire<api.UpdateSecretVersionStageRequest>, context: Context,
): Wire<api.UpdateSecretVersionStageResponse> {
  const secret = writable(account, input.SecretId!, context);
  moveLabel(secret, input.VersionStage!, context.now, input.RemoveFromVersionId, input.MoveToVersionId);
  return { ARN: secret.arn, Name: secret.name };
}
