import { ACCOUNT, allow, BUCKET, DEPLOYER, key, policy, proveAbout, role, ROOT, stackOf } from './template';
import type { ClaimSpec } from '../../../src/proofs/claims/claim-spec';
import type { ProofRecord, Verdict } from '../../../src/proofs/record/proof-run';

const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

const ADMIN = `arn:aws:iam::${ACCOUNT}:role/Admin`;
const APP = `arn:aws:iam::${ACCOUNT}:role/App`;
const SUPPORT = `arn:aws:iam::${ACCOUNT}:role/Support`;
const KIM = `arn:aws:iam::${ACCOUNT}:user/Kim`;
const PARTNER = 'arn:aws:iam::444455556666:role/Partner';
const S3 = 's3.ap-northeast-2.amazonaws.com';
const SQS = 'sqs.ap-northeast-2.amazonaws.com';

/** Somebody is allowed something. */
const by = (AWS: string, action: unknown, condition?: object): object => allow({ AWS }, action, condition);
const deny = (principal: unknown, action: unknown, condition?: object): object => ({ ...allow(principal, action, condition), Effect: 'Deny' });
const through = (service: string): object => ({ StringEquals: { 'kms:ViaService': service } });
/** Nobody knows what it asks for. */
const UNREAD = { StringResembles: { 'aws:PrincipalTag/team': 'orders' } };

/** What becomes of a claim about a key with these statements. */
const claimed = (spec: Partial<ClaimSpec>, statements: readonly object[]): ProofRecord =>
  proveAbout(stackOf({ Key: key(...statements) }), 'Key', [spec])[0];

/** A verdict, with who does what in the example where the claim is refuted. */
interface Expected {
  readonly verdict: Verdict;
  readonly principal?: string;
  readonly action?: string;
}

const PROVED: Expected = { verdict: 'proved' };
const refuted = (principal: string, action: string): Expected => ({ verdict: 'refuted', principal, action });

/** A refuted claim shows who does what. */
const seen = ({ verdict, request }: ProofRecord): Expected =>
  (verdict !== 'refuted' || request === undefined ? { verdict } : refuted(request.principal, request.action));

const expectUndecided = (record: ProofRecord): void =>
  expect(record).toMatchObject({ verdict: 'undecided', detail: expect.stringContaining('\'StringResembles\' is not known') });

/** Where nobody can read on what condition a principal is allowed an action. */
const testUndecided = (spec: Partial<ClaimSpec>, principal: string, action: string): void => {
  test('is undecided where it hangs on a condition that nobody can read', () => { expectUndecided(claimed(spec, [by(principal, action, UNREAD)])); });
};

/** One text for what the test says, and what is claimed of it. */
type Case = readonly [says: string, statements: readonly object[], expected: Expected];

describe(`onlyAdministratorsAdminister: ${KMS}/key-policy-default.html#key-policy-default-allow-administrators`, () => {
  const spec = { claim: 'onlyAdministratorsAdminister', administrators: [ADMIN], users: [APP] };

  test.each<Case>([
    ['the administrators named may do all that changes a key', [by(ADMIN, ['kms:Put*', 'kms:Schedule*', 'kms:Update*', 'kms:Disable*'])], PROVED],
    ['whoever deploys is not spoken of', [by(DEPLOYER, 'kms:*')], PROVED],
    ['to read about a key or to use it is no administration', [by(SUPPORT, ['kms:DescribeKey', 'kms:Decrypt'])], PROVED],
    ['another role can schedule the deletion',
      [by(ADMIN, 'kms:Put*'), by(SUPPORT, 'kms:ScheduleKeyDeletion')], refuted(SUPPORT, 'kms:ScheduleKeyDeletion')],
    ['a role of another account can disable it by no policy, for that is not possible across accounts', [by(PARTNER, 'kms:DisableKey')], PROVED],
    ['users of the key are no administrators', [by(APP, 'kms:UpdateKeyDescription')], refuted(APP, 'kms:UpdateKeyDescription')],
    ['a deny with an exception for others leaves them',
      [allow('*', 'kms:DisableKey'), deny('*', 'kms:*', { ArnNotLike: { 'aws:PrincipalArn': [ADMIN, SUPPORT] } })],
      refuted(SUPPORT, 'kms:DisableKey')],
    ['a deny for all but the administrators holds whatever is allowed',
      [allow(ROOT, ['kms:Disable*', 'kms:Tag*']), deny('*', 'kms:*', { ArnNotLike: { 'aws:PrincipalArn': ADMIN } })], PROVED],
  ])('%s', (_says, statements, expected) => { expect(seen(claimed(spec, statements))).toEqual(expected); });

  test('whoever IAM lets may mend the policy, as the safety against a lock-out, and do nothing else', () => {
    expect(seen(claimed(spec, [allow(ROOT, 'kms:PutKeyPolicy')]))).toEqual(PROVED);
    const { verdict, request } = claimed(spec, [allow(ROOT, ['kms:PutKeyPolicy', 'kms:TagResource'])]);
    expect({ verdict, action: request?.action }).toEqual({ verdict: 'refuted', action: 'kms:TagResource' });
    expect(request?.principal).toContain(`::${ACCOUNT}:`);
  });

  // https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
  test('only users have grants made: neither another role nor a service', () => {
    expect(seen(claimed(spec, [by(APP, 'kms:CreateGrant')]))).toEqual(PROVED);
    expect(seen(claimed(spec, [by(SUPPORT, 'kms:CreateGrant')]))).toEqual(refuted(SUPPORT, 'kms:CreateGrant'));
    const byRds = allow({ Service: 'rds.amazonaws.com' }, 'kms:CreateGrant');
    expect(seen(claimed(spec, [byRds]))).toEqual(refuted('the service rds.amazonaws.com', 'kms:CreateGrant'));
  });

  test('administrators have no grants made either, unless they use the key', () => {
    expect(seen(claimed(spec, [by(ADMIN, 'kms:Create*')]))).toEqual(refuted(ADMIN, 'kms:CreateGrant'));
  });

  testUndecided(spec, SUPPORT, 'kms:DisableKey');
});

describe(`deletionIsGuarded: ${KMS}/conditions-kms.html#conditions-kms-schedule-key-deletion-pending-window-in-days`, () => {
  const WINDOW = 'kms:ScheduleKeyDeletionPendingWindowInDays';
  const spec = { claim: 'deletionIsGuarded' };
  const afterDays = (days: string): object => by(ADMIN, 'kms:ScheduleKeyDeletion', { NumericGreaterThanEquals: { [WINDOW]: days } });

  test.each<Case>([
    ['a deletion that waits 30 days is guarded', [afterDays('30')], PROVED],
    ['who can\'t delete needs no guard', [by(ADMIN, ['kms:DisableKey', 'kms:PutKeyPolicy'])], PROVED],
    ['without a condition a deletion may wait 7 days only', [by(ADMIN, 'kms:ScheduleKeyDeletion')], refuted(ADMIN, 'kms:ScheduleKeyDeletion')],
    ['7 days are too few', [afterDays('7')], refuted(ADMIN, 'kms:ScheduleKeyDeletion')],
    ['a deny of short windows guards what is allowed',
      [by(ADMIN, 'kms:*'), deny('*', 'kms:ScheduleKeyDeletion', { NumericLessThan: { [WINDOW]: '30' } })], PROVED],
    ['a deny of one window leaves the others', [by(ADMIN, 'kms:*'), deny('*', 'kms:ScheduleKeyDeletion', { NumericEquals: { [WINDOW]: '7' } })],
      refuted(ADMIN, 'kms:ScheduleKeyDeletion')],
  ])('%s', (_says, statements, expected) => { expect(seen(claimed(spec, statements))).toEqual(expected); });

  test('the example of a window that is too short names one', () => {
    const days = claimed(spec, [afterDays('14')]).request?.context[WINDOW.toLowerCase()] ?? [];
    expect(days.map(Number)).toEqual([expect.any(Number)]);
    expect(Number(days[0])).toBeGreaterThanOrEqual(14);
    expect(Number(days[0])).toBeLessThan(30);
  });

  test.each([
    ['14', 14, 'proved'], ['13', 14, 'refuted'], ['30', 14, 'proved'], ['14', 15, 'refuted'],
  ])('where %s days are asked for and %i declared it is %s', (asked, declared, verdict) => {
    expect(claimed({ ...spec, deletionWindowDays: declared }, [afterDays(asked)]).verdict).toBe(verdict);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
  describe.each([
    'kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:PutKeyPolicy', 'kms:DeleteImportedKeyMaterial',
  ])('a user of IAM with %s', (action) => {
    const byKim = (mfa: object): object => by(KIM, action, { NumericGreaterThanEqualsIfExists: { [WINDOW]: '30' }, ...mfa });

    test.each<[string, object, Expected]>([
      ['without MFA is not guarded', {}, refuted(KIM, action)],
      ['with MFA is', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, PROVED],
      ['with IfExists is not: access keys carry no word of MFA', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, refuted(KIM, action)],
    ])('%s', (_says, mfa, expected) => { expect(seen(claimed(spec, [byKim(mfa)]))).toEqual(expected); });

    test('is guarded by a deny without MFA only if it takes in requests without a word of MFA', () => {
      const denied = (operator: string) => [byKim({}), deny('*', 'kms:*', { [operator]: { 'aws:MultiFactorAuthPresent': 'false' } })];
      expect(seen(claimed(spec, denied('BoolIfExists')))).toEqual(PROVED);
      expect(seen(claimed(spec, denied('Bool')))).toEqual(refuted(KIM, action));
    });
  });

  testUndecided(spec, ADMIN, 'kms:ScheduleKeyDeletion');
});

describe(`sharedAsDeclared: ${KMS}/conditions-kms.html#conditions-kms-via-service`, () => {
  const spec = { claim: 'sharedAsDeclared', shares: [{ roles: [SUPPORT], services: [S3], actions: ['kms:Decrypt'] }] };

  test.each<Case>([
    ['what was declared may be done', [by(SUPPORT, 'kms:Decrypt', through(S3))], PROVED],
    ['whoever nothing was shared with is not spoken of', [by(APP, 'kms:*')], PROVED],
    ['to read about the key is no use of it', [by(SUPPORT, 'kms:DescribeKey')], PROVED],
    ['a call through another service is beyond it', [by(SUPPORT, 'kms:Decrypt', through(SQS))], refuted(SUPPORT, 'kms:Decrypt')],
    ['a direct call is beyond it', [by(SUPPORT, 'kms:Decrypt')], refuted(SUPPORT, 'kms:Decrypt')],
    ['IfExists lets direct calls by',
      [by(SUPPORT, 'kms:Decrypt', { StringEqualsIfExists: { 'kms:ViaService': S3 } })], refuted(SUPPORT, 'kms:Decrypt')],
    ['another action is beyond it', [by(SUPPORT, 'kms:Encrypt', through(S3))], refuted(SUPPORT, 'kms:Encrypt')],
    ['a grant is beyond it, also through the service', [by(SUPPORT, 'kms:CreateGrant', through(S3))], refuted(SUPPORT, 'kms:CreateGrant')],
    ['a deny of all else keeps to it', [by(SUPPORT, 'kms:*'), deny('*', 'kms:*', { StringNotEquals: { 'kms:ViaService': S3 } }),
      { ...deny('*', '*'), Action: undefined, NotAction: 'kms:Decrypt' }], PROVED],
  ])('%s', (_says, statements, expected) => { expect(seen(claimed(spec, statements))).toEqual(expected); });

  test('what was declared of one role is not declared of another, nor of another service', () => {
    const shares = [...spec.shares, { roles: [APP], services: [SQS], actions: ['kms:Encrypt'] }];
    const both = (...statements: object[]) => seen(claimed({ ...spec, shares }, [...statements]));
    expect(both(by(SUPPORT, 'kms:Decrypt', through(S3)), by(APP, 'kms:Encrypt', through(SQS)))).toEqual(PROVED);
    expect(both(by(APP, 'kms:Decrypt', through(S3)))).toEqual(refuted(APP, 'kms:Decrypt'));
    expect(both(by(SUPPORT, 'kms:Decrypt', through(SQS)))).toEqual(refuted(SUPPORT, 'kms:Decrypt'));
  });

  testUndecided(spec, SUPPORT, 'kms:Encrypt');
});

describe(`onlyFromEndpoint: ${KMS}/vpce-policy-condition.html`, () => {
  const ENDPOINT = 'vpce-0123456789abcdef0';
  const spec = { claim: 'onlyFromEndpoint', endpoint: ENDPOINT };
  const outside = (operator: string, value: unknown = ENDPOINT): object => ({ [operator]: { 'aws:SourceVpce': value } });

  test.each<Case>([
    ['an allow for the endpoint holds', [by(SUPPORT, 'kms:Decrypt', outside('StringEquals'))], PROVED],
    ['a deny outside the endpoint holds, also of requests that name none',
      [by(SUPPORT, 'kms:*'), deny('*', 'kms:*', outside('StringNotEquals'))], PROVED],
    ['without either the key is reached from anywhere', [by(SUPPORT, 'kms:Decrypt')], refuted(SUPPORT, 'kms:Decrypt')],
    ['another endpoint is another',
      [by(SUPPORT, 'kms:Decrypt', outside('StringEquals', ['vpce-11111111111111111', ENDPOINT]))], refuted(SUPPORT, 'kms:Decrypt')],
    ['an allow with IfExists lets requests by that name none',
      [by(SUPPORT, 'kms:Decrypt', outside('StringEqualsIfExists'))], refuted(SUPPORT, 'kms:Decrypt')],
    ['a deny of some actions leaves the others', [by(SUPPORT, ['kms:Decrypt', 'kms:Encrypt']), deny('*', 'kms:Decrypt', outside('StringNotEquals'))],
      refuted(SUPPORT, 'kms:Encrypt')],
    ['a deny for one role leaves the others',
      [by(APP, 'kms:Decrypt'), deny({ AWS: SUPPORT }, 'kms:*', outside('StringNotEquals'))], refuted(APP, 'kms:Decrypt')],
    ['whoever deploys is not spoken of', [by(DEPLOYER, 'kms:*')], PROVED],
    ['services are not spoken of', [allow({ Service: 'logs.ap-northeast-2.amazonaws.com' }, 'kms:Decrypt')], PROVED],
  ])('%s', (_says, statements, expected) => { expect(seen(claimed(spec, statements))).toEqual(expected); });

  test('an example from elsewhere names another endpoint or none', () => {
    const from = (...statements: object[]) => claimed(spec, statements).request?.context['aws:sourcevpce'];
    expect(from(by(SUPPORT, 'kms:Decrypt', outside('StringEqualsIfExists')))).toBeUndefined();
    expect(from(by(SUPPORT, 'kms:Decrypt', outside('StringEquals', 'vpce-11111111111111111')))).toEqual(['vpce-11111111111111111']);
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
  test('a bucket whose policy denies all else is left to the endpoint, and one whose policy allows is not', () => {
    const ofBucket = (...statements: object[]) => {
      const Policy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy(...statements) } };
      return proveAbout(stackOf({ Key: key(allow(ROOT, 'kms:*')), Bucket: BUCKET, Policy }), 'Policy', [spec])[0];
    };
    expect(seen(ofBucket(allow('*', 's3:GetObject'), deny('*', 's3:*', outside('StringNotEquals'))))).toEqual(PROVED);
    const open = ofBucket(by(SUPPORT, 's3:GetObject', outside('StringEqualsIfExists')));
    expect(seen(open)).toEqual(refuted(SUPPORT, 's3:GetObject'));
    expect(open.request?.context['aws:sourcevpce']).toBeUndefined();
  });

  testUndecided(spec, SUPPORT, 'kms:Decrypt');
});

describe(`noNewAccess: ${IAM}/access-analyzer-custom-policy-checks.html`, () => {
  const before = [by(SUPPORT, ['kms:Decrypt', 'kms:Encrypt'], through(S3)), allow(ROOT, 'kms:PutKeyPolicy'), deny({ AWS: KIM }, 'kms:*')];
  const spec = { claim: 'noNewAccess', baseline: policy(...before) };

  test.each<Case>([
    ['the same policy gives nothing new', before, PROVED],
    ['one statement in two, in another order, gives nothing new',
      [before[2], before[1], ...['kms:Encrypt', 'kms:Decrypt'].map((action) => by(SUPPORT, action, through(S3)))], PROVED],
    ['less gives nothing new', [by(SUPPORT, 'kms:Decrypt', through(S3)), before[2]], PROVED],
    ['one more action does', [...before, by(SUPPORT, 'kms:DescribeKey')], refuted(SUPPORT, 'kms:DescribeKey')],
    ['one more principal does', [...before, by(APP, 'kms:Decrypt', through(S3))], refuted(APP, 'kms:Decrypt')],
    ['a condition that is lost does', [by(SUPPORT, 'kms:Decrypt'), ...before.slice(1)], refuted(SUPPORT, 'kms:Decrypt')],
    ['a deny that is lost does', before.slice(0, 2), refuted(KIM, 'kms:PutKeyPolicy')],
    ['an allow that a deny undoes does not', [...before, by(APP, 'kms:Encrypt'), deny({ AWS: APP }, 'kms:Encrypt')], PROVED],
  ])('%s', (_says, statements, expected) => { expect(seen(claimed(spec, statements))).toEqual(expected); });

  test('is undecided where only one of the policies has a condition that nobody can read, and proved where both have it', () => {
    const unread = by(SUPPORT, 'kms:Decrypt', UNREAD);
    expectUndecided(claimed({ ...spec, baseline: policy() }, [unread]));
    expect(seen(claimed({ ...spec, baseline: policy(unread) }, [unread]))).toEqual(PROVED);
  });
});

describe(`cannot: ${IAM}/reference_policies_evaluation-logic.html`, () => {
  const spec = { claim: 'cannot', principal: SUPPORT, actions: ['kms:Decrypt', 'kms:ReEncrypt*'] };

  test.each<Case>([
    ['who is allowed nothing can\'t', [], PROVED],
    ['who is allowed something else can\'t', [by(SUPPORT, 'kms:Encrypt')], PROVED],
    ['who is spoken to can', [by(SUPPORT, 'kms:Decrypt')], refuted(SUPPORT, 'kms:Decrypt')],
    ['who is in the account can, if IAM lets', [allow(ROOT, 'kms:ReEncryptFrom')], refuted(SUPPORT, 'kms:ReEncryptFrom')],
    ['who is denied can\'t, whatever is allowed', [allow(ROOT, 'kms:*'), deny({ AWS: SUPPORT }, 'kms:*')], PROVED],
    ['who is denied through one service can otherwise',
      [allow(ROOT, 'kms:Decrypt'), deny({ AWS: SUPPORT }, 'kms:*', through(S3))], refuted(SUPPORT, 'kms:Decrypt')],
  ])('%s', (_says, statements, expected) => { expect(seen(claimed(spec, statements))).toEqual(expected); });

  // https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
  test.each<Case>([
    ['who may make a grant of them can', [by(SUPPORT, 'kms:CreateGrant')], refuted(SUPPORT, 'kms:CreateGrant')],
    ['who may make grants of other operations can\'t',
      [by(SUPPORT, 'kms:CreateGrant', { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Encrypt', 'DescribeKey'] } })], PROVED],
    ['who may make grants for AWS\'s resources only can\'t',
      [by(SUPPORT, 'kms:CreateGrant', { Bool: { 'kms:GrantIsForAWSResource': 'true' } })], PROVED],
    ['who may make a grant and is denied what it gives can\'t',
      [by(SUPPORT, 'kms:CreateGrant'), deny('*', ['kms:Decrypt', 'kms:ReEncrypt*'])], PROVED],
  ])('%s', (_says, statements, expected) => { expect(seen(claimed(spec, statements))).toEqual(expected); });

  test('speaks of all principals that a wildcard takes', () => {
    const about = (name: string) => seen(claimed({ ...spec, principal: `arn:aws:iam::${ACCOUNT}:role/${name}` }, [by(SUPPORT, 'kms:Decrypt')]));
    expect([about('Sup*'), about('Other*')]).toEqual([refuted(SUPPORT, 'kms:Decrypt'), PROVED]);
  });

  testUndecided(spec, SUPPORT, 'kms:Decrypt');
});

describe(`can: ${IAM}/reference_policies_evaluation-logic-cross-account.html`, () => {
  const spec = { claim: 'can', principal: SUPPORT, actions: ['kms:Decrypt'] };
  const OWN = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };

  test.each<Case>([
    ['who is spoken to can', [by(SUPPORT, 'kms:Decrypt')], PROVED],
    ['who is spoken to with a condition that a request can meet can', [by(SUPPORT, 'kms:*', through(S3))], PROVED],
    ['who is allowed nothing can\'t', [by(APP, 'kms:Decrypt')], { verdict: 'refuted' }],
    ['who is denied can\'t', [by(SUPPORT, 'kms:Decrypt'), deny('*', 'kms:*')], { verdict: 'refuted' }],
    ['who is allowed what no request can meet can\'t',
      [by(SUPPORT, 'kms:Decrypt', { StringEquals: { 'kms:ViaService': S3 }, Null: { 'kms:ViaService': 'true' } })], { verdict: 'refuted' }],
  ])('%s', (_says, statements, expected) => { expect(seen(claimed(spec, statements))).toEqual(expected); });

  test('a proved one shows the request that does it', () => {
    expect(claimed(spec, [by(SUPPORT, 'kms:*', through(S3))])).toMatchObject(
      { verdict: 'proved', request: { principal: SUPPORT, action: 'kms:Decrypt', context: { 'kms:viaservice': [S3] } } },
    );
  });

  test('a role that only its account is spoken to needs policies of its own', () => {
    const principal = { 'Fn::GetAtt': ['Reader', 'Arn'] };
    const ofReader = (...own: object[]) =>
      proveAbout(stackOf({ Key: key(allow(ROOT, 'kms:*')), Reader: role(...own) }), 'Key', [{ ...spec, principal }])[0].verdict;
    expect([ofReader(), ofReader(OWN), ofReader(OWN, { ...OWN, Effect: 'Deny' })]).toEqual(['refuted', 'proved', 'refuted']);
  });

  test('another account can what KMS lets across accounts, and nothing else', () => {
    const byPartner = (action: string) => claimed({ ...spec, principal: PARTNER, actions: [action] }, [by(PARTNER, 'kms:*')]).verdict;
    expect(['kms:Decrypt', 'kms:CreateGrant'].map(byPartner)).toEqual(['proved', 'proved']);
    expect(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'].map(byPartner)).toEqual(['refuted', 'refuted']);
  });

  testUndecided(spec, SUPPORT, 'kms:Decrypt');
});

describe('onlyCallers', () => {
  const spec = { claim: 'onlyCallers', users: [APP], actions: ['kms:Decrypt'] };

  test.each<Case>([
    ['an allow to the caller that is meant holds', [by(APP, 'kms:Decrypt')], PROVED],
    ['an allow to another one does not', [by(APP, 'kms:Decrypt'), by(SUPPORT, 'kms:Decrypt')], refuted(SUPPORT, 'kms:Decrypt')],
    ['other actions are not spoken of', [by(SUPPORT, 'kms:Encrypt')], PROVED],
    ['a deny to all others holds', [by('*', 'kms:*'), deny('*', 'kms:Decrypt', { ArnNotLike: { 'aws:PrincipalArn': APP } })], PROVED],
    ['a deny to some others leaves the rest', [by(`arn:aws:iam::${ACCOUNT}:root`, 'kms:*'), deny({ AWS: SUPPORT }, 'kms:Decrypt')], refuted(`arn:aws:iam::${ACCOUNT}:role/AnyOther`, 'kms:Decrypt')],
    ['whoever deploys is not spoken of', [by(DEPLOYER, 'kms:*')], PROVED],
    ['services are not spoken of', [allow({ Service: 'logs.ap-northeast-2.amazonaws.com' }, 'kms:Decrypt')], PROVED],
  ])('%s', (_says, statements, expected) => { expect(seen(claimed(spec, statements))).toEqual(expected); });
});

describe('a pattern of users', () => {
  const LAUNCHES = 'arn:aws:iam::*:role/gold-launch-*';
  const statements = [by(`arn:aws:iam::${ACCOUNT}:root`, 'kms:PutKeyPolicy'), deny('*', 'kms:PutKeyPolicy', { ArnLike: { 'aws:PrincipalArn': LAUNCHES } })];

  test('means the roles that a policy means by it: a wildcard stays in its part of the ARN', () => {
    expect(claimed({ claim: 'usersCannotAdminister', users: [LAUNCHES] }, statements)).toMatchObject({ verdict: 'proved' });
    expect(claimed({ claim: 'usersCannotAdminister', users: [LAUNCHES] }, statements.slice(0, 1))).toMatchObject({ verdict: 'refuted' });
  });

  test('takes in everybody whose ARN it begins, where it has not all parts of one', () => {
    expect(claimed({ claim: 'usersCannotAdminister', users: ['arn:aws:iam::*'] }, statements)).toMatchObject({ verdict: 'refuted' });
  });
});
