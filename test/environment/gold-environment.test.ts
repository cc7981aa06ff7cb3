import { type Stack, aws_ec2 as ec2 } from 'aws-cdk-lib';
import { GoldEnvironment } from '../../src/environment';
import { KeyPurpose } from '../../src/keys';
import { EndpointService } from '../../src/network';
import { DomainSecret } from '../../src/secrets';
import { resourceOf, resourcesOf, statementsOf, testStack } from '../checks/template';

const ORGANIZATION = 'o-a1b2c3d4e5';
const ADMINISTRATOR = 'arn:aws:iam::111111111111:role/key-admin';
const BREAK_GLASS = 'arn:aws:iam::111111111111:role/break-glass';

describe('a gold environment with a VPC of its own', () => {
  let stack: Stack;
  let gold: GoldEnvironment;
  beforeAll(() => {
    stack = testStack();
    gold = new GoldEnvironment(stack, 'Gold', {
      cidr: '10.7.0.0/16', organizationId: ORGANIZATION, keyAdministratorArns: [ADMINISTRATOR], breakGlassArns: [BREAK_GLASS], endpointServices: [EndpointService.KMS],
    });
    const orders = gold.addDomain('Orders');
    orders.key(KeyPurpose.DATA);
    new DomainSecret(orders, 'ProviderKey');
    gold.addDomain('Elsewhere', { organizationId: 'o-z9y8x7w6v5', breakGlassArns: ['arn:aws:iam::111111111111:role/other'] }).key(KeyPurpose.DATA);
  });

  const policyOf = (description: string): string => JSON.stringify(Object.values(resourcesOf(stack, 'AWS::KMS::Key'))
    .filter(({ Properties }) => Properties.Description === description).map((key) => statementsOf(key, 'KeyPolicy')));

  test('makes an isolated VPC of the addresses that were given', () => {
    expect(resourceOf(stack, 'AWS::EC2::VPC').Properties.CidrBlock).toBe('10.7.0.0/16');
    expect(resourceOf(stack, 'AWS::EC2::SecurityGroup', 'GoldEndpoints').Properties.SecurityGroupIngress).toEqual([expect.objectContaining({ CidrIp: '10.7.0.0/16' })]);
  });

  test('makes the endpoints that were asked for, bound to the organization', () => {
    expect(statementsOf(resourceOf(stack, 'AWS::EC2::VPCEndpoint'))[0].Condition).toEqual({
      StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION, 'aws:ResourceOrgID': ORGANIZATION },
    });
  });

  test('has a domain of the platform that owns flow logs and the alarm', () => {
    expect([gold.platform.name, gold.platform.classification, gold.keyTamperAlarm.topic.domain]).toEqual(['platform', 'internal', gold.platform]);
    expect(resourceOf(stack, 'AWS::Logs::LogGroup').Properties.Tags).toEqual(expect.arrayContaining([{ Key: 'domain', Value: 'platform' }]));
  });

  test.each(['data of the domain orders', 'secrets of the domain orders', 'logs of the domain platform', 'messages of the domain platform'])(
    'hands its organization, administrators and break-glass roles to the key for %s', (description) => {
      const policy = policyOf(description);
      expect([policy.includes(`"aws:PrincipalOrgID":"${ORGANIZATION}"`), policy.includes(ADMINISTRATOR), policy.includes(BREAK_GLASS)]).toEqual([true, true, true]);
    });

  test('hands its organization to the secrets of its domains', () => {
    expect(JSON.stringify(resourceOf(stack, 'AWS::SecretsManager::ResourcePolicy').Properties)).toContain(`"aws:PrincipalOrgID":"${ORGANIZATION}"`);
  });

  test('lets a domain have what it was given itself', () => {
    const policy = policyOf('data of the domain elsewhere');
    expect([policy.includes('o-z9y8x7w6v5'), policy.includes(ORGANIZATION), policy.includes('role/other'), policy.includes(BREAK_GLASS)]).toEqual([true, false, true, false]);
    expect(policy).toContain(ADMINISTRATOR);
  });
});

describe('a gold environment in an existing VPC', () => {
  test('makes no VPC, and takes its addresses for the endpoints', () => {
    const stack = testStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Existing', {
      vpcId: 'vpc-0123456789abcdef0', vpcCidrBlock: '10.9.0.0/16', availabilityZones: ['ap-northeast-2a'], isolatedSubnetIds: ['subnet-1'], isolatedSubnetRouteTableIds: ['rtb-1'],
    });
    const gold = new GoldEnvironment(stack, 'Gold', { vpc, platformDomainName: 'ground' });
    expect(gold.vpc).toBe(vpc);
    expect(resourcesOf(stack, 'AWS::EC2::VPC')).toEqual({});
    expect(Object.keys(resourcesOf(stack, 'AWS::EC2::VPCEndpoint'))).toHaveLength(6);
    expect(resourceOf(stack, 'AWS::EC2::SecurityGroup').Properties.SecurityGroupIngress).toEqual([expect.objectContaining({ CidrIp: '10.9.0.0/16' })]);
    expect(resourceOf(stack, 'AWS::SNS::Topic').Properties.Tags).toEqual(expect.arrayContaining([{ Key: 'domain', Value: 'ground' }]));
  });

  test('refuses addresses for a VPC that it does not make', () => {
    const stack = testStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Existing', {
      vpcId: 'vpc-0123456789abcdef0', vpcCidrBlock: '10.9.0.0/16', availabilityZones: ['ap-northeast-2a'], isolatedSubnetIds: ['subnet-1'], isolatedSubnetRouteTableIds: ['rtb-1'],
    });
    expect(() => new GoldEnvironment(stack, 'Gold', { vpc, cidr: '10.7.0.0/16' })).toThrow(/cidr/);
  });
});

test('a gold environment refuses an organization of another form', () => {
  expect(() => new GoldEnvironment(testStack(), 'Gold', { organizationId: 'our-company' })).toThrow(/organizationId is not valid: got 'our-company'/);
});

describe('a gold environment that the edge reaches', () => {
  test('has a VPC with a gateway to which no route leads', () => {
    const stack = testStack();
    new GoldEnvironment(stack, 'Gold', { reachableFromEdge: true });
    expect(Object.keys(resourcesOf(stack, 'AWS::EC2::VPCGatewayAttachment'))).toHaveLength(1);
    expect(Object.keys(resourcesOf(stack, 'AWS::EC2::Route'))).toEqual([]);
  });

  test('takes no VPC that exists: its gateway is its owner\'s', () => {
    const stack = testStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Existing', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['ap-northeast-2a'] });
    expect(() => new GoldEnvironment(stack, 'Gold', { vpc, reachableFromEdge: true })).toThrow(/reachableFromEdge is not valid: got 'true'.*attach an internet gateway/);
  });
});
