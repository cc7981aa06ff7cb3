import { ACCOUNT, allow, policy, proveAbout, stackOf } from './template';
import type { ClaimSpec } from '../../../src/proofs/claims/claim-spec';

const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
const SITE = `arn:aws:cloudfront::${ACCOUNT}:distribution/ESITE`;
const READ = { ...allow({ Service: 'cloudfront.amazonaws.com' }, 's3:GetObject', { StringEquals: { 'aws:SourceArn': SITE } }), Resource: OBJECTS };
const OWNED = (ObjectOwnership: unknown) => ({ OwnershipControls: { Rules: [{ ObjectOwnership }] } });
const IGNORED = { PublicAccessBlockConfiguration: { IgnorePublicAcls: true } };
const FREE = {
  Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } },
  Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
};

const onlyDistributionsRead = { claim: 'onlyDistributionsRead', sources: [SITE], accounts: [ACCOUNT] };
const noAccessOutside = { claim: 'noAccessOutside' };

/** What becomes of a claim about a bucket whose policy lets one distribution read. */
const record = (properties: object, spec: Partial<ClaimSpec> = onlyDistributionsRead, more: readonly object[] = []) => proveAbout(stackOf({
  Bucket: { Type: 'AWS::S3::Bucket', Properties: properties },
  Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy(READ, ...more) } },
}, FREE), 'Policy', [spec])[0];

describe('that others than the distribution do not read a bucket', () => {
  test.each<[string, object]>([
    ['ACLs are off', OWNED('BucketOwnerEnforced')],
    ['nothing is said of ACLs', {}],
    ['the ACL is of the owner only', { AccessControl: 'Private' }],
    ['ACLs are off, and the ACL is one that gives nothing', { ...OWNED('BucketOwnerEnforced'), AccessControl: 'BucketOwnerFullControl' }],
  ])('is proved where %s', (_name, properties) => expect(record(properties).verdict).toBe('proved'));

  test.each<[string, object]>([
    ['the writer owns the object', OWNED('ObjectWriter')],
    ['the owner of the bucket is preferred', OWNED('BucketOwnerPreferred')],
    ['everybody reads by the ACL of the bucket', { ...OWNED('ObjectWriter'), AccessControl: 'PublicRead' }],
    ['everybody reads by an ACL of an older bucket', { AccessControl: 'PublicRead' }],
    ['ACLs deliver logs', { AccessControl: 'LogDeliveryWrite' }],
    ['public ACLs say nothing, but those for other accounts do', { ...OWNED('ObjectWriter'), ...IGNORED }],
    ['the deployment knows who owns objects', OWNED({ 'Fn::ImportValue': 'Ownership' })],
    ['a condition decides it', OWNED({ 'Fn::If': ['IsProd', 'BucketOwnerEnforced', 'ObjectWriter'] })],
    ['a macro may', { 'Fn::Transform': { Name: 'AWS::Include' } }],
  ])('is undecided where %s', (_name, properties) => expect(record(properties).verdict).toBe('undecided'));

  test('is assumed of a bucket of which nothing is said', () => {
    expect(record({}).assumptions).toContain('acls-are-off-by-default');
  });

  test('is proved where the policy denies it to all others, whatever ACLs say', () => {
    const deny = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:GetObject*',
      Resource: OBJECTS,
      Condition: { StringNotEqualsIfExists: { 'aws:PrincipalAccount': ACCOUNT, 'aws:SourceArn': SITE } },
    };
    expect(record(OWNED('ObjectWriter'), onlyDistributionsRead, [deny]).verdict).toBe('proved');
  });
});

test('a bucket whose ACLs are on may be open to others in more ways than reading', () => {
  expect(record(OWNED('ObjectWriter'), noAccessOutside).verdict).toBe('undecided');
  const listing = { claim: 'cannot', principal: 'arn:aws:iam::999988887777:role/Other', actions: ['s3:ListBucket'] };
  expect(record(OWNED('ObjectWriter'), listing).verdict).toBe('proved');
  expect(record({ ...OWNED('ObjectWriter'), AccessControl: 'PublicRead' }, listing).verdict).toBe('undecided');
});

test('the ACLs of a bucket of another template are taken to be off', () => {
  const elsewhere = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'elsewhere', PolicyDocument: policy() } };
  expect(proveAbout(stackOf({ Policy: elsewhere }), 'Policy', [noAccessOutside])[0]).toMatchObject({ verdict: 'proved', assumptions: expect.arrayContaining(['acls-are-off-by-default']) });
});
