import type * as api from '@aws-sdk/client-secrets-manager';
import { found, type Account } from './account';
import { ApiError } from './errors';
import { stagesByVersion } from './labels';
import { statusOf } from './replication-actions';
import { date, dateIf, type Context, type Rotation, type Wire } from './secret';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** Milliseconds between two rotations; unknown for a cron expression, which this stand-in doesn't read. */
function interval({ AutomaticallyAfterDays, ScheduleExpression = '' }: api.RotationRulesType): number | undefined {
  if (AutomaticallyAfterDays !== undefined) { return AutomaticallyAfterDays * DAY; }
  const rate = /^rate\((\d+) (hour|day)s?\)$/.exec(ScheduleExpression);
  return rate ? Number(rate[1]) * (rate[2] === 'day' ? DAY : HOUR) : undefined;
}

function nextRotation({ rules = {}, lastRotatedDate, enabledDate }: Rotation): Date | undefined {
  const wait = interval(rules);
  return dateIf(wait === undefined ? undefined : (lastRotatedDate ?? enabledDate) + wait);
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html */
export function describeSecret(account: Account, input: Wire<api.DescribeSecretRequest>, context: Context): Wire<api.DescribeSecretResponse> {
  const { secret, arn, isReplica } = found(account, input.SecretId!, context);
  const { rotation } = secret;
  return {
    ARN: arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId,
    // Absent as long as rotation was never configured.
    RotationEnabled: rotation?.enabled,
    RotationLambdaARN: rotation?.lambdaArn,
    RotationRules: rotation?.rules,
    LastRotatedDate: rotation?.enabled ? dateIf(rotation.lastRotatedDate) : undefined,
    NextRotationDate: rotation?.enabled ? nextRotation(rotation) : undefined,
    LastChangedDate: date(secret.lastChangedDate),
    LastAccessedDate: dateIf(secret.lastAccessedDate),
    CreatedDate: date(secret.createdDate),
    DeletedDate: dateIf(secret.deletedDate),
    Tags: secret.tags,
    VersionIdsToStages: stagesByVersion(secret),
    PrimaryRegion: isReplica || secret.replicas.length > 0 ? secret.region : undefined,
    ReplicationStatus: statusOf(secret),
  };
}

const pageToken = (offset: number): string => Buffer.from(`offset ${offset}`).toString('base64url');

function offsetOf(token?: string): number {
  if (token === undefined) { return 0; }
  const offset = /^offset (\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (!offset) { throw new ApiError('InvalidNextTokenException', 'The NextToken value is invalid.'); }
  return Number(offset[1]);
}

/**
 * A deprecated version, which has no label, is listed only on demand.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html
 */
export function listSecretVersionIds(
  account: Account, input: Wire<api.ListSecretVersionIdsRequest>, context: Context,
): Wire<api.ListSecretVersionIdsResponse> {
  const { secret, arn } = found(account, input.SecretId!, context);
  const { MaxResults = 100 } = input;
  const listed = secret.versions.filter(({ stages }) => input.IncludeDeprecated === true || stages.length > 0);
  const start = offsetOf(input.NextToken);
  const end = start + MaxResults;
  const versions = listed.slice(start, end).map(({ id, stages, createdDate, lastAccessedDate, value }) => ({
    VersionId: id,
    VersionStages: stages.length > 0 ? [...stages] : undefined,
    CreatedDate: date(createdDate),
    LastAccessedDate: dateIf(lastAccessedDate),
    KmsKeyIds: value ? [secret.kmsKeyId ?? 'DefaultEncryptionKey'] : undefined,
  }));
  return { ARN: arn, Name: secret.name, Versions: versions, NextToken: end < listed.length ? pageToken(end) : undefined };
}
