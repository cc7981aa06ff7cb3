import { fieldsOf, isFields } from '../template/stack-template';
import type { Deployment, Placed } from '../template/deployment';
import type { Choices } from '../template/case';
import type { Resolver } from '../template/resolver';
import { hole } from '../engine';

/** A role of the templates with what it may do by itself. */
export interface RoleModel {
  readonly placed: Placed;
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Its policies, inline and managed; a managed policy that is not in the templates is not here. */
  readonly documents: readonly unknown[];
  /** Its permissions boundary: `undefined` where it has none, a hole where it is not in the templates. */
  readonly boundary?: unknown;
  readonly trust: unknown;
}

/** Types of policies, with the property that lists the roles they are for. */
const ATTACHED = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];

/** The roles of a deployment, in one case. */
export function rolesOf(deployment: Deployment, choices: Choices): RoleModel[] {
  const attached = deployment.ofType(...ATTACHED).filter((placed) => deployment.exists(placed, choices)).map(({ stack, resource: { logicalId, type, properties } }) => {
    const resolver = deployment.resolver(stack, choices);
    return {
      roles: [properties.Roles ?? [], properties.RoleName ?? []].flat().map((role) => resolver.text(role)),
      arn: type === 'AWS::IAM::ManagedPolicy' ? resolver.text({ Ref: logicalId }) : undefined,
      document: resolver.resolve(properties.PolicyDocument),
    };
  });
  return deployment.ofType('AWS::IAM::Role').filter((placed) => deployment.exists(placed, choices)).map((placed) => {
    const { resource: { logicalId, properties } } = placed;
    const resolver = deployment.resolver(placed.stack, choices);
    const name = resolver.text({ Ref: logicalId });
    const managed = listOf(resolver.resolve(properties.ManagedPolicyArns)).map(String);
    const boundary = properties.PermissionsBoundary === undefined ? undefined : resolver.text(properties.PermissionsBoundary);
    return {
      placed,
      arn: resolver.text({ 'Fn::GetAtt': [logicalId, 'Arn'] }),
      tags: tagsOf(resolver, properties.Tags),
      documents: [
        ...listOf(resolver.resolve(properties.Policies)).map((policy) => fieldsOf(policy).PolicyDocument),
        ...attached.filter(({ roles, arn }) => roles.includes(name) || (arn !== undefined && managed.includes(arn))).map(({ document }) => document),
      ],
      ...boundary === undefined ? {} : { boundary: attached.find(({ arn }) => arn === boundary)?.document ?? hole(`the permissions boundary ${boundary} is not in the templates`) },
      trust: resolver.resolve(properties.AssumeRolePolicyDocument),
    };
  });
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Tags of a resource, whose keys are known. */
export function tagsOf(resolver: Resolver, tags: unknown): Record<string, string> {
  return Object.fromEntries(listOf(resolver.resolve(tags)).filter(isFields).map(({ Key: key, Value: value }) => [String(key), String(value)]));
}

