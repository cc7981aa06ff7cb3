import { Token, aws_ec2 as ec2 } from 'aws-cdk-lib';
import { LEAST_ZONES } from './facts';
import { refuseUnless } from '../../../private/errors';
import type { LoadBalancerAccess } from '../load-balancer-access';

/** The subnets of a load balancer: in enough zones, and public ones where it serves the internet. */
export function subnetsOf(vpc: ec2.IVpc, access: LoadBalancerAccess, given?: ec2.SubnetSelection): ec2.SubnetSelection {
  const selection = given ?? usual(vpc, access);
  const { subnets, isPendingLookup } = vpc.selectSubnets(selection);
  if (isPendingLookup) { return selection; }
  const zones = new Set(subnets.map(({ availabilityZone }) => availabilityZone)).size;
  refuseUnless(zones >= LEAST_ZONES, {
    what: 'subnets of a load balancer',
    got: `${zones} ${zones === 1 ? 'zone' : 'zones'}`,
    allowed: `subnets in ${LEAST_ZONES} Availability Zones or more`,
    fix: 'pass a VPC or `vpcSubnets` with one subnet in each of two zones',
  });
  const closed = [...vpc.isolatedSubnets, ...vpc.privateSubnets];
  const isClosed = subnets.some((subnet) => closed.includes(subnet));
  refuseUnless(!access.internetFacing || !isClosed, {
    what: 'subnets of a load balancer that serves the internet',
    got: 'isolated or private subnets',
    allowed: 'public subnets: their route to an internet gateway carries the answers',
    fix: 'pass a VPC with public subnets, or keep the load balancer inside (`LoadBalancerAccess.cloudFront()`, `.accelerator()`, `.peers(…)`)',
  });
  return selection;
}

/** Refuses a login at a provider that the load balancer can't call. */
export function checkLogin(id: string, vpc: ec2.IVpc | undefined, subnets: ec2.SubnetSelection): void {
  if (vpc === undefined) { return; }
  const { subnets: selected, isPendingLookup } = vpc.selectSubnets(subnets);
  refuseUnless(isPendingLookup === true || !selected.some((subnet) => vpc.isolatedSubnets.includes(subnet)), {
    what: `authentication of '${id}'`,
    got: 'a login, in isolated subnets',
    allowed: 'a login in subnets with a way to the internet, by which the load balancer calls the provider',
    fix: 'pass `vpcSubnets` with one to the load balancer, use LoadBalancerAuthentication.jwt(…), or let the targets ask who calls',
  });
}

function usual(vpc: ec2.IVpc, access: LoadBalancerAccess): ec2.SubnetSelection {
  if (!access.internetFacing) {
    return { subnetType: vpc.isolatedSubnets.length > 0 ? ec2.SubnetType.PRIVATE_ISOLATED : ec2.SubnetType.PRIVATE_WITH_EGRESS };
  }
  refuseUnless(vpc.publicSubnets.length > 0 || Token.isUnresolved(vpc.vpcId) && vpc.isolatedSubnets.length + vpc.privateSubnets.length === 0, {
    what: 'vpc of a load balancer that serves the internet',
    got: 'a VPC without public subnets',
    allowed: 'a VPC with public subnets in two Availability Zones',
    fix: 'pass one, or keep the load balancer inside (`LoadBalancerAccess.cloudFront()`, `.accelerator()`, `.peers(…)`)',
  });
  return { subnetType: ec2.SubnetType.PUBLIC };
}
