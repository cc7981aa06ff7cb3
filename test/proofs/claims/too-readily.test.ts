import { ACCOUNT, allow, BUCKET, key, OBJECTS, policy, proveAbout, role, ROOT, stackOf } from './template';
import type { ClaimSpec } from '../../../src/proofs/claims/claim-spec';
import { Prover } from '../../../src/proofs/private/prover';
import { Deployment } from '../../../src/proofs/template/deployment';
import type { StackTemplate } from '../../../src/proofs/template/stack-template';

const READS = { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS };
const DECRYPTS = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };

/** What becomes of the first claim about a resource. */
const verdict = (resources: object, logicalId: string, spec: Partial<ClaimSpec> = {}, more: object = {}): string =>
  proveAbout(stackOf(resources, more), logicalId, [spec])[0].verdict;

const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** Whether nobody outside reads a bucket with some statements. */
const bucket = (...statements: object[]): string =>
  verdict({ Bucket: { Type: 'AWS::S3::Bucket' }, Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy(...statements) } } }, 'Policy');

describe('a value of a request may be the empty text', () => {
  test.each([
    ['an empty prefix that is asked for', [allow('*', 's3:ListBucket', { StringEquals: { 's3:prefix': ['', 'home/'] } })]],
    ['an empty header that is asked for', [allow('*', 's3:GetObject', { StringEquals: { 'aws:Referer': '' } })]],
    ['a deny of every header with a letter', [allow('*', 's3:GetObject'), { ...allow('*', 's3:*', { StringLike: { 'aws:UserAgent': '?*' } }), Effect: 'Deny' }]],
  ])('%s lets everybody in', (_, statements) => expect(bucket(...statements)).toBe('refuted'));

  test('a prefix of one\'s own still shuts others out where the account is asked too', () => {
    expect(bucket(allow('*', 's3:ListBucket', { StringEquals: { 's3:prefix': '', 'aws:PrincipalAccount': ACCOUNT } }))).toBe('proved');
  });
});

test('aws:PrincipalIsAWSService is not in a request without credentials', () => {
  expect(bucket(allow('*', 's3:GetObject'), { ...allow('*', 's3:*', { Bool: { 'aws:PrincipalIsAWSService': 'false' } }), Effect: 'Deny' })).toBe('refuted');
});

test('what passes through an endpoint may be another account\'s', () => {
  const endpoint = (condition: object) => verdict({ Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: { PolicyDocument: policy(allow('*', 's3:PutObject', condition)) } } }, 'Endpoint');
  expect(endpoint({ StringEquals: { 'aws:ResourceAccount': '999999999999' } })).toBe('refuted');
  expect(endpoint({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } })).toBe('proved');
});

test('a policy of several topics counts for those that are not in the template too', () => {
  const other = 'arn:aws:sns:ap-northeast-2:111122223333:other';
  const properties = (topics: unknown[]) => ({ Topics: topics, PolicyDocument: policy({ ...allow('*', 'sns:Publish'), Resource: other }) });
  const topics = (...all: unknown[]) => verdict({ Topic: { Type: 'AWS::SNS::Topic' }, Policy: { Type: 'AWS::SNS::TopicPolicy', Properties: properties(all) } }, 'Policy');
  expect(topics({ Ref: 'Topic' }, other)).toBe('refuted');
  expect(topics({ Ref: 'Topic' })).toBe('proved');
});

describe('what a nested stack is handed', () => {
  const isOf = (type: string, value: unknown) => {
    const above = stackOf({ Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Accounts: value } } } });
    const open = key(allow('*', 'kms:Decrypt', { StringEquals: { 'aws:PrincipalAccount': { Ref: 'Accounts' } } }));
    const below: StackTemplate = { ...stackOf({ Key: open }, { Parameters: { Accounts: { Type: type } } }), stack: 'Shop/Nested', nestedIn: { stack: 'Shop', logicalId: 'Nested' } };
    const deployment = new Deployment([above, below]);
    const placed = { stack: below, resource: deployment.find(below, 'Key')! };
    const options = { guardrails: { serviceControl: [], resourceControl: [] }, trustedDeployers: [] };
    return new Prover(deployment, options).prove(placed, [{ claim: 'noAccessOutside', mandatory: false, placed }])[0].verdict;
  };

  test('is a text where the parameter is one', () => {
    expect(isOf('String', ACCOUNT)).toBe('proved');
    expect(isOf('String', '999999999999')).toBe('refuted');
  });

  test.each(['CommaDelimitedList', 'AWS::SSM::Parameter::Value<String>'])('is not known where the parameter is of type %s', (type) => {
    expect(isOf(type, `${ACCOUNT},999999999999`)).toBe('undecided');
  });
});

describe('what a principal can\'t do', () => {
  const cannot = (statements: readonly object[], principal: string, action: string, more: object = {}) =>
    verdict({ Key: key(...statements), ...more }, 'Key', { claim: 'cannot', principal, actions: [action] });

  test('is not said for certain of whom an allow for all others lists', () => {
    expect(cannot([{ Effect: 'Allow', NotPrincipal: ROOT, Action: 'kms:Decrypt', Resource: '*' }], roleArn('App'), 'kms:Decrypt')).toBe('undecided');
  });

  test('may come by a grant of any operation that a grant gives', () => {
    expect(cannot([allow({ AWS: roleArn('App') }, 'kms:CreateGrant')], roleArn('App'), 'kms:DescribeKey')).toBe('refuted');
  });

  test('is not bounded where the session itself is named', () => {
    const bounded = { ...role(DECRYPTS), Properties: { ...role(DECRYPTS).Properties, RoleName: 'App', PermissionsBoundary: { Ref: 'Boundary' } } };
    const boundary = (statement: object) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(statement) } });
    const session = [allow({ AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/App/run` }, 'kms:Decrypt')];
    const silent = { Role: bounded, Boundary: boundary({ Effect: 'Allow', Action: 's3:*', Resource: '*' }) };
    expect(cannot(session, roleArn('App'), 'kms:Decrypt', silent)).toBe('refuted');
    expect(cannot([allow({ AWS: roleArn('App') }, 'kms:Decrypt')], roleArn('App'), 'kms:Decrypt', silent)).toBe('proved');
    expect(cannot(session, roleArn('App'), 'kms:Decrypt', { Role: bounded, Boundary: boundary({ Effect: 'Deny', Action: 'kms:*', Resource: '*' }) })).toBe('proved');
  });
});

describe('what a principal can do', () => {
  const can = (own: object, actions: readonly string[] = ['kms:Decrypt']) => {
    const some = role(own);
    const partly = { ...some, Properties: { ...some.Properties, ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] } };
    return verdict({ Key: key(allow(ROOT, 'kms:*')), Role: partly }, 'Key', { claim: 'can', principal: { 'Fn::GetAtt': ['Role', 'Arn'] }, actions });
  };

  test('is not what its own policies deny, though it has others', () => {
    expect(can({ Effect: 'Deny', Action: 'kms:*', Resource: '*' })).toBe('refuted');
  });

  test('is not known where it has policies that nobody knows', () => {
    expect(can(READS)).toBe('undecided');
  });

  test('is each of the actions, not any of them', () => {
    const actions = (...all: string[]) => verdict({ Key: key(allow({ AWS: roleArn('App') }, 'kms:Decrypt')) }, 'Key', { claim: 'can', principal: roleArn('App'), actions: all });
    expect(actions('kms:Decrypt')).toBe('proved');
    expect(actions('kms:Encrypt', 'kms:Decrypt')).toBe('refuted');
  });
});

test('a statement of a key\'s earlier policy without a resource allowed nothing', () => {
  const { Resource: _resource, ...without } = allow('*', 'kms:Decrypt') as Record<string, unknown>;
  const since = (before: object) => verdict({ Key: key(allow('*', 'kms:Decrypt')) }, 'Key', { claim: 'noNewAccess', baseline: policy(before) });
  expect(since(without)).toBe('refuted');
  expect(since(allow('*', 'kms:Decrypt'))).toBe('proved');
});

describe('a role of one name in two accounts', () => {
  const inAccount = (account: string, ...own: object[]): StackTemplate => {
    const named = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'App', AssumeRolePolicyDocument: policy() } };
    const attached = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'Own', Roles: [{ Ref: 'Role' }], PolicyDocument: policy(...own) } };
    return { ...stackOf({ Role: named, Policy: attached, Bucket: BUCKET, Key: key(allow({ AWS: `arn:aws:iam::${account}:root` }, 'kms:*')) }), stack: account, account };
  };
  const options = { guardrails: { serviceControl: [], resourceControl: [] }, trustedDeployers: [] };
  const prove = (spec: Partial<ClaimSpec>, ...stacks: StackTemplate[]) => {
    const deployment = new Deployment(stacks);
    const placed = { stack: stacks[0], resource: deployment.find(stacks[0], 'Key')! };
    return new Prover(deployment, options).prove(placed, [{ claim: 'granted', mandatory: false, placed, ...spec }])[0].verdict;
  };

  test('has the policies of its own account only', () => {
    const [dev, prod] = ['111111111111', '222222222222'];
    const denied = inAccount(prod, { Effect: 'Deny', Action: 'kms:*', Resource: '*' });
    const cannot = { claim: 'cannot', principal: `arn:aws:iam::${dev}:role/App`, actions: ['kms:Decrypt'] };
    expect(prove(cannot, inAccount(dev, DECRYPTS), denied)).toBe('refuted');
    expect(prove({}, inAccount(prod, READS), inAccount(dev, READS, DECRYPTS))).toBe('refuted');
    expect(prove({}, inAccount(prod, READS, DECRYPTS), inAccount(dev, READS))).toBe('proved');
  });
});

describe('a call that must work', () => {
  const granted = (statements: readonly object[], tags: unknown = [], more: object = {}) => {
    const reader = role(READS, DECRYPTS);
    return verdict({ Key: key(...statements), Bucket: BUCKET, Reader: { ...reader, Properties: { ...reader.Properties, Tags: tags } } }, 'Key', { claim: 'granted' }, more);
  };
  const FREE = { Parameters: { Free: { Type: 'String' } } };

  test('is not said to work where no such call can be made', () => {
    expect(granted([allow(ROOT, 'kms:PutKeyPolicy', { StringEquals: { 'aws:PrincipalOrgID': 'o-short' } })])).not.toBe('proved');
  });

  test('is not said to work where a value that decides is not known', () => {
    const other = { ...allow('*', 'kms:Decrypt', { StringNotEquals: { 'aws:PrincipalOrgID': { Ref: 'Free' } } }), Effect: 'Deny' };
    expect(granted([allow(ROOT, 'kms:*'), other], [], FREE)).toBe('undecided');
    const blocked = { ...allow('*', 'kms:Decrypt', { StringEquals: { 'aws:PrincipalTag/team': 'blocked' } }), Effect: 'Deny' };
    expect(granted([allow(ROOT, 'kms:*'), blocked], [{ Key: 'team', Value: { Ref: 'Free' } }], FREE)).toBe('undecided');
    expect(granted([allow(ROOT, 'kms:*'), blocked], [{ Key: 'team', Value: 'orders' }])).toBe('proved');
  });
});

describe('a key is locked', () => {
  const open = (condition: object) => verdict({ Key: key(allow(ROOT, 'kms:PutKeyPolicy', condition)) }, 'Key', { claim: 'notLockedOut' });

  test.each([
    ['the past', { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }],
    ['calls without TLS', { Bool: { 'aws:SecureTransport': 'false' } }],
    ['service-linked roles', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/aws-service-role/*` } }],
  ])('that is open to %s only', (_, condition) => expect(open(condition)).toBe('refuted'));

  test('and one that is open to calls by TLS from now on is not', () => {
    expect(open({ Bool: { 'aws:SecureTransport': 'true' }, DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } })).toBe('proved');
  });
});

test('a service that must be let in is in no organization', () => {
  const logs = { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } };
  const member = allow(ROOT, 'kms:*', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } });
  const service = allow({ Service: 'logs.ap-northeast-2.amazonaws.com' }, 'kms:*');
  const provisionable = (...statements: object[]) =>
    verdict({ Key: key(...statements), Logs: logs }, 'Key', { claim: 'provisionable', organization: 'o-a1b2c3d4e5' });
  expect(provisionable(member, service)).toBe('proved');
  expect(provisionable(member)).toBe('refuted');
});
