import type { RoleCaller } from './request';
import { ACCOUNT, REGION, roleArn } from './request';

export interface Resource { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }
export interface TemplateJson { readonly Resources: Readonly<Record<string, Resource>> }

/** What a template says of its one key and its one role of a domain, with intrinsic functions resolved as a deployment would. */
export interface TemplatePolicies {
  readonly keyArn: string;
  readonly keyPolicy: unknown;
  readonly role: RoleCaller;
  readonly rolePolicies: readonly unknown[];
}

export function policiesOf(template: TemplateJson): TemplatePolicies {
  const resolve = resolverOf(template);
  const [[keyId, key]] = resourcesOf(template, 'AWS::KMS::Key');
  const [[roleId, role]] = resourcesOf(template, 'AWS::IAM::Role');
  const tags = role.Properties.Tags as { readonly Key: string; readonly Value: string }[];
  return {
    keyArn: keyArnOf(keyId),
    keyPolicy: resolve(key.Properties.KeyPolicy),
    role: { roleArn: roleArnOf(roleId, role), tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) },
    rolePolicies: resourcesOf(template, 'AWS::IAM::ManagedPolicy').map(([, policy]) => resolve(policy.Properties.PolicyDocument)),
  };
}

function resourcesOf(template: TemplateJson, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

const keyArnOf = (logicalId: string): string => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${logicalId}`;

const roleArnOf = (logicalId: string, { Properties: { Path } }: Resource): string =>
  roleArn(`${typeof Path === 'string' ? Path.replace(/^\//, '') : ''}${logicalId}`);

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT, 'AWS::Partition': 'aws', 'AWS::Region': REGION, 'AWS::URLSuffix': 'amazonaws.com',
};

/** Resolves `Ref`, `Fn::GetAtt` and `Fn::Join`; whatever else a policy came to use is an error, not a guess. */
function resolverOf({ Resources }: TemplateJson): (value: unknown) => unknown {
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) { return value.map(resolve); }
    if (typeof value !== 'object' || value === null) { return value; }
    const [name, argument] = Object.entries(value)[0] ?? [];
    if (name === 'Ref') { return PSEUDO[String(argument)] ?? fail(value); }
    if (name === 'Fn::Join') {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map(resolve).join(separator);
    }
    if (name === 'Fn::GetAtt') { return arnOf(argument as [string, string]); }
    if (name?.startsWith('Fn::')) { return fail(value); }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item)]));
  };
  const arnOf = ([logicalId, attribute]: [string, string]): string => {
    const resource = Resources[logicalId];
    if (attribute === 'Arn' && resource.Type === 'AWS::KMS::Key') { return keyArnOf(logicalId); }
    if (attribute === 'Arn' && resource.Type === 'AWS::IAM::Role') { return roleArnOf(logicalId, resource); }
    return fail({ logicalId, attribute });
  };
  return resolve;
}

function fail(value: unknown): never {
  throw new Error(`not resolved: ${JSON.stringify(value)}`);
}
