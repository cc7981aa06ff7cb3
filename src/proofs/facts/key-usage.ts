/**
 * Which cryptographic operations a key can be asked for, by its `KeyUsage`; others fail whatever policies say.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/create-keys.html#key-usage
 */
export const OPERATIONS_OF_USAGE: Readonly<Record<string, readonly string[]>> = {
  ENCRYPT_DECRYPT: [
    'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext',
    'kms:GenerateDataKeyPair', 'kms:GenerateDataKeyPairWithoutPlaintext',
  ],
  SIGN_VERIFY: ['kms:Sign', 'kms:Verify'],
  GENERATE_VERIFY_MAC: ['kms:GenerateMac', 'kms:VerifyMac'],
  KEY_AGREEMENT: ['kms:DeriveSharedSecret'],
};

/** What a key is for that says nothing. */
export const DEFAULT_USAGE = 'ENCRYPT_DECRYPT';
