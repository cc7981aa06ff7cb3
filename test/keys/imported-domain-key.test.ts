import { Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Domain, DomainRole } from '../../src/core';
import { ImportedDomainKey, KeyService } from '../../src/keys';
import { testApp } from '../checks/synth';

const ARN = 'arn:aws:kms:ap-northeast-2:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const LAMBDA = new iam.ServicePrincipal('lambda.amazonaws.com');

function setting() {
  const stack = new Stack(testApp(), 'Stack', { env: { account: '111111111111', region: 'ap-northeast-2' } });
  const key = new ImportedDomainKey(stack, 'OrdersKey', { domainName: 'orders', keyArn: ARN });
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'receipts', encryptionKey: key.forService(KeyService.S3) });
  return { stack, key, bucket };
}

const warnings = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('the policy of the imported key of the domain \'orders\'.*call key.allowUse'));

test('a grant to a role of the domain comes out conditioned on the role\'s side, without a warning', () => {
  const { stack, bucket } = setting();
  bucket.grantRead(new DomainRole(stack, 'Reader', { assumedBy: LAMBDA, domain: new Domain(stack, 'Orders') }));
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({
        Action: Match.arrayWith(['kms:Decrypt']),
        Resource: ARN,
        Condition: { StringEquals: { 'kms:ViaService': 's3.ap-northeast-2.amazonaws.com', 'kms:CallerAccount': '111111111111' } },
      })]),
    },
  });
  expect(warnings(stack)).toEqual([]);
});

test('a grant to any other role is conditioned too, and warned of', () => {
  const { stack, bucket } = setting();
  bucket.grantRead(new iam.Role(stack, 'Reader', { assumedBy: LAMBDA }));
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toContain('"kms:ViaService":"s3.ap-northeast-2.amazonaws.com"');
  expect(warnings(stack)).toHaveLength(1);
});

test('a service\'s grant and an L2\'s statement are warned of', () => {
  const { stack, key } = setting();
  key.forService(KeyService.SQS).grantDecrypt(new iam.ServicePrincipal('sns.amazonaws.com'));
  const result = key.forService(KeyService.SNS).addToResourcePolicy(new iam.PolicyStatement({ principals: [LAMBDA], actions: ['kms:Decrypt'], resources: ['*'] }));
  expect(result.statementAdded).toBe(false);
  expect(warnings(stack)).toHaveLength(2);
});

test('principals that can\'t be bound are refused as on the key itself', () => {
  const { bucket } = setting();
  expect(() => bucket.grantRead(new iam.AnyPrincipal())).toThrow(/key user is not valid/);
});

test('a domain name that is none is refused', () => {
  expect(() => new ImportedDomainKey(new Stack(), 'Key', { domainName: 'Orders!', keyArn: ARN })).toThrow(/domain name is not valid: got 'Orders!'/);
});

test.each(['', 'alias/orders/data', 'arn:aws:kms:ap-northeast-2:111111111111:alias/orders/data', '1234abcd-12ab-34cd-56ef-1234567890ab'])('%j is no ARN of a key, and refused', (keyArn) => {
  expect(() => new ImportedDomainKey(new Stack(), 'Key', { domainName: 'orders', keyArn })).toThrow(/keyArn is not valid: got/);
});

test('CDK\'s grants of an imported key\'s view are CDK\'s', () => {
  expect((setting().key.forService(KeyService.S3) as unknown as kms.Key).grants).toBeInstanceOf(kms.KeyGrants);
});
