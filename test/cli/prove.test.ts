import { aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { ACCOUNT, allow, arn, folder, key, policy, prove, proveColoured, written } from './claims-fixture';
import type { ProofRun } from '../../src/proofs/record/proof-run';
import { synthesize } from '../evidence/assembly';

interface Output extends ProofRun { readonly counts: Record<string, number>; readonly milliseconds: number }

const proveJson = (...args: string[]) => JSON.parse(prove(...args, '--json').out) as Output;

const own = (name: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${name}` });
const named = (sid: string, statement: object) => ({ Sid: sid, ...statement });
const template = (resources: object, more: object = {}) => written(folder(), 'Shop.template.json', { ...more, Resources: resources });

const ADMINISTRATION = ['kms:Create*', 'kms:Describe*', 'kms:Enable*', 'kms:List*', 'kms:Put*', 'kms:Update*', 'kms:Revoke*', 'kms:Disable*', 'kms:Get*',
  'kms:Delete*', 'kms:TagResource', 'kms:UntagResource', 'kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion'];
const USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];

/** What the console writes for a key with an administrator and a user. */
const CONSOLE = [
  named('Enable IAM User Permissions', allow({ AWS: arn('root') }, 'kms:*')),
  named('Allow access for Key Administrators', allow({ AWS: arn('role/KeyAdmin') }, ADMINISTRATION)),
  named('Allow use of the key', allow({ AWS: arn('role/App') }, USE)),
  named('Allow attachment of persistent resources', allow({ AWS: arn('role/App') }, ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], {
    Bool: { 'kms:GrantIsForAWSResource': 'true' },
  })),
];

/** A role that launches the product with the bucket beside it. */
const launchRole = (...statements: readonly object[]) => template({
  Launch: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'gold-launch-shop',
      AssumeRolePolicyDocument: policy(allow({ Service: 'servicecatalog.amazonaws.com' }, 'sts:AssumeRole')),
      Policies: [{ PolicyName: 'Launch', PolicyDocument: policy(...statements) }],
    },
  },
});
const product = () => written(folder(), 'Product.template.json', { Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { Tags: [{ Key: 'gold-product', Value: 'shop' }] } } } });
const MAKES_ROLES = named('Roles', { Effect: 'Allow', Action: 'iam:CreateRole', Resource: own('role/gold/*') });
const USES_KEYS = named('Keys', {
  Effect: 'Allow',
  Action: 'kms:Decrypt',
  Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*' },
  Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' }, Null: { 'aws:ResourceTag/domain': 'false' } },
});

describe('a role that launches a product', () => {
  test('is asked what it may do by its own policies', () => {
    const { code, out } = prove(launchRole(USES_KEYS), product());
    expect(out).toMatch(/Shop\/Launch AWS::IAM::Role\n( {2}proved {4}.*\n){4}/);
    expect(out).toMatch(/proved {4}launchRoleUsesOnlyItsKeys: the launch role uses keys of domains/);
    expect(code).toBe(0);
  });

  test('is refuted with the statement that lets it, and told what to do', () => {
    const { code, out } = prove(launchRole(USES_KEYS, MAKES_ROLES), product());
    expect(out).toMatch(/refuted {3}launchRoleCannotWidenItself: .*\n.*calling iam:CreateRole .* and not only with the boundary gold-launch-boundary, by statement Roles.*\n.*fix: bind .* iam:PermissionsBoundary/);
    expect(code).toBe(1);
  });

  test('is undecided in keys where the template of its product is not there', () => {
    expect(prove(launchRole(USES_KEYS)).out).toMatch(/undecided launchRoleUsesOnlyItsKeys: .*\n.*the template of the product 'shop' is not here/);
  });
});

describe('what is claimed without a file', () => {
  test('a key of the console is proved once its account is known, and the example says what it is otherwise', () => {
    const at = template({ Key: key(...CONSOLE) });
    const proved = expect.stringMatching(/^Shop\/Key AWS::KMS::Key\n {2}proved {4}noAccessOutside: nobody outside the account/);
    expect(prove(at, '--account', ACCOUNT)).toMatchObject({ code: 0, out: proved });
    const { code, out } = prove(at);
    expect(code).toBe(1);
    expect(out).toMatch(/refuted {3}noAccessOutside: .*\n {12}arn:aws:iam::111122223333:\S+, calling kms:\w+ .* is allowed by .*\n {12}fix: first of all, if the stack goes to account 111122223333, say so .*; else name principals/);
    expect(out).toContain(`${at} names accounts and does not say which one it goes to`);
  });

  test('a public bucket and a queue without a source condition are refuted', () => {
    const everybody = named('Everybody', { ...allow('*', 's3:GetObject'), Resource: { 'Fn::Sub': '${Bucket.Arn}/*' } });
    const topics = allow({ Service: 'sns.amazonaws.com' }, 'sqs:SendMessage');
    const at = template({
      Bucket: { Type: 'AWS::S3::Bucket' },
      Public: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy(everybody) } },
      Queue: { Type: 'AWS::SQS::Queue' },
      Topics: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: policy(topics) } },
    });
    const { code, out } = prove(at);
    expect(code).toBe(1);
    expect(out).toMatch(/Shop\/Public AWS::S3::BucketPolicy\n {2}refuted {3}noAccessOutside: .*\n.*is allowed by statement Everybody, because it speaks to everybody/);
    expect(out).toMatch(/Shop\/Topics AWS::SQS::QueuePolicy\n {2}proved {4}noAccessOutside: .*\n {2}refuted {3}noConfusedDeputy: .*\n {12}the service sns/);
    expect(out).toMatch(/^1 template, 2 resources with claims: 1 proved, 3 refuted, 0 undecided in \S+ ms$/m);
  });

  test('the assumptions come with their sources, their texts in JSON', () => {
    const at = template({ Key: key(allow({ AWS: own('root') }, 'kms:*')) });
    expect(prove(at).out).toMatch(/^assumed \(--json has the full texts\)\n(.*\n)* {2}key-policy-bounds-everything +https:\/\/docs\.aws\.amazon\.com\//m);
    const { counts, assumptions, records, templates, milliseconds } = proveJson(at);
    expect(counts).toEqual({ proved: 4, refuted: 0, undecided: 0, accepted: 0 });
    expect(records.map(({ claim, template: of }) => [claim, of])).toEqual(['noAccessOutside', 'noConfusedDeputy', 'notLockedOut', 'granted'].map((claim) => [claim, at]));
    expect([templates[0].file, milliseconds > 0]).toEqual([at, true]);
    expect(assumptions).toContainEqual(expect.objectContaining({ id: 'key-policy-bounds-everything', text: expect.stringMatching(/\w+ \w+/) }));
  });

  test('an assembly says who deploys', () => {
    const directory = synthesize((stack) => { new s3.Bucket(stack, 'Files', { encryptionKey: new kms.Key(stack, 'Key') }); });
    const { records } = proveJson(directory);
    const assumptions = expect.arrayContaining(['deployer-is-administrator']);
    expect(records.filter(({ claim }) => claim === 'provisionable')).toMatchObject([{ stack: 'Shop', verdict: 'proved', assumptions }]);
  });

  test('two templates of one name are kept apart', () => {
    const open = template({ Key: key(allow({ AWS: '*' }, 'kms:*')) });
    const closed = template({ Key: key(allow({ AWS: own('root') }, 'kms:*')) });
    const records = proveJson(open, closed, closed).records.filter(({ claim }) => claim === 'noAccessOutside');
    expect(records.map(({ verdict }) => verdict)).toEqual(['refuted', 'proved']);
  });

  test('nothing to claim is nothing refuted, and says what claims can be made about', () => {
    const out = expect.stringMatching(new RegExp([
      '^1 template, 0 resources with claims: 0 proved, 0 refuted, 0 undecided in \\S+ ms',
      'no policy in these templates is of a type that claims can be made about: AWS::KMS::Key, .*AWS::S3::BucketPolicy, .*\n$',
    ].join('\n')));
    expect(prove(template({ Topic: { Type: 'AWS::SNS::Topic' } }))).toMatchObject({ code: 0, out });
    expect(prove(template({ Key: key() })).out).not.toContain('no policy in these templates');
  });

  describe('what may give access in ways that are not read', () => {
    const entry = { Type: 'AWS::EKS::AccessEntry', Properties: { PrincipalArn: arn('role/Other') } };
    const entries = (number: number) => template({
      Key: key(allow({ AWS: own('root') }, 'kms:*')), ...Object.fromEntries(Array.from({ length: number }, (_, index) => [`Entry${index}`, entry])),
    });

    test('is named, and fails nothing', () => {
      const { code, out } = prove(entries(1));
      expect(code).toBe(0);
      expect(out).toMatch(/undecided in \S+ ms\n1 resource may give access in ways that are not read: Shop\/Entry0 \(AWS::EKS::AccessEntry\)\n/);
      expect(proveColoured(entries(1)).out).toContain('\u001b[33m1 resource may give access');
    });

    test('is cut where there is more of it, but in JSON', () => {
      const at = entries(12);
      expect(prove(at).out).toMatch(/^12 resources may give .*: Shop\/Entry0 \(.*, Shop\/Entry9 \(AWS::EKS::AccessEntry\) and 2 more$/m);
      expect(proveJson(at).unread.map(({ logicalId }) => logicalId)).toEqual(Array.from({ length: 12 }, (_, index) => `Entry${index}`));
    });

    test('can\'t steer the terminal', () => {
      expect(prove(template({ 'Entry\u001b[2J': entry })).out).toContain('Entry?[2J (AWS::EKS::AccessEntry)');
    });
  });

  test('a claim with nothing to ask is told from a proved one, and counted as one', () => {
    const at = template({ Key: key(allow({ AWS: own('root') }, 'kms:*')) });
    const { out } = prove(at);
    expect(proveJson(at).records.find(({ claim }) => claim === 'granted')).toMatchObject({ verdict: 'proved', questions: 0 });
    expect(out).toMatch(/^ {2}nothing to ask {2}granted: .*$/m);
    expect(out).toMatch(/: 4 proved \(1 with nothing to ask\), 0 refuted/);
  });

  test('control characters of a template stay away from the terminal, and colours from a file', () => {
    const at = template({ 'Key\u001b[2J': key({ ...allow({ AWS: '*' }, 'kms:*'), Sid: 'all\u001b[2J' }) });
    expect(prove(at).out).not.toContain('\u001b');
    expect(proveColoured(at).out.replace(/\u001b\[\d+m/g, '')).toMatch(/Key\?\[2J(.*\n)*.*all\?\[2J/);
  });

  test('a condition that only the deployment knows leaves it undecided, with the reason', () => {
    const partner = key(allow({ AWS: own('root') }, 'kms:*'), allow({ AWS: { Ref: 'Partner' } }, 'kms:Decrypt'));
    const out = expect.stringMatching(/ {2}undecided noAccessOutside: .*\n {12}.*the parameter Partner is known only at deployment/);
    expect(prove(template({ Key: partner }, { Parameters: { Partner: { Type: 'String' } } }))).toMatchObject({ code: 1, out });
  });
});
