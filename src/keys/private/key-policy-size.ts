import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { KeyPolicy } from './key-policy';
import { KMS_LIMITS } from './limits';

/** The longest that a deployment can make of a token, so that a policy near the quota is refused before it is tried. */
const LONGEST = { 'AWS::AccountId': 12, 'AWS::Partition': 'aws-us-gov'.length, 'AWS::Region': 'ap-southeast-2'.length, 'AWS::URLSuffix': 'amazonaws.com.cn'.length };
/** A role's ARN with a name of 64 characters. */
const LONGEST_ROLE_ARN = 'arn:aws-us-gov:iam::111111111111:role/'.length + 64;

/** Errors of a key policy at synth: over KMS's quota it can't be deployed. */
export function policySizeErrors(key: IConstruct, policy: KeyPolicy): string[] {
  const { document } = policy;
  // resolving every key's policy once more would cost a tenth of a synth: most are far from the quota
  const text = JSON.stringify(document.toJSON());
  const hidden = policy.principals + (text.match(/Token\[/g) ?? []).length;
  if (Buffer.byteLength(text) + hidden * LONGEST_ROLE_ARN < KMS_LIMITS.policyBytes) { return []; }
  const size = Buffer.byteLength(JSON.stringify(withoutTokens(Stack.of(key).resolve(document))));
  return size <= KMS_LIMITS.policyBytes ? [] : [
    `the key policy of '${key.node.path}' is too long: got ${size} bytes; allowed: ${KMS_LIMITS.policyBytes}; `
    + 'give the roles that use it their domain\'s role path (core.DomainRole, compute.DomainFunction), which takes one statement for all of them, '
    + 'or use one key for each purpose (KeyGranularity.PER_PURPOSE)',
  ];
}

function withoutTokens(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(withoutTokens); }
  if (typeof value !== 'object' || value === null) { return value; }
  const [[name, argument], ...others] = [...Object.entries(value as object), ['', undefined]] as [string, unknown][];
  if (others.length === 1 && name === 'Fn::Join' && Array.isArray(argument)) {
    return (argument[1] as unknown[]).map(withoutTokens).join(String(argument[0]));
  }
  if (others.length === 1 && name === 'Ref') { return 'x'.repeat(LONGEST[argument as keyof typeof LONGEST] ?? LONGEST_ROLE_ARN); }
  if (others.length === 1 && name.startsWith('Fn::')) { return 'x'.repeat(LONGEST_ROLE_ARN); }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutTokens(item)]));
}
