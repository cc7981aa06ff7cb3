import { type Stack, aws_ec2 as ec2, aws_elasticloadbalancingv2 as elbv2, aws_globalaccelerator as globalaccelerator } from 'aws-cdk-lib';
import { World } from './fixture';
import { FixedAddress, type FixedAddressProps, LoadBalancerAccess, type SecureLoadBalancer } from '../../../src/edge';
import { IsolatedVpc } from '../../../src/network';
import { testApp } from '../../checks/synth';
import { ACCOUNT, deployed, resourceOf, resourcesOf, statementsOf, testStack } from '../../checks/template';

const behindAccelerator = (world: World, props: Parameters<World['balancer']>[0] = {}): SecureLoadBalancer =>
  world.balancer({ access: LoadBalancerAccess.accelerator(), ...props });

describe('fixed addresses', () => {
  let stack: Stack;
  beforeAll(() => {
    const world = new World();
    ({ stack } = world);
    new FixedAddress(world.shop, 'Address', { loadBalancer: behindAccelerator(world), ipAddresses: ['192.0.2.10', '198.51.100.10'] });
  });
  const idOf = (type: string) => Object.keys(resourcesOf(stack, type))[0];

  test('lead port 443 to the load balancer, which sees the clients\' addresses', () => {
    expect(resourceOf(stack, 'AWS::GlobalAccelerator::Listener').Properties).toMatchObject({ Protocol: 'TCP', PortRanges: [{ FromPort: 443, ToPort: 443 }] });
    expect(resourceOf(stack, 'AWS::GlobalAccelerator::EndpointGroup').Properties).toMatchObject({
      EndpointGroupRegion: 'ap-northeast-2',
      EndpointConfigurations: [{ EndpointId: { Ref: idOf('AWS::ElasticLoadBalancingV2::LoadBalancer') }, ClientIPPreservationEnabled: true }],
    });
  });

  test('may be one\'s own', () => {
    expect(resourceOf(stack, 'AWS::GlobalAccelerator::Accelerator').Properties).toMatchObject({ IpAddresses: ['192.0.2.10', '198.51.100.10'], IpAddressType: 'IPV4' });
  });

  test('are kept when their stack goes away', () => {
    expect(resourceOf(stack, 'AWS::GlobalAccelerator::Accelerator').DeletionPolicy).toBe('RetainExceptOnCreate');
  });

  test('log their flows to a bucket that lets only the account\'s deliveries in', () => {
    const { Properties } = resourceOf(stack, 'AWS::GlobalAccelerator::Accelerator');
    const [bucket] = Object.keys(resourcesOf(stack, 'AWS::S3::Bucket')).filter((id) => id.startsWith('GoldLoadBalancerLogs'));
    expect(Properties).toMatchObject({ FlowLogsEnabled: true, FlowLogsS3Bucket: { Ref: bucket }, FlowLogsS3Prefix: 'flow' });
    const policy = resourceOf(stack, 'AWS::S3::BucketPolicy', 'GoldLoadBalancerLogs');
    expect(deployed(statementsOf(policy).filter(({ Sid }) => /FlowLogs/.test(Sid ?? '')), { [bucket]: 'BUCKET' })).toEqual([
      expect.objectContaining({
        Action: 's3:PutObject',
        Resource: `BUCKET/flow/AWSLogs/${ACCOUNT}/*`,
        Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      }),
      expect.objectContaining({ Action: 's3:GetBucketAcl', Resource: 'BUCKET', Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }),
    ]);
  });

  test('are the only way to the load balancer: it is inside, and open to the accelerator\'s security group alone', () => {
    expect(resourceOf(stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Properties.Scheme).toBe('internal');
    expect(resourceOf(stack, 'AWS::EC2::SecurityGroup', 'ShopLoadBalancer').Properties).not.toHaveProperty('SecurityGroupIngress');
    const lookup = idOf('Custom::AcceleratorSecurityGroup');
    expect(resourceOf(stack, 'AWS::EC2::SecurityGroupIngress').Properties).toMatchObject({ FromPort: 443, ToPort: 443, SourceSecurityGroupId: { Ref: lookup } });
  });

  test('have AWS WAF on the load balancer', () => {
    expect(resourceOf(stack, 'AWS::WAFv2::WebACLAssociation').Properties.ResourceArn).toEqual({ Ref: idOf('AWS::ElasticLoadBalancingV2::LoadBalancer') });
  });

  test('look the security group up once AWS has made it, by a role that reads and does nothing else', () => {
    const lookup = resourceOf(stack, 'Custom::AcceleratorSecurityGroup') as unknown as { DependsOn: string[]; Properties: { VpcId: unknown } };
    expect(lookup.DependsOn).toContain(idOf('AWS::GlobalAccelerator::EndpointGroup'));
    expect(lookup.Properties).toMatchObject({ VpcId: { Ref: idOf('AWS::EC2::VPC') }, GroupName: 'GlobalAccelerator', OwnerId: { Ref: 'AWS::AccountId' } });
    const actions = statementsOf(resourceOf(stack, 'AWS::IAM::ManagedPolicy', 'shopservicesecuritygroups')).flatMap(({ Action }) => Action);
    expect(actions).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents', 'ec2:DescribeSecurityGroups']);
  });
});

describe('fixed addresses are refused', () => {
  const address = (props: Partial<FixedAddressProps>, balancer: Parameters<World['balancer']>[0] = {}) => () => {
    const world = new World();
    new FixedAddress(world.shop, 'Address', { loadBalancer: behindAccelerator(world, balancer), ...props });
  };

  test('before a load balancer that has one already, which is named', () => {
    const world = new World();
    const loadBalancer = behindAccelerator(world);
    new FixedAddress(world.shop, 'Address', { loadBalancer });
    expect(() => new FixedAddress(world.shop, 'Second', { loadBalancer })).toThrow(/'Test\/Shop\/LoadBalancer'.*'Test\/Shop\/Second'.*'Test\/Shop\/Address' leads to.*use the addresses of that one/);
  });

  test('for a Network Load Balancer: AWS WAF can\'t sit on one', () => {
    const world = new World();
    const loadBalancer = new elbv2.NetworkLoadBalancer(world.stack, 'Network', { vpc: world.vpc }) as unknown as SecureLoadBalancer;
    expect(() => new FixedAddress(world.shop, 'Address', { loadBalancer })).toThrow(/a Network Load Balancer.*SecureLoadBalancer.*put an application load balancer/);
  });

  test('for a load balancer that can be reached beside them, or has no web ACL', () => {
    expect(address({}, { access: LoadBalancerAccess.internet() })).toThrow(/got 'internet'.*LoadBalancerAccess\.accelerator\(\)/);
    expect(address({}, { access: LoadBalancerAccess.cloudFront() })).toThrow(/got 'cloudfront'/);
  });

  test('in a VPC without an internet gateway, unless one is attached: at synthesis', () => {
    const worldOf = () => {
      const app = testApp();
      const world = new World(testStack(app));
      const vpc = new IsolatedVpc(world.stack, 'Isolated', { domain: world.shop });
      new FixedAddress(world.shop, 'Address', { loadBalancer: behindAccelerator(world, { vpc }) });
      return { app, stack: world.stack, vpc };
    };
    expect(() => worldOf().app.synth()).toThrow(/VPC 'Test\/Isolated'.*no internet gateway.*CfnVPCGatewayAttachment/);
    const { app, stack, vpc } = worldOf();
    new ec2.CfnVPCGatewayAttachment(stack, 'Attachment', { vpcId: vpc.vpcId, internetGatewayId: new ec2.CfnInternetGateway(stack, 'Gateway').ref });
    expect(() => app.synth()).not.toThrow();
  });

  test.each([[[]], [['192.0.2.1', '192.0.2.2', '192.0.2.3']], [['192.0.2.1/32']], [['192.0.2.256']]])('with the addresses %j', (ipAddresses) => {
    expect(address({ ipAddresses })).toThrow(/ipAddresses.*one or two/);
  });

  test('with IPv6 before a load balancer without', () => {
    expect(address({ ipAddressType: globalaccelerator.IpAddressType.DUAL_STACK })).toThrow(/DUAL_STACK.*give the load balancer/);
  });
});
