import { mkdtempSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from '../../src/cli/run';
import type { ProofRecord, ProofRun } from '../../src/proofs/private/proof-run';

const ACCOUNT = '111122223333';
const ORGANIZATION = 'o-a1b2c3d4e5';
const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:${name}`;
const [ROOT, ADMIN, APP, SUPPORT] = ['root', 'role/Admin', 'role/App', 'role/Support'].map(arn);

function prove(...args: string[]) {
  const written = { out: '', err: '' };
  const code = run(['prove', ...args], { out: (text) => { written.out += text; }, err: (text) => { written.err += text; }, colour: false });
  return { code, ...written };
}

const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (principal: unknown, action: unknown, condition?: object) => ({ Effect: 'Allow', Principal: principal, Action: action, Resource: '*', ...condition ? { Condition: condition } : {} });
const key = (...statements: object[]) => ({ Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy(...statements) } });

const ADMINISTRATION = allow({ AWS: ADMIN }, ['kms:PutKeyPolicy', 'kms:GetKeyPolicy', 'kms:DescribeKey', 'kms:EnableKeyRotation', 'kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion', 'kms:TagResource']);
const VIA_S3 = { StringEquals: { 'kms:ViaService': 's3.ap-northeast-2.amazonaws.com' } };
const DOCUMENT = { ...allow('*', 's3:*'), Resource: { 'Fn::Sub': ['${Arn}/*', { Arn: { 'Fn::GetAtt': ['Bucket', 'Arn'] } }] } };

/** Tight and open policies of one kind, side by side. */
const RESOURCES = {
  Tight: key(ADMINISTRATION, allow({ AWS: APP }, ['kms:Decrypt', 'kms:GenerateDataKey'], VIA_S3)),
  Open: key(allow({ AWS: ROOT }, 'kms:*'), allow({ AWS: '*' }, 'kms:Decrypt', { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }), allow({ Service: 's3.amazonaws.com' }, 'kms:GenerateDataKey')),
  Locked: key(allow({ AWS: APP }, 'kms:Decrypt')),
  Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'Reader', AssumeRolePolicyDocument: policy(), Policies: [{ PolicyName: 'Reads', PolicyDocument: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Bucket.Arn}/*' } }) }] } },
  Bucket: { Type: 'AWS::S3::Bucket', Metadata: { 'aws:cdk:path': 'Shop/Files/Resource' }, Properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['Tight', 'Arn'] } } }] } } },
  FromEndpoint: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } } }) },
  },
  Other: { Type: 'AWS::S3::Bucket' },
  Public: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Other' }, PolicyDocument: policy(DOCUMENT) } },
};

const folder = () => mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-'));

function written(directory: string, name: string, content: unknown): string {
  writeFileSync(path.join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  return path.join(directory, name);
}

const TEMPLATE = written(folder(), 'Shop.template.json', { Resources: RESOURCES });

const claimsFile = (content: object, directory = folder()) => written(directory, 'claims.json', content);

function verdicts(claims: object[], more: object = {}, directory = folder()): ProofRecord[] {
  const { out, err } = prove(TEMPLATE, '--account', ACCOUNT, '--region', 'ap-northeast-2', '--json', '--claims', claimsFile({ claims, defaults: false, ...more }, directory));
  expect(err).toBe('');
  return (JSON.parse(out) as ProofRun).records as ProofRecord[];
}

describe('every claim is proved of a policy that it holds of, and refuted of another', () => {
  const services = ['s3.ap-northeast-2.amazonaws.com'];
  const baseline = policy(allow({ AWS: ROOT }, 'kms:*'));
  test.each<[string, object, object]>([
    ['onlyDomainDecrypts', { resource: 'Tight', users: [APP], administrators: [ADMIN], services, accounts: [ACCOUNT] }, { resource: 'Open', users: [APP] }],
    ['administratorsCannotUse', { resource: 'Tight', administrators: [ADMIN] }, { resource: 'Open', administrators: [ADMIN] }],
    ['usersCannotAdminister', { resource: 'Tight', users: [APP] }, { resource: 'Open', users: [APP] }],
    ['onlyThroughServices', { resource: 'Tight', services }, { resource: 'Locked', services }],
    ['noAccessOutside', { resource: 'Open', organization: ORGANIZATION }, { resource: 'Open' }],
    ['noConfusedDeputy', { resource: 'Tight' }, { resource: 'Open', organization: ORGANIZATION, accounts: [ACCOUNT] }],
    ['notLockedOut', { resource: 'Tight' }, { resource: 'Locked' }],
    ['granted', { resource: 'Locked' }, { resource: 'Tight' }],
    ['onlyFromEndpoint', { resource: 'Shop/FromEndpoint', endpoint: 'vpce-0123456789abcdef0' }, { resource: 'Public', endpoint: 'vpce-0123456789abcdef0', deployers: [ADMIN] }],
    ['noNewAccess', { resource: 'Tight', baseline }, { resource: 'Open', baseline }],
    ['cannot', { resource: 'Tight', principal: SUPPORT, actions: ['kms:Decrypt'] }, { resource: 'Public', principal: SUPPORT, actions: ['s3:GetObject'] }],
    ['can', { resource: 'Tight', principal: APP, actions: ['kms:Decrypt'] }, { resource: 'Tight', principal: SUPPORT, actions: ['kms:*'] }],
  ])('%s', (claim, holds, fails) => {
    const [yes, no, ...more] = verdicts([{ claim, ...holds }, { claim, ...fails }]);
    expect([yes.verdict, no.verdict, no.detail, more]).toEqual(['proved', 'refuted', expect.stringMatching(/\w/), []]);
  });
});

const X = policy(allow({ AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, 'kms:*', { StringEquals: { 'aws:SourceVpc': { 'Fn::Sub': 'vpc-${AWS::Region}' } } }));
test.each<[string, object[]]>([
 ['noNewAccess baseline intrinsics', [{ claim: 'noNewAccess', resource: 'Tight', baseline: X }, { claim: 'noNewAccess', resource: 'Open', baseline: X }, { claim: 'noNewAccess', resource: 'Public', baseline: { Statement: { 'Fn::If': ['x', 1, 2] } } }]],
 ...[5, 'x', [null], [5], [{}], [{ Effect: 5 }], [{ Effect: 'Allow', Principal: 5, Action: {}, Resource: null }], [[]], { 'Fn::Transform': 5 }].map((Statement): [string, object[]] => [`statement ${JSON.stringify(Statement)}`, [{ claim: 'noNewAccess', resource: 'Tight', baseline: { Statement } }]]),
])('%s', (title, claims) => { process.stdout.write(`## ${title}\n${verdicts(claims).map((r) => `${r.claim} ${r.logicalId}: ${r.verdict}: ${r.detail ?? ''}\n`).join('')}`); });
test.each([5, 'x', [null], [5], [{}], [{ Effect: 5 }], [{ Effect: 'Allow', Principal: 5, Action: {}, Resource: null }], [[]], { 'Fn::Transform': 5 }, [{ Effect: 'Allow', Principal: { AWS: 5 }, Action: 'kms:*', Resource: '*', Condition: [] }], [{ Effect: 'Allow', Principal: { AWS: 'x' }, Action: 'kms:*', Resource: '*', Condition: { Foo: 'x', StringEquals: 5, Null: { x: [null] } } }]].map((x) => [JSON.stringify(x), x]))('policy %s', (title, Statement) => {
  for (const KeyPolicy of [{ Statement }, Statement]) {
  const t = written(folder(), 'a.json', { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } }, B: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 5, PolicyDocument: KeyPolicy } }, R: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: KeyPolicy, Policies: [{ PolicyDocument: KeyPolicy }] } } } });
  process.stdout.write(`## ${title}\n${JSON.stringify((JSON.parse(prove(t, '--json').out) as ProofRun).records.map((r) => `${r.claim} ${r.logicalId}: ${r.verdict}: ${r.detail ?? ''}\n`))}\n`);
  }
});
