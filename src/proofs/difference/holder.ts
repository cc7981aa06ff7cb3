import type { Deployed } from './deployed';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';
import { fieldsOf } from '../template/stack-template';

/** Types that have policies of their own, and what of a policy names them. */
export const HOLDERS: Readonly<Record<string, { readonly kind: 'role' | 'user' | 'group'; readonly many: string; readonly one: string }>> = {
  'AWS::IAM::Role': { kind: 'role', many: 'Roles', one: 'RoleName' },
  'AWS::IAM::User': { kind: 'user', many: 'Users', one: 'UserName' },
  'AWS::IAM::Group': { kind: 'group', many: 'Groups', one: 'GroupName' },
};

/** Policies that name whom they are attached to. */
export const ATTACHED: readonly string[] = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy'];

/** Somebody's policies in one case. */
export interface Holder {
  readonly arn: string;
  readonly account: string;
  readonly documents: readonly unknown[];
  /** ARN of the permissions boundary. */
  readonly boundary?: string;
  /** The boundary's document, where it is in the templates. */
  readonly boundaryDocument?: unknown;
  /** Managed policies and groups that are attached and not read: they are not in the templates, or not a policy. */
  readonly unread: readonly string[];
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** Whom a policy is attached to by its own properties, by kind and name. */
export function attachments({ properties }: Placed['resource'], resolver: Resolver): string[] {
  return Object.values(HOLDERS).flatMap(({ kind, many, one }) =>
    [...listOf(resolver.resolve(properties[many] ?? [])), ...properties[one] === undefined ? [] : [resolver.text(properties[one])]]
      .map((name) => `${kind} ${String(name)}`));
}

export function holderOf({ deployment }: Deployed, placed: Placed, resolver: Resolver): Holder {
  const { logicalId, properties, type } = placed.resource;
  const own = `${HOLDERS[type].kind} ${resolver.text({ Ref: logicalId })}`;
  const managed = listOf(resolver.resolve(properties.ManagedPolicyArns ?? [])).map(String);
  const boundary = properties.PermissionsBoundary === undefined ? undefined : resolver.text(properties.PermissionsBoundary);
  const isMade = (policy: Placed): boolean => mayConcern(policy, placed) && deployment.exists(policy, resolver.choices);
  const attached = deployment.ofType(...ATTACHED).filter(isMade).map((policy) => {
    const of = resolver.of(policy.stack);
    return {
      names: attachments(policy.resource, of),
      arn: policy.resource.type === 'AWS::IAM::ManagedPolicy' ? of.text({ Ref: policy.resource.logicalId }) : undefined,
      document: of.resolve(policy.resource.properties.PolicyDocument),
    };
  });
  const inline = listOf(resolver.resolve(properties.Policies ?? [])).map((policy) => fieldsOf(policy).PolicyDocument);
  const bounding = boundary === undefined ? undefined : attached.find(({ arn }) => arn === boundary)?.document;
  const isAttached = ({ names, arn }: (typeof attached)[number]): boolean => names.includes(own) || (arn !== undefined && managed.includes(arn));
  return {
    arn: resolver.text({ 'Fn::GetAtt': [logicalId, 'Arn'] }),
    account: resolver.account,
    documents: [...inline, ...attached.filter(isAttached).map(({ document }) => document)],
    ...boundary === undefined ? {} : { boundary },
    ...bounding === undefined ? {} : { boundaryDocument: bounding },
    unread: [
      ...managed.filter((arn) => !attached.some((policy) => policy.arn === arn)).map((arn) => `the managed policy ${arn}`),
      ...listOf(resolver.resolve(properties.Groups ?? [])).map((group) => `the group ${String(group)}`),
    ].sort(),
  };
}

/** Conditions of policies that have nothing to do with somebody would only make more cases. */
function mayConcern({ resource: { logicalId, properties } }: Placed, holder: Placed): boolean {
  const names = JSON.stringify(Object.values(HOLDERS).map(({ many, one }) => [properties[many], properties[one]]));
  const { ManagedPolicyArns: managed, PermissionsBoundary: boundary } = holder.resource.properties;
  const uses = JSON.stringify([managed, boundary]);
  const { one } = HOLDERS[holder.resource.type];
  return names.includes(`"${holder.resource.logicalId}"`) || names.includes('Fn::') || uses.includes(`"${logicalId}"`) || uses.includes('Fn::')
    || typeof holder.resource.properties[one] === 'string';
}
