import { Aws, Stack, type aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type LaunchPolicy, launchPolicy } from './launch/launch-policy';
import type { LaunchDocument } from './launch/policy-documents';
import type { LaunchStatement } from './launch/statement';
import { launchTemplateOf } from './launch-template';
import type { GoldProduct } from '../gold-product';

/** What the role that launches a product may do, computed from the product's template as it is now and from those of the versions before. */
export const launchPolicyOf = ({ productName, template, assets, _earlierTemplates: earlier }: GoldProduct): LaunchPolicy => launchPolicy({
  productName, template: launchTemplateOf(template, productName), earlier, code: assets?._codeBuckets,
});

/** A statement for the Region of its product, wherever the role lies. */
export const inRegion = (statement: LaunchStatement, region: string): LaunchStatement => filled(statement, { '${AWS::Region}': region });

/** A policy's document for a stack. Tokens have texts that differ from run to run, so they come last: a policy is measured without. */
export const deployable = (document: LaunchDocument): LaunchDocument =>
  filled(document, { '${AWS::Partition}': Aws.PARTITION, '${AWS::AccountId}': Aws.ACCOUNT_ID, '${AWS::URLSuffix}': Aws.URL_SUFFIX });

/** A value with its placeholders filled in. */
function filled<T>(value: T, placeholders: Readonly<Record<string, string>>): T {
  const fill = (at: unknown): unknown => {
    if (typeof at === 'string') { return Object.entries(placeholders).reduce((text, [placeholder, one]) => text.replaceAll(placeholder, one), at); }
    if (Array.isArray(at)) { return at.map(fill); }
    return typeof at === 'object' && at !== null ? Object.fromEntries(Object.entries(at).map(([key, one]) => [key, fill(one)])) : at;
  };
  return fill(value) as T;
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
