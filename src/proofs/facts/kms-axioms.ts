import type { Axiom } from './axioms';

const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const KMS_CONDITIONS = `${KMS}/conditions-kms.html`;
const GRANTS = `${KMS}/grants.html`;
const CREATE_GRANT = 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html';

/** What is taken for granted of the condition keys and grants of AWS KMS. */
export const KMS_AXIOMS: readonly Axiom[] = [
  {
    id: 'context-only-in-cryptographic-calls',
    text: 'kms:EncryptionContext:* and kms:EncryptionContextKeys are only in symmetric cryptographic calls, kms:CreateGrant and kms:RetireGrant;'
      + ' kms:DescribeKey never has them.',
    source: `${KMS}/key-policy-services.html`,
  },
  {
    id: 'context-keys-match-context',
    text: 'assumed: kms:EncryptionContext:k is present exactly if kms:EncryptionContextKeys has k, with one value; k in the name of the condition'
      + ' key is compared without case.',
    source: KMS_CONDITIONS,
  },
  {
    id: 'grant-keys-only-in-create-grant',
    text: 'The keys of a grant\'s grantee, retiring principal, operations and constraint are only in kms:CreateGrant, the constraint\'s type in'
      + ' kms:RetireGrant too.',
    source: KMS_CONDITIONS,
  },
  {
    id: 'grant-has-one-grantee',
    text: 'kms:CreateGrant names either a grantee principal or a grantee service principal, never both nor none, and at least one operation.',
    source: CREATE_GRANT,
  },
  {
    id: 'service-grantee-is-constrained',
    text: 'A grant for a service principal has a source ARN as constraint, and a retiring principal or a retiring service principal.',
    source: CREATE_GRANT,
  },
  {
    id: 'grant-for-aws-resource-is-forwarded',
    text: 'kms:GrantIsForAWSResource is only in kms:CreateGrant, kms:ListGrants and kms:RevokeGrant, and true only if an integrated service calls'
      + ' for the principal, never in a direct call.',
    source: KMS_CONDITIONS,
  },
  {
    id: 'grant-for-aws-resource-has-service-grantee',
    text: 'assumed: a grant that a service makes for a principal with kms:GrantIsForAWSResource true goes to that service, or to what it runs for'
      + ' the resource, and not to a grantee of the caller\'s choice.',
    source: GRANTS,
  },
  {
    id: 'grants-bound-by-their-maker',
    text: 'Whoever has kms:CreateGrant from a policy can grant any operation the conditions let through, also those it lacks; from a grant, only'
      + ' operations of that grant.',
    source: GRANTS,
  },
  {
    id: 'grants-only-allow',
    text: 'A grant allows and never denies, and a deny in any policy that applies outweighs it.',
    source: GRANTS,
  },
  {
    id: 'retire-grant-by-grant',
    text: 'Retiring a grant is decided by the grant: kms:RetireGrant has no effect in a key policy or resource control policy, and takes access'
      + ' away only.',
    source: `${KMS}/grant-delete.html`,
  },
  {
    id: 'deletion-window-only-in-schedule',
    text: 'kms:ScheduleKeyDeletionPendingWindowInDays is only in kms:ScheduleKeyDeletion, as every key for one parameter is only in the actions'
      + ' that have the parameter.',
    source: KMS_CONDITIONS,
  },
];
