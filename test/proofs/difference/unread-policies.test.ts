import { allow, differenceOf, policy, type Resources, words } from './templates';

const of = (Type: string, Properties: object = {}): Resources => ({ Thing: { Type, Properties } });

const NOTHING = { gained: [], lost: [], undecided: [] };

const between = (older: Resources, newer: Resources) => words(differenceOf(older, newer));

/** What comes out where one thing is undecided. */
const undecided = (how: string, type: string) =>
  ({ ...NOTHING, undecided: [`it was ${how}, and who gets access by a resource of type ${type} is not decided`] });

const PUBLIC = policy(allow('*', '*'));

describe('what gives access without a policy that is read', () => {
  test.each<[type: string, before: object, after: object]>([
    ['AWS::ApiGateway::DomainNameV2', { Policy: policy() }, { Policy: PUBLIC }],
    ['AWS::EKS::AccessEntry', { PrincipalArn: 'arn:aws:iam::111122223333:role/Own' }, { PrincipalArn: 'arn:aws:iam::444455556666:role/Other' }],
    ['AWS::IAM::AccessKey', { UserName: 'Kim' }, { UserName: 'Lee' }],
    ['AWS::IAM::OIDCProvider', { Url: 'https://one.example' }, { Url: 'https://other.example' }],
    ['AWS::Lambda::Permission', { Principal: 's3.amazonaws.com' }, { Principal: '*' }],
    ['AWS::Lambda::Url', { AuthType: 'NONE', TargetFunctionArn: 'one' }, { AuthType: 'NONE', TargetFunctionArn: 'other' }],
    ['AWS::OpenSearchServerless::AccessPolicy', { Policy: '[]' }, { Policy: '[{"Principal":["*"]}]' }],
    ['AWS::RolesAnywhere::TrustAnchor', { Enabled: false }, { Enabled: true }],
    ['AWS::S3::AccessPoint', { Policy: policy() }, { Policy: PUBLIC }],
    ['AWS::S3::Bucket', { AccessControl: 'PublicRead', PublicAccessBlockConfiguration: {} }, { AccessControl: 'PublicRead' }],
    ['AWS::S3::MultiRegionAccessPointPolicy', { Policy: { Ref: 'One' } }, { Policy: { Ref: 'Other' } }],
    ['Custom::Share', { Document: JSON.stringify(policy()) }, { Document: JSON.stringify(PUBLIC) }],
  ])('%s is undecided where it changes', (type, before, after) => {
    expect(between(of(type, before), of(type, before))).toEqual(NOTHING);
    expect(between(of(type, before), of(type, after))).toEqual(undecided('changed', type));
    expect(between({}, of(type, after))).toEqual(undecided('added', type));
    expect(between(of(type, after), {})).toEqual(undecided('removed', type));
  });

  test.each<[type: string, closed: object, open: object]>([
    ['AWS::Lambda::Url', { AuthType: 'AWS_IAM' }, { AuthType: 'NONE' }],
    ['AWS::Lambda::Url', { AuthType: 'AWS_IAM' }, { AuthType: { Ref: 'AuthType' } }],
    ['AWS::S3::Bucket', {}, { AccessControl: 'PublicRead' }],
    ['AWS::S3::Bucket', { AccessControl: 'Private' }, { AccessControl: { 'Fn::If': ['IsOpen', 'PublicRead', 'Private'] } }],
    ['AWS::S3::Bucket', { AccessControl: 'BucketOwnerFullControl' }, { AccessControl: 'AuthenticatedRead' }],
    ['AWS::S3::Bucket', { AccessControl: { Ref: 'AWS::NoValue' } }, { AccessControl: 'AwsExecRead' }],
    ['AWS::S3::Bucket', { AccessControl: 'LogDeliveryWrite' }, { 'Fn::Transform': { Name: 'AWS::Include' } }],
    ['AWS::S3::AccessPoint', { Bucket: 'files' }, { Bucket: 'files', Policy: { Ref: 'Policy' } }],
    ['AWS::IAM::User', {}, { LoginProfile: { Password: 'secret' } }],
    ['AWS::DynamoDB::Table', {}, { StreamSpecification: { ResourcePolicy: { PolicyDocument: PUBLIC } } }],
    ['AWS::DynamoDB::GlobalTable', { Replicas: [{ Region: 'eu-west-1' }] }, { Replicas: [{ Region: 'eu-west-1', ResourcePolicy: { Ref: 'Policy' } }] }],
    ['AWS::DynamoDB::GlobalTable', { Replicas: [] }, { Replicas: { 'Fn::If': ['IsOpen', [], []] } }],
  ])('%s is undecided where it is opened or closed: %j, %j', (type, closed, open) => {
    expect(between(of(type, closed), of(type, closed))).toEqual(NOTHING);
    expect(between({}, of(type, closed)).undecided).toEqual([]);
    expect(between(of(type, closed), of(type, open)).undecided).toEqual(undecided('changed', type).undecided);
    expect(between(of(type, open), of(type, closed)).undecided).toEqual(undecided('changed', type).undecided);
  });
});

test.each<[what: string, more: (isOpen: boolean) => object]>([
  ['a parameter\'s default', (isOpen) => ({ Parameters: { Type: { Type: 'String', Default: isOpen ? 'NONE' : 'AWS_IAM' } } })],
  ['a condition\'s parameter', (isOpen) => ({
    Parameters: { Stage: { Type: 'String', Default: isOpen ? 'test' : 'live' } }, Conditions: { Type: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] } },
  })],
  ['a mapping', (isOpen) => ({ Mappings: { Type: { All: { Type: isOpen ? 'NONE' : 'AWS_IAM' } } } })],
])('%s that decides it is not overlooked, and one that does not is', (_, more) => {
  const url = (AuthType: unknown) => of('AWS::Lambda::Url', { AuthType });
  const depending = url({ 'Fn::Sub': '${Type}' });
  expect(words(differenceOf(depending, depending, more(false), more(true)))).toEqual(undecided('changed', 'AWS::Lambda::Url'));
  expect(words(differenceOf(depending, depending, more(true)))).toEqual(NOTHING);
  expect(words(differenceOf(url('NONE'), url('NONE'), more(false), more(true)))).toEqual(NOTHING);
});

test('a user\'s password does not leave the user\'s policies undecided', () => {
  const user = (...statements: readonly object[]) =>
    of('AWS::IAM::User', { LoginProfile: { Password: 'secret' }, Policies: [{ PolicyName: 'Own', PolicyDocument: policy(...statements) }] });
  const { gained, undecided: open } = between(user(), user({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }));
  expect([gained.length, open]).toEqual([1, []]);
});

test.each<[type: string, before: object, after: object]>([
  ['AWS::Logs::LogGroup', { DataProtectionPolicy: policy() }, { DataProtectionPolicy: PUBLIC }],
  ['AWS::WAFv2::WebACL', { Rules: [] }, { Rules: [{ Statement: { GeoMatchStatement: {} } }] }],
  ['AWS::Lambda::Function', { Code: { ZipFile: '' } }, { Code: { ZipFile: '{"Statement":[]}' } }],
])('statements of %s that give no access change nothing', (type, before, after) => {
  expect(between(of(type, before), of(type, after))).toEqual(NOTHING);
});
