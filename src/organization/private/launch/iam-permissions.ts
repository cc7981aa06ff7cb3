import { holds } from './needs';
import { PASS_ROLE_TARGETS } from './pass-role-targets';
import { namesOf } from './physical-names';
import { arnsOf } from './resource-arns';
import type { Permission } from './statement';
import { SUPPLEMENTS } from './supplements';
import { type LaunchedResource, patternOf, targetOf, valuesAt } from './template';
import { InvalidInputError } from '../../../private/errors';
import { LAUNCH_BOUNDARY_NAME, LAUNCH_ROLE_PREFIX } from '../../../private/names';
import type { Conditions } from '../policy-statement';

/**
 * Actions that IAM decides by the boundary of the role or user they change.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const BOUNDED = /^iam:(Create|Attach|Detach|Put|Delete)(Role|User)(Policy|PermissionsBoundary)?$/;
const UNBOUNDED = ['iam:DeleteRole', 'iam:DeleteUser'];
const BOUNDARY_ARN = `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${LAUNCH_BOUNDARY_NAME}`;
/** Managed policies that a domain makes. */
const DOMAIN_POLICIES = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/gold/*';

/** What an action of IAM is given for, or why it is not given. */
export interface IamAnswer { readonly permissions: readonly Permission[]; readonly reason?: string }

const no = (reason: string): IamAnswer => ({ permissions: [], reason });

/** What IAM's actions are narrowed to: a role that a launch makes has the launch's boundary, and a launch can't widen itself. */
export class IamPermissions {
  constructor(private readonly resources: readonly LaunchedResource[]) {}

  /** The answer for an action that changes something of IAM, or passes a role. */
  public answer(action: string, types: readonly string[], kinds: readonly string[]): IamAnswer {
    if (action === 'iam:PassRole') { return this.passed(types); }
    if (action === 'iam:CreateServiceLinkedRole') { return this.serviceRoles(types); }
    if (/PermissionsBoundary$/.test(action) && action.startsWith('iam:Delete')) { return no('a role without its boundary could do anything'); }
    if (/^iam:\w*Group/.test(action)) { return no('a group has no boundary: its members could do anything'); }
    const arns = this.arnsOf(kinds);
    if (arns.length === 0) { return no(`the template makes no ${kinds.join(' or ')}: those of others are not changed`); }
    const condition = BOUNDED.test(action) && !UNBOUNDED.includes(action) ? this.bound(action) : undefined;
    return { permissions: [{ action, resources: arns, condition, purpose: condition ? 'Bounded' : 'Change' }] };
  }

  private arnsOf(kinds: readonly string[]): string[] {
    return kinds.flatMap((kind) => this.resources.flatMap((resource) => (namesOf(`iam:${kind}`, resource) ?? []).flatMap((name) => this.checked(kind, name, resource))));
  }

  /** A name that a parameter gives could be the launch role's own. */
  private checked(kind: string, name: string, { id }: LaunchedResource): string[] {
    const prefix = name.slice(0, (`${name}*`).indexOf('*'));
    if ([LAUNCH_ROLE_PREFIX, LAUNCH_BOUNDARY_NAME].some((own) => own.startsWith(prefix) || prefix.startsWith(LAUNCH_ROLE_PREFIX))) {
      throw new InvalidInputError({
        what: `name of the ${kind} '${id}' of a product`,
        got: name,
        allowed: 'a name, or a path, that can\'t be those of launch roles and their boundary',
        fix: 'leave its name to CloudFormation, or give it the path of its domain (core.DomainRole): the launch role could change itself otherwise',
      });
    }
    return arnsOf(`iam:${kind}`, name);
  }

  private bound(action: string): Conditions {
    const boundary = { ArnEquals: { 'iam:PermissionsBoundary': BOUNDARY_ARN } };
    return /^iam:(Attach|Detach)/.test(action) ? { ...boundary, ArnLike: { 'iam:PolicyARN': this.attachable() } } : boundary;
  }

  /** Managed policies of domains, of the template, and those of AWS that the template names. */
  private attachable(): string[] {
    const attached = this.resources.flatMap(({ properties }) => valuesAt(properties, 'ManagedPolicyArns.*')).map((value) => patternOf(value));
    const literal = attached.filter((arn) => /:iam::aws:policy\/[^*]+$/.test(arn));
    return [...new Set([DOMAIN_POLICIES, ...this.arnsOf(['policy']), ...literal])].sort();
  }

  /** Roles go only to the services that the template's properties hand them to. */
  private passed(types: readonly string[]): IamAnswer {
    const rows = PASS_ROLE_TARGETS.filter(({ type }) => types.includes(type));
    const permissions = rows.flatMap(({ type, property, service }): Permission[] => {
      const values = this.resources.filter((one) => one.type === type).flatMap(({ properties }) => valuesAt(properties, property));
      const roles = values.flatMap((value) => this.rolesOf(value));
      return roles.length === 0 ? [] : [{
        action: 'iam:PassRole', resources: [...new Set(roles)].sort(), condition: { StringEquals: { 'iam:PassedToService': service } }, purpose: 'Pass',
      }];
    });
    return permissions.length === 0 ? no('the template hands no role that it makes or names to a service') : { permissions: merged(permissions) };
  }

  private rolesOf(value: unknown): string[] {
    const target = this.resources.find(({ id }) => id === targetOf(value));
    if (target?.type === 'AWS::IAM::Role') { return (namesOf('iam:role', target) ?? []).flatMap((name) => this.checked('role', name, target)); }
    if (target?.type === 'AWS::IAM::InstanceProfile') { return valuesAt(target.properties, 'Roles.*').flatMap((role) => this.rolesOf(role)); }
    const arn = patternOf(value);
    return /^arn:[^:]+:iam::[^:*]+:role\/[^*]+/.test(arn) ? [arn] : [];
  }

  private serviceRoles(types: readonly string[]): IamAnswer {
    const services = SUPPLEMENTS.filter((row) => types.includes(row.type) && this.resources.some((resource) => holds(row, resource)))
      .flatMap(({ serviceLinkedRole }) => (serviceLinkedRole === undefined ? [] : [serviceLinkedRole]));
    if (services.length === 0) { return no('no service is known whose role the template\'s resources need'); }
    return {
      permissions: [...new Set(services)].sort().map((service) => ({
        action: 'iam:CreateServiceLinkedRole',
        resources: [`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/aws-service-role/${service}/*`],
        condition: { StringEquals: { 'iam:AWSServiceName': service } },
        purpose: 'ServiceRole',
      })),
    };
  }
}

/** One permission for each service that roles are passed to. */
function merged(permissions: readonly Permission[]): Permission[] {
  const groups = new Map<string, Permission>();
  for (const one of permissions) {
    const key = JSON.stringify(one.condition);
    groups.set(key, { ...one, resources: [...groups.get(key)?.resources ?? [], ...one.resources] });
  }
  return [...groups.values()];
}
