import { aws_ec2 as ec2, aws_iam as iam, aws_kms as kms, aws_lambda as lambda, aws_lambda_destinations as destinations, aws_sqs as sqs, type Stack } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { statusOf } from './status-of';
import { boundInvokers } from '../../src/controls/lambda/bound-invokers';
import { deadLetter } from '../../src/controls/lambda/dead-letter';
import { environmentKey } from '../../src/controls/lambda/environment-key';
import { inVpc } from '../../src/controls/lambda/in-vpc';
import { noPublicAccess } from '../../src/controls/lambda/no-public-access';
import { DEPRECATED_RUNTIMES, SUPPORTED_RUNTIMES } from '../../src/controls/lambda/runtimes';
import { supportedRuntime } from '../../src/controls/lambda/supported-runtime';

const fn = (stack: Stack, props: Partial<lambda.FunctionProps> = {}, id = 'Function') => new lambda.Function(stack, id, {
  code: lambda.Code.fromInline('exports.handler = () => {};'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_24_X, ...props,
});
const cfn = (stack: Stack, props: Partial<lambda.CfnFunctionProps> = {}) =>
  new lambda.CfnFunction(stack, 'Function', { code: {}, role: 'arn:aws:iam::123456789012:role/orders', ...props });
const cfnOf = (one: lambda.Function) => one.node.defaultChild as lambda.CfnFunction;
const declared = (properties: Record<string, unknown> = {}) => ({ Function: { Type: 'AWS::Lambda::Function', Properties: { Code: {}, Role: 'r', ...properties } } });
const permission = (properties: Record<string, unknown>) =>
  ({ Permission: { Type: 'AWS::Lambda::Permission', Properties: { Action: 'lambda:InvokeFunction', FunctionName: 'f', ...properties } } });
const permissionOf = (one: lambda.Function, id: string) => one.node.findChild(id) as lambda.CfnPermission;
const EVENTS = new iam.ServicePrincipal('events.amazonaws.com');

testControls(
  {
    control: noPublicAccess,
    l2: {
      passes: (stack) => fn(stack).addPermission('Role', { principal: new iam.AccountPrincipal('123456789012') }),
      fails: (stack) => fn(stack).addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE }),
    },
    l1: {
      passes: (stack) => new lambda.CfnPermission(stack, 'Permission', { action: 'lambda:InvokeFunction', functionName: 'f', principal: '*', principalOrgId: 'o-a1b2c3d4e5' }),
      fails: (stack) => new lambda.CfnPermission(stack, 'Permission', { action: 'lambda:InvokeFunction', functionName: 'f', principal: '*' }),
    },
    override: {
      passes: (stack) => {
        const open = fn(stack);
        open.addPermission('All', { principal: new iam.AnyPrincipal() });
        permissionOf(open, 'All').addPropertyOverride('SourceAccount', '123456789012');
      },
      fails: (stack) => {
        const closed = fn(stack);
        closed.addPermission('All', { principal: new iam.AnyPrincipal(), sourceAccount: '123456789012' });
        permissionOf(closed, 'All').addPropertyDeletionOverride('SourceAccount');
      },
    },
    template: {
      passes: permission({ Principal: '*', SourceAccount: { Ref: 'AWS::AccountId' } }),
      fails: permission({ Principal: '*', SourceArn: 'arn:aws:s3:::*' }),
    },
  },
  {
    control: boundInvokers,
    l2: {
      passes: (stack) => fn(stack).addPermission('Events', { principal: EVENTS, sourceArn: 'arn:aws:events:ap-northeast-2:123456789012:rule/orders' }),
      fails: (stack) => fn(stack).addPermission('Events', { principal: EVENTS }),
    },
    l1: {
      passes: (stack) => new lambda.CfnPermission(stack, 'Permission', { action: 'lambda:InvokeFunction', functionName: 'f', principal: 'sns.amazonaws.com', sourceAccount: '123456789012' }),
      fails: (stack) => new lambda.CfnPermission(stack, 'Permission', { action: 'lambda:InvokeFunction', functionName: 'f', principal: 'sns.amazonaws.com' }),
    },
    override: {
      passes: (stack) => {
        const open = fn(stack);
        open.addPermission('Events', { principal: EVENTS });
        permissionOf(open, 'Events').addPropertyOverride('SourceAccount', '123456789012');
      },
      fails: (stack) => {
        const closed = fn(stack);
        closed.addPermission('Events', { principal: EVENTS, sourceAccount: '123456789012' });
        permissionOf(closed, 'Events').addPropertyDeletionOverride('SourceAccount');
      },
    },
    template: {
      passes: permission({ Principal: { 'Fn::Sub': 's3.${AWS::URLSuffix}' }, SourceAccount: { Ref: 'AWS::AccountId' } }),
      fails: permission({ Principal: { 'Fn::Join': ['.', ['s3', { Ref: 'AWS::URLSuffix' }]] }, SourceArn: 'arn:aws:s3:::*' }),
    },
  },
  {
    control: supportedRuntime,
    l2: { passes: (stack) => fn(stack), fails: (stack) => fn(stack, { runtime: lambda.Runtime.PYTHON_3_9 }) },
    l1: { passes: (stack) => cfn(stack, { runtime: 'provided.al2023' }), fails: (stack) => cfn(stack, { runtime: 'go1.x' }) },
    override: {
      passes: (stack) => cfnOf(fn(stack, { runtime: lambda.Runtime.NODEJS_20_X })).addPropertyOverride('Runtime', 'nodejs22.x'),
      fails: (stack) => cfnOf(fn(stack)).addPropertyOverride('Runtime', 'nodejs20.x'),
    },
    template: { passes: declared({ PackageType: 'Image' }), fails: declared({ Runtime: 'ruby2.7' }) },
  },
  {
    control: inVpc,
    l2: { passes: (stack) => fn(stack, { vpc: new ec2.Vpc(stack, 'Vpc') }), fails: (stack) => fn(stack) },
    l1: {
      passes: (stack) => cfn(stack, { vpcConfig: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] } }),
      fails: (stack) => cfn(stack, { vpcConfig: { subnetIds: [], securityGroupIds: [] } }),
    },
    override: {
      passes: (stack) => cfnOf(fn(stack)).addPropertyOverride('VpcConfig.SubnetIds', ['subnet-1']),
      fails: (stack) => cfnOf(fn(stack, { vpc: new ec2.Vpc(stack, 'Vpc') })).addPropertyDeletionOverride('VpcConfig'),
    },
    template: { passes: declared({ VpcConfig: { SubnetIds: [{ 'Fn::Sub': 'subnet-1' }] } }), fails: declared({ VpcConfig: { SecurityGroupIds: ['sg-1'] } }) },
  },
  {
    control: environmentKey,
    l2: {
      passes: (stack) => fn(stack, { environment: { TABLE: 'orders' }, environmentEncryption: new kms.Key(stack, 'Key') }),
      fails: (stack) => fn(stack, { environment: { TABLE: 'orders' } }),
    },
    l1: { passes: (stack) => cfn(stack), fails: (stack) => cfn(stack, { environment: { variables: { TABLE: 'orders' } } }) },
    override: {
      passes: (stack) => cfnOf(fn(stack, { environment: { TABLE: 'orders' } })).addPropertyOverride('KmsKeyArn', 'arn:aws:kms:ap-northeast-2:123456789012:key/1'),
      fails: (stack) => cfnOf(fn(stack)).addPropertyOverride('Environment.Variables', { TABLE: 'orders' }),
    },
    template: {
      passes: { Key: { Type: 'AWS::KMS::Key' }, ...declared({ Environment: { Variables: { TABLE: 'orders' } }, KmsKeyArn: { 'Fn::Sub': '${Key.Arn}' } }) },
      fails: declared({ Environment: { Variables: { TABLE: 'orders' } }, KmsKeyArn: 'arn:aws:kms:ap-northeast-2:123456789012:alias/aws/lambda' }),
    },
  },
  {
    control: deadLetter,
    l2: {
      passes: (stack) => {
        fn(stack, { deadLetterQueueEnabled: true });
        fn(stack, { onFailure: new destinations.SqsDestination(new sqs.Queue(stack, 'Failures')) }, 'Other');
      },
      fails: (stack) => fn(stack),
    },
    l1: {
      passes: (stack) => cfn(stack, { deadLetterConfig: { targetArn: 'arn:aws:sqs:ap-northeast-2:123456789012:dead' } }),
      fails: (stack) => new lambda.CfnEventInvokeConfig(stack, 'Config', { functionName: cfn(stack).ref, qualifier: '$LATEST', maximumRetryAttempts: 0 }),
    },
    override: {
      passes: (stack) => cfnOf(fn(stack)).addPropertyOverride('DeadLetterConfig.TargetArn', 'arn:aws:sqs:ap-northeast-2:123456789012:dead'),
      fails: (stack) => cfnOf(fn(stack, { deadLetterQueueEnabled: true })).addPropertyDeletionOverride('DeadLetterConfig'),
    },
    template: {
      passes: {
        ...declared(),
        Config: {
          Type: 'AWS::Lambda::EventInvokeConfig',
          Properties: { FunctionName: { 'Fn::Sub': '${Function}' }, Qualifier: '$LATEST', DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:ap-northeast-2:123456789012:dead' } } },
        },
      },
      fails: declared({ DeadLetterConfig: { Ref: 'AWS::NoValue' } }),
    },
  },
);

describe('a permission', () => {
  const judged = (properties: Record<string, unknown>) => statusOf(noPublicAccess, permission(properties), 'Permission');
  const invoked = (properties: Record<string, unknown>) => statusOf(boundInvokers, permission(properties), 'Permission');

  test('for an account or a role is not public', () => {
    expect(judged({ Principal: '123456789012' })).toBe('compliant');
    expect(judged({ Principal: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/orders' } })).toBe('compliant');
  });
  test('for everybody is public, whatever the authentication of the URL', () => {
    expect(judged({ Principal: '*', Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'AWS_IAM' })).toBe('violated');
  });
  test('for everybody may be bound by a source', () => {
    expect(judged({ Principal: '*', SourceArn: 'arn:aws:sns:ap-northeast-2:123456789012:orders' })).toBe('compliant');
  });
  test('for a service is not bound by an organization', () => {
    expect(invoked({ Principal: 'sns.amazonaws.com', PrincipalOrgID: 'o-a1b2c3d4e5' })).toBe('violated');
  });
  test('for a service may be bound by what the template makes', () => {
    const resources = { ...permission({ Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': ['Rule', 'Arn'] } }), Rule: { Type: 'AWS::Events::Rule' } };
    expect(statusOf(boundInvokers, resources, 'Permission')).toBe('compliant');
  });
  test('whose source a condition may leave out is unknown', () => {
    expect(invoked({ Principal: 'events.amazonaws.com', SourceAccount: { 'Fn::If': ['C', '123456789012', { Ref: 'AWS::NoValue' }] } })).toBe('unknown');
  });
  test('for a parameter, or a source that is one, is unknown', () => {
    expect(judged({ Principal: { Ref: 'PrincipalParameter' } })).toBe('unknown');
    expect(invoked({ Principal: 'events.amazonaws.com', SourceArn: { Ref: 'SourceParameter' } })).toBe('unknown');
  });
});

describe('a runtime', () => {
  test('that a parameter names, or that is not known yet, is unknown', () => {
    expect(statusOf(supportedRuntime, declared({ Runtime: { Ref: 'Runtime' } }), 'Function')).toBe('unknown');
    expect(statusOf(supportedRuntime, declared({ Runtime: 'nodejs26.x' }), 'Function')).toBe('unknown');
  });
  test.each(lambda.Runtime.ALL.map(({ name }) => name).filter((name) => !['python3.15', 'dotnet9', 'FROM_IMAGE'].includes(name)))('%s of aws-cdk-lib is in one of the lists', (name) => {
    expect([name in SUPPORTED_RUNTIMES, DEPRECATED_RUNTIMES.includes(name)].filter(Boolean)).toHaveLength(1);
  });
  test('that is supported is so past November 2026', () => {
    expect(Object.values(SUPPORTED_RUNTIMES).filter((until) => until < '2026-12-01')).toEqual([]);
  });
});

test('subnets of a list parameter are unknown', () => {
  expect(statusOf(inVpc, declared({ VpcConfig: { SubnetIds: { Ref: 'Subnets' } } }), 'Function')).toBe('unknown');
});

test('a function without variables needs no key for them', () => {
  expect(statusOf(environmentKey, declared({ Environment: { Variables: {} } }), 'Function')).toBe('notApplicable');
});

test('an on-failure destination of another function does not count', () => {
  const config = { Type: 'AWS::Lambda::EventInvokeConfig', Properties: { FunctionName: { Ref: 'Other' }, DestinationConfig: { OnFailure: { Destination: 'd' } } } };
  expect(statusOf(deadLetter, { ...declared(), Config: config }, 'Function')).toBe('violated');
});
