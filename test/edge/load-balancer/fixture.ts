import type { Stack } from 'aws-cdk-lib';
import { aws_certificatemanager as acm, aws_ec2 as ec2, aws_ecr as ecr, aws_ecs as ecs, aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import { DomainService, type DomainServiceProps } from '../../../src/compute';
import { Domain } from '../../../src/core';
import { LoadBalancerAccess, SecureLoadBalancer, type SecureLoadBalancerProps } from '../../../src/edge';
import { ACCOUNT, REGION, testStack } from '../../checks/template';

export const certificateArnOf = (region: string): string => `arn:aws:acm:${region}:${ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555`;

/** A stack with a VPC, a certificate and a domain. */
export class World {
  public readonly vpc: ec2.IVpc;
  public readonly certificate: acm.ICertificate;
  public readonly shop: Domain;

  constructor(public readonly stack: Stack = testStack(), public readonly maxAzs = 2) {
    this.vpc = new ec2.Vpc(stack, 'Vpc', {
      maxAzs,
      natGateways: 0,
      subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }, { name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    this.certificate = acm.Certificate.fromCertificateArn(stack, 'Certificate', certificateArnOf(REGION));
    this.shop = new Domain(stack, 'Shop');
  }

  public balancer(props: Partial<SecureLoadBalancerProps> = {}, id = 'LoadBalancer'): SecureLoadBalancer {
    const usual = { vpc: this.vpc, access: LoadBalancerAccess.internet(), certificates: [this.certificate] };
    return new SecureLoadBalancer(this.shop, id, { ...usual, ...props });
  }

  public service(props: Partial<DomainServiceProps> = {}, id = 'Web'): DomainService {
    const repository = this.stack.node.tryFindChild('Images') as ecr.IRepository | undefined ?? ecr.Repository.fromRepositoryName(this.stack, 'Images', 'shop/web');
    return new DomainService(this.shop, id, { vpc: this.vpc, image: ecs.ContainerImage.fromEcrRepository(repository, '1.4.0'), ...props });
  }

  public addresses(): elbv2.IApplicationLoadBalancerTarget[] {
    return [{ attachToApplicationTargetGroup: () => ({ targetType: elbv2.TargetType.IP, targetJson: { id: '10.0.0.10' } }) }];
  }
}
