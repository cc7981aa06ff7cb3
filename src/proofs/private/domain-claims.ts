import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { DOMAIN_CLAIMS } from './default-claims';
import type { KeyDeclarations } from '../../keys/private/key-declarations';
import { DOMAIN_TAG } from '../../private/names';
import type { ClaimSpec } from '../claims/claim-spec';
import type { Deployment, Placed } from '../template/deployment';

/** A key that tells what its policy was asked to say: `DomainKey`, of whatever copy of the library. */
interface DeclaringKey extends IConstruct {
  readonly _declarations: KeyDeclarations;
}

const isDeclaring = (node: IConstruct): node is DeclaringKey => '_declarations' in node;

/** The default claims of every domain's key in a tree. */
export function domainClaims(root: IConstruct, deployment: Deployment): ClaimSpec[] {
  return root.node.findAll().filter(isDeclaring).flatMap((key) => {
    const placed = placedOf(key, deployment);
    return placed ? claimsOf(key, placed, deployment) : [];
  });
}

function claimsOf(key: DeclaringKey, placed: Placed, deployment: Deployment): ClaimSpec[] {
  const { domainName, users, administrators, deployers, viaServices, isUsedDirectly, organizationId } = key._declarations;
  const { accounts, shares, servicePrincipals, deletionWindowDays } = key._declarations;
  const stack = Stack.of(key);
  const resolved = (values: readonly string[]): unknown[] => values.map((value) => stack.resolve(value) as unknown);
  const subjects = {
    domain: deployment.settledText(placed.stack, stack.resolve(domainName)),
    users: resolved(users),
    administrators: [...resolved(administrators), { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' }],
    deployers: resolved(deployers),
    services: resolved(viaServices),
    accounts,
    declaredServices: servicePrincipals.map((name) => stack.resolve(name) as unknown),
    shares: shares.map(({ roles, services, actions }) => ({ roles: [stack.resolve(roles) as unknown], services: resolved(services), actions })),
    deletionWindowDays,
    ...isUsedDirectly ? { directContext: { key: DOMAIN_TAG, value: stack.resolve(domainName) as unknown } } : {},
    ...organizationId === undefined ? {} : { organization: organizationId },
  };
  return DOMAIN_CLAIMS.map(({ claim, mandatory }) => ({ claim, mandatory, placed, ...subjects }));
}

/** The resource of a construct in the templates. */
export function placedOf(construct: IConstruct, deployment: Deployment): Placed | undefined {
  const resource = construct.node.defaultChild ?? construct;
  if (!CfnResource.isCfnResource(resource)) { return undefined; }
  const logicalId = resource.stack.resolve(resource.logicalId) as string;
  const stack = deployment.stacks.find((one) => one.stack === resource.stack.node.path);
  const found = stack && deployment.find(stack, logicalId);
  return found && { stack, resource: found };
}
