import { tagsOf } from './identity';
import type { KeyModel } from './key-access';
import type { KeyGrant } from './key-grant';
import { hole } from '../engine';
import { DEFAULT_USAGE, OPERATIONS_OF_USAGE } from '../facts/key-usage';
import { CRYPTOGRAPHIC } from '../facts/kms-actions';
import { DEFAULT_POLICY } from '../facts/policy-resources';
import type { Placed } from '../template/deployment';
import { hasMacro, isRewritten } from '../template/macro';
import type { Resolver } from '../template/resolver';

/**
 * A key of a template as proofs see it, in one case.
 *
 * @param grants that exist, which no template has
 */
export function keyModel(
  { resource: { logicalId, properties } }: Placed, resolver: Resolver, organization?: string, grants: readonly KeyGrant[] = [],
): KeyModel {
  const textOr = (name: string, fallback: string): string => (properties[name] === undefined ? fallback : resolver.text(properties[name]));
  const policy = isRewritten(properties) ? undefined : resolver.given(properties.KeyPolicy);
  const usage = textOr('KeyUsage', DEFAULT_USAGE);
  const operations = OPERATIONS_OF_USAGE[usage];
  return {
    arn: resolver.text({ 'Fn::GetAtt': [logicalId, 'Arn'] }),
    account: resolver.account,
    policy: policy !== undefined ? policy
      : hasMacro(properties) ? { Statement: [hole('a macro may write the policy')] } : defaultKeyPolicy(resolver),
    organization,
    grants,
    inoperable: operations === undefined ? [] : CRYPTOGRAPHIC.filter((action) => !operations.includes(action)),
    tags: tagsOf(resolver, properties.Tags),
    facts: {
      'kms:keyusage': usage,
      'kms:keyspec': textOr('KeySpec', 'SYMMETRIC_DEFAULT'),
      'kms:keyorigin': textOr('Origin', 'AWS_KMS'),
      'kms:multiregion': textOr('MultiRegion', 'false'),
    },
  };
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const defaultKeyPolicy = ({ partition, account }: Resolver): unknown => ({
  Version: '2012-10-17',
  Statement: [{ Sid: DEFAULT_POLICY, Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }],
});
