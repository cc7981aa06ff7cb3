import { aws_kms as kms, aws_logs as logs, type Stack } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { customerKey } from '../../src/controls/logs/customer-key';
import { retention } from '../../src/controls/logs/retention';
import { Template } from '../../src/controls/template';

const KEY = 'arn:aws:kms:ap-northeast-2:111111111111:key/1234';

const cfnOf = (stack: Stack, props: logs.LogGroupProps = {}) => new logs.LogGroup(stack, 'Logs', props).node.defaultChild as logs.CfnLogGroup;
const groupOf = (properties: Record<string, unknown>) => ({ Logs: { Type: 'AWS::Logs::LogGroup', Properties: properties } });

testControls(
  {
    control: customerKey,
    l2: {
      passes: (stack) => new logs.LogGroup(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'Key') }),
      fails: (stack) => new logs.LogGroup(stack, 'Logs'),
    },
    l1: {
      passes: (stack) => new logs.CfnLogGroup(stack, 'Logs', { kmsKeyId: KEY }),
      fails: (stack) => new logs.CfnLogGroup(stack, 'Logs'),
    },
    override: {
      passes: (stack) => cfnOf(stack).addPropertyOverride('KmsKeyId', KEY),
      fails: (stack) => cfnOf(stack, { encryptionKey: new kms.Key(stack, 'Key') }).addPropertyDeletionOverride('KmsKeyId'),
    },
    template: {
      passes: groupOf({ KmsKeyId: { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/1234' } }),
      fails: groupOf({ KmsKeyId: { Ref: 'AWS::NoValue' } }),
    },
  },
  {
    control: retention,
    l2: {
      passes: (stack) => new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.ONE_YEAR }),
      fails: (stack) => new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.SIX_MONTHS }),
    },
    l1: {
      passes: (stack) => new logs.CfnLogGroup(stack, 'Logs', { retentionInDays: 3653 }),
      fails: (stack) => new logs.CfnLogGroup(stack, 'Logs'),
    },
    override: {
      passes: (stack) => cfnOf(stack).addPropertyOverride('RetentionInDays', 365),
      fails: (stack) => cfnOf(stack, { retention: logs.RetentionDays.INFINITE }).addPropertyOverride('LogGroupName', 'orders'),
    },
    template: { passes: groupOf({ RetentionInDays: '400' }), fails: groupOf({ RetentionInDays: '30' }) },
  },
);

const statusOf = (control: typeof retention, properties: Record<string, unknown>) =>
  control.check(new Template({ Resources: groupOf(properties) }).find('Logs')!).status;

test('a retention that is a parameter is unknown', () => expect(statusOf(retention, { RetentionInDays: { Ref: 'Days' } })).toBe('unknown'));
test('a retention that is removed at deployment is violated', () =>
  expect(statusOf(retention, { RetentionInDays: { Ref: 'AWS::NoValue' } })).toBe('violated'));
test('a key that is chosen at deployment is unknown', () =>
  expect(statusOf(customerKey, { KmsKeyId: { 'Fn::If': ['Prod', KEY, { Ref: 'AWS::NoValue' }] } })).toBe('unknown'));
