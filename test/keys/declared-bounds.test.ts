import { App, Stack, aws_dynamodb as dynamodb, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Domain, DomainRole } from '../../src/core';
import { DomainBucket, DomainTable } from '../../src/data';
import { DomainKey, ImportedDomainKey, KeyAccess, KeyPurpose, KeyService, KeyUser } from '../../src/keys';

const LAMBDA = new iam.ServicePrincipal('lambda.amazonaws.com');
const SHARED = { services: [KeyService.S3], reason: 'payments settle against receipts' };

interface Statement { readonly Sid?: string; readonly Condition?: Record<string, Record<string, unknown>> }
const keyStatements = (stack: Stack): Statement[] =>
  Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key')).flatMap(({ Properties }) => Properties.KeyPolicy.Statement as Statement[]);

function setting() {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Stack', { env: { account: '111111111111', region: 'ap-northeast-2' } });
  const orders = new Domain(stack, 'Orders');
  const payments = new Domain(stack, 'Payments');
  orders.shareWith(payments, SHARED);
  const bucket = new DomainBucket(orders, 'Receipts');
  const table = new DomainTable(orders, 'Ledger', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  return { stack, orders, payments, bucket, table };
}

describe.each([
  ['a role of the domain\'s path', (payments: Domain) => new DomainRole(payments, 'Role', { assumedBy: LAMBDA })],
  ['a plain role in the domain', (payments: Domain) => new iam.Role(payments, 'Role', { assumedBy: LAMBDA })],
])('sharing for reading through S3: %s', (_name, roleIn) => {
  test('may read through S3', () => {
    const { payments, bucket } = setting();
    expect(() => bucket.grantRead(roleIn(payments))).not.toThrow();
  });

  test('is refused writing through S3', () => {
    const { payments, bucket } = setting();
    expect(() => bucket.grantReadWrite(roleIn(payments))).toThrow(/'payments', which it is not shared with for kms:Encrypt.* through Amazon S3.*declare it/);
  });

  test('is refused reading through DynamoDB', () => {
    const { payments, table } = setting();
    expect(() => table.grantReadData(roleIn(payments))).toThrow(/'payments', which it is not shared with for .* through Amazon DynamoDB/);
  });

  test('is refused direct calls', () => {
    const { orders, payments } = setting();
    expect(() => orders.key(KeyPurpose.DATA).allowDirectUse(KeyUser.of(roleIn(payments)), KeyAccess.DECRYPT)).toThrow(/by direct calls/);
  });
});

test('where the stack does not name its account, a literal account must be declared', () => {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Stack', { env: { region: 'ap-northeast-2' } });
  const bucket = new DomainBucket(new Domain(stack, 'Orders'), 'Receipts');
  const foreign = iam.Role.fromRoleArn(stack, 'Foreign', 'arn:aws:iam::222222222222:role/reader');
  expect(() => bucket.grantRead(foreign)).toThrow(/account 222222222222, which it is not shared with.*the stack does not name/);
});

test('a construct of another Region is refused the key', () => {
  const app = new App({ builtinCloudFormationValidation: false });
  const orders = new Domain(new Stack(app, 'Seoul', { env: { region: 'ap-northeast-2' } }), 'Orders');
  expect(() => orders.keyFor(new Stack(app, 'Virginia', { env: { region: 'us-east-1' } }), KeyPurpose.DATA, KeyService.S3)).toThrow(/a construct in us-east-1.*each Region/);
});

test('conditions that a grantee carries are on the key\'s side too', () => {
  const { stack, bucket } = setting();
  const fromEndpoint = { StringEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } };
  bucket.grantRead(new iam.PrincipalWithConditions(new iam.ArnPrincipal('arn:aws:iam::111111111111:role/reader'), fromEndpoint));
  expect(keyStatements(stack).find(({ Sid }) => Sid?.startsWith('NamedUsersThroughS3'))?.Condition?.StringEquals).toMatchObject(fromEndpoint.StringEquals);
});

describe('a statement that is added by hand', () => {
  const add = (principal: iam.IPrincipal, conditions: Record<string, Record<string, string>>) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111111111111', region: 'ap-northeast-2' } });
    new DomainKey(stack, 'Key', { domainName: 'orders' })
      .addToResourcePolicy(new iam.PolicyStatement({ principals: [principal], actions: ['kms:Decrypt'], resources: ['*'], conditions }));
  };

  test('for a role of an account that was not declared is refused', () => {
    expect(() => add(new iam.AccountPrincipal('999999999999'), { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/reader' } })).toThrow(/is not valid/);
  });

  test('for everybody is refused even if it names a role, unless it names the account too', () => {
    const named = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling' } };
    expect(() => add(new iam.AnyPrincipal(), named)).toThrow(/is not valid/);
    expect(() => add(new iam.AnyPrincipal(), { ...named, StringEquals: { 'kms:CallerAccount': '111111111111' } })).not.toThrow();
  });
});

describe('a service\'s statement', () => {
  test('of CloudFront asks for the distribution only, whatever the case of the key', () => {
    const { stack, orders } = setting();
    orders.key(KeyPurpose.DATA).forService(KeyService.S3).addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Cdn',
      principals: [new iam.ServicePrincipal('cloudfront.amazonaws.com')],
      actions: ['kms:Decrypt'],
      resources: ['*'],
      conditions: { ArnLike: { 'AWS:SourceArn': 'arn:aws:cloudfront::111111111111:distribution/*' } },
    }));
    expect(keyStatements(stack).find(({ Sid }) => Sid === 'Cdn')?.Condition).toEqual({ ArnLike: { 'AWS:SourceArn': 'arn:aws:cloudfront::111111111111:distribution/*' } });
  });

  test('of a service that nothing is known of warns', () => {
    const { stack, orders } = setting();
    orders.key(KeyPurpose.DATA).addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('unknown.amazonaws.com')], actions: ['kms:Decrypt'], resources: ['*'],
    }));
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('nothing is known of how unknown calls KMS'));
  });
});

test('the deny of use outside services leaves Lambda\'s grant to a function\'s role alone', () => {
  const { stack, orders } = setting();
  orders.key(KeyPurpose.DATA).forService(KeyService.LAMBDA);
  expect(keyStatements(stack).find(({ Sid }) => Sid === 'DenyUseOutsideServices')?.Condition?.Null).toEqual({ 'kms:EncryptionContext:aws:lambda:FunctionArn': 'true' });
});

describe('an imported key', () => {
  const imported = (region = 'ap-northeast-2') => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111111111111', region: 'ap-northeast-2' } });
    return { stack, key: new ImportedDomainKey(stack, 'Key', { domainName: 'orders', keyArn: `arn:aws:kms:${region}:111111111111:key/1234abcd` }) };
  };

  test('of another Region is refused', () => {
    expect(() => imported('us-east-1')).toThrow(/keyArn is not valid.*own Region/);
  });

  test('grants no role use through a service that calls for nobody', () => {
    const { stack, key } = imported();
    expect(() => key.forService(KeyService.CLOUDTRAIL).grantDecrypt(new iam.Role(stack, 'Role', { assumedBy: LAMBDA }))).toThrow(/a grant through AWS CloudTrail/);
  });

  test('fits a bucket', () => {
    const { stack, key } = imported();
    expect(() => new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS, encryptionKey: key.forService(KeyService.S3) })).not.toThrow();
  });
});
