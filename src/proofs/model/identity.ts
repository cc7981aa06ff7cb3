import { hasSymbol, hole, holeIn } from '../engine';
import type { Choices } from '../template/case';
import type { Deployment, Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';
import { fieldsOf, isFields } from '../template/stack-template';

/** A role of the templates with what it may do by itself; one for each case of the deployment in which it differs. */
export interface RoleModel {
  readonly placed: Placed;
  /** The case that it is of. */
  readonly choices: Choices;
  readonly arn: string;
  readonly account: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Its policies, inline and managed; a managed policy that is not in the templates is not here. */
  readonly documents: readonly unknown[];
  /** Whether all its policies are here. */
  readonly isComplete: boolean;
  /** ARNs of its managed policies. */
  readonly managed: readonly string[];
  /** Its permissions boundary: `undefined` where it has none, a hole where it is not in the templates. */
  readonly boundary?: unknown;
}

/** Types of policies that name their roles, or that roles name. */
const ATTACHED = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];

/** The roles of a deployment. */
export function rolesOf(deployment: Deployment): RoleModel[] {
  const policies = deployment.ofType(...ATTACHED).map((placed) => {
    const { Roles: roles, RoleName: name } = placed.resource.properties;
    return { placed, mentions: JSON.stringify([roles, name]), isOpen: isOpenIn(deployment, placed, [roles, name]) };
  });
  return deployment.ofType('AWS::IAM::Role').flatMap((role) => {
    const { logicalId, properties } = role.resource;
    const managed = JSON.stringify([properties.ManagedPolicyArns, properties.PermissionsBoundary]);
    const near = policies.filter(({ placed, mentions, isOpen }) => isOpen || mentions.includes(`"${logicalId}"`) || mentions.includes('Fn::ImportValue')
      || managed.includes(`"${placed.resource.logicalId}"`) || managed.includes('Fn::ImportValue') || typeof properties.RoleName === 'string');
    return deployment.inEachCase(role, (resolver) => roleOf(role, resolver, near.map(({ placed }) => placed)));
  });
}

/** A role in one case. */
export const roleModel = (role: Placed, resolver: Resolver): RoleModel => roleOf(role, resolver, resolver.deployment.ofType(...ATTACHED));

/** Whether nobody can say for which roles a policy is. */
const isOpenIn = (deployment: Deployment, { stack }: Placed, roles: readonly unknown[]): boolean =>
  roles.flat().some((role) => role !== undefined && holeIn(deployment.settledText(stack, role)) !== undefined);

function roleOf(placed: Placed, resolver: Resolver, policies: readonly Placed[]): RoleModel {
  const { deployment, choices } = resolver;
  const { logicalId, properties } = placed.resource;
  const name = resolver.text({ Ref: logicalId });
  const managed = listOf(resolver.resolve(properties.ManagedPolicyArns)).map(String);
  const boundary = properties.PermissionsBoundary === undefined ? undefined : resolver.text(properties.PermissionsBoundary);
  const attached = policies.filter((policy) => deployment.exists(policy, choices)).map(({ stack, resource }) => {
    const of = deployment.resolver(stack, choices);
    return {
      isNear: stack === placed.stack || of.account === resolver.account
        || (hasSymbol(of.account + resolver.account) && !hasRole(of, name) ? undefined : false),
      roles: [resource.properties.Roles, resource.properties.RoleName].filter((named) => named !== undefined).flatMap((named) => of.resolve(named)),
      arn: resource.type === 'AWS::IAM::ManagedPolicy' ? of.text({ Ref: resource.logicalId }) : undefined,
      document: of.resolve(resource.properties.PolicyDocument),
    };
  });
  // two accounts may well have a role of one name
  const isOf = ({ roles, arn }: (typeof attached)[number]): boolean => roles.includes(name) || (arn !== undefined && managed.includes(arn));
  return {
    placed,
    choices,
    arn: resolver.text({ 'Fn::GetAtt': [logicalId, 'Arn'] }),
    account: resolver.account,
    tags: tagsOf(resolver, properties.Tags),
    managed: [...new Set([...managed, ...attached.filter((policy) => isOf(policy) && policy.isNear !== false).flatMap(({ arn }) => arn ?? [])])],
    documents: [
      ...listOf(resolver.resolve(properties.Policies)).map((policy) => fieldsOf(policy).PolicyDocument),
      ...attached.filter((policy) => isOf(policy) && policy.isNear !== false).map(({ document }) => document),
    ],
    isComplete: !attached.some((policy) => isOf(policy) && policy.isNear === undefined)
      && [resolver.resolve(properties.Policies) ?? [], resolver.resolve(properties.ManagedPolicyArns) ?? []].every(Array.isArray)
      && !Object.keys(properties).some((property) => property.startsWith('Fn::'))
      && managed.every((arn) => attached.some((policy) => policy.arn === arn))
      && attached.every(({ roles }) => roles.every((named) => typeof named === 'string' && holeIn(named) === undefined)),
    ...boundary === undefined ? {} : { boundary: attached.find(({ arn }) => arn === boundary)?.document ?? hole(`the permissions boundary ${boundary} is not in the templates`) },
  };
}

/** Whether a stack makes a role of a name itself: there is no other of that name where it is deployed. */
const hasRole = (resolver: Resolver, name: string): boolean => resolver.deployment.ofType('AWS::IAM::Role').some((role) =>
  role.stack === resolver.stack && resolver.deployment.exists(role, resolver.choices) && resolver.text({ Ref: role.resource.logicalId }) === name);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Tags of a resource, whose keys are known. */
export function tagsOf(resolver: Resolver, tags: unknown): Record<string, string> {
  return Object.fromEntries(listOf(resolver.resolve(tags)).filter(isFields).map(({ Key: key, Value: value }) => [String(key), String(value)]));
}
