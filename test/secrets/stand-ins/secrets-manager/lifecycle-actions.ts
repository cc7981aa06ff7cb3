import type * as api from '@aws-sdk/client-secrets-manager';
import { ACCOUNT_ID, found, sight, writable, type Account } from './account';
import { ApiError, invalidParameter, invalidRequest, notFound } from './errors';
import { date, type Context, type Wire } from './secret';

const DAY = 24 * 60 * 60 * 1000;

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
export function deleteSecret(account: Account, input: Wire<api.DeleteSecretRequest>, context: Context): Wire<api.DeleteSecretResponse> {
  const { SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery } = input;
  if (RecoveryWindowInDays !== undefined && ForceDeleteWithoutRecovery) {
    throw invalidParameter('You can\'t use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.');
  }
  const days = RecoveryWindowInDays ?? 30;
  if (days < 7 || days > 30) { throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).'); }
  const sighting = sight(account, SecretId!, context);
  if (!sighting) {
    if (!ForceDeleteWithoutRecovery) { throw notFound(); }
    return { ARN: `arn:aws:secretsmanager:${context.region}:${ACCOUNT_ID}:secret:${SecretId}`, Name: SecretId, DeletionDate: date(context.now) };
  }
  const { secret, arn, isReplica } = sighting;
  if (isReplica) {
    secret.replicas = secret.replicas.filter(({ region }) => region !== context.region);
    return { ARN: arn, Name: secret.name, DeletionDate: date(context.now) };
  }
  if (secret.replicas.some(({ failure }) => failure === undefined)) {
    throw invalidRequest('You can\'t delete secret that still has replica regions.');
  }
  if (ForceDeleteWithoutRecovery) {
    account.secrets = account.secrets.filter(other => other !== secret);
    return { ARN: arn, Name: secret.name, DeletionDate: date(context.now) };
  }
  writable(account, SecretId!, context).deletedDate = context.now + days * DAY;
  return { ARN: arn, Name: secret.name, DeletionDate: date(context.now + days * DAY) };
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RestoreSecret.html */
export function restoreSecret(account: Account, input: Wire<api.RestoreSecretRequest>, context: Context): Wire<api.RestoreSecretResponse> {
  const { secret, arn } = found(account, input.SecretId!, context);
  delete secret.deletedDate;
  return { ARN: arn, Name: secret.name };
}

export function tagResource(account: Account, input: Wire<api.TagResourceRequest>, context: Context): object {
  const secret = writable(account, input.SecretId!, context);
  const keys = input.Tags!.map(({ Key }) => Key);
  secret.tags = [...(secret.tags ?? []).filter(({ Key }) => !keys.includes(Key)), ...input.Tags!];
  return {};
}

export function untagResource(account: Account, input: Wire<api.UntagResourceRequest>, context: Context): object {
  const secret = writable(account, input.SecretId!, context);
  secret.tags = (secret.tags ?? []).filter(({ Key }) => !input.TagKeys!.includes(Key!));
  return {};
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

function statementsOf(policy: string): readonly Statement[] {
  try {
    const { Statement } = JSON.parse(policy) as { readonly Statement?: Statement | readonly Statement[] };
    if (Statement !== undefined) { return ([] as Statement[]).concat(Statement); }
  } catch { /* Answered as any other policy without statements. */ }
  throw new ApiError('MalformedPolicyDocumentException', 'This resource policy contains invalid Json or has no statement.');
}

/** The coarse part of the public-access check: anybody is allowed, without a condition. */
const isPublic = (policy: string): boolean => statementsOf(policy).some(({ Effect, Principal, Condition }) =>
  Effect === 'Allow' && Condition === undefined && ['"*"', '{"AWS":"*"}', '{"AWS":["*"]}'].includes(JSON.stringify(Principal)));

export function putResourcePolicy(
  account: Account, input: Wire<api.PutResourcePolicyRequest>, context: Context,
): Wire<api.PutResourcePolicyResponse> {
  const secret = writable(account, input.SecretId!, context);
  const broad = isPublic(input.ResourcePolicy!);
  if (input.BlockPublicPolicy && broad) {
    throw new ApiError('PublicPolicyException', 'The resource policy did not prevent broad access to the secret.');
  }
  secret.policy = input.ResourcePolicy;
  return { ARN: secret.arn, Name: secret.name };
}

export function getResourcePolicy(
  account: Account, input: Wire<api.GetResourcePolicyRequest>, context: Context,
): Wire<api.GetResourcePolicyResponse> {
  const { secret, arn } = found(account, input.SecretId!, context);
  return { ARN: arn, Name: secret.name, ResourcePolicy: secret.policy };
}

export function deleteResourcePolicy(
  account: Account, input: Wire<api.DeleteResourcePolicyRequest>, context: Context,
): Wire<api.DeleteResourcePolicyResponse> {
  const secret = writable(account, input.SecretId!, context);
  delete secret.policy;
  return { ARN: secret.arn, Name: secret.name };
}

export function validateResourcePolicy(_account: Account, input: Wire<api.ValidateResourcePolicyRequest>): Wire<api.ValidateResourcePolicyResponse> {
  const errors = isPublic(input.ResourcePolicy!) ? [{ CheckName: 'BLOCK_PUBLIC_POLICY', ErrorMessage: 'The policy allows broad access.' }] : [];
  return { PolicyValidationPassed: errors.length === 0, ValidationErrors: errors };
}
