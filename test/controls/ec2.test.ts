import { aws_ec2 as ec2, aws_iam as iam, type Stack } from 'aws-cdk-lib';
import { testControls } from './control-case';
import type { Control } from '../../src/controls/control';
import { endpointPolicy } from '../../src/controls/ec2/endpoint-policy';
import { endpointPrivateDns } from '../../src/controls/ec2/endpoint-private-dns';
import { flowLogs } from '../../src/controls/ec2/flow-logs';
import { type ResourceDeclaration, Template } from '../../src/controls/template';

const SERVICE = 'com.amazonaws.ap-northeast-2.kms';

const vpcOf = (stack: Stack) => new ec2.Vpc(stack, 'Vpc', { natGateways: 0 });
const endpointOf = (stack: Stack, privateDnsEnabled = true) =>
  vpcOf(stack).addInterfaceEndpoint('Kms', { service: ec2.InterfaceVpcEndpointAwsService.KMS, privateDnsEnabled });
const cfnEndpointOf = (stack: Stack, props: Partial<ec2.CfnVPCEndpointProps> = {}) =>
  new ec2.CfnVPCEndpoint(stack, 'Endpoint', { vpcId: 'vpc-1', serviceName: SERVICE, vpcEndpointType: 'Interface', ...props });
const cfn = (endpoint: ec2.VpcEndpoint) => endpoint.node.defaultChild as ec2.CfnVPCEndpoint;
const restrict = (endpoint: ec2.VpcEndpoint, conditions: Record<string, unknown>) => {
  endpoint.addToPolicy(new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['*'], resources: ['*'], conditions }));
  return endpoint;
};
const policyOf = (condition?: unknown) => ({
  Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...(condition === undefined ? {} : { Condition: condition }) },
});
const bound = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } };
const endpointWith = (properties: Record<string, unknown>) => ({
  Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcId: 'vpc-1', ServiceName: SERVICE, VpcEndpointType: 'Interface', ...properties } },
});
const VPC: ResourceDeclaration = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } };
const logOf = (properties: Record<string, unknown>): ResourceDeclaration => ({
  Type: 'AWS::EC2::FlowLog',
  Properties: { ResourceId: { Ref: 'Vpc' }, ResourceType: 'VPC', TrafficType: 'ALL', LogDestinationType: 's3', LogDestination: 'arn:aws:s3:::logs', ...properties },
});
const cfnLogOf = (stack: Stack, trafficType: string) => new ec2.CfnFlowLog(stack, 'Log', {
  resourceId: new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' }).ref, resourceType: 'VPC', trafficType,
});

testControls(
  {
    control: endpointPolicy,
    l2: { passes: (stack) => restrict(endpointOf(stack), bound), fails: (stack) => endpointOf(stack) },
    l1: {
      passes: (stack) => cfnEndpointOf(stack, { policyDocument: policyOf(bound) }),
      fails: (stack) => cfnEndpointOf(stack, { policyDocument: policyOf() }),
    },
    override: {
      passes: (stack) => cfn(endpointOf(stack)).addPropertyOverride('PolicyDocument', policyOf(bound)),
      fails: (stack) => cfn(restrict(endpointOf(stack), bound)).addPropertyDeletionOverride('PolicyDocument.Statement.0.Condition'),
    },
    template: {
      passes: endpointWith({ PolicyDocument: policyOf({ StringEquals: { 'AWS:ResourceAccount': { 'Fn::Sub': '${AWS::AccountId}' } } }) }),
      fails: endpointWith({ VpcEndpointType: 'Gateway', PolicyDocument: policyOf({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } }) }),
    },
  },
  {
    control: endpointPrivateDns,
    l2: { passes: (stack) => endpointOf(stack), fails: (stack) => endpointOf(stack, false) },
    l1: { passes: (stack) => cfnEndpointOf(stack, { privateDnsEnabled: true }), fails: (stack) => cfnEndpointOf(stack) },
    override: {
      passes: (stack) => cfn(endpointOf(stack, false)).addPropertyOverride('PrivateDnsEnabled', true),
      fails: (stack) => cfn(endpointOf(stack)).addPropertyOverride('PrivateDnsEnabled', 'false'),
    },
    template: { passes: endpointWith({ PrivateDnsEnabled: 'true' }), fails: endpointWith({ PrivateDnsEnabled: 'false' }) },
  },
  {
    control: flowLogs,
    l2: {
      passes: (stack) => vpcOf(stack).addFlowLog('Log', { trafficType: ec2.FlowLogTrafficType.REJECT }),
      fails: (stack) => vpcOf(stack),
    },
    l1: { passes: (stack) => cfnLogOf(stack, 'ALL'), fails: (stack) => cfnLogOf(stack, 'ACCEPT') },
    override: {
      passes: (stack) => cfnLogOf(stack, 'ACCEPT').addPropertyOverride('TrafficType', 'REJECT'),
      fails: (stack) => cfnLogOf(stack, 'ALL').addPropertyOverride('ResourceId', 'vpc-of-somebody-else'),
    },
    template: {
      passes: { Vpc: VPC, Log: logOf({ ResourceId: { 'Fn::Sub': '${Vpc}' } }) },
      fails: { Vpc: VPC, Log: logOf({ TrafficType: 'ACCEPT' }) },
    },
  },
);

const statusOf = (control: Control, properties: Record<string, unknown>) =>
  control.check(new Template({ Resources: endpointWith(properties) }).find('Endpoint')!).status;

test.each(['aws:PrincipalAccount', 'aws:PrincipalOrgID', 'aws:ResourceAccount', 'aws:ResourceOrgID'])('an endpoint policy is bound by %s', (key) =>
  expect(statusOf(endpointPolicy, { PolicyDocument: policyOf({ StringEquals: { [key]: 'fixed' } }) })).toBe('compliant'));
test.each(['StringEqualsIfExists', 'ForAllValues:StringEquals', 'StringNotEquals'])('an endpoint policy is not bound by %s', (operator) =>
  expect(statusOf(endpointPolicy, { PolicyDocument: policyOf({ [operator]: { 'aws:PrincipalOrgID': 'o-1' } }) })).toBe('violated'));
test('an endpoint policy may let image layers of Amazon ECR through, from AWS\'s own bucket and to be read', () => {
  const layers = (Action: string, Resource: unknown) => statusOf(endpointPolicy, { PolicyDocument: { Statement: { Effect: 'Allow', Principal: '*', Action, Resource } } });
  expect(layers('s3:GetObject', 'arn:aws:s3:::prod-ap-northeast-2-starport-layer-bucket/*')).toBe('compliant');
  expect(layers('s3:GetObject', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::prod-${AWS::Region}-starport-layer-bucket/*' })).toBe('compliant');
  expect(layers('s3:PutObject', 'arn:aws:s3:::prod-ap-northeast-2-starport-layer-bucket/*')).toBe('violated');
  expect(layers('s3:GetObject', 'arn:aws:s3:::prod-evil-starport-layer-bucket/*')).toBe('violated');
  expect(layers('s3:GetObject', ['arn:aws:s3:::prod-ap-northeast-2-starport-layer-bucket/*', 'arn:aws:s3:::mine/*'] as unknown as string)).toBe('violated');
});
test('an endpoint policy may name its principals', () =>
  expect(statusOf(endpointPolicy, { PolicyDocument: { Statement: { ...policyOf().Statement, Principal: { AWS: '111111111111' } } } })).toBe('compliant'));
test('an endpoint policy that is a parameter is unknown', () =>
  expect(statusOf(endpointPolicy, { PolicyDocument: { Ref: 'Policy' } })).toBe('unknown'));
test('an endpoint without a policy lets everything through', () => expect(statusOf(endpointPolicy, {})).toBe('violated'));

test.each([endpointPolicy, endpointPrivateDns])('$id does not apply to load balancers and partners\' services', (control) => {
  expect(statusOf(control, { VpcEndpointType: 'GatewayLoadBalancer' })).toBe('notApplicable');
  expect(statusOf(control, { ServiceName: 'com.amazonaws.vpce.ap-northeast-2.vpce-svc-1' })).toBe('notApplicable');
});
test('private DNS does not apply to gateways', () => expect(statusOf(endpointPrivateDns, { VpcEndpointType: undefined })).toBe('notApplicable'));
test('private DNS that is a parameter is unknown', () => expect(statusOf(endpointPrivateDns, { PrivateDnsEnabled: { Ref: 'Dns' } })).toBe('unknown'));
test.each([endpointPolicy, endpointPrivateDns])('$id is unknown where the type of the endpoint is a parameter', (control) =>
  expect(statusOf(control, { VpcEndpointType: { Ref: 'Type' } })).toBe('unknown'));

const flowLogsOf = (...types: unknown[]) => flowLogs.check(new Template({
  Resources: { Vpc: VPC, ...Object.fromEntries(types.map((type, index) => [`Log${index}`, logOf({ TrafficType: type })])) },
}).find('Vpc')!).status;

test('one flow log of rejected traffic is enough', () => expect(flowLogsOf('ACCEPT', 'REJECT')).toBe('compliant'));
test('flow logs of which one has a parameter as type are unknown', () => expect(flowLogsOf('ACCEPT', { Ref: 'Type' })).toBe('unknown'));
