import { Annotations, Fn, aws_ec2 as ec2 } from 'aws-cdk-lib';
import type { ProductTemplate } from './product-template';

const GROUP = 'Network';

/** What products ask of the network that they are launched in, in the same words everywhere. */
export class NetworkParameters {
  /** A VPC with two isolated subnets, in different Availability Zones: asks for it, its addresses and the subnets, as the product `environment` puts them out. */
  public static isolatedVpc(template: ProductTemplate): ec2.IVpc {
    const vpc = template.ask('VpcId', { group: GROUP, label: 'VPC', description: 'The VPC that it is launched in.', type: 'AWS::EC2::VPC::Id' });
    const cidr = template.ask('VpcCidr', {
      group: GROUP,
      label: 'Addresses of the VPC',
      description: 'The IPv4 addresses of the VPC, such as 10.0.0.0/16: its endpoints are reached there.',
      allowedPattern: '^([0-9]{1,3}\\.){3}[0-9]{1,3}/(1[6-9]|2[0-8])$',
    });
    return known(ec2.Vpc.fromVpcAttributes(template, 'Vpc', {
      vpcId: vpc.valueAsString,
      vpcCidrBlock: cidr.valueAsString,
      availabilityZones: zonesOf(),
      isolatedSubnetIds: subnetsOf(template, 'Isolated'),
    }));
  }

  /** A VPC with two public subnets, in different Availability Zones: asks for it and the subnets. */
  public static publicVpc(template: ProductTemplate): ec2.IVpc {
    const vpc = template.ask('VpcId', { group: GROUP, label: 'VPC', description: 'The VPC that it is launched in.', type: 'AWS::EC2::VPC::Id' });
    return known(ec2.Vpc.fromVpcAttributes(template, 'Vpc', { vpcId: vpc.valueAsString, availabilityZones: zonesOf(), publicSubnetIds: subnetsOf(template, 'Public') }));
  }
}

/** Nothing here asks for route tables, of which CDK warns that it does not know them. */
function known(vpc: ec2.IVpc): ec2.IVpc {
  for (const subnet of [...vpc.isolatedSubnets, ...vpc.publicSubnets]) { Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId'); }
  return vpc;
}

/** Which zones they are, only the subnets know: that they differ is asked for. */
const zonesOf = (): string[] => [0, 1].map((zone) => Fn.select(zone, Fn.getAzs()));

const subnetsOf = (template: ProductTemplate, kind: 'Isolated' | 'Public'): string[] => ['A', 'B'].map((which) => template.ask(`${kind}Subnet${which}`, {
  group: GROUP,
  label: `${kind} subnet ${which}`,
  description: `${kind === 'Isolated' ? 'A subnet without a route to the internet' : 'A subnet with a route to an internet gateway'}, in another Availability Zone than the other one.`,
  type: 'AWS::EC2::Subnet::Id',
}).valueAsString);
