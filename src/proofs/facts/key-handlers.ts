/** Whose policy decides: the key's own, its primary's, that of the key an alias is for, or identity policies alone. */
export type HandlerAuthority = 'key' | 'primary' | 'target' | 'account';

/** An action of AWS KMS that CloudFormation's handler of a key, replica or alias calls as the deploying role. */
export interface HandlerAction {
  readonly name: string;
  readonly authority: HandlerAuthority;
  /** The properties that make the handler call it: in a creation that give it, in an update that change it; always where not given. */
  readonly properties?: readonly string[];
  /** Set where AWS KMS checks that the caller could do it, unless `BypassPolicyLockoutSafetyCheck` is set, and nobody calls it. */
  readonly checked?: boolean;
}

/** What the deploying role needs of AWS KMS to create, change, delete and read one of KMS's own resource types. */
export interface KeyHandlers {
  readonly type: string;
  readonly create: readonly HandlerAction[];
  readonly update: readonly HandlerAction[];
  readonly delete: readonly HandlerAction[];
  /** For drift detection, imports and the Cloud Control API; no deployment needs it. */
  readonly read: readonly HandlerAction[];
  /** The schema of the resource type, whose handlers' code says which property leads to which call. */
  readonly source: string;
}

const PROVIDERS = 'https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-kms/blob/HEAD';

function needs(authority: HandlerAuthority, name: string, ...properties: readonly string[]): HandlerAction {
  return { name: `kms:${name}`, authority, ...(properties.length > 0 ? { properties } : {}) };
}

const READ_KEY = ['DescribeKey', 'GetKeyPolicy', 'ListResourceTags'].map((name) => needs('key', name));

const UPDATE_ANY_KEY: readonly HandlerAction[] = [
  needs('key', 'DescribeKey'),
  needs('key', 'EnableKey', 'Enabled'),
  needs('key', 'DisableKey', 'Enabled'),
  needs('key', 'UpdateKeyDescription', 'Description'),
  needs('key', 'PutKeyPolicy', 'KeyPolicy'),
  // Tags are the stack's too, not only the property.
  needs('key', 'TagResource', 'Tags'),
  needs('key', 'UntagResource', 'Tags'),
];

const DELETE_KEY: readonly HandlerAction[] = [needs('key', 'DescribeKey'), needs('key', 'ScheduleKeyDeletion')];

/**
 * The handlers of KMS's resource types. For a creation with tags AWS KMS asks `kms:TagResource` of identity policies, as there is no key
 * yet. For an alias it asks identity policies for the alias, beside the policy of the key.
 */
export const KEY_HANDLERS: readonly KeyHandlers[] = [
  {
    type: 'AWS::KMS::Key',
    create: [
      needs('account', 'CreateKey'),
      needs('account', 'TagResource', 'Tags'),
      { ...needs('key', 'PutKeyPolicy'), checked: true },
      needs('key', 'EnableKeyRotation', 'EnableKeyRotation', 'RotationPeriodInDays'),
      needs('key', 'DisableKey', 'Enabled'),
    ],
    update: [
      ...UPDATE_ANY_KEY,
      needs('key', 'EnableKeyRotation', 'EnableKeyRotation', 'RotationPeriodInDays'),
      needs('key', 'DisableKeyRotation', 'EnableKeyRotation'),
      needs('key', 'ListResourceTags', 'Tags'),
    ],
    delete: DELETE_KEY,
    read: [...READ_KEY, needs('key', 'GetKeyRotationStatus')],
    source: `${PROVIDERS}/key/aws-kms-key.json`,
  },
  {
    type: 'AWS::KMS::ReplicaKey',
    create: [
      needs('primary', 'ReplicateKey'),
      needs('account', 'CreateKey'),
      needs('account', 'TagResource', 'Tags'),
      { ...needs('key', 'PutKeyPolicy'), checked: true },
      needs('key', 'DescribeKey'),
      needs('key', 'DisableKey', 'Enabled'),
    ],
    update: UPDATE_ANY_KEY,
    delete: DELETE_KEY,
    read: READ_KEY,
    source: `${PROVIDERS}/replicakey/aws-kms-replicakey.json`,
  },
  {
    type: 'AWS::KMS::Alias',
    create: [needs('target', 'CreateAlias'), needs('account', 'CreateAlias')],
    // Of both keys, the one that the alias was for and the one that it is for now.
    update: [needs('target', 'UpdateAlias', 'TargetKeyId'), needs('account', 'UpdateAlias', 'TargetKeyId')],
    delete: [needs('target', 'DeleteAlias'), needs('account', 'DeleteAlias')],
    read: [needs('account', 'ListAliases')],
    source: `${PROVIDERS}/alias/aws-kms-alias.json`,
  },
];

/** AWS's pages on who decides about creation, the check of lock-out, and aliases. */
export const KEY_HANDLER_SOURCES: readonly string[] = [
  'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html',
  'https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html',
  'https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html',
];
