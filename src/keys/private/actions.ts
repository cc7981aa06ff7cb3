import { KeyAccess } from '../key-access';

// https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html

export const DECRYPT_ACTIONS = ['kms:Decrypt', 'kms:DescribeKey'];
export const ENCRYPT_ACTIONS = ['kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/** All that turns plaintext into ciphertext or back, or hands out the right to. */
export const CRYPTOGRAPHIC_ACTIONS = [
  'kms:Decrypt', 'kms:DeriveSharedSecret', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:GenerateMac', 'kms:ReEncrypt*', 'kms:Sign', 'kms:Verify',
  'kms:VerifyMac',
];

/** Everything about a key but its use, its deletion and grants. */
export const ADMINISTRATION_ACTIONS = [
  'kms:CancelKeyDeletion', 'kms:CreateAlias', 'kms:DeleteAlias', 'kms:DescribeKey', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:EnableKey',
  'kms:EnableKeyRotation', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListGrants', 'kms:ListKeyPolicies', 'kms:ListKeyRotations',
  'kms:ListResourceTags', 'kms:PutKeyPolicy', 'kms:RevokeGrant', 'kms:RotateKeyOnDemand', 'kms:TagResource', 'kms:UntagResource', 'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

/** What the account may always delegate by IAM: to see the key, and to mend a policy that locked everybody out. */
export const LOCKOUT_SAFETY_ACTIONS = [
  'kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListGrants', 'kms:ListKeyPolicies', 'kms:ListKeyRotations',
  'kms:ListResourceTags', 'kms:PutKeyPolicy',
];

/** What can't be undone, or opens the door to it. */
export const DELETION_ACTIONS = ['kms:DeleteImportedKeyMaterial', 'kms:ScheduleKeyDeletion'];

/** All that changes a key, its policy or its names: denied to whoever uses it, for IAM could delegate it by the statement of lock-out safety. */
export const ADMINISTRATIVE_CHANGES = [
  'kms:CancelKeyDeletion', 'kms:CreateAlias', 'kms:DeleteAlias', 'kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:EnableKey',
  'kms:EnableKeyRotation', 'kms:ImportKeyMaterial', 'kms:PutKeyPolicy', 'kms:ReplicateKey', 'kms:RotateKeyOnDemand', 'kms:ScheduleKeyDeletion',
  'kms:TagResource', 'kms:UntagResource', 'kms:UpdateAlias', 'kms:UpdateKeyDescription', 'kms:UpdatePrimaryRegion',
];

export function actionsOf(access: KeyAccess): string[] {
  switch (access) {
    case KeyAccess.DECRYPT: return DECRYPT_ACTIONS;
    case KeyAccess.ENCRYPT: return ENCRYPT_ACTIONS;
    case KeyAccess.ENCRYPT_DECRYPT: return [...new Set([...DECRYPT_ACTIONS, ...ENCRYPT_ACTIONS])].sort();
  }
}

/** Each action that uses the key or hands out its use, by its full name. */
const USES = [
  'kms:CreateGrant', 'kms:Decrypt', 'kms:DeriveSharedSecret', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair',
  'kms:GenerateDataKeyPairWithoutPlaintext', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:GenerateMac', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:Sign',
  'kms:Verify', 'kms:VerifyMac',
];

/** Whether an action, or any that its wildcards take in, uses the key or hands out its use. */
export function isUse(action: string): boolean {
  const pattern = new RegExp(`^${action.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.')}$`, 'i');
  return USES.some((use) => pattern.test(use));
}

/** Whether an action takes in every action of KMS. */
export const isEverything = (action: string): boolean => /^(kms:)?\*+$/i.test(action);
