import { aws_iam as iam, aws_kms as kms, aws_sns as sns, type Stack } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { statusOf } from './status-of';
import { customerKey } from '../../src/controls/sns/customer-key';
import { noPublicPolicy } from '../../src/controls/sns/no-public-policy';
import { tlsOnly } from '../../src/controls/sns/tls-only';

const topic = (stack: Stack, props: sns.TopicProps = {}) => new sns.Topic(stack, 'Topic', props);
const cfnOf = (one: sns.Topic) => one.node.defaultChild as sns.CfnTopic;
const policyOf = (one: sns.Topic) => one.node.findChild('Policy').node.defaultChild as sns.CfnTopicPolicy;
const declared = (properties: Record<string, unknown> = {}) => ({ Topic: { Type: 'AWS::SNS::Topic', Properties: properties } });
const policy = (statement: unknown, topics: unknown = [{ Ref: 'Topic' }]) =>
  ({ Policy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: topics, PolicyDocument: { Statement: statement } } } });
const DENY = { Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: { Ref: 'Topic' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
const OPEN = { Effect: 'Allow', Principal: { AWS: '*' }, Action: ['sns:Publish', 'sns:Subscribe'], Resource: '*' };
const publish = (principal: iam.IPrincipal) => new iam.PolicyStatement({ actions: ['sns:Publish'], principals: [principal], resources: ['*'] });

testControls(
  {
    control: customerKey,
    l2: { passes: (stack) => topic(stack, { masterKey: new kms.Key(stack, 'Key') }), fails: (stack) => topic(stack) },
    l1: {
      passes: (stack) => new sns.CfnTopic(stack, 'Topic', { kmsMasterKeyId: 'alias/orders' }),
      fails: (stack) => new sns.CfnTopic(stack, 'Topic', { kmsMasterKeyId: 'alias/aws/sns' }),
    },
    override: {
      passes: (stack) => cfnOf(topic(stack)).addPropertyOverride('KmsMasterKeyId', 'alias/orders'),
      fails: (stack) => cfnOf(topic(stack, { masterKey: new kms.Key(stack, 'Key') })).addPropertyOverride('KmsMasterKeyId', ''),
    },
    template: {
      passes: { Key: { Type: 'AWS::KMS::Key' }, ...declared({ KmsMasterKeyId: { Ref: 'Key' } }) },
      fails: declared({ KmsMasterKeyId: { 'Fn::Join': ['/', ['alias', 'aws', 'sns']] } }),
    },
  },
  {
    control: tlsOnly,
    l2: { passes: (stack) => topic(stack, { enforceSSL: true }), fails: (stack) => topic(stack) },
    l1: {
      passes: (stack) => {
        const { ref } = new sns.CfnTopic(stack, 'Topic');
        new sns.CfnTopicInlinePolicy(stack, 'Policy', { topicArn: ref, policyDocument: { Statement: [{ ...DENY, Resource: ref }] } });
      },
      fails: (stack) => {
        const { ref } = new sns.CfnTopic(stack, 'Topic');
        new sns.CfnTopicPolicy(stack, 'Policy', { topics: [ref], policyDocument: { Statement: [{ ...DENY, Resource: ref, Action: 'sns:Subscribe' }] } });
      },
    },
    override: {
      passes: (stack) => policyOf(topic(stack, { enforceSSL: true })).addPropertyOverride('PolicyDocument.Statement.0.Condition.Bool', { 'aws:SecureTransport': false }),
      fails: (stack) => policyOf(topic(stack, { enforceSSL: true })).addPropertyOverride('PolicyDocument.Statement.0.Principal', { AWS: '123456789012' }),
    },
    template: { passes: { ...declared(), ...policy(DENY) }, fails: { ...declared(), ...policy({ ...DENY, Resource: { Ref: 'AWS::StackName' } }) } },
  },
  {
    control: noPublicPolicy,
    l2: {
      passes: (stack) => topic(stack).addToResourcePolicy(publish(new iam.AccountRootPrincipal())),
      fails: (stack) => topic(stack).addToResourcePolicy(publish(new iam.AnyPrincipal())),
    },
    l1: {
      passes: (stack) => new sns.CfnTopicPolicy(stack, 'Policy', { topics: ['t'], policyDocument: { Statement: [{ ...OPEN, Principal: { Service: 's3.amazonaws.com' } }] } }),
      fails: (stack) => new sns.CfnTopicInlinePolicy(stack, 'Policy', { topicArn: 't', policyDocument: { Statement: [OPEN] } }),
    },
    override: {
      passes: (stack) => {
        const open = topic(stack);
        open.addToResourcePolicy(publish(new iam.AnyPrincipal()));
        policyOf(open).addPropertyOverride('PolicyDocument.Statement.0.Condition', { StringEquals: { 'aws:SourceAccount': '123456789012' } });
      },
      fails: (stack) => policyOf(topic(stack, { enforceSSL: true })).addPropertyOverride('PolicyDocument.Statement.0.Effect', 'Allow'),
    },
    template: {
      passes: policy({ ...OPEN, Condition: { StringEquals: { 'AWS:SourceOwner': { 'Fn::Sub': '${AWS::AccountId}' } } } }, ['t']),
      fails: policy({ ...OPEN, Principal: '*', Condition: { StringEquals: { 'sns:Protocol': 'https' } } }, ['t']),
    },
  },
);

test('a topic that SNS calls by its ARN attribute is the same topic', () => {
  expect(statusOf(tlsOnly, { ...declared(), ...policy({ ...DENY, Resource: { 'Fn::GetAtt': ['Topic', 'TopicArn'] } }, { 'Fn::GetAtt': ['Topic', 'TopicArn'] }) }, 'Topic')).toBe('compliant');
});

test('a key in one branch of a condition is unknown', () => {
  expect(statusOf(customerKey, declared({ KmsMasterKeyId: { 'Fn::If': ['C', 'alias/orders', { Ref: 'AWS::NoValue' }] } }), 'Topic')).toBe('unknown');
});
