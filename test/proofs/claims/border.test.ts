import { ACCOUNT, allow, policy, proveAbout, stackOf } from './template';
import type { ProofRecord } from '../../../src/proofs/record/proof-run';

const verdicts = (records: readonly ProofRecord[]) => Object.fromEntries(records.map(({ claim, verdict }) => [claim, verdict]));

/** A bucket with a policy, and what else the template has. */
const bucket = (statement: object, more: object = {}) => stackOf({
  Bucket: { Type: 'AWS::S3::Bucket' },
  Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy(statement) } },
  ...more,
});

const queue = (statement: object, more: object = {}) => stackOf({
  Queue: { Type: 'AWS::SQS::Queue' },
  Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: policy(statement) } },
  ...more,
});

const topic = (statement: object) => stackOf({
  Topic: { Type: 'AWS::SNS::Topic' },
  Policy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: policy(statement) } },
});

const role = (principal: object, more: object) => stackOf({
  Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRoleWithWebIdentity' }) } },
  ...more,
});

describe('an origin access identity of CloudFront', () => {
  const OWN = { Origin: { Type: 'AWS::CloudFront::CloudFrontOriginAccessIdentity', Properties: {} } };
  const CANONICAL = { CanonicalUser: { 'Fn::GetAtt': ['Origin', 'S3CanonicalUserId'] } };
  const BY_ARN = { AWS: { 'Fn::Sub': 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${Origin}' } };
  const INSIDE = { noAccessOutside: 'proved', noConfusedDeputy: 'proved' };

  test.each([['by its canonical user', CANONICAL], ['by its ARN', BY_ARN], ['beside others', { ...CANONICAL, AWS: [ACCOUNT] }]])('of the templates, named %s, is the account\'s own', (_name, principal) => {
    expect(verdicts(proveAbout(bucket(allow(principal, 's3:GetObject'), OWN), 'Policy'))).toEqual(INSIDE);
  });

  test('that is not in the templates is not known', () => {
    expect(verdicts(proveAbout(bucket(allow({ CanonicalUser: '79a59df900b949e5' }, 's3:GetObject'), OWN), 'Policy'))).toMatchObject({ noAccessOutside: 'undecided' });
  });

  test('can do what the policy says, which is new where it did not say so before', () => {
    const specs = [{ claim: 'noNewAccess', baseline: policy() }, { claim: 'noNewAccess', baseline: policy(allow(CANONICAL, 's3:GetObject')) }, { claim: 'onlyFromEndpoint', endpoint: 'vpce-1' }];
    const records = proveAbout(bucket(allow(CANONICAL, 's3:GetObject'), OWN), 'Policy', specs);
    expect(records.map(({ verdict }) => verdict)).toEqual(['refuted', 'proved', 'refuted']);
    expect(records[0].detail).toMatch(/^arn:aws:iam::<CloudFront of 111122223333>:user\/<origin access identity Shop\/Origin>, calling s3:getobject /i);
  });
});

describe('an identity provider of the templates', () => {
  const URL = 'https://idp.example.com/tenants/one';

  test.each<[string, object]>([
    ['AWS::IAM::OIDCProvider', { Url: URL }],
    ['Custom::AWSCDKOpenIdConnectProvider', { Url: URL }],
    ['AWS::IAM::SAMLProvider', { Name: 'Directory' }],
  ])('%s is the account\'s own', (type, properties) => {
    const stack = role({ Federated: { Ref: 'Provider' } }, { Provider: { Type: type, Properties: properties } });
    expect(verdicts(proveAbout(stack, 'Role'))).toEqual({ noAccessOutside: 'proved' });
  });

  test('is the one that its URL makes it: a deny by its ARN meets it', () => {
    const provider = { Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: URL } } };
    const trust = (effect: string, federated: unknown) => ({ Effect: effect, Principal: { Federated: federated }, Action: 'sts:AssumeRoleWithWebIdentity' });
    const document = policy(trust('Allow', { Ref: 'Provider' }), trust('Deny', `arn:aws:iam::${ACCOUNT}:oidc-provider/idp.example.com/tenants/one`));
    const stack = stackOf({ ...provider, Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document } } });
    expect(proveAbout(stack, 'Role', [{ claim: 'noNewAccess', baseline: policy() }])).toMatchObject([{ verdict: 'proved' }]);
  });
});

describe('aws:SourceOwner, which some services send Amazon SNS', () => {
  const owner = (operator: string, account: string) => ({ [operator]: { 'AWS:SourceOwner': account } });
  const both = (principal: unknown, condition: object) => verdicts(proveAbout(topic(allow(principal, 'sns:Publish', condition)), 'Policy'));

  test('shuts others out in the policy that Amazon SNS gives a new topic', () => {
    expect(both({ AWS: '*' }, owner('StringEquals', ACCOUNT))).toEqual({ noAccessOutside: 'proved', noConfusedDeputy: 'proved' });
  });

  test('binds a service to the account', () => {
    expect(both({ Service: 'cloudwatch.amazonaws.com' }, owner('StringEquals', ACCOUNT))).toEqual({ noAccessOutside: 'proved', noConfusedDeputy: 'proved' });
    expect(both({ Service: 'cloudwatch.amazonaws.com' }, owner('StringEquals', '444455556666'))).toMatchObject({ noConfusedDeputy: 'refuted' });
  });

  test('lets in whom it names', () => {
    expect(both({ AWS: '*' }, owner('StringEquals', '444455556666'))).toEqual({ noAccessOutside: 'refuted', noConfusedDeputy: 'refuted' });
    expect(both({ AWS: '*' }, owner('StringLike', '*'))).toEqual({ noAccessOutside: 'refuted', noConfusedDeputy: 'refuted' });
  });

  test('means nothing to another service', () => {
    const statement = allow({ Service: 'cloudwatch.amazonaws.com' }, 'sqs:SendMessage', owner('StringEquals', ACCOUNT));
    expect(verdicts(proveAbout(queue(statement), 'Policy'))).toMatchObject({ noConfusedDeputy: 'refuted' });
  });
});

describe('a source that names no account', () => {
  const from = (arn: unknown) => allow({ Service: 's3.amazonaws.com' }, 'sqs:SendMessage', { ArnLike: { 'aws:SourceArn': arn } });
  const deputy = (arn: unknown, properties: object = {}, account: string | undefined = ACCOUNT) => {
    const stack = { ...queue(from(arn), { Files: { Type: 'AWS::S3::Bucket', Properties: properties } }), account };
    return verdicts(proveAbout(stack, 'Policy')).noConfusedDeputy;
  };

  test('is the account\'s own where it is a bucket of the templates', () => {
    expect(deputy({ 'Fn::GetAtt': ['Files', 'Arn'] })).toBe('proved');
    expect(deputy({ 'Fn::GetAtt': ['Files', 'Arn'] }, { BucketName: 'shop-files' })).toBe('proved');
    expect(deputy({ 'Fn::Sub': 'arn:aws:s3:::logs-${AWS::AccountId}' }, { BucketName: { 'Fn::Sub': 'logs-${AWS::AccountId}' } }, undefined)).toBe('proved');
  });

  test('may be anybody\'s where it only has the account in its name', () => {
    expect(deputy({ 'Fn::Sub': 'arn:aws:s3:::logs-${AWS::AccountId}' }, {}, undefined)).toBe('refuted');
    expect(deputy('arn:aws:s3:::logs-of-others')).toBe('refuted');
  });
});

describe('what to do about a service that may act for anybody', () => {
  const fix = (statement: object) => proveAbout(queue(statement), 'Policy').find(({ claim }) => claim === 'noConfusedDeputy')?.fix;

  test('is to bind its statement, or to deny it what it does for others', () => {
    const advice = fix({ ...allow({ Service: 'events.amazonaws.com' }, 'sqs:SendMessage'), Sid: 'Events' });
    expect(advice).toContain(`add the condition StringEquals aws:SourceAccount ${ACCOUNT} to statement Events:`);
    expect(advice).toContain('addPropertyOverride(\'PolicyDocument.Statement.0.Condition.StringEquals.aws:SourceAccount\', …) on the resource of Shop/Policy');
    expect(advice).toContain(`deny by resource.addToResourcePolicy(…) what events.amazonaws.com calls with StringNotEquals aws:SourceAccount ${ACCOUNT}`);
  });

  test.each([
    ['has a source condition', allow({ Service: 'events.amazonaws.com' }, 'sqs:SendMessage', { StringLike: { 'AWS:SourceAccount': '*' } })],
  ])('is told in general of a statement that %s', (_name, statement) => {
    expect(fix(statement)).toMatch(/^bind the service's principal by aws:SourceAccount/);
  });

  test('is to name who is meant where the statement is for everybody', () => {
    expect(fix(allow('*', 'sqs:SendMessage', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }))).toMatch(/^name in statement 1 who is meant: it speaks to everybody/);
  });

  test('is what makes the claim hold', () => {
    const statement = allow({ Service: 'events.amazonaws.com' }, 'sqs:SendMessage');
    const bound = { ...statement, Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } };
    const denied = { ...allow({ Service: 'events.amazonaws.com' }, 'sqs:*', { StringNotEquals: { 'aws:SourceAccount': ACCOUNT } }), Effect: 'Deny' };
    const both = { ...queue(statement), template: { Resources: { Queue: { Type: 'AWS::SQS::Queue' }, Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: policy(statement, denied) } } } } };
    expect(verdicts(proveAbout(queue(bound), 'Policy'))).toMatchObject({ noConfusedDeputy: 'proved' });
    expect(verdicts(proveAbout(both, 'Policy'))).toMatchObject({ noConfusedDeputy: 'proved' });
  });
});
