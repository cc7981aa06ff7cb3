import { allow, key, policy, proveAbout, ROOT, stackOf } from './template';
import type { ClaimSpec } from '../../../src/proofs/claims/claim-spec';

const ENDPOINT = 'vpce-0123456789abcdef0';
const FREE = {
  Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } },
  Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] } },
};

const deny = (condition: object, more: object = {}) => ({ ...allow('*', 's3:*', condition) as Record<string, unknown>, Effect: 'Deny', ...more });
const OTHERWISE = { StringNotEquals: { 'aws:SourceVpce': ENDPOINT } };
const SHUT = deny(OTHERWISE);

const bucketPolicy = (statements: readonly object[], more: object = {}, bucket: unknown = { Ref: 'Bucket' }) =>
  ({ Type: 'AWS::S3::BucketPolicy', ...more, Properties: { Bucket: bucket, PolicyDocument: policy(...statements) } });

const onlyFromEndpoint = { claim: 'onlyFromEndpoint', endpoint: ENDPOINT };

/** What becomes of a claim about the policy of a bucket. */
const about = (resources: object, spec: Partial<ClaimSpec> = onlyFromEndpoint, logicalId = 'Policy') =>
  proveAbout(stackOf({ Bucket: { Type: 'AWS::S3::Bucket' }, ...resources }, FREE), logicalId, [spec])[0];

describe('a policy that is there under a condition only', () => {
  const conditional = bucketPolicy([SHUT], { Condition: 'IsProd' });

  test('does not shut its bucket where it is not there', () => {
    expect(about({ Policy: bucketPolicy([SHUT]) }).verdict).toBe('proved');
    const record = about({ Policy: conditional });
    expect(record.verdict).toBe('refuted');
    expect(record.detail).toContain('the parameter Stage is dev');
  });

  test('does not name who reads where it is not there', () => {
    const reader = 'arn:aws:iam::111122223333:role/Reader';
    const others = deny({ ArnNotLike: { 'aws:PrincipalArn': [reader] } }, { Action: 's3:GetObject*' });
    const claim = { claim: 'onlyCallers', users: [reader], actions: ['s3:GetObject'] };
    expect(about({ Policy: bucketPolicy([others]) }, claim).verdict).toBe('proved');
    expect(about({ Policy: bucketPolicy([others], { Condition: 'IsProd' }) }, claim).verdict).toBe('refuted');
  });

  test('says nothing where its bucket is not there either', () => {
    expect(about({ Bucket: { Type: 'AWS::S3::Bucket', Condition: 'IsProd' }, Policy: conditional }).verdict).toBe('proved');
  });

  test('may have another in its place', () => {
    const instead = (...statements: object[]) => about({ Policy: conditional, Instead: bucketPolicy(statements, { Condition: 'IsDev' }) }).verdict;
    expect(instead(SHUT)).toBe('proved');
    expect(instead()).toBe('refuted');
  });

  test('lets nobody in from outside by its absence', () => {
    expect(about({ Policy: conditional }, { claim: 'noAccessOutside' }).verdict).toBe('proved');
  });

  test('leaves a bucket of another template open too', () => {
    expect(about({ Policy: bucketPolicy([SHUT], { Condition: 'IsProd' }, 'a-bucket-elsewhere') }).verdict).toBe('refuted');
  });

  test('leaves one of several topics open that has no other', () => {
    const topics = (names: string[], more: object = {}) => ({
      Type: 'AWS::SNS::TopicPolicy',
      ...more,
      Properties: { Topics: names.map((Ref) => ({ Ref })), PolicyDocument: policy({ ...allow('*', 'sns:*', OTHERWISE), Effect: 'Deny' }) },
    });
    const [One, Two] = [{ Type: 'AWS::SNS::Topic' }, { Type: 'AWS::SNS::Topic' }];
    const verdict = (...instead: string[]) => about({ One, Two, Policy: topics(['One', 'Two'], { Condition: 'IsProd' }), Instead: topics(instead, { Condition: 'IsDev' }) }).verdict;
    expect([verdict('One', 'Two'), verdict('One')]).toEqual(['proved', 'refuted']);
  });

  test('is no less a condition where it is that of a nested stack', () => {
    const above = stackOf({ Nested: { Type: 'AWS::CloudFormation::Stack', Condition: 'IsProd', Properties: {} } }, FREE);
    const inside = { ...stackOf({ Policy: bucketPolicy([SHUT], {}, 'a-bucket-elsewhere') }), stack: 'Shop/Nested', nestedIn: { stack: 'Shop', logicalId: 'Nested' } };
    expect(proveAbout(inside, 'Policy', [onlyFromEndpoint], [above])[0].verdict).toBe('refuted');
  });
});

test('a policy that is on one bucket or another leaves the other open', () => {
  const resources = { Other: { Type: 'AWS::S3::Bucket' }, Policy: bucketPolicy([SHUT], {}, { 'Fn::If': ['IsProd', { Ref: 'Bucket' }, { Ref: 'Other' }] }) };
  const stack = stackOf({ Bucket: { Type: 'AWS::S3::Bucket' }, ...resources }, FREE);
  const bucket = { stack, resource: { logicalId: 'Bucket', type: 'AWS::S3::Bucket', properties: {} } };
  expect(proveAbout(stack, 'Policy', [{ ...onlyFromEndpoint, about: bucket }])[0].verdict).toBe('refuted');
});

test('the policy of a registry may be absent from a registry that is there', () => {
  const registry = (more: object = {}) => about({
    Registry: { Type: 'AWS::ECR::RegistryPolicy', ...more, Properties: { PolicyText: policy({ ...allow('*', 'ecr:*', OTHERWISE), Effect: 'Deny' }) } },
  }, onlyFromEndpoint, 'Registry').verdict;
  expect([registry(), registry({ Condition: 'IsProd' })]).toEqual(['proved', 'refuted']);
});

test('a key whose policy is left out under a condition has the one that AWS gives it', () => {
  const shut = policy({ ...allow(ROOT, 'kms:PutKeyPolicy') });
  const left = { ...key(), Properties: { KeyPolicy: { 'Fn::If': ['IsProd', shut, { Ref: 'AWS::NoValue' }] } } };
  const claim = { claim: 'onlyCallers', users: [], actions: ['kms:Decrypt'] };
  expect(about({ Key: { ...key(), Properties: { KeyPolicy: shut } } }, claim, 'Key').verdict).toBe('proved');
  expect(about({ Key: left }, claim, 'Key').verdict).toBe('refuted');
});

test.each<[string, object, Partial<ClaimSpec>]>([
  ['an endpoint', { Type: 'AWS::EC2::VPCEndpoint', Properties: { PolicyDocument: { 'Fn::If': ['IsProd', policy(), { Ref: 'AWS::NoValue' }] } } }, { claim: 'noAccessOutside' }],
  ['a file system', { Type: 'AWS::EFS::FileSystem', Properties: { FileSystemPolicy: { 'Fn::If': ['IsProd', policy(), { Ref: 'AWS::NoValue' }] } } }, { claim: 'noAccessOutside' }],
])('%s whose policy is left out under a condition lets everybody in there', (_name, resource, claim) => {
  expect(about({ Open: resource }, claim, 'Open').verdict).toBe('refuted');
});

test('nobody knows who calls an API whose policy is left out under a condition', () => {
  const invoke = { ...allow('*', 'execute-api:Invoke', OTHERWISE), Effect: 'Deny' };
  const api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Policy: { 'Fn::If': ['IsProd', policy(invoke), { Ref: 'AWS::NoValue' }] } } };
  expect(about({ Api: api }, onlyFromEndpoint, 'Api').verdict).toBe('undecided');
});
