import type * as api from '@aws-sdk/client-secrets-manager';
import { arnIn, found, sight, writable, type Account } from './account';
import { invalidParameter, invalidRequest } from './errors';
import type { Context, Secret, Wire } from './secret';

export function statusOf({ replicas }: Secret): Wire<api.ReplicationStatusType>[] | undefined {
  if (replicas.length === 0) { return undefined; }
  return replicas.map(({ region, kmsKeyId, failure }) =>
    ({ Region: region, KmsKeyId: kmsKeyId, Status: failure === undefined ? 'InSync' : 'Failed', StatusMessage: failure }));
}

/** Replicas are in sync at once; a name that is taken in the other Region fails that replica alone, unless it may be overwritten. */
export function replicate(
  account: Account, secret: Secret, regions: Wire<api.ReplicaRegionType[]>, overwrite: boolean | undefined, context: Context,
): void {
  for (const { Region: region = '', KmsKeyId: kmsKeyId } of regions) {
    if (!/^([a-z]+-)+\d+$/.test(region) || region === secret.region) { throw invalidParameter(`Invalid replica Region ${region}.`); }
    if (secret.replicas.some(replica => replica.region === region && replica.failure === undefined)) {
      throw invalidParameter(`The secret is replicated to ${region} already.`);
    }
    const taken = sight(account, secret.name, { ...context, region });
    if (taken && overwrite && !taken.isReplica) { account.secrets = account.secrets.filter(other => other !== taken.secret); }
    const failure = taken && !(overwrite && !taken.isReplica) ? 'Secret with this name already exists in this region' : undefined;
    secret.replicas = [...secret.replicas.filter(replica => replica.region !== region), { region, kmsKeyId, failure }];
  }
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicateSecretToRegions.html */
export function replicateSecretToRegions(
  account: Account, input: Wire<api.ReplicateSecretToRegionsRequest>, context: Context,
): Wire<api.ReplicateSecretToRegionsResponse> {
  const secret = writable(account, input.SecretId!, context);
  replicate(account, secret, input.AddReplicaRegions!, input.ForceOverwriteReplicaSecret, context);
  secret.lastChangedDate = context.now;
  return { ARN: secret.arn, ReplicationStatus: statusOf(secret) };
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RemoveRegionsFromReplication.html */
export function removeRegionsFromReplication(
  account: Account, input: Wire<api.RemoveRegionsFromReplicationRequest>, context: Context,
): Wire<api.RemoveRegionsFromReplicationResponse> {
  const secret = writable(account, input.SecretId!, context);
  for (const region of input.RemoveReplicaRegions!) {
    if (!secret.replicas.some(replica => replica.region === region)) { throw invalidParameter(`The secret isn't replicated to ${region}.`); }
    secret.replicas = secret.replicas.filter(replica => replica.region !== region);
  }
  secret.lastChangedDate = context.now;
  return { ARN: secret.arn, ReplicationStatus: statusOf(secret) ?? [] };
}

/**
 * Called in the replica's Region, it makes the replica a secret of its own.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_StopReplicationToReplica.html
 */
export function stopReplicationToReplica(
  account: Account, input: Wire<api.StopReplicationToReplicaRequest>, context: Context,
): Wire<api.StopReplicationToReplicaResponse> {
  const { secret, arn, isReplica } = found(account, input.SecretId!, context);
  if (!isReplica) { throw invalidRequest('The secret isn\'t a replica in this Region.'); }
  const replica = secret.replicas.find(({ region }) => region === context.region);
  secret.replicas = secret.replicas.filter(other => other !== replica);
  const { rotation: _ofThePrimary, ...content } = structuredClone(secret);
  account.secrets.push({
    ...content, region: context.region, arn: arnIn(context.region, secret), kmsKeyId: replica?.kmsKeyId, replicas: [], lastChangedDate: context.now,
  });
  return { ARN: arn };
}
