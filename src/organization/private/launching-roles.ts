import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { RolesElsewhere } from '../../keys/private/roles-elsewhere';
import { iamArn } from '../../private/arns';
import { LAUNCH_ROLE_PREFIX } from '../../private/names';
import type { OrganizationNode } from '../organization-node';

const NAME = `${LAUNCH_ROLE_PREFIX}*`;

/** The launch roles of the accounts of some nodes, and last those of the scope's own account, which may launch products too, whichever unit it is in. */
export function launchingRoles(scope: IConstruct, nodes: readonly OrganizationNode[]): RolesElsewhere[] {
  const arn = iamArn(scope, 'role', NAME);
  const own = { principal: new iam.AccountPrincipal(Stack.of(scope).account), arn, conditions: { ArnLike: { 'aws:PrincipalArn': arn } } };
  return [...nodes.map((node) => node._roles(scope, NAME)), own];
}

/** Whom they are of outside the account, for what is declared of a policy that lets them in. */
export const accountsOf = (roles: readonly RolesElsewhere[]) => ({
  organizationId: roles.find(({ organizationId }) => organizationId !== undefined)?.organizationId,
  accounts: roles.flatMap(({ accountId }) => accountId ?? []),
});
