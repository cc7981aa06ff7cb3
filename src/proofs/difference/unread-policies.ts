import { type Deployed, keyOf } from './deployed';
import { ATTACHED, HOLDERS } from './holder';
import type { Both } from './subject';
import { POLICY_RESOURCES } from '../facts/policy-resources';
import type { Placed } from '../template/deployment';

/** Types that give access in other ways than by a policy document. */
const GIVING = [
  'AWS::Lambda::Permission', 'AWS::Lambda::LayerVersionPermission', 'AWS::Events::EventBusPolicy', 'AWS::IAM::UserToGroupAddition', 'AWS::RAM::ResourceShare',
  'AWS::RAM::Permission', 'AWS::EC2::VPCEndpointServicePermissions', 'AWS::LakeFormation::Permissions', 'AWS::LakeFormation::PrincipalPermissions',
  'AWS::SSO::Assignment',
];

/** Types whose policies are decided. */
const READ = new Set([...POLICY_RESOURCES.map(({ type }) => type), ...Object.keys(HOLDERS), ...ATTACHED]);

/** A resource whose policy changed, and nobody decides what that means. */
export interface UnreadPolicy {
  readonly placed: Placed;
  readonly reason: string;
}

/** Policies of other types that are not equal on both sides: they must not go by unseen. */
export function unreadPolicies({ older, newer }: Both<Deployed>): UnreadPolicy[] {
  const [before, after] = [older, newer].map((side) =>
    new Map(side.deployment.resources.filter((placed) => mayGive(placed) || isUnreadStack(side, placed)).map((placed) => [keyOf(placed), placed])));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    if (one && other && textOf(one) === textOf(other)) { return []; }
    const how = !one ? 'added' : !other ? 'removed' : 'changed';
    const placed = (other ?? one)!;
    return [{ placed, reason: `it was ${how}, and who gets access by a resource of type ${placed.resource.type} is not decided` }];
  });
}

/** A policy may also be a text of JSON, its quotation marks escaped. */
const mayGive = ({ resource: { type, properties } }: Placed): boolean =>
  !READ.has(type) && (GIVING.includes(type) || /\\*"Statement\\*":/.test(JSON.stringify(properties)));

/** A nested stack whose template is not among those that were read. */
const isUnreadStack = ({ stacks }: Deployed, { stack, resource: { type, logicalId } }: Placed): boolean =>
  type === 'AWS::CloudFormation::Stack' && !stacks.some((one) => one.stack === `${stack.stack}/${logicalId}`);

const textOf = ({ resource: { properties, condition } }: Placed): string => JSON.stringify([properties, condition ?? null]);
