import { ACCOUNT, allow, DEPLOYER, policy, proveAbout, ROOT, stackOf } from './template';
import { CLAIMS } from '../../../src/proofs/claims/catalogue';
import type { ClaimSpec } from '../../../src/proofs/claims/claim-spec';
import type { StackTemplate } from '../../../src/proofs/template/stack-template';

const CLOUDFRONT = { Service: 'cloudfront.amazonaws.com' };
const arnOf = (id: string) => ({ 'Fn::Sub': `arn:aws:cloudfront::\${AWS::AccountId}:distribution/${id}` });
const SITE = arnOf('${Site}');
const OTHER = `arn:aws:cloudfront::${ACCOUNT}:distribution/EOTHER`;
const READER = `arn:aws:iam::${ACCOUNT}:role/gold/shop/Reader`;
const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };

const DISTRIBUTION = { Site: { Type: 'AWS::CloudFront::Distribution', Properties: {} } };

const read = (source?: unknown, more: object = {}) =>
  ({ ...allow(CLOUDFRONT, 's3:GetObject', source === undefined ? undefined : { StringEquals: { 'aws:SourceArn': source } }), Resource: OBJECTS, ...more });

/** Nobody of the account reads by its own policies, but for a role and whoever deploys. */
const DENY_OTHERS = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:GetObject*',
  Resource: OBJECTS,
  Condition: { ArnNotLike: { 'aws:PrincipalArn': [READER, DEPLOYER] }, Bool: { 'aws:PrincipalIsAWSService': 'false' } },
};

const bucket = (...statements: object[]): StackTemplate => stackOf({
  ...DISTRIBUTION,
  Bucket: { Type: 'AWS::S3::Bucket' },
  Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy(...statements) } },
});

const claim = (stack: StackTemplate, more: Partial<ClaimSpec> = {}) =>
  proveAbout(stack, 'Policy', [{ claim: 'onlyDistributionsRead', sources: [SITE], users: [READER], ...more }])[0];

describe('that only one distribution reads a bucket', () => {
  test('is proved where its policy names the distribution and shuts out the account\'s other identities', () => {
    expect(claim(bucket(read(SITE), DENY_OTHERS))).toMatchObject({ verdict: 'proved', assumptions: expect.arrayContaining(['services-act-for-owner', 'symbols-are-distinct']) });
    expect(claim(bucket(read(SITE, { Principal: CLOUDFRONT, Condition: { ArnEquals: { 'AWS:SourceArn': SITE } } }), DENY_OTHERS)).verdict).toBe('proved');
  });

  test('is proved where the account\'s identities are left to their own policies', () => {
    expect(claim(bucket(read(SITE)), { users: [], accounts: [ACCOUNT] }).verdict).toBe('proved');
  });

  test.each<[string, object, RegExp]>([
    ['another distribution is named too', read([SITE, OTHER]), /^the service cloudfront\.amazonaws\.com, calling s3:getobject directly with aws:sourcearn arn:aws:cloudfront::111122223333:distribution\/EOTHER/i],
    ['every distribution of the account is meant', read(undefined, { Condition: { ArnLike: { 'aws:SourceArn': arnOf('*') } } }), /aws:sourcearn arn:aws:cloudfront::111122223333:distribution\//i],
    ['only the account is asked for', read(undefined, { Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }), /cloudfront\.amazonaws\.com/],
    ['a call that names no source is let in', read(undefined, { Condition: { StringEqualsIfExists: { 'aws:SourceArn': SITE } } }), /cloudfront\.amazonaws\.com/],
    ['nothing is asked of the source', read(), /cloudfront\.amazonaws\.com/],
    ['a version is read by another distribution', read(OTHER, { Action: 's3:GetObjectVersion' }), /calling s3:getobjectversion/i],
    ['another service reads', read(undefined, { Principal: { Service: 'logging.s3.amazonaws.com' } }), /logging\.s3\.amazonaws\.com/],
  ])('is refuted by a request where %s', (_name, statement, request) => {
    const record = claim(bucket(read(SITE), statement, DENY_OTHERS));
    expect(record.verdict).toBe('refuted');
    expect(record.detail).toMatch(request);
  });

  test.each<[string, object[]]>([
    ['the bucket is public', [read(SITE), { ...allow('*', 's3:GetObject'), Resource: OBJECTS }]],
    ['another account is let in', [read(SITE), { ...allow({ AWS: 'arn:aws:iam::999988887777:root' }, 's3:GetObject'), Resource: OBJECTS }]],
  ])('is refuted where %s, whoever of the account may read', (_name, statements) => {
    expect(claim(bucket(...statements), { users: [], accounts: [ACCOUNT] }).verdict).toBe('refuted');
  });

  test.each<[string, unknown]>([
    ['of the templates', { CanonicalUser: { 'Fn::GetAtt': ['Identity', 'S3CanonicalUserId'] } }],
    ['of the templates, by its ARN', { AWS: { 'Fn::Sub': 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${Identity}' } }],
    ['that nobody knows', { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABCDEFGHIJKL' }],
  ])('is not proved where an origin access identity %s reads, which any distribution of its account may use', (_name, principal) => {
    const { template, ...stack } = bucket(read(SITE), { ...allow(principal, 's3:GetObject'), Resource: OBJECTS });
    const identity = { Type: 'AWS::CloudFront::CloudFrontOriginAccessIdentity', Properties: { CloudFrontOriginAccessIdentityConfig: { Comment: 'site' } } };
    const { Resources } = template as { Resources: object };
    expect(claim({ ...stack, template: { Resources: { ...Resources, Identity: identity } } }, { users: [], accounts: [ACCOUNT] }).verdict).not.toBe('proved');
  });

  test('is refuted where nothing denies what identity policies of the account allow', () => {
    expect(claim(bucket(read(SITE)))).toMatchObject({ verdict: 'refuted', detail: expect.stringContaining('no statement denies what policies of the account may allow') });
  });

  test('says nothing of writing', () => {
    expect(claim(bucket(read(SITE), DENY_OTHERS, { ...allow(CLOUDFRONT, 's3:PutObject'), Resource: OBJECTS })).verdict).toBe('proved');
  });

  test('is undecided where only the deployment knows which distribution is meant', () => {
    expect(claim(bucket(read({ 'Fn::ImportValue': 'Site' }), DENY_OTHERS)).verdict).toBe('undecided');
    const record = claim(bucket(read(SITE), DENY_OTHERS), { sources: [{ 'Fn::ImportValue': 'Site' }] });
    expect(record.verdict).toBe('undecided');
    expect(record.detail).toContain('for which resource the service may act is not known');
  });

  test('speaks of whoever deploys as of a class of its own', () => {
    const denied = { ...DENY_OTHERS, Condition: { ...DENY_OTHERS.Condition, ArnNotLike: { 'aws:PrincipalArn': DEPLOYER } } };
    expect(claim(bucket(read(SITE), denied), { users: [] })).toMatchObject({ verdict: 'proved', assumptions: expect.arrayContaining(['deployer-is-administrator']) });
  });
});

describe('that CloudFront opens a key for one distribution only', () => {
  const key = (...statements: object[]) => stackOf({ ...DISTRIBUTION, Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy(allow(ROOT, 'kms:*'), ...statements) } } });
  const decrypt = (source: unknown, operator = 'ArnLike') => allow(CLOUDFRONT, 'kms:Decrypt', { [operator]: { 'aws:SourceArn': source } });
  const verdict = (stack: StackTemplate, more: Partial<ClaimSpec> = {}) =>
    proveAbout(stack, 'Key', [{ claim: 'onlyForSources', servicePrincipals: ['cloudfront.amazonaws.com'], sources: [SITE], ...more }])[0].verdict;

  test('is proved where its policy names the distribution, whatever other services and the account do', () => {
    expect(verdict(key(decrypt(SITE)))).toBe('proved');
    expect(verdict(key(decrypt(SITE), allow({ Service: 'delivery.logs.amazonaws.com' }, 'kms:GenerateDataKey*')))).toBe('proved');
  });

  test('is refuted where the policy means all distributions of the account', () => {
    expect(verdict(key(decrypt(arnOf('*'))))).toBe('refuted');
  });

  test('may be of some actions only', () => {
    const both = key(decrypt(SITE), allow(CLOUDFRONT, 'kms:DescribeKey'));
    expect([verdict(both), verdict(both, { actions: ['kms:Decrypt'] })]).toEqual(['refuted', 'proved']);
  });
});

test('the claims are said in sentences that name the service and the actions', () => {
  const titles = (spec: Partial<ClaimSpec>) => [CLAIMS.onlyForSources.title(spec as ClaimSpec, ''), CLAIMS.onlyForSources.titleKo(spec as ClaimSpec, '')];
  expect(titles({ servicePrincipals: ['cloudfront.amazonaws.com'] })[0]).toBe('cloudfront.amazonaws.com acts only for the resources named');
  expect(titles({ servicePrincipals: ['cloudfront.amazonaws.com'], actions: ['kms:Decrypt'] })).toEqual([
    'cloudfront.amazonaws.com calls kms:Decrypt only for the resources named',
    'cloudfront.amazonaws.com 서비스는 지정된 리소스를 위해서만 kms:Decrypt 작업을 호출한다',
  ]);
});
