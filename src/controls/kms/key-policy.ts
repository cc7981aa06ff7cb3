import type { CheckResult } from '../control';
import { coversAction, isAccountPrincipal, judgePolicy, type Statement, textOf } from '../policy';
import type { TemplateResource } from '../template';

/** Types of resources that have a key policy of their own. */
export const KEYS = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'];

/** Actions by which a principal uses a key, or lets another use it. */
export const CRYPTOGRAPHIC_ACTIONS = [
  'Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext', 'Sign', 'GenerateMac', 'DeriveSharedSecret', 'CreateGrant',
].map((action) => `kms:${action}`);

/** What AWS attaches to a key without a policy. */
const DEFAULT_POLICY = { Statement: { Effect: 'Allow', Principal: { AWS: { Ref: 'AWS::AccountId' } }, Action: 'kms:*', Resource: '*' } };

/** Why AWS Config can't watch a statement of a key policy. */
export const POLICY_NOT_RECORDED = 'the configuration item of a key does not hold its policy';

/** Answers from a key's policy, which is AWS's default where none is given. */
export const judgeKeyPolicy = (key: TemplateResource, complaint: Parameters<typeof judgePolicy>[1]): CheckResult =>
  judgePolicy(key.get('KeyPolicy') ?? DEFAULT_POLICY, complaint);

export const allows = (statements: readonly Statement[]): readonly Statement[] => statements.filter(({ effect }) => effect === 'Allow');

/** Four controls ask about each statement. */
const cryptographic = new WeakMap<Statement, string | undefined>();

/** The first cryptographic action that a statement takes in. */
export function cryptographicActionOf(statement: Statement): string | undefined {
  if (!cryptographic.has(statement)) { cryptographic.set(statement, CRYPTOGRAPHIC_ACTIONS.find((action) => coversAction(statement, action))); }
  return cryptographic.get(statement);
}

/** What an AWS principal of a key policy is; `undefined` where only a deployment knows. */
export function kindOf(key: TemplateResource, principal: unknown): 'anyone' | 'account' | 'identity' | undefined {
  const text = textOf(principal) ?? '';
  if (text === '*') { return 'anyone'; }
  if (isAccountPrincipal(principal)) { return 'account'; }
  const made = key.template.find(/^<(\w+)\.Arn>$/.exec(text)?.[1] ?? '');
  const identity = /^arn:[^:]+:(iam|sts)::[^:]*:(role|user|assumed-role|federated-user)\/|^A(ROA|IDA)\w+$/.test(text);
  return identity || made?.type === 'AWS::IAM::Role' || made?.type === 'AWS::IAM::User' ? 'identity' : undefined;
}
