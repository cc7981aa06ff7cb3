import { Annotations, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Register } from '../../../private/register';

/** Public keys that an account may have, those of field-level encryption among them: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreatePublicKey.html */
const IN_ACCOUNT = 10;
/** Of a group: the placeholder, the keys that signed, sign and will sign, and one that CloudFront still counts as used or that a rotation is making. */
const IN_GROUP = 5;

const GROUPS = new Register<Construct[]>('signingKeyGroups', 'app');

/** Counts a group, and warns where the groups of the app need more public keys than an account may have. */
export function countPublicKeys(group: Construct): void {
  const { account } = Stack.of(group);
  // accounts that are not known are taken for one
  const key = Token.isUnresolved(account) ? '' : account;
  const groups = [...GROUPS.get(group, key) ?? [], group];
  GROUPS.set(group, key, groups);
  const needed = groups.length * IN_GROUP;
  if (needed <= IN_ACCOUNT) { return; }
  Annotations.of(group).addWarningV2('cdk-gold:publicKeyQuota', `the account's ${groups.length} groups of signing keys may need ${needed} public keys of CloudFront, which lets an account have `
    + `${IN_ACCOUNT}; keys of field-level encryption and of deleted groups count too. Let several distributions trust one group, or have AWS raise the quota`);
}
