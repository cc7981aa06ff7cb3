import { type SubnetSelection, SubnetType, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { InvalidInputError } from '../../private/errors';

/** Refuses a VPC that lacks the subnets which functions run in where none are named. */
export function requireIsolatedSubnets(vpc: IVpc, vpcSubnets?: SubnetSelection): void {
  if (vpcSubnets !== undefined) { return; }
  try {
    vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED }); // CDK throws, unless a lookup has still to find them
  } catch {
    throw new InvalidInputError({
      what: `subnets of the VPC '${vpc.node.path}'`,
      got: 'none that is isolated',
      allowed: 'a VPC with isolated subnets, or `vpcSubnets`',
      fix: 'pass `vpcSubnets`: subnets with a way to the endpoint of Secrets Manager and to what the function calls',
    });
  }
}
