import { callerArn, keyPrincipal, type KeyPrincipal } from './key-principal';
import { readable } from './readable';
import { type Condition, coversAction, type Statement, statementsOf } from '../../controls/policy';
import { asArray, isIntrinsic, isRecord } from '../../controls/template';
import { branchesOf } from '../../controls/value';

/** What an action does with a key. Seeing is apart, or everybody who describes a key would look like an administrator. */
export type AccessCategory = 'use' | 'grant' | 'administer' | 'delete' | 'see';

export const ACCESS_CATEGORIES: readonly AccessCategory[] = ['use', 'grant', 'administer', 'delete', 'see'];

/** Actions that stand for their category: a statement that covers one has it. */
const ACTIONS: Readonly<Record<AccessCategory, readonly string[]>> = {
  use: [
    'kms:Decrypt', 'kms:DeriveSharedSecret', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair', 'kms:GenerateDataKeyPairWithoutPlaintext',
    'kms:GenerateDataKeyWithoutPlaintext', 'kms:GenerateMac', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:Sign', 'kms:Verify', 'kms:VerifyMac',
  ],
  grant: ['kms:CreateGrant'],
  administer: [
    'kms:CancelKeyDeletion', 'kms:CreateAlias', 'kms:DeleteAlias', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:EnableKey', 'kms:EnableKeyRotation',
    'kms:ImportKeyMaterial', 'kms:PutKeyPolicy', 'kms:ReplicateKey', 'kms:RetireGrant', 'kms:RevokeGrant', 'kms:RotateKeyOnDemand', 'kms:TagResource',
    'kms:UntagResource', 'kms:UpdateAlias', 'kms:UpdateKeyDescription', 'kms:UpdatePrimaryRegion',
  ],
  delete: ['kms:DeleteImportedKeyMaterial', 'kms:ScheduleKeyDeletion'],
  see: [
    'kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:GetPublicKey', 'kms:ListGrants', 'kms:ListKeyPolicies', 'kms:ListKeyRotations',
    'kms:ListResourceTags',
  ],
};

/** One statement of a key's policy, read for a person. */
export interface KeyAccess {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly who: readonly KeyPrincipal[];
  /** Those of `who` it does not speak of. */
  readonly except: readonly KeyPrincipal[];
  readonly categories: readonly AccessCategory[];
  /** Patterns as the policy has them; `all but …` for `NotAction`. */
  readonly actions: readonly string[];
  /** Services through which (or, with `throughOthers`, except through which) it holds; empty for any way. */
  readonly through: readonly string[];
  readonly throughOthers: boolean;
  /** Holds for direct calls only. */
  readonly directly: boolean;
  /** All further conditions. */
  readonly conditions: readonly string[];
}

/** The statements of a key's policy; `undefined` where only a deployment knows it. */
export function keyAccess(policy: unknown): readonly KeyAccess[] | undefined {
  if (policy === undefined) { return [DEFAULT_POLICY]; }
  if (!isRecord(policy) || isIntrinsic(policy)) { return undefined; }
  return asArray(policy.Statement).flatMap((statement) => {
    const branches = branchesOf(statement).filter(isRecord);
    const condition = isRecord(statement) && Array.isArray(statement['Fn::If']) ? [`if ${String(statement['Fn::If'][0])}`] : [];
    return branches.flatMap((branch) => statementsOf({ Statement: branch })).map((read) => accessOf(read, condition));
  });
}

/** What KMS writes for a key without a policy. */
const DEFAULT_POLICY: KeyAccess = {
  sid: 'Enable IAM User Permissions',
  effect: 'Allow',
  who: [keyPrincipal('arn:${AWS::Partition}:iam::${AWS::AccountId}:root')],
  except: [],
  categories: ACCESS_CATEGORIES,
  actions: ['kms:*'],
  through: [],
  throughOthers: false,
  directly: false,
  conditions: [],
};

const POSITIVE = /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/;
const NEGATIVE = /^(StringNotEquals|StringNotEqualsIgnoreCase|StringNotLike|ArnNotEquals|ArnNotLike)$/;

function accessOf(statement: Statement, conditionsOfTemplate: readonly string[]): KeyAccess {
  const principals = statement.hasNotPrincipal ? [keyPrincipal('*')] : statement.principals.map(({ kind, value }) => keyPrincipal(readable(value), kind));
  const open = principals.every(({ kind }) => kind === 'anyone' || kind === 'account');
  const left = [...statement.conditions];
  const take = (key: string, operator: RegExp): readonly string[] => {
    const index = left.findIndex((condition) => condition.key.toLowerCase() === key.toLowerCase() && operator.test(condition.operator));
    return index < 0 ? [] : left.splice(index, 1)[0].values.map(readable);
  };
  const named = open ? take('aws:PrincipalArn', POSITIVE).map(callerArn) : [];
  const except = open ? take('aws:PrincipalArn', NEGATIVE).map(callerArn) : [];
  const through = take('kms:ViaService', POSITIVE);
  const notThrough = through.length > 0 ? [] : take('kms:ViaService', NEGATIVE);
  const anyAction = statement.actions.some((pattern) => typeof pattern !== 'string'); // known only at deployment: may be any
  const absent = take('kms:ViaService', /^Null$/);
  return {
    sid: statement.sid,
    effect: statement.effect,
    who: named.length > 0 ? named : principals,
    except,
    categories: ACCESS_CATEGORIES.filter((category) => ACTIONS[category].some((action) => anyAction || coversAction(statement, action))),
    actions: statement.actions.length > 0 ? statement.actions.map(readable) : [`all but ${statement.notActions.map(readable).join(', ')}`],
    through: [...through, ...notThrough],
    throughOthers: notThrough.length > 0,
    directly: absent.includes('true'),
    conditions: [...left.map(conditionText), ...statement.hasNotPrincipal ? ['for all but the principals it names'] : [], ...conditionsOfTemplate],
  };
}

const OPERATORS: Readonly<Record<string, string>> = {
  StringEquals: '=',
  ArnEquals: '=',
  Bool: '=',
  NumericEquals: '=',
  StringLike: '=',
  ArnLike: '=',
  StringNotEquals: '≠',
  ArnNotEquals: '≠',
  StringNotLike: '≠',
  ArnNotLike: '≠',
  NumericGreaterThan: '>',
  NumericGreaterThanEquals: '≥',
  NumericLessThan: '<',
  NumericLessThanEquals: '≤',
};

function conditionText({ operator, key, values }: Condition): string {
  const texts = values.map(readable);
  if (operator === 'Null') { return `${key} is ${texts.includes('true') ? 'absent' : 'present'}`; }
  const [, set, name, optional] = /^(ForAnyValue:|ForAllValues:)?(\w+?)(IfExists)?$/.exec(operator) ?? [undefined, undefined, operator, undefined];
  return `${set ?? ''}${key} ${OPERATORS[name] ?? name} ${texts.join(' or ')}${optional ? ' (or absent)' : ''}`;
}
