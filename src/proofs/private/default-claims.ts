import type { ClaimSpec } from '../claims/claim-spec';
import { isKeyType } from '../facts/key-types';
import { POLICY_RESOURCES } from '../facts/policy-resources';
import { isLaunchRole } from '../model/launched-product';
import type { Deployment, Placed } from '../template/deployment';
import { hasMacro } from '../template/macro';
import type { Resource } from '../template/stack-template';

/** Who is no stranger to a policy, though outside its account. */
export type Outside = Pick<ClaimSpec, 'organization' | 'accounts'>;

/** What is claimed of every domain's key; the first ones can't be acknowledged away. */
export const DOMAIN_CLAIMS: readonly { readonly claim: string; readonly mandatory: boolean }[] = [
  { claim: 'onlyDomainDecrypts', mandatory: true },
  { claim: 'noAccessOutside', mandatory: true },
  { claim: 'notLockedOut', mandatory: true },
  { claim: 'administratorsCannotUse', mandatory: false },
  { claim: 'usersCannotAdminister', mandatory: false },
  { claim: 'onlyAdministratorsAdminister', mandatory: false },
  { claim: 'sharedAsDeclared', mandatory: false },
  { claim: 'deletionIsGuarded', mandatory: false },
  { claim: 'onlyThroughServices', mandatory: false },
  { claim: 'noConfusedDeputy', mandatory: false },
  { claim: 'provisionable', mandatory: false },
  { claim: 'granted', mandatory: false },
];

/**
 * What is claimed of every policy, whoever wrote it: of keys more, as their policies bound everything.
 *
 * @param outside whom each resource's policy lets in on purpose
 */
export function generalClaims(
  deployment: Deployment, isClaimed: (placed: Placed) => boolean = () => false, outside: ReadonlyMap<Resource, Outside> = new Map(),
): ClaimSpec[] {
  const policies = deployment.ofType(...POLICY_RESOURCES.map(({ type }) => type)).filter((placed) => hasPolicy(placed) && !isClaimed(placed));
  return policies.flatMap((placed) => namesFor(placed).map((claim) => (
    { claim, placed, mandatory: false, ...claim === 'noAccessOutside' ? outside.get(placed.resource) : {} })));
}

/** What is claimed of the own policies of every role that launches a product. */
const LAUNCH_CLAIMS = ['launchRoleUsesOnlyItsKeys', 'launchRoleReadsOnlyItsSecrets', 'launchRoleCannotWidenItself'];

function namesFor(placed: Placed): string[] {
  const { stack, resource: { type } } = placed;
  if (isKeyType(type)) {
    return ['noAccessOutside', 'noConfusedDeputy', 'notLockedOut', ...stack.deploymentRole === undefined ? [] : ['provisionable'], 'granted'];
  }
  if (isLaunchRole(placed)) { return ['noAccessOutside', ...LAUNCH_CLAIMS]; }
  // a service role trusts its service, which asks for nothing else; what comes through an endpoint acts for its principal
  return type === 'AWS::IAM::Role' || type === 'AWS::EC2::VPCEndpoint' ? ['noAccessOutside'] : ['noAccessOutside', 'noConfusedDeputy'];
}

const hasPolicy = ({ resource: { type, properties } }: Placed): boolean =>
  isKeyType(type)
  || POLICY_RESOURCES.some((facts) => facts.type === type && (properties[facts.document] !== undefined || hasMacro(properties)));
