import type { Stack } from 'aws-cdk-lib';
import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Domain } from '../../src/core';
import { EndpointService, IsolatedVpc, PrivateEndpoints } from '../../src/network';
import { type Resource, resourceOf, resourcesOf, statementsOf, testStack } from '../checks/template';

const ORGANIZATION = 'o-a1b2c3d4e5';
const OWN = { Ref: 'AWS::AccountId' };

const existingVpc = (stack: Stack): ec2.IVpc => ec2.Vpc.fromVpcAttributes(stack, 'Existing', {
  vpcId: 'vpc-0123456789abcdef0',
  vpcCidrBlock: '10.9.0.0/16',
  availabilityZones: ['ap-northeast-2a', 'ap-northeast-2c'],
  isolatedSubnetIds: ['subnet-1', 'subnet-2'],
  isolatedSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
});

describe('an isolated VPC', () => {
  let stack: Stack;
  beforeAll(() => {
    stack = testStack();
    new IsolatedVpc(stack, 'Vpc', { domain: new Domain(stack, 'Platform') });
  });

  test('has no way to the internet', () => {
    const types = new Set(Object.values(resourcesOf(stack)).map(({ Type }) => Type));
    expect([...types].filter((type) => /InternetGateway|NatGateway|VPCGatewayAttachment|EIP|EC2::Route$|EgressOnly|VPNGateway/.test(type))).toEqual([]);
  });

  test('has subnets in two zones that give no public address', () => {
    const subnets = Object.values(resourcesOf(stack, 'AWS::EC2::Subnet')).map(({ Properties }) => Properties);
    expect(subnets).toHaveLength(2);
    expect(subnets).toEqual([expect.objectContaining({ MapPublicIpOnLaunch: false, CidrBlock: '10.0.0.0/20' }), expect.objectContaining({ MapPublicIpOnLaunch: false, CidrBlock: '10.0.16.0/20' })]);
  });

  test('logs all traffic into an encrypted log group, by a role that only this account\'s flow logs assume', () => {
    const [groupId] = Object.keys(resourcesOf(stack, 'AWS::Logs::LogGroup'));
    expect(resourceOf(stack, 'AWS::EC2::FlowLog').Properties).toMatchObject({ TrafficType: 'ALL', LogDestinationType: 'cloud-watch-logs', LogGroupName: { Ref: groupId } });
    expect(resourceOf(stack, 'AWS::Logs::LogGroup').Properties).toMatchObject({ KmsKeyId: expect.anything() });
    const role = resourceOf(stack, 'AWS::IAM::Role', 'VpcFlowLogsRole');
    expect(statementsOf(role, 'AssumeRolePolicyDocument')).toEqual([expect.objectContaining({
      Principal: { Service: 'vpc-flow-logs.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': OWN } },
    })]);
  });

  test('has its default security group emptied', () => {
    expect(resourceOf(stack, 'Custom::VpcRestrictDefaultSG').Properties.DefaultSecurityGroupId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Vpc/), 'DefaultSecurityGroup'] });
  });

  test('is reachable from CloudFront and Global Accelerator where asked, by a gateway to which no route leads', () => {
    const open = testStack();
    const vpc = new IsolatedVpc(open, 'Vpc', { domain: new Domain(open, 'Platform'), reachableFromEdge: true });
    const waiting = new ec2.CfnEIP(open, 'Waiting');
    waiting.node.addDependency(vpc.internetConnectivityEstablished);
    const [gateway] = Object.keys(resourcesOf(open, 'AWS::EC2::InternetGateway'));
    expect(resourceOf(open, 'AWS::EC2::VPCGatewayAttachment').Properties).toMatchObject({ InternetGatewayId: { Ref: gateway }, VpcId: { Ref: expect.stringMatching(/^Vpc/) } });
    expect(Object.keys(resourcesOf(open, 'AWS::EC2::Route'))).toEqual([]);
    expect((resourceOf(open, 'AWS::EC2::EIP') as unknown as { DependsOn: string[] }).DependsOn).toEqual(Object.keys(resourcesOf(open, 'AWS::EC2::VPCGatewayAttachment')));
  });

  test('carries the tags of the domain that owns its logs', () => {
    expect(resourceOf(stack, 'AWS::EC2::VPC').Properties.Tags).toEqual(expect.arrayContaining([{ Key: 'domain', Value: 'platform' }]));
  });

  test('knows its addresses as they were given', () => {
    expect((stack.node.findChild('Vpc') as IsolatedVpc).cidr).toBe('10.0.0.0/16');
  });

  test.each([
    ['/27', '10.1.2.0/27', ['10.1.2.0/28', '10.1.2.16/28']], ['/24', '10.1.2.0/24', ['10.1.2.0/28', '10.1.2.16/28']], ['/20', '10.1.0.0/20', ['10.1.0.0/24', '10.1.1.0/24']],
  ])('takes a block of %s', (_name, cidr, expected) => {
    const small = testStack();
    new IsolatedVpc(small, 'Vpc', { domain: new Domain(small, 'Platform'), cidr });
    expect(Object.values(resourcesOf(small, 'AWS::EC2::Subnet')).map(({ Properties }) => Properties.CidrBlock)).toEqual(expected);
  });

  test.each(['10.0.0.0', '10.0.0.0/8', '10.0.0.0/29', '10.0.0/16', 'fd00::/48', '', '10.0.0.0/16 ', '10.0.0.0/28', '999.0.0.0/16', '10.0.0.1/16'])('refuses the block \'%s\'', (cidr) => {
    const bad = testStack();
    expect(() => new IsolatedVpc(bad, 'Vpc', { domain: new Domain(bad, 'Platform'), cidr })).toThrow(/cidr is not valid: got '.*'; allowed: an IPv4 block/);
  });

  test.each([0, 1, -2, 2.5, Number.NaN])('refuses %d zones', (maxAzs) => {
    const bad = testStack();
    expect(() => new IsolatedVpc(bad, 'Vpc', { domain: new Domain(bad, 'Platform'), maxAzs })).toThrow(/maxAzs is not valid: got .*; allowed: .*2/);
  });
});

describe('private endpoints', () => {
  const endpointsOf = (stack: Stack): Readonly<Record<string, Resource>> => Object.fromEntries(Object.entries(resourcesOf(stack, 'AWS::EC2::VPCEndpoint'))
    .map(([id, resource]) => [id.replace(/^Endpoints(.*)[0-9A-F]{8}$/, '$1'), resource]));
  const all = [
    EndpointService.KMS, EndpointService.SECRETS_MANAGER, EndpointService.STS, EndpointService.LOGS, EndpointService.SQS,
    EndpointService.SNS, EndpointService.SSM, EndpointService.API_GATEWAY, EndpointService.S3, EndpointService.DYNAMODB,
  ];
  const PREFIXES: Readonly<Record<string, string>> = {
    Kms: 'kms', SecretsManager: 'secretsmanager', Sts: 'sts', Logs: 'logs', Sqs: 'sqs', Sns: 'sns', Ssm: 'ssm', ApiGateway: 'execute-api', S3: 's3', DynamoDb: 'dynamodb',
  };
  let stack: Stack;
  let endpoints: PrivateEndpoints;
  beforeAll(() => {
    stack = testStack();
    endpoints = new PrivateEndpoints(stack, 'Endpoints', { vpc: existingVpc(stack), services: all });
  });

  test('let only callers of the own account reach only its own resources, each for its own service', () => {
    const conditions = Object.fromEntries(Object.entries(endpointsOf(stack)).map(([id, endpoint]) => [id, statementsOf(endpoint)]));
    const expected = Object.entries(PREFIXES).map(([id, prefix]) => [id, [{
      Sid: 'OwnCallersAndResourcesOnly',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Resource: '*',
      Action: `${prefix}:*`,
      Condition: { StringEquals: { 'aws:PrincipalAccount': OWN, ...id === 'Sts' ? {} : { 'aws:ResourceAccount': OWN } } },
    }]]);
    expect(conditions).toEqual(Object.fromEntries(expected));
  });

  test('of ECR let images of the own account be pulled: its layers come from the one bucket of AWS, and signing in has no resource', () => {
    const pulling = testStack();
    new PrivateEndpoints(pulling, 'Endpoints', { vpc: existingVpc(pulling), services: [EndpointService.ECR_API, EndpointService.ECR_DOCKER, EndpointService.S3] });
    const { EcrApi, EcrDocker, S3 } = endpointsOf(pulling);
    for (const endpoint of [EcrApi, EcrDocker]) {
      expect(statementsOf(endpoint).map(({ Action, Condition }) => [Action, Condition])).toEqual([
        ['ecr:*', { StringEquals: { 'aws:PrincipalAccount': OWN, 'aws:ResourceAccount': OWN } }],
        ['ecr:GetAuthorizationToken', { StringEquals: { 'aws:PrincipalAccount': OWN } }],
      ]);
    }
    expect(statementsOf(S3)[1]).toMatchObject({
      Sid: 'ImageLayersOfEcr', Action: 's3:GetObject', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::prod-ap-northeast-2-starport-layer-bucket/*']] },
    });
    expect(statementsOf(endpointsOf(stack).S3)).toHaveLength(1);
  });

  test('of an existing VPC lie in its isolated subnets, with private names', () => {
    expect(endpointsOf(stack).Kms.Properties).toMatchObject({
      VpcId: 'vpc-0123456789abcdef0', SubnetIds: ['subnet-1', 'subnet-2'], PrivateDnsEnabled: true, VpcEndpointType: 'Interface',
    });
  });

  test('of S3 and DynamoDB are routes of the isolated subnets', () => {
    for (const id of ['S3', 'DynamoDb']) {
      expect(endpointsOf(stack)[id].Properties).toMatchObject({ VpcEndpointType: 'Gateway', RouteTableIds: ['rtb-1', 'rtb-2'] });
    }
  });

  test('take HTTPS from the VPC and call nobody', () => {
    const { Properties } = resourceOf(stack, 'AWS::EC2::SecurityGroup');
    expect(Properties.SecurityGroupIngress).toEqual([expect.objectContaining({ CidrIp: '10.9.0.0/16', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 })]);
    expect(Properties.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp' })]);
  });

  test('are found by their service; one that is missing is named', () => {
    expect(endpoints.endpoint(EndpointService.KMS).vpcEndpointId).toBeDefined();
    const few = new PrivateEndpoints(testStack(), 'Endpoints', { vpc: existingVpc(testStack()), services: [EndpointService.S3] });
    expect(() => few.endpoint(EndpointService.KMS)).toThrow(/got 'Kms'; allowed: S3; add the service to `services`/);
  });

  test('open for all private APIs only where there is one of API Gateway', () => {
    const few = new PrivateEndpoints(testStack(), 'Endpoints', { vpc: existingVpc(testStack()), services: [EndpointService.S3] });
    expect(() => { few.allowAllApis(); }).toThrow(/got 'ApiGateway'; allowed: S3; add the service to `services`/);
  });

  test('are those of the usual six services, unless others are asked for', () => {
    const usual = testStack();
    new PrivateEndpoints(usual, 'Endpoints', { vpc: existingVpc(usual) });
    expect(Object.keys(endpointsOf(usual)).sort()).toEqual(['DynamoDb', 'Kms', 'Logs', 'S3', 'SecretsManager', 'Sts']);
  });

  test('are bound to the organization where it is known', () => {
    const inOrganization = testStack();
    new PrivateEndpoints(inOrganization, 'Endpoints', { vpc: existingVpc(inOrganization), organizationId: ORGANIZATION });
    const { Kms, Sts } = endpointsOf(inOrganization);
    expect(statementsOf(Kms)[0].Condition).toEqual({ StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION, 'aws:ResourceOrgID': ORGANIZATION } });
    expect(statementsOf(Sts)[0].Condition).toEqual({ StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } });
  });

  test.each([
    ['no service', { services: [] }, /services is not valid: got 'none'/],
    ['a service twice', { services: [EndpointService.KMS, EndpointService.KMS] }, /Kms/],
    ['an organization of another form', { organizationId: 'our-company' }, /organizationId is not valid: got 'our-company'/],
  ])('refuse %s', (_name, props, message) => {
    const bad = testStack();
    expect(() => new PrivateEndpoints(bad, 'Endpoints', { vpc: existingVpc(bad), ...props })).toThrow(message);
  });
});
