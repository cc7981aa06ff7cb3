import type { Account } from './account';
import * as describe from './describe-actions';
import * as lifecycle from './lifecycle-actions';
import type { Action } from './parameters';
import { getRandomPassword } from './password';
import * as replication from './replication-actions';
import * as rotation from './rotation-actions';
import type { Context } from './secret';
import * as values from './value-actions';

/** What an action does to an account; parameters were checked before. */
export type Operation = (account: Account, input: never, context: Context) => object;

export const OPERATIONS: Readonly<Record<Action, Operation>> = {
  CancelRotateSecret: rotation.cancelRotateSecret,
  CreateSecret: values.createSecret,
  DeleteResourcePolicy: lifecycle.deleteResourcePolicy,
  DeleteSecret: lifecycle.deleteSecret,
  DescribeSecret: describe.describeSecret,
  GetRandomPassword: getRandomPassword,
  GetResourcePolicy: lifecycle.getResourcePolicy,
  GetSecretValue: values.getSecretValue,
  ListSecretVersionIds: describe.listSecretVersionIds,
  PutResourcePolicy: lifecycle.putResourcePolicy,
  PutSecretValue: values.putSecretValue,
  RemoveRegionsFromReplication: replication.removeRegionsFromReplication,
  ReplicateSecretToRegions: replication.replicateSecretToRegions,
  RestoreSecret: lifecycle.restoreSecret,
  RotateSecret: rotation.rotateSecret,
  StopReplicationToReplica: replication.stopReplicationToReplica,
  TagResource: lifecycle.tagResource,
  UntagResource: lifecycle.untagResource,
  UpdateSecret: values.updateSecret,
  UpdateSecretVersionStage: values.updateSecretVersionStage,
  ValidateResourcePolicy: lifecycle.validateResourcePolicy,
};
