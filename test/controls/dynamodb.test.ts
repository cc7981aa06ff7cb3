import { aws_dynamodb as dynamodb, aws_kms as kms, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { statusOf } from './status-of';
import { customerKey } from '../../src/controls/dynamodb/customer-key';
import { deletionProtection } from '../../src/controls/dynamodb/deletion-protection';
import { pointInTimeRecovery } from '../../src/controls/dynamodb/point-in-time-recovery';
import { retained } from '../../src/controls/dynamodb/retained';

const KEY = { name: 'id', type: dynamodb.AttributeType.STRING };
const table = (stack: Stack, props: Partial<dynamodb.TableProps> = {}) => new dynamodb.Table(stack, 'Table', { partitionKey: KEY, ...props });
const global = (stack: Stack, props: Partial<dynamodb.TablePropsV2> = {}) => new dynamodb.TableV2(stack, 'Table', { partitionKey: KEY, ...props });
const cfnTable = (stack: Stack, props: Partial<dynamodb.CfnTableProps> = {}) =>
  new dynamodb.CfnTable(stack, 'Table', { keySchema: [{ attributeName: 'id', keyType: 'HASH' }], ...props });
const cfnOf = (one: dynamodb.Table) => one.node.defaultChild as dynamodb.CfnTable;
const globalOf = (one: dynamodb.TableV2) => one.node.defaultChild as dynamodb.CfnGlobalTable;
const declared = (properties: Record<string, unknown>, attributes: Record<string, unknown> = {}) =>
  ({ Table: { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], ...properties }, ...attributes } });
const replicated = (replicas: unknown, properties: Record<string, unknown> = {}) =>
  ({
    Table: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], Replicas: replicas, ...properties,
      },
    },
  });
const SSE = { SSESpecification: { SSEEnabled: true, SSEType: 'KMS' } };
const keyed = (key: unknown, settings: Record<string, unknown> = {}) => ({ Region: 'ap-northeast-2', SSESpecification: { KMSMasterKeyId: key }, ...settings });

testControls(
  {
    control: customerKey,
    l2: {
      passes: (stack) => {
        table(stack, { encryptionKey: new kms.Key(stack, 'Key') });
        new dynamodb.TableV2(stack, 'Global', { partitionKey: KEY, encryption: dynamodb.TableEncryptionV2.customerManagedKey(new kms.Key(stack, 'GlobalKey')) });
      },
      fails: (stack) => global(stack, { encryption: dynamodb.TableEncryptionV2.awsManagedKey() }),
    },
    l1: {
      passes: (stack) => cfnTable(stack, { sseSpecification: { sseEnabled: true, sseType: 'KMS', kmsMasterKeyId: 'alias/orders' } }),
      fails: (stack) => cfnTable(stack),
    },
    override: {
      passes: (stack) => cfnOf(table(stack)).addPropertyOverride('SSESpecification', { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: 'alias/orders' }),
      fails: (stack) => cfnOf(table(stack, { encryptionKey: new kms.Key(stack, 'Key') })).addPropertyOverride('SSESpecification.KMSMasterKeyId', 'alias/aws/dynamodb'),
    },
    template: {
      passes: replicated([keyed({ 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/1' })], { SSESpecification: { SSEEnabled: 'true', SSEType: 'KMS' } }),
      fails: declared({ SSESpecification: { SSEEnabled: 'false', KMSMasterKeyId: 'alias/orders' } }),
    },
  },
  {
    control: pointInTimeRecovery,
    l2: {
      passes: (stack) => {
        table(stack, { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } });
        new dynamodb.TableV2(stack, 'Global', { partitionKey: KEY, pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } });
      },
      fails: (stack) => global(stack),
    },
    l1: {
      passes: (stack) => cfnTable(stack, { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } }),
      fails: (stack) => cfnTable(stack),
    },
    override: {
      passes: (stack) => cfnOf(table(stack)).addPropertyOverride('PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', true),
      fails: (stack) => globalOf(global(stack, { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } }))
        .addPropertyOverride('Replicas.0.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', false),
    },
    template: {
      passes: declared({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'true' } }),
      fails: declared({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'false' } }),
    },
  },
  {
    control: deletionProtection,
    l2: {
      passes: (stack) => {
        table(stack, { deletionProtection: true });
        new dynamodb.TableV2(stack, 'Global', { partitionKey: KEY, deletionProtection: true });
      },
      fails: (stack) => table(stack),
    },
    l1: { passes: (stack) => cfnTable(stack, { deletionProtectionEnabled: true }), fails: (stack) => cfnTable(stack) },
    override: {
      passes: (stack) => cfnOf(table(stack)).addPropertyOverride('DeletionProtectionEnabled', true),
      fails: (stack) => globalOf(global(stack, { deletionProtection: true })).addPropertyOverride('Replicas.0.DeletionProtectionEnabled', false),
    },
    template: { passes: declared({ DeletionProtectionEnabled: 'true' }), fails: declared({ DeletionProtectionEnabled: 'false' }) },
  },
  {
    control: retained,
    l2: { passes: (stack) => global(stack), fails: (stack) => table(stack, { removalPolicy: RemovalPolicy.DESTROY }) },
    l1: { passes: (stack) => cfnTable(stack).applyRemovalPolicy(RemovalPolicy.RETAIN), fails: (stack) => cfnTable(stack) },
    override: {
      passes: (stack) => {
        const cfn = cfnOf(table(stack, { removalPolicy: RemovalPolicy.DESTROY }));
        cfn.addOverride('DeletionPolicy', 'RetainExceptOnCreate');
        cfn.addOverride('UpdateReplacePolicy', 'Retain');
      },
      fails: (stack) => cfnOf(table(stack)).addOverride('DeletionPolicy', 'Delete'),
    },
    template: {
      passes: declared({}, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }),
      fails: declared({}, { UpdateReplacePolicy: 'Retain' }),
    },
  },
);

test('one replica without a key, recovery or protection fails a global table', () => {
  const replicas = [keyed('alias/orders', { DeletionProtectionEnabled: true }), { Region: 'us-east-1' }];
  expect(statusOf(customerKey, replicated(replicas, SSE), 'Table')).toBe('violated');
  expect(statusOf(pointInTimeRecovery, replicated(replicas), 'Table')).toBe('violated');
  expect(statusOf(deletionProtection, replicated(replicas), 'Table')).toBe('violated');
});

test('a key that the table itself names does not reach the replicas of a global table', () => {
  const resources = replicated([{ Region: 'us-east-1' }], { SSESpecification: { SSEEnabled: true, KMSMasterKeyId: 'alias/orders' } });
  expect(statusOf(customerKey, resources, 'Table')).toBe('violated');
});

test('a replica that a condition adds is judged as if it were there', () => {
  const conditional = (replica: unknown) => replicated([{ DeletionProtectionEnabled: true }, { 'Fn::If': ['C', replica, { Ref: 'AWS::NoValue' }] }]);
  expect(statusOf(deletionProtection, conditional({ DeletionProtectionEnabled: true }), 'Table')).toBe('compliant');
  expect(statusOf(deletionProtection, conditional({}), 'Table')).toBe('violated');
});

test('replicas that are missing, or known only at deployment, are unknown', () => {
  expect(statusOf(deletionProtection, replicated([]), 'Table')).toBe('unknown');
  expect(statusOf(deletionProtection, replicated({ 'Fn::Transform': { Name: 'Replicas' } }), 'Table')).toBe('unknown');
});
