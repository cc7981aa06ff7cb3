import type { Stack } from 'aws-cdk-lib';
import { Duration, aws_ec2 as ec2, aws_lambda as lambda } from 'aws-cdk-lib';
import { DomainFunction, type DomainFunctionProps } from '../../src/compute';
import { Domain } from '../../src/core';
import { IsolatedVpc } from '../../src/network';
import { type Resource, resourceOf, resourcesOf, statementsOf, testStack } from '../checks/template';

const TAGS = [{ Key: 'data-classification', Value: 'confidential' }, { Key: 'domain', Value: 'orders' }];
const code = lambda.Code.fromInline('exports.handler = async () => {}');

function functionIn(stack: Stack, props: Partial<DomainFunctionProps> = {}): DomainFunction {
  const vpc = new IsolatedVpc(stack, 'Vpc', { domain: new Domain(stack, 'Platform') });
  return new DomainFunction(new Domain(stack, 'Orders'), 'Ship', { vpc, handler: 'index.handler', code, ...props });
}

let stack: Stack;
beforeAll(() => {
  stack = testStack();
  const ship = functionIn(stack, { environment: { TABLE: 'orders' } });
  const orders = Domain.of(ship);
  new DomainFunction(orders, 'Bill', { vpc: stack.node.findChild('Vpc') as IsolatedVpc, handler: 'index.handler', code });
  new DomainFunction(stack, 'Outside', { domain: orders, vpc: stack.node.findChild('Vpc') as IsolatedVpc, handler: 'index.handler', code });
});

const idOf = (type: string, beginning: string): string => {
  const ids = Object.keys(resourcesOf(stack, type)).filter((id) => id.startsWith(beginning));
  expect(ids).toHaveLength(1);
  return ids[0];
};
const ship = (): Resource => Object.entries(resourcesOf(stack, 'AWS::Lambda::Function')).filter(([id]) => id.startsWith('OrdersShip'))[0][1];

describe('a function of a domain', () => {
  test('runs with a role of its own, on the domain\'s path, with the domain\'s tags', () => {
    const roleId = idOf('AWS::IAM::Role', 'OrdersShipParts');
    expect(ship().Properties.Role).toEqual({ 'Fn::GetAtt': [roleId, 'Arn'] });
    expect(resourcesOf(stack, 'AWS::IAM::Role')[roleId].Properties).toMatchObject({ Path: '/gold/orders/', Tags: TAGS });
  });

  test('gets its permissions by managed policies and no inline or AWS-managed ones', () => {
    const ours = Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).filter(([id]) => !id.startsWith('Custom'));
    for (const [, { Properties }] of ours) { expect(Object.keys(Properties)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(Policies|ManagedPolicyArns)$/)])); }
    expect(resourcesOf(stack, 'AWS::IAM::Policy')).toEqual({});
  });

  test('runs in the isolated subnets', () => {
    const subnets = Object.keys(resourcesOf(stack, 'AWS::EC2::Subnet')).map((id) => ({ Ref: id }));
    expect(ship().Properties.VpcConfig).toMatchObject({ SubnetIds: subnets });
  });

  test('has a security group that lets it call HTTPS and lets nobody in', () => {
    const group = resourcesOf(stack, 'AWS::EC2::SecurityGroup')[idOf('AWS::EC2::SecurityGroup', 'OrdersShip')];
    expect(group.Properties.SecurityGroupEgress).toEqual([expect.objectContaining({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 })]);
    expect(group.Properties).not.toHaveProperty('SecurityGroupIngress');
  });

  test('calls HTTPS only at the peers that are named, if any are', () => {
    const egressOf = (peers: ec2.IPeer[]) => {
      const other = testStack();
      functionIn(other, { httpsPeers: peers });
      return resourceOf(other, 'AWS::EC2::SecurityGroup', 'OrdersShip').Properties.SecurityGroupEgress;
    };
    expect(egressOf([ec2.Peer.ipv4('10.0.0.0/16')])).toEqual([{ CidrIp: '10.0.0.0/16', Description: 'HTTPS', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' }]);
    expect(egressOf([])).toEqual([expect.objectContaining({ CidrIp: '255.255.255.255/32' })]); // CDK's own rule for nobody
  });

  test('has its environment encrypted with the domain\'s key', () => {
    const [keyId] = Object.entries(resourcesOf(stack, 'AWS::KMS::Key')).find(([, { Properties }]) => Properties.Description === 'secrets of the domain orders') ?? [];
    expect(ship().Properties.KmsKeyArn).toEqual({ 'Fn::GetAtt': [keyId, 'Arn'] });
  });

  test('writes to an encrypted, retained log group of its own', () => {
    const logId = idOf('AWS::Logs::LogGroup', 'OrdersShipParts');
    expect(ship().Properties.LoggingConfig).toEqual({ LogGroup: { Ref: logId } });
    const { Properties, DeletionPolicy } = resourcesOf(stack, 'AWS::Logs::LogGroup')[logId];
    expect(Properties).toMatchObject({ RetentionInDays: 400, KmsKeyId: expect.anything(), Tags: TAGS });
    expect(DeletionPolicy).toBe('RetainExceptOnCreate');
  });

  test('shares the queue of failed events with the functions of its domain in the stack', () => {
    const targets = Object.entries(resourcesOf(stack, 'AWS::Lambda::Function')).filter(([id]) => !id.startsWith('Custom'))
      .map(([, { Properties }]) => JSON.stringify(Properties.DeadLetterConfig));
    expect(targets).toHaveLength(3);
    expect(new Set(targets).size).toBe(1);
    expect(targets[0]).toContain(Object.keys(resourcesOf(stack, 'AWS::SQS::Queue')).find((id) => /^ordersfailedevents(?!Dead)/.test(id)));
  });

  test('lets Lambda make network interfaces with the role, and the function\'s own code not', () => {
    const policy = resourcesOf(stack, 'AWS::IAM::ManagedPolicy')[idOf('AWS::IAM::ManagedPolicy', 'OrdersShip')];
    const wide = statementsOf(policy).filter(({ Resource }) => Resource === '*');
    expect(wide).toEqual([expect.objectContaining({ Effect: 'Allow', Condition: { Null: { 'lambda:SourceFunctionArn': 'true' } } })]);
    expect(wide[0].Action).toEqual(expect.arrayContaining(['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DescribeNetworkInterfaces']));
    expect([wide[0].Action].flat().every((action) => action.startsWith('ec2:'))).toBe(true);
  });

  test('may write its log and its failed events, through SQS only', () => {
    const statements = statementsOf(resourcesOf(stack, 'AWS::IAM::ManagedPolicy')[idOf('AWS::IAM::ManagedPolicy', 'OrdersShip')]);
    expect(statements).toContainEqual(expect.objectContaining({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }));
    const keyUses = statements.filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
    expect(keyUses).not.toHaveLength(0);
    for (const { Condition } of keyUses) {
      expect(Condition).toEqual({ StringEquals: { 'kms:ViaService': 'sqs.ap-northeast-2.amazonaws.com', 'kms:CallerAccount': { Ref: 'AWS::AccountId' } } });
    }
  });

  test('runs ten at once, on Node.js 24 and Graviton, half a minute at most, unless asked otherwise', () => {
    expect(ship().Properties).toMatchObject({ ReservedConcurrentExecutions: 10, Runtime: 'nodejs24.x', Architectures: ['arm64'], Timeout: 30, MemorySize: 256 });
    const other = testStack();
    functionIn(other, { reservedConcurrentExecutions: 3, runtime: lambda.Runtime.PYTHON_3_13, timeout: Duration.minutes(2), memorySize: 512 });
    expect(resourceOf(other, 'AWS::Lambda::Function', 'OrdersShip').Properties).toMatchObject({ ReservedConcurrentExecutions: 3, Runtime: 'python3.13', Timeout: 120, MemorySize: 512 });
  });

  test.each(['OrdersShip', 'Outside'])('carries the domain\'s tags on all that it consists of: %s', (beginning) => {
    const taggable = /^AWS::(Lambda::Function|IAM::Role|Logs::LogGroup|EC2::SecurityGroup)$/;
    const parts = Object.entries(resourcesOf(stack)).filter(([id, { Type }]) => id.startsWith(beginning) && taggable.test(Type));
    expect(parts).toHaveLength(4);
    expect(parts.filter(([, { Properties: { Tags } }]) => JSON.stringify(Tags) !== JSON.stringify(TAGS)).map(([id]) => id)).toEqual([]);
  });
});

test.each([
  ['with less memory than Lambda gives', { memorySize: 64 }, /memorySize/],
  ['with more memory than Lambda gives', { memorySize: 20_000 }, /memorySize/],
  ['that runs longer than Lambda lets it', { timeout: Duration.minutes(16) }, /timeout/],
  ['with a negative number at once', { reservedConcurrentExecutions: -1 }, /reservedConcurrentExecutions/],
])('a function %s is refused', (_name, props, message) => {
  expect(() => functionIn(testStack(), props)).toThrow(message);
});
