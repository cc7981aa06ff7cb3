import { Names, aws_shield as shield } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ShieldMembers } from './shield-members';
import { Domain } from '../../core';

/** How the traffic of a group's resources is taken together. */
export enum ShieldAggregation {
  /** The total: right for most, such as addresses of instances that scale. */
  SUM = 'SUM',
  /** The average: for resources that share traffic evenly, such as load balancers and accelerators. */
  MEAN = 'MEAN',
  /** The highest: for resources that share no traffic, such as distributions. */
  MAX = 'MAX',
}

/** Properties of a group of protections. */
export interface ShieldProtectionGroupProps {
  /** Which protected resources are in the group. */
  readonly members: ShieldMembers;

  /**
   * The domain that owns the group.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * How their traffic is taken together.
   *
   * @default ShieldAggregation.SUM
   */
  readonly aggregation?: ShieldAggregation;
}

/**
 * Protected resources that Shield Advanced judges as one: fewer false alarms where traffic moves between them, as in a blue/green swap.
 *
 * Automatic mitigation knows no groups: it acts for each resource.
 *
 * @example
 * const shop = new core.Domain(this, 'Shop');
 * new edge.ShieldProtectionGroup(shop, 'Distributions', {
 *   members: edge.ShieldMembers.ofType(edge.ShieldResourceType.DISTRIBUTION),
 *   aggregation: edge.ShieldAggregation.MAX,
 * });
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/ddos-protection-groups.html
 */
export class ShieldProtectionGroup extends Construct {
  /** The domain that owns the group. */
  public readonly domain: Domain;
  /** The ARN of the group. */
  public readonly protectionGroupArn: string;

  constructor(scope: Construct, id: string, props: ShieldProtectionGroupProps) {
    super(scope, id);
    this.domain = props.domain ?? Domain.of(scope);
    const group = new shield.CfnProtectionGroup(this, 'Resource', {
      protectionGroupId: Names.uniqueResourceName(this, { maxLength: 36, separator: '-' }),
      pattern: props.members.pattern,
      resourceType: props.members.resourceType,
      members: props.members.protections?.map(({ resource }) => resource._arnIn(this)),
      aggregation: props.aggregation ?? ShieldAggregation.SUM,
    });
    props.members.protections?.forEach((protection) => group.node.addDependency(protection)); // a member must be protected already
    this.protectionGroupArn = group.attrProtectionGroupArn;
    this.domain.tag(this);
  }
}
