import { Duration, type Stack } from 'aws-cdk-lib';
import { Domain } from '../../src/core';
import { DomainBucket } from '../../src/data';
import { passes } from '../checks/judge';
import { ACCOUNT, REGION, type Resource, deployed, resourceOf, resourcesOf, statementsOf, testStack } from '../checks/template';

const BUCKET = 'arn:aws:s3:::receipts';
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/orders-data`;
const RIGHT = { 's3:x-amz-server-side-encryption': 'aws:kms', 's3:x-amz-server-side-encryption-aws-kms-key-id': KEY };
const OTHER_KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/somebody-elses`;

let stack: Stack;
let receipts: Resource;
let logs: Resource;
beforeAll(() => {
  stack = testStack();
  const orders = new Domain(stack, 'Orders');
  new DomainBucket(orders, 'Receipts');
  new DomainBucket(orders, 'Records', { lockFor: Duration.days(365), archiveAfter: Duration.days(90), expireAfter: Duration.days(400), requireEncryptionHeader: true });
  receipts = resourceOf(stack, 'AWS::S3::Bucket', 'OrdersReceipts');
  logs = resourceOf(stack, 'AWS::S3::Bucket', 'GoldAccessLogs');
});

const keyId = (): string => Object.keys(resourcesOf(stack, 'AWS::KMS::Key'))[0];
const records = (): Resource => resourceOf(stack, 'AWS::S3::Bucket', 'OrdersRecords');

describe('a bucket of a domain', () => {
  test('is encrypted with the domain\'s key, by a bucket key, and takes no key of the uploader\'s', () => {
    expect(receipts.Properties.BucketEncryption).toEqual({
      ServerSideEncryptionConfiguration: [{
        BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: { KMSMasterKeyID: { 'Fn::GetAtt': [keyId(), 'Arn'] }, SSEAlgorithm: 'aws:kms' },
      }],
    });
  });

  test('has no ACLs, no public access, and keeps versions', () => {
    expect(receipts.Properties).toMatchObject({
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });

  test('outlives its stack, but not a failed creation', () => {
    expect([receipts.DeletionPolicy, receipts.UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
  });

  test('carries the tags of its domain', () => {
    expect(receipts.Properties.Tags).toEqual([{ Key: 'data-classification', Value: 'confidential' }, { Key: 'domain', Value: 'orders' }]);
  });

  test('ends unfinished uploads and old versions, and keeps objects where they are unless asked', () => {
    expect(receipts.Properties.LifecycleConfiguration).toEqual({
      Rules: [{
        Id: 'Keep', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, NoncurrentVersionExpiration: { NoncurrentDays: 90 },
      }],
    });
  });

  test('archives and expires when asked', () => {
    expect(records().Properties.LifecycleConfiguration).toMatchObject({
      Rules: [{
        ExpirationInDays: 400, Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 90 }],
      }],
    });
  });

  test('locks objects in compliance mode when asked, and not otherwise', () => {
    expect(records().Properties).toMatchObject({
      ObjectLockEnabled: true, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Days: 365, Mode: 'COMPLIANCE' } } },
    });
    expect(receipts.Properties).not.toHaveProperty('ObjectLockEnabled');
  });
});

describe('the bucket\'s policy', () => {
  const put = (context: Record<string, string>, bucket = 'OrdersReceipts') => {
    const policy = resourceOf(stack, 'AWS::S3::BucketPolicy', bucket);
    const known = Object.fromEntries(Object.keys(resourcesOf(stack, 'AWS::S3::Bucket')).map((id) => [id, BUCKET]));
    return passes({
      by: `arn:aws:iam::${ACCOUNT}:role/gold/orders/writer`,
      action: 's3:PutObject',
      resource: `${BUCKET}/a`,
      context: { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', ...context },
    }, deployed(policy.Properties.PolicyDocument, { ...known, [keyId()]: KEY }));
  };

  test.each([
    ['that names no encryption', true, {}],
    ['that names KMS and no key, which is S3\'s own', false, { 's3:x-amz-server-side-encryption': 'aws:kms' }],
    ['that names the domain\'s key', true, { 's3:x-amz-server-side-encryption': 'aws:kms', 's3:x-amz-server-side-encryption-aws-kms-key-id': KEY }],
    ['by TLS 1.2', true, { ...RIGHT, 's3:TlsVersion': '1.2' }],
    ['that names another key', false, { 's3:x-amz-server-side-encryption': 'aws:kms', 's3:x-amz-server-side-encryption-aws-kms-key-id': OTHER_KEY }],
    ['that names S3\'s own keys', false, { 's3:x-amz-server-side-encryption': 'AES256' }],
    ['that names dual-layer encryption', false, { 's3:x-amz-server-side-encryption': 'aws:kms:dsse' }],
    ['by plain HTTP', false, { ...RIGHT, 'aws:SecureTransport': 'false' }],
    ['by TLS 1.1', false, { ...RIGHT, 's3:TlsVersion': '1.1' }],
  ])('judges an upload %s: passes %s', async (_name, allowed, context) => {
    expect(await put(context)).toBe(allowed);
  });

  test('refuses an upload that names no encryption, where the header is required', async () => {
    expect([await put({}, 'OrdersRecords'), await put(RIGHT, 'OrdersRecords')]).toEqual([false, true]);
  });
});

describe('access logs', () => {
  test('go to the one bucket of the stack, under a prefix of their own', () => {
    const logIds = Object.keys(resourcesOf(stack, 'AWS::S3::Bucket')).filter((id) => id.startsWith('GoldAccessLogs'));
    const targets = ['OrdersReceipts', 'OrdersRecords'].map((id) => resourceOf(stack, 'AWS::S3::Bucket', id).Properties.LoggingConfiguration);
    expect(logIds).toHaveLength(1);
    expect(targets).toEqual([
      { DestinationBucketName: { Ref: logIds[0] }, LogFilePrefix: 'orders/Orders/Receipts/' }, { DestinationBucketName: { Ref: logIds[0] }, LogFilePrefix: 'orders/Orders/Records/' },
    ]);
  });

  test('lie in a private, versioned bucket with S3\'s own encryption, the only one that S3 delivers them to', () => {
    expect(logs.Properties).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    expect([logs.DeletionPolicy, logs.UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
  });

  test('are delivered only by S3\'s logging for buckets of the own account', () => {
    const allowed = statementsOf(resourceOf(stack, 'AWS::S3::BucketPolicy', 'GoldAccessLogs')).filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([expect.objectContaining({
      Action: 's3:PutObject', Principal: { Service: 'logging.s3.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    })]);
  });

  test('of two buckets with one id in one stack do not mix', () => {
    const other = testStack();
    const orders = new Domain(other, 'Orders');
    new DomainBucket(orders, 'Files');
    new DomainBucket(other, 'Files', { domain: orders });
    const prefixes = Object.values(resourcesOf(other, 'AWS::S3::Bucket')).flatMap(({ Properties: { LoggingConfiguration: to } }) =>
      (to ? [(to as { LogFilePrefix: string }).LogFilePrefix] : []));
    expect(new Set(prefixes).size).toBe(2);
  });
});

test.each([
  ['that expires before it is archived', { archiveAfter: Duration.days(90), expireAfter: Duration.days(90) }, /expireAfter is not valid: got '90 days'; allowed: more than archiveAfter/],
  ['with a lock of no time', { lockFor: Duration.days(0) }, /lockFor is not valid: got '0 days'; allowed: whole days, 1 or more/],
  ['that archives at once', { archiveAfter: Duration.days(0) }, /archiveAfter is not valid: got '0 days'/],
  ['that expires at once', { expireAfter: Duration.days(0) }, /expireAfter is not valid: got '0 days'/],
  ['that keeps old versions for no time', { keepOldVersions: Duration.days(0) }, /keepOldVersions is not valid: got '0 days'/],
])('a bucket %s is refused', (_name, props, message) => {
  const orders = new Domain(testStack(), 'Orders');
  expect(() => new DomainBucket(orders, 'Bad', props)).toThrow(message);
});

describe('a bucket that only its domain reads', () => {
  const own = testStack();
  beforeAll(() => { new DomainBucket(new Domain(own, 'Orders'), 'Pages', { otherReaderArns: [`arn:aws:iam::${ACCOUNT}:role/audit/*`] }); });
  const read = async (role: string, action = 's3:GetObject') => passes(
    { by: `arn:aws:iam::${ACCOUNT}:role/${role}`, action, resource: `${BUCKET}/page.html`, context: { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' } },
    deployed({ Version: '2012-10-17', Statement: statementsOf(resourceOf(own, 'AWS::S3::BucketPolicy', 'OrdersPages')) }),
  );

  test.each([
    ['a role of the domain', 'gold/orders/Web', true],
    ['whoever deploys', `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${REGION}`, true],
    ['a reader that is named', 'audit/Reader', true],
    ['an administrator', 'Administrator', false],
    ['a role of another domain', 'gold/orders-history/Web', false],
  ])('is judged for %s', async (_name, role, isLetThrough) => { expect(await read(role)).toBe(isLetThrough); });

  test('denies versions and their tags too, and nothing but reading', async () => {
    expect([await read('Administrator', 's3:GetObjectVersion'), await read('Administrator', 's3:PutObject')]).toEqual([false, true]);
  });

  test('is refused readers that name nobody', () => {
    const bad = testStack();
    expect(() => new DomainBucket(new Domain(bad, 'Orders'), 'Pages', { otherReaderArns: ['*'] })).toThrow(/otherReaderArns is not valid/);
  });
});
