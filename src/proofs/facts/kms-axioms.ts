import type { Axiom } from './axioms';
import { listed } from './condition-keys';
import { AWS_RESOURCE_KEYS, CONTEXT_KEYS, DELETION_KEYS, GRANT_KEYS, type KeysOfActions, PARAMETER_KEYS } from './kms-keys';

const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const KMS_CONDITIONS = `${KMS}/conditions-kms.html`;
const GRANTS = `${KMS}/grants.html`;
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html';
const CREATE_GRANT = 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html';

/** Which keys are in which actions. */
const byActions = (rows: readonly KeysOfActions[]): string =>
  rows.map(({ keys, actions }) => `${listed(keys)} ${keys.length > 1 ? 'are' : 'is'} only in ${listed(actions)}`).join('; ');

/** What is taken for granted of the condition keys and grants of AWS KMS. */
export const KMS_AXIOMS: readonly Axiom[] = [
  {
    id: 'context-only-in-cryptographic-calls',
    text: `Of the known actions only symmetric cryptographic ones, kms:CreateGrant and kms:RetireGrant have ${listed(CONTEXT_KEYS)}; kms:DescribeKey never`
      + ' has them.',
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
    text: `${byActions(GRANT_KEYS)}.`,
    source: REFERENCE,
  },
  {
    id: 'grant-has-one-grantee',
    text: 'kms:CreateGrant names a grantee principal or a grantee service principal, never both nor none, and at least one operation: it has either'
      + ' kms:GranteePrincipal or kms:GranteeServicePrincipal, and kms:GrantOperations.',
    source: CREATE_GRANT,
  },
  {
    id: 'service-grantee-is-constrained',
    text: 'A grant for a service principal has a source ARN as constraint, and a retiring principal or a retiring service principal.',
    source: CREATE_GRANT,
  },
  {
    id: 'grant-for-aws-resource-is-forwarded',
    text: `${byActions(AWS_RESOURCE_KEYS)}, and true only if an integrated service calls for the principal, never in a direct call.`,
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
    text: `${byActions(DELETION_KEYS)}.`,
    source: KMS_CONDITIONS,
  },
  {
    id: 'parameter-keys-only-in-their-actions',
    text: `A key for one parameter is only in the actions that have the parameter: ${byActions(PARAMETER_KEYS)}.`,
    source: KMS_CONDITIONS,
  },
];
