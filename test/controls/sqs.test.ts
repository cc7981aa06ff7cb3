import { aws_iam as iam, aws_kms as kms, aws_sqs as sqs, type Stack } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { statusOf } from './status-of';
import { customerKey } from '../../src/controls/sqs/customer-key';
import { deadLetter } from '../../src/controls/sqs/dead-letter';
import { noPublicPolicy } from '../../src/controls/sqs/no-public-policy';
import { tlsOnly } from '../../src/controls/sqs/tls-only';

const queue = (stack: Stack, props: sqs.QueueProps = {}) => new sqs.Queue(stack, 'Queue', props);
const cfnOf = (one: sqs.Queue) => one.node.defaultChild as sqs.CfnQueue;
const policyOf = (one: sqs.Queue) => one.node.findChild('Policy').node.defaultChild as sqs.CfnQueuePolicy;
const declared = (properties: Record<string, unknown> = {}) => ({ Queue: { Type: 'AWS::SQS::Queue', Properties: properties } });
const policy = (statement: unknown, queues: unknown = [{ Ref: 'Queue' }]) =>
  ({ Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: queues, PolicyDocument: { Statement: statement } } } });
const DENY = { Effect: 'Deny', Principal: { AWS: ['*'] }, Action: ['sqs:*'], Resource: { 'Fn::Sub': '${Queue.Arn}' }, Condition: { Bool: { 'aws:SecureTransport': false } } };
const OPEN = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' };
const send = (principal: iam.IPrincipal, conditions?: Record<string, Record<string, unknown>>) =>
  new iam.PolicyStatement({ actions: ['sqs:SendMessage'], principals: [principal], resources: ['*'], conditions });

testControls(
  {
    control: customerKey,
    l2: {
      passes: (stack) => queue(stack, { encryptionMasterKey: new kms.Key(stack, 'Key') }),
      fails: (stack) => queue(stack, { encryption: sqs.QueueEncryption.KMS_MANAGED }),
    },
    l1: { passes: (stack) => new sqs.CfnQueue(stack, 'Queue', { kmsMasterKeyId: 'alias/orders' }), fails: (stack) => new sqs.CfnQueue(stack, 'Queue', { sqsManagedSseEnabled: true }) },
    override: {
      passes: (stack) => cfnOf(queue(stack)).addPropertyOverride('KmsMasterKeyId', 'arn:aws:kms:ap-northeast-2:123456789012:key/1'),
      fails: (stack) => cfnOf(queue(stack, { encryptionMasterKey: new kms.Key(stack, 'Key') })).addPropertyDeletionOverride('KmsMasterKeyId'),
    },
    template: {
      passes: { Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/orders', TargetKeyId: '1' } }, ...declared({ KmsMasterKeyId: { Ref: 'Alias' } }) },
      fails: declared({ KmsMasterKeyId: { 'Fn::Sub': 'alias/aws/sqs' } }),
    },
  },
  {
    control: tlsOnly,
    l2: { passes: (stack) => queue(stack, { enforceSSL: true }), fails: (stack) => queue(stack) },
    l1: {
      passes: (stack) => {
        const { ref } = new sqs.CfnQueue(stack, 'Queue');
        new sqs.CfnQueueInlinePolicy(stack, 'Policy', { queue: ref, policyDocument: { Statement: [{ ...DENY, Resource: '*' }] } });
      },
      fails: (stack) => {
        const { ref } = new sqs.CfnQueue(stack, 'Queue');
        new sqs.CfnQueuePolicy(stack, 'Policy', { queues: [ref], policyDocument: { Statement: [{ ...DENY, Effect: 'Allow', Principal: { AWS: '123456789012' } }] } });
      },
    },
    override: {
      passes: (stack) => policyOf(queue(stack, { enforceSSL: true })).addPropertyOverride('PolicyDocument.Statement.0.Principal', '*'),
      fails: (stack) => policyOf(queue(stack, { enforceSSL: true })).addPropertyOverride('PolicyDocument.Statement.0.Action', 'sqs:SendMessage'),
    },
    template: { passes: { ...declared(), ...policy(DENY) }, fails: { ...declared(), ...policy({ ...DENY, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }) } },
  },
  {
    control: noPublicPolicy,
    l2: {
      passes: (stack) => queue(stack).addToResourcePolicy(send(new iam.ServicePrincipal('sns.amazonaws.com'))),
      fails: (stack) => queue(stack).addToResourcePolicy(send(new iam.AnyPrincipal())),
    },
    l1: {
      passes: (stack) => new sqs.CfnQueuePolicy(stack, 'Policy', { queues: ['q'], policyDocument: { Statement: [{ ...OPEN, Principal: { AWS: '123456789012' } }] } }),
      fails: (stack) => new sqs.CfnQueueInlinePolicy(stack, 'Policy', { queue: 'q', policyDocument: { Statement: [OPEN] } }),
    },
    override: {
      passes: (stack) => {
        const open = queue(stack);
        open.addToResourcePolicy(send(new iam.StarPrincipal()));
        policyOf(open).addPropertyOverride('PolicyDocument.Statement.0.Condition', { ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::orders' } });
      },
      fails: (stack) => policyOf(queue(stack, { enforceSSL: true })).addPropertyOverride('PolicyDocument.Statement.0.Effect', 'Allow'),
    },
    template: {
      passes: policy({ ...OPEN, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }, ['q']),
      fails: policy({ ...OPEN, Principal: { AWS: '*' } }, ['q']),
    },
  },
  {
    control: deadLetter,
    l2: {
      passes: (stack) => queue(stack, { deadLetterQueue: { queue: new sqs.Queue(stack, 'DeadLetters'), maxReceiveCount: 3 } }),
      fails: (stack) => queue(stack),
    },
    l1: {
      passes: (stack) => new sqs.CfnQueue(stack, 'Queue', { redrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:ap-northeast-2:123456789012:dead', maxReceiveCount: 3 } }),
      fails: (stack) => new sqs.CfnQueue(stack, 'Queue', { redrivePolicy: {} }),
    },
    override: {
      passes: (stack) => cfnOf(queue(stack)).addPropertyOverride('RedrivePolicy.deadLetterTargetArn', 'arn:aws:sqs:ap-northeast-2:123456789012:dead'),
      fails: (stack) => cfnOf(queue(stack, { deadLetterQueue: { queue: new sqs.Queue(stack, 'DeadLetters'), maxReceiveCount: 3 } })).addPropertyDeletionOverride('RedrivePolicy'),
    },
    template: {
      passes: {
        ...declared({ RedrivePolicy: { deadLetterTargetArn: { 'Fn::Sub': '${DeadLetters.Arn}' }, maxReceiveCount: '3' } }),
        DeadLetters: { Type: 'AWS::SQS::Queue' },
      },
      fails: declared({ RedrivePolicy: { maxReceiveCount: '3' } }),
    },
  },
);

describe('a queue for dead letters needs none of its own', () => {
  const named = (type: string, properties: Record<string, unknown>, queueProperties: Record<string, unknown> = {}) =>
    statusOf(deadLetter, { ...declared(queueProperties), Source: { Type: type, Properties: properties } }, 'Queue');
  const arn = { 'Fn::GetAtt': ['Queue', 'Arn'] };

  test('when a function names it', () => {
    expect(named('AWS::Lambda::Function', { DeadLetterConfig: { TargetArn: arn } })).toBe('notApplicable');
  });
  test('when a function sends it failed events', () => {
    expect(named('AWS::Lambda::EventInvokeConfig', { DestinationConfig: { OnFailure: { Destination: { 'Fn::Sub': '${Queue.Arn}' } } } })).toBe('notApplicable');
  });
  test('when a rule names it for a target', () => {
    expect(named('AWS::Events::Rule', { Targets: [{ DeadLetterConfig: { Arn: arn } }] })).toBe('notApplicable');
  });
  test('when a queue names it literally', () => {
    const policyOfSource = { RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:ap-northeast-2:123456789012:dead' } };
    expect(named('AWS::SQS::Queue', policyOfSource, { QueueName: 'dead' })).toBe('notApplicable');
    expect(named('AWS::SQS::Queue', policyOfSource, { QueueName: 'orders' })).toBe('violated');
  });
  test('when it says that any queue may send it dead letters', () => {
    expect(statusOf(deadLetter, declared({ RedriveAllowPolicy: { redrivePermission: 'allowAll' } }), 'Queue')).toBe('notApplicable');
    expect(statusOf(deadLetter, declared({ RedriveAllowPolicy: { redrivePermission: 'denyAll' } }), 'Queue')).toBe('violated');
  });
  test('but a queue that a function merely reads needs one', () => {
    expect(named('AWS::Lambda::EventSourceMapping', { EventSourceArn: arn })).toBe('violated');
  });
});

test('a redrive policy that a transform makes is unknown', () => {
  expect(statusOf(deadLetter, declared({ RedrivePolicy: { 'Fn::Transform': { Name: 'Redrive' } } }), 'Queue')).toBe('unknown');
});

describe('a policy of several queues', () => {
  const resources = (resource: unknown) => ({
    ...declared({ QueueName: 'orders' }),
    Other: { Type: 'AWS::SQS::Queue' },
    ...policy([{ ...DENY, Resource: resource }], [{ Ref: 'Queue' }, { Ref: 'Other' }]),
  });

  test('requires TLS of the queues that its statement names', () => {
    expect(statusOf(tlsOnly, resources([{ 'Fn::GetAtt': 'Queue.Arn' }]), 'Queue')).toBe('compliant');
    expect(statusOf(tlsOnly, resources([{ 'Fn::GetAtt': 'Queue.Arn' }]), 'Other')).toBe('violated');
  });
  test('may name them by pattern', () => {
    expect(statusOf(tlsOnly, resources({ 'Fn::Sub': 'arn:${AWS::Partition}:sqs:*:${AWS::AccountId}:ord*' }), 'Queue')).toBe('compliant');
  });
});

test('a queue that no policy lists takes requests without TLS', () => {
  expect(statusOf(tlsOnly, { ...declared(), Other: { Type: 'AWS::SQS::Queue' }, ...policy(DENY, { Ref: 'Other' }) }, 'Queue')).toBe('violated');
});

test('a policy given as a parameter is unknown', () => {
  const resources = { Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: ['q'], PolicyDocument: { Ref: 'P' } } } };
  expect(statusOf(noPublicPolicy, resources, 'Policy')).toBe('unknown');
});
