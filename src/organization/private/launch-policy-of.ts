import { Aws, Stack, type aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type LaunchPolicy, launchPolicy } from './launch/launch-policy';
import type { LaunchStatement } from './launch/statement';
import { launchTemplateOf } from './launch-template';
import type { GoldProduct } from '../gold-product';

/** What the role that launches a product may do, computed from the product's template as it is now. */
export const launchPolicyOf = ({ productName, template, assets }: GoldProduct): LaunchPolicy => launchPolicy({
  productName, template: launchTemplateOf(template, productName), assetBucketPrefix: assets?._bucketPrefix,
});

/** A statement for a policy of a stack, its placeholders filled in; the Region is that of the product, wherever the role lies. */
export function filledIn(statement: LaunchStatement, region: string): LaunchStatement {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.replaceAll('${AWS::Partition}', Aws.PARTITION).replaceAll('${AWS::AccountId}', Aws.ACCOUNT_ID).replaceAll('${AWS::Region}', region)
        .replaceAll('${AWS::URLSuffix}', Aws.URL_SUFFIX);
    }
    if (Array.isArray(value)) { return value.map(fill); }
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one)])) : value;
  };
  return fill(statement) as LaunchStatement;
}

/** The statements of a policy that a user brings, with placeholders for what only the launch knows, as the computed ones have them. */
export function ownStatements(document: iam.PolicyDocument, scope: IConstruct): LaunchStatement[] {
  const { Statement: statements = [] } = Stack.of(scope).resolve(document) as { readonly Statement?: readonly unknown[] };
  return statements.map((statement) => written(statement) as LaunchStatement).map((statement, index) => ({
    ...statement, Sid: statement.Sid ?? `Statement${index + 1}`, Action: [statement.Action].flat(), Resource: [statement.Resource].flat(),
  }));
}

function written(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(written); }
  if (typeof value !== 'object' || value === null) { return value; }
  const entries = Object.entries(value);
  const [[name, argument]] = [...entries, ['', undefined]];
  if (name === 'Ref') { return `\${${String(argument)}}`; }
  if (name === 'Fn::Join' && Array.isArray(argument)) { return (argument[1] as unknown[]).map(written).join(String(argument[0])); }
  return Object.fromEntries(entries.map(([key, one]) => [key, written(one)]));
}
