import { aws_iam as iam, aws_kms as kms, aws_s3 as s3, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { type ControlCase, testControls } from './control-case';
import { statusOf } from './status-of';
import { accessLogs } from '../../src/controls/s3/access-logs';
import { aclsDisabled } from '../../src/controls/s3/acls-disabled';
import { bucketKey } from '../../src/controls/s3/bucket-key';
import { customerKey } from '../../src/controls/s3/customer-key';
import { noCustomerProvidedKeys } from '../../src/controls/s3/no-customer-provided-keys';
import { noPublicPolicy } from '../../src/controls/s3/no-public-policy';
import { publicAccessBlock } from '../../src/controls/s3/public-access-block';
import { retained } from '../../src/controls/s3/retained';
import { tlsOnly } from '../../src/controls/s3/tls-only';
import { versioning } from '../../src/controls/s3/versioning';
import { Template } from '../../src/controls/template';

const bucket = (stack: Stack, props: s3.BucketProps = {}) => new s3.Bucket(stack, 'Bucket', props);
const cfnOf = (one: s3.Bucket) => one.node.defaultChild as s3.CfnBucket;
const policyOf = (one: s3.Bucket) => one.policy?.node.defaultChild as s3.CfnBucketPolicy;
const declared = (properties: Record<string, unknown>, attributes: Record<string, unknown> = {}) =>
  ({ Bucket: { Type: 'AWS::S3::Bucket', Properties: properties, ...attributes } });
const encryption = (algorithm: unknown, key?: unknown, rule: Record<string, unknown> = {}) =>
  ({ ServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, KMSMasterKeyID: key }, ...rule });
const encrypted = (algorithm: unknown, key?: unknown, rule: Record<string, unknown> = {}) =>
  ({ BucketEncryption: { ServerSideEncryptionConfiguration: [encryption(algorithm, key, rule)] } });
const policy = (statement: unknown, of: unknown = { Ref: 'Bucket' }) =>
  ({ Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: of, PolicyDocument: { Version: '2012-10-17', Statement: statement } } } });
const RULE = 'BucketEncryption.ServerSideEncryptionConfiguration.0';

const customerKeyCase: ControlCase = {
  control: customerKey,
  l2: {
    passes: (stack) => bucket(stack, { encryptionKey: new kms.Key(stack, 'Key') }),
    fails: (stack) => bucket(stack, { encryption: s3.BucketEncryption.KMS_MANAGED }),
  },
  l1: {
    passes: (stack) => new s3.CfnBucket(stack, 'Bucket', {
      bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms:dsse', kmsMasterKeyId: 'alias/orders' } }] },
    }),
    fails: (stack) => new s3.CfnBucket(stack, 'Bucket'),
  },
  override: {
    passes: (stack) => cfnOf(bucket(stack, { encryption: s3.BucketEncryption.KMS_MANAGED }))
      .addPropertyOverride(`${RULE}.ServerSideEncryptionByDefault.KMSMasterKeyID`, 'arn:aws:kms:ap-northeast-2:123456789012:key/1'),
    fails: (stack) => cfnOf(bucket(stack, { encryptionKey: new kms.Key(stack, 'Key') }))
      .addPropertyOverride(`${RULE}.ServerSideEncryptionByDefault`, { SSEAlgorithm: 'AES256' }),
  },
  template: {
    passes: { Key: { Type: 'AWS::KMS::Key' }, ...declared(encrypted('aws:kms', { 'Fn::Sub': '${Key.Arn}' })) },
    fails: declared(encrypted('aws:kms', { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/s3' })),
  },
};

const bucketKeyCase: ControlCase = {
  control: bucketKey,
  l2: {
    passes: (stack) => bucket(stack, { encryptionKey: new kms.Key(stack, 'Key'), bucketKeyEnabled: true }),
    fails: (stack) => bucket(stack, { encryptionKey: new kms.Key(stack, 'Key'), bucketKeyEnabled: false }),
  },
  l1: {
    passes: (stack) => new s3.CfnBucket(stack, 'Bucket', {
      bucketEncryption: { serverSideEncryptionConfiguration: [{ bucketKeyEnabled: true, serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms' } }] },
    }),
    fails: (stack) => new s3.CfnBucket(stack, 'Bucket', {
      bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms' } }] },
    }),
  },
  override: {
    passes: (stack) => cfnOf(bucket(stack, { encryptionKey: new kms.Key(stack, 'Key'), bucketKeyEnabled: false })).addPropertyOverride(`${RULE}.BucketKeyEnabled`, true),
    fails: (stack) => cfnOf(bucket(stack, { encryptionKey: new kms.Key(stack, 'Key'), bucketKeyEnabled: true })).addPropertyOverride(`${RULE}.BucketKeyEnabled`, false),
  },
  template: {
    passes: declared(encrypted('aws:kms', 'alias/orders', { BucketKeyEnabled: 'true' })),
    fails: declared(encrypted('aws:kms', 'alias/orders', { BucketKeyEnabled: 'false' })),
  },
};

const DENY = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [{ 'Fn::Sub': '${Bucket.Arn}' }, { 'Fn::Sub': '${Bucket.Arn}/*' }],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

const tlsOnlyCase: ControlCase = {
  control: tlsOnly,
  l2: { passes: (stack) => bucket(stack, { enforceSSL: true }), fails: (stack) => bucket(stack) },
  l1: {
    passes: (stack) => {
      const { ref, attrArn } = new s3.CfnBucket(stack, 'Bucket');
      new s3.CfnBucketPolicy(stack, 'Policy', { bucket: ref, policyDocument: { Statement: [{ ...DENY, Principal: { AWS: '*' }, Resource: `${attrArn}*` }] } });
    },
    fails: (stack) => {
      const { ref, attrArn } = new s3.CfnBucket(stack, 'Bucket');
      new s3.CfnBucketPolicy(stack, 'Policy', { bucket: ref, policyDocument: { Statement: [{ ...DENY, Resource: `${attrArn}/*` }] } });
    },
  },
  override: {
    passes: (stack) => policyOf(bucket(stack, { enforceSSL: true })).addPropertyOverride('PolicyDocument.Statement.0.Action', '*'),
    fails: (stack) => policyOf(bucket(stack, { enforceSSL: true })).addPropertyOverride('PolicyDocument.Statement.0.Condition.Bool', { 'aws:SecureTransport': 'true' }),
  },
  template: { passes: { ...declared({}), ...policy(DENY) }, fails: { ...declared({}), ...policy({ ...DENY, Action: ['s3:GetObject', 's3:PutObject'] }) } },
};

const BLOCK = { BlockPublicAcls: 'true', BlockPublicPolicy: true, IgnorePublicAcls: 'true', RestrictPublicBuckets: true };

const publicAccessBlockCase: ControlCase = {
  control: publicAccessBlock,
  l2: {
    passes: (stack) => bucket(stack, { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL }),
    fails: (stack) => bucket(stack, { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ACLS_ONLY }),
  },
  l1: {
    passes: (stack) => new s3.CfnBucket(stack, 'Bucket', {
      publicAccessBlockConfiguration: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    }),
    fails: (stack) => new s3.CfnBucket(stack, 'Bucket', { publicAccessBlockConfiguration: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true } }),
  },
  override: {
    passes: (stack) => cfnOf(bucket(stack)).addPropertyOverride('PublicAccessBlockConfiguration', BLOCK),
    fails: (stack) => cfnOf(bucket(stack, { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL }))
      .addPropertyOverride('PublicAccessBlockConfiguration.RestrictPublicBuckets', false),
  },
  template: {
    passes: declared({ PublicAccessBlockConfiguration: BLOCK }),
    fails: declared({ PublicAccessBlockConfiguration: { ...BLOCK, IgnorePublicAcls: 'false' } }),
  },
};

const aclsDisabledCase: ControlCase = {
  control: aclsDisabled,
  l2: {
    passes: (stack) => bucket(stack, { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED }),
    fails: (stack) => bucket(stack, { objectOwnership: s3.ObjectOwnership.OBJECT_WRITER }),
  },
  l1: {
    passes: (stack) => new s3.CfnBucket(stack, 'Bucket', { ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] } }),
    fails: (stack) => new s3.CfnBucket(stack, 'Bucket'),
  },
  override: {
    passes: (stack) => cfnOf(bucket(stack)).addPropertyOverride('OwnershipControls.Rules', [{ ObjectOwnership: 'BucketOwnerEnforced' }]),
    fails: (stack) => cfnOf(bucket(stack, { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED })).addPropertyDeletionOverride('OwnershipControls'),
  },
  template: {
    passes: declared({ OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }),
    fails: declared({ OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] } }),
  },
};

const versioningCase: ControlCase = {
  control: versioning,
  l2: { passes: (stack) => bucket(stack, { versioned: true }), fails: (stack) => bucket(stack) },
  l1: {
    passes: (stack) => new s3.CfnBucket(stack, 'Bucket', { versioningConfiguration: { status: 'Enabled' } }),
    fails: (stack) => new s3.CfnBucket(stack, 'Bucket', { versioningConfiguration: { status: 'Suspended' } }),
  },
  override: {
    passes: (stack) => cfnOf(bucket(stack)).addPropertyOverride('VersioningConfiguration.Status', 'Enabled'),
    fails: (stack) => cfnOf(bucket(stack, { versioned: true })).addPropertyOverride('VersioningConfiguration.Status', 'Suspended'),
  },
  template: {
    passes: declared({ VersioningConfiguration: { Status: 'Enabled' } }),
    fails: declared({ VersioningConfiguration: { Status: 'Suspended' } }),
  },
};

const accessLogsCase: ControlCase = {
  control: accessLogs,
  l2: {
    passes: (stack) => bucket(stack, { serverAccessLogsBucket: new s3.Bucket(stack, 'Logs') }),
    fails: (stack) => bucket(stack),
  },
  l1: {
    passes: (stack) => new s3.CfnBucket(stack, 'Bucket', { loggingConfiguration: { destinationBucketName: 'central-logs' } }),
    fails: (stack) => new s3.CfnBucket(stack, 'Bucket', { loggingConfiguration: {} }),
  },
  override: {
    passes: (stack) => cfnOf(bucket(stack)).addPropertyOverride('LoggingConfiguration.LogFilePrefix', 'self/'),
    fails: (stack) => cfnOf(bucket(stack, { serverAccessLogsPrefix: 'self/' })).addPropertyDeletionOverride('LoggingConfiguration'),
  },
  template: {
    passes: {
      ...declared({ LoggingConfiguration: { DestinationBucketName: { 'Fn::Sub': '${Logs}' } } }),
      Logs: { Type: 'AWS::S3::Bucket' },
    },
    fails: declared({ LoggingConfiguration: { Ref: 'AWS::NoValue' } }),
  },
};

const BLOCKED = { BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] } };

const noCustomerProvidedKeysCase: ControlCase = {
  control: noCustomerProvidedKeys,
  l2: {
    passes: (stack) => bucket(stack, { encryption: s3.BucketEncryption.S3_MANAGED, blockedEncryptionTypes: [s3.BlockedEncryptionType.SSE_C] }),
    fails: (stack) => bucket(stack, { encryption: s3.BucketEncryption.S3_MANAGED, blockedEncryptionTypes: [s3.BlockedEncryptionType.NONE] }),
  },
  l1: {
    passes: (stack) => new s3.CfnBucket(stack, 'Bucket', {
      bucketEncryption: { serverSideEncryptionConfiguration: [{ blockedEncryptionTypes: { encryptionType: ['SSE-C'] } }] },
    }),
    fails: (stack) => new s3.CfnBucket(stack, 'Bucket'),
  },
  override: {
    passes: (stack) => cfnOf(bucket(stack, { encryption: s3.BucketEncryption.S3_MANAGED })).addPropertyOverride(`${RULE}.BlockedEncryptionTypes.EncryptionType`, ['SSE-C']),
    fails: (stack) => cfnOf(bucket(stack, { encryption: s3.BucketEncryption.S3_MANAGED, blockedEncryptionTypes: [s3.BlockedEncryptionType.SSE_C] }))
      .addPropertyOverride(`${RULE}.BlockedEncryptionTypes.EncryptionType`, ['NONE']),
  },
  template: { passes: declared(encrypted('AES256', undefined, BLOCKED)), fails: declared(encrypted('AES256')) },
};

const read = (principal: iam.IPrincipal, conditions?: Record<string, Record<string, unknown>>) =>
  new iam.PolicyStatement({ actions: ['s3:GetObject'], principals: [principal], resources: ['*'], conditions });
const OPEN = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };

const noPublicPolicyCase: ControlCase = {
  control: noPublicPolicy,
  l2: {
    passes: (stack) => bucket(stack).addToResourcePolicy(read(new iam.OrganizationPrincipal('o-a1b2c3d4e5'))),
    fails: (stack) => bucket(stack).addToResourcePolicy(read(new iam.AnyPrincipal())),
  },
  l1: {
    passes: (stack) => new s3.CfnBucketPolicy(stack, 'Policy', { bucket: 'b', policyDocument: { Statement: [{ ...OPEN, Principal: { AWS: '123456789012' } }] } }),
    fails: (stack) => new s3.CfnBucketPolicy(stack, 'Policy', { bucket: 'b', policyDocument: { Statement: [OPEN] } }),
  },
  override: {
    passes: (stack) => {
      const open = bucket(stack);
      open.addToResourcePolicy(read(new iam.AnyPrincipal()));
      policyOf(open).addPropertyOverride('PolicyDocument.Statement.0.Condition', { StringEquals: { 'AWS:SourceVpce': 'vpce-1a2b3c4d' } });
    },
    fails: (stack) => policyOf(bucket(stack, { enforceSSL: true })).addPropertyOverride('PolicyDocument.Statement.0.Effect', 'Allow'),
  },
  template: {
    passes: { ...declared({}), ...policy({ ...OPEN, Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } } }) },
    fails: { ...declared({}), ...policy({ ...OPEN, Principal: { AWS: '*' }, Condition: { StringLike: { 'aws:PrincipalOrgID': '*' } } }) },
  },
};

const retainedCase: ControlCase = {
  control: retained,
  l2: {
    passes: (stack) => bucket(stack, { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }),
    fails: (stack) => bucket(stack, { removalPolicy: RemovalPolicy.DESTROY }),
  },
  l1: {
    passes: (stack) => new s3.CfnBucket(stack, 'Bucket').applyRemovalPolicy(RemovalPolicy.RETAIN),
    fails: (stack) => new s3.CfnBucket(stack, 'Bucket'),
  },
  override: {
    passes: (stack) => {
      const cfn = cfnOf(bucket(stack, { removalPolicy: RemovalPolicy.DESTROY }));
      cfn.addOverride('DeletionPolicy', 'Retain');
      cfn.addOverride('UpdateReplacePolicy', 'Retain');
    },
    fails: (stack) => cfnOf(bucket(stack)).addOverride('UpdateReplacePolicy', 'Delete'),
  },
  template: {
    passes: declared({}, { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }),
    fails: declared({}, { DeletionPolicy: 'Retain' }),
  },
};

testControls(
  customerKeyCase, bucketKeyCase, tlsOnlyCase, publicAccessBlockCase, aclsDisabledCase,
  versioningCase, accessLogsCase, noCustomerProvidedKeysCase, noPublicPolicyCase, retainedCase,
);

describe('a bucket for access logs', () => {
  const logs = (destination: unknown, properties: Record<string, unknown> = {}) => ({
    Bucket: { Type: 'AWS::S3::Bucket', Properties: properties },
    Source: { Type: 'AWS::S3::Bucket', Properties: { LoggingConfiguration: { DestinationBucketName: destination } } },
  });
  const alone = (properties: Record<string, unknown> = {}) =>
    ({ Bucket: { Type: 'AWS::S3::Bucket', Properties: properties, Metadata: { 'cdk-gold:receives-access-logs': true } } });
  const delivery = { Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: '*' };
  const marked = (properties: Record<string, unknown> = {}) => ({
    ...alone(properties),
    Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Statement: delivery } } },
  });

  test('named by reference needs no key and no logs of its own', () => {
    expect(statusOf(customerKey, logs({ Ref: 'Bucket' }, encrypted('AES256')), 'Bucket')).toBe('notApplicable');
    expect(statusOf(accessLogs, logs({ Ref: 'Bucket' }), 'Bucket')).toBe('notApplicable');
  });
  test('named literally is one too', () => {
    expect(statusOf(customerKey, logs('my-logs', { BucketName: 'my-logs' }), 'Bucket')).toBe('notApplicable');
  });
  test('known by its metadata is one too', () => {
    expect(statusOf(customerKey, marked(encrypted('AES256')), 'Bucket')).toBe('notApplicable');
    expect(statusOf(accessLogs, marked(), 'Bucket')).toBe('notApplicable');
  });
  test('is none by its metadata alone: nothing delivers logs to it', () => {
    expect(statusOf(customerKey, alone(encrypted('AES256')), 'Bucket')).toBe('violated');
    expect(statusOf(accessLogs, alone(), 'Bucket')).toBe('violated');
  });
  test('that has a key all the same is judged by it', () => {
    expect(statusOf(customerKey, marked(encrypted('aws:kms', 'alias/aws/s3')), 'Bucket')).toBe('violated');
  });
  test('of another name excuses nothing', () => {
    expect(statusOf(customerKey, logs('other-logs', { BucketName: 'my-logs' }), 'Bucket')).toBe('violated');
  });
  test('that logs only to itself is judged as any bucket', () => {
    const own = declared({ LoggingConfiguration: { DestinationBucketName: { Ref: 'Bucket' } } });
    expect(statusOf(customerKey, own, 'Bucket')).toBe('violated');
    expect(statusOf(accessLogs, own, 'Bucket')).toBe('compliant');
  });
});

describe('conditions and parameters', () => {
  const either = (yes: unknown, no: unknown) => ({ 'Fn::If': ['IsProduction', yes, no] });

  test('both branches of a condition decide when they agree', () => {
    expect(statusOf(versioning, declared({ VersioningConfiguration: either({ Status: 'Enabled' }, { Status: 'Enabled' }) }), 'Bucket')).toBe('compliant');
    expect(statusOf(versioning, declared({ VersioningConfiguration: { Status: either('Suspended', { Ref: 'AWS::NoValue' }) } }), 'Bucket')).toBe('violated');
  });
  test('a parameter leaves it unknown', () => {
    expect(statusOf(versioning, declared({ VersioningConfiguration: { Status: { Ref: 'P' } } }), 'Bucket')).toBe('unknown');
  });
  test('branches that differ leave it unknown', () => {
    expect(statusOf(versioning, declared({ VersioningConfiguration: { Status: either('Enabled', 'Suspended') } }), 'Bucket')).toBe('unknown');
    expect(statusOf(customerKey, declared(encrypted('aws:kms', either('alias/orders', { Ref: 'AWS::NoValue' }))), 'Bucket')).toBe('unknown');
  });
  test('a key that a parameter names is unknown, one that another stack exports is the customer\'s', () => {
    expect(statusOf(customerKey, declared(encrypted('aws:kms', { Ref: 'KeyParameter' })), 'Bucket')).toBe('unknown');
    expect(statusOf(customerKey, declared(encrypted('aws:kms', { 'Fn::ImportValue': 'OrdersKey' })), 'Bucket')).toBe('compliant');
  });
  test('a bucket that is not encrypted with KMS needs no bucket key', () => {
    expect(statusOf(bucketKey, declared(encrypted('AES256')), 'Bucket')).toBe('notApplicable');
    expect(statusOf(bucketKey, declared(encrypted('aws:kms:dsse')), 'Bucket')).toBe('notApplicable');
    expect(statusOf(bucketKey, declared({}), 'Bucket')).toBe('notApplicable');
  });
  test('one setting known at deployment leaves the block unknown, one that is off violates it', () => {
    expect(statusOf(publicAccessBlock, declared({ PublicAccessBlockConfiguration: { ...BLOCK, BlockPublicAcls: { Ref: 'P' } } }), 'Bucket')).toBe('unknown');
    expect(statusOf(publicAccessBlock, declared({ PublicAccessBlockConfiguration: { BlockPublicAcls: { Ref: 'P' } } }), 'Bucket')).toBe('violated');
    expect(statusOf(publicAccessBlock, declared({ PublicAccessBlockConfiguration: { 'Fn::FindInMap': ['A', 'B', 'C'] } }), 'Bucket')).toBe('unknown');
  });
});

describe('a statement that requires TLS', () => {
  const judged = (statement: unknown, properties: Record<string, unknown> = {}, of?: unknown) =>
    statusOf(tlsOnly, { ...declared(properties), ...policy(statement, of) }, 'Bucket');

  test('may name the bucket literally', () => {
    const deny = { ...DENY, Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'] };
    expect(judged(deny, { BucketName: 'orders' }, 'orders')).toBe('compliant');
    expect(judged(deny, { BucketName: 'invoices' }, 'orders')).toBe('violated');
  });
  test('may be joined from parts', () => {
    const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'Bucket' }]] };
    expect(judged({ ...DENY, Resource: [arn, { 'Fn::Join': ['/', [arn, '*']] }] })).toBe('compliant');
  });
  test('does not count when it covers another bucket, or the objects alone', () => {
    expect(judged({ ...DENY, Resource: [{ 'Fn::Sub': '${Other.Arn}' }, { 'Fn::Sub': '${Other.Arn}/*' }] })).toBe('violated');
    expect(judged({ ...DENY, Resource: { 'Fn::Sub': '${Bucket.Arn}/*' } })).toBe('violated');
  });
  test('does not count when another condition narrows it', () => {
    expect(judged({ ...DENY, Condition: { Bool: { 'aws:SecureTransport': 'false', 'aws:PrincipalIsAWSService': 'false' } } })).toBe('violated');
  });
  test('does not count when it is for one principal', () => {
    expect(judged({ ...DENY, Principal: { AWS: '123456789012' } })).toBe('violated');
  });
  test('may be two, for the bucket and for its objects', () => {
    expect(judged([{ ...DENY, Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] } }, { ...DENY, Resource: { 'Fn::Sub': '${Bucket.Arn}/*' } }])).toBe('compliant');
  });
  test('is unknown when a condition of the template chooses what it covers', () => {
    expect(judged({ ...DENY, Resource: { 'Fn::If': ['C', '*', 'arn:aws:s3:::other/*'] } })).toBe('unknown');
  });
  test('is unknown when a condition of the template adds it', () => {
    expect(judged([{ 'Fn::If': ['C', DENY, { Ref: 'AWS::NoValue' }] }])).toBe('unknown');
  });
  test('may be in a document written as text', () => {
    const text = JSON.stringify({ Statement: { ...DENY, Resource: '*' } });
    const resources = { ...declared({}), Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: text } } };
    expect(statusOf(tlsOnly, resources, 'Bucket')).toBe('compliant');
  });
});

describe('a statement for everybody', () => {
  const judged = (statement: unknown) => statusOf(noPublicPolicy, policy(statement), 'Policy');
  const when = (operator: string, key: string, value: unknown) => judged([{ ...OPEN, Condition: { [operator]: { [key]: value } } }]);

  test.each([
    ['StringEquals', 'aws:PrincipalOrgID', ['o-a1b2c3d4e5']],
    ['StringEquals', 'aws:SourceAccount', { Ref: 'AWS::AccountId' }],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:123456789012:*'],
    ['ArnLike', 'AWS:SourceArn', { 'Fn::Sub': 'arn:aws:cloudtrail:*:${AWS::AccountId}:trail/*' }],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-a1b2c3d4e5/*'],
    ['StringEquals', 's3:DataAccessPointAccount', 123456789012],
    ['StringEquals', 'aws:PrincipalAccount', '${aws:ResourceAccount}'],
    ['ArnEquals', 'aws:SourceArn', { 'Fn::ImportValue': 'TrailArn' }],
  ])('is bound by %s %s', (operator, key, value) => {
    expect(when(operator, key, value)).toBe('compliant');
  });

  test.each([
    ['StringNotEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5'],
    ['StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5'],
    ['ForAllValues:StringEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5'],
    ['StringEquals', 'aws:SourceAccount', ['123456789012', '*']],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::*'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:*:*'],
    ['StringEquals', 'aws:PrincipalAccount', '${aws:PrincipalAccount}'],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/24'],
    ['StringLike', 'aws:Referer', 'https://example.com/*'],
    ['Bool', 'aws:SecureTransport', 'true'],
  ])('is not bound by %s %s', (operator, key, value) => {
    expect(when(operator, key, value)).toBe('violated');
  });

  test('is unknown when a parameter has the value, or the principal', () => {
    expect(when('StringEquals', 'aws:PrincipalOrgID', { Ref: 'OrgParameter' })).toBe('unknown');
    expect(judged({ ...OPEN, Principal: { AWS: { Ref: 'PrincipalParameter' } } })).toBe('unknown');
  });
  test('is unknown when its condition block is chosen at deployment', () => {
    expect(judged({ ...OPEN, Condition: { StringEquals: { 'Fn::If': ['C', { 'aws:SourceAccount': '1' }, { 'aws:SourceAccount': '2' }] } } })).toBe('unknown');
  });
  test('is unknown when it is in one branch of a condition', () => {
    expect(judged([{ 'Fn::If': ['C', OPEN, { Ref: 'AWS::NoValue' }] }])).toBe('unknown');
    expect(judged({ ...OPEN, Principal: { AWS: { 'Fn::If': ['C', '*', '123456789012'] } } })).toBe('unknown');
  });
  test('is what an allow with NotPrincipal is', () => {
    expect(judged({ Effect: 'Allow', NotPrincipal: { AWS: '123456789012' }, Action: 's3:GetObject', Resource: '*' })).toBe('violated');
  });
  test('may deny them', () => {
    expect(judged({ ...DENY, Resource: '*' })).toBe('compliant');
  });
  test('hides among others', () => {
    expect(judged([{ ...OPEN, Principal: { AWS: '123456789012' } }, { ...OPEN, Principal: { AWS: ['123456789012', '*'] } }])).toBe('violated');
  });
});

test('a deletion policy that an intrinsic decides is unknown', () => {
  const attributes = { DeletionPolicy: { Ref: 'P' } as unknown as string, UpdateReplacePolicy: 'Retain' };
  expect(statusOf(retained, { Bucket: { Type: 'AWS::S3::Bucket', ...attributes } }, 'Bucket')).toBe('unknown');
});

describe('a bucket whose key is given at deployment', () => {
  const given = (parameter: Record<string, unknown>) => customerKey.check(new Template({
    Parameters: { Key: { Type: 'String', ...parameter } },
    Resources: {
      Bucket: {
        Type: 'AWS::S3::Bucket',
        Properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { Ref: 'Key' } } }] } },
      },
    },
  }).find('Bucket')!).status;

  test('has a customer\'s key where nothing but the ARN of a key can be given', () => {
    expect(given({ AllowedPattern: '^arn:(aws|aws-cn):kms:[a-z0-9-]+:[0-9]{12}:key/(mrk-)?[a-f0-9-]{36}$' })).toBe('compliant');
  });

  test.each(['^.*$', '^arn:aws:kms:[a-z0-9-]+:[0-9]{12}:alias/.*$', '^arn:aws:kms:x:[0-9]{12}:key/[a-f0-9-]+$|^alias/aws/s3$', 'arn:aws:kms:x:y:key/z', '^arn:aws:kms:x:y:(key/z|alias/aws/s3)$'])(
    'has a key that is not known where more can be given: %s', (AllowedPattern) => { expect(given({ AllowedPattern })).toBe('unknown'); });

  test('has a key that is not known where anything can be given', () => { expect(given({})).toBe('unknown'); });
});
