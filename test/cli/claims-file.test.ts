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
  const printed = { out: '', err: '' };
  const code = run(['prove', ...args], { out: (text) => { printed.out += text; }, err: (text) => { printed.err += text; }, colour: false });
  return { code, ...printed };
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

describe('what a file says beside its claims', () => {
  const outside = { claim: 'noAccessOutside', resource: 'Open' };
  const ownAccount = policy({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } } });

  test('defaults come too unless they are turned off, and give way to claims of the same name', () => {
    const at = (content: object) => {
      const { records } = JSON.parse(prove(TEMPLATE, '--account', ACCOUNT, '--json', '--claims', claimsFile(content)).out) as ProofRun;
      return records.filter(({ claim, logicalId }) => claim === 'noAccessOutside' && logicalId === 'Open').map(({ title }) => title);
    };
    expect(at({})).toEqual(['nobody outside the account has access, except as declared']);
    expect(at({ claims: [{ ...outside, organization: ORGANIZATION }] })).toEqual([`nobody outside the organization ${ORGANIZATION} has access, except as declared`]);
    expect(at({ defaults: false })).toEqual([]);
  });

  test('policies of the organization bound what is allowed, from the file or from files beside it', () => {
    const directory = folder();
    written(directory, 'rcp.json', ownAccount);
    expect(verdicts([outside])).toMatchObject([{ verdict: 'refuted' }]);
    expect(verdicts([outside], { resourceControlPolicies: [ownAccount] })).toMatchObject([{ verdict: 'proved' }]);
    expect(verdicts([outside], { resourceControlPolicies: ['rcp.json'] }, directory)).toMatchObject([{ verdict: 'proved' }]);
    const decrypt = { claim: 'cannot', resource: 'Open', principal: SUPPORT, actions: ['kms:Decrypt'] };
    const scp = policy({ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*' });
    expect([verdicts([decrypt]), verdicts([decrypt], { serviceControlPolicies: [scp] })]).toMatchObject([[{ verdict: 'refuted' }], [{ verdict: 'proved' }]]);
  });

  test('a baseline is a template or a document in a file beside it', () => {
    const directory = folder();
    written(directory, 'old.template.json', { Resources: { Open: RESOURCES.Open } });
    expect(verdicts(['Open', 'Tight'].map((resource) => ({ claim: 'noNewAccess', resource, baseline: 'old.template.json' })), {}, directory)).toMatchObject([{ verdict: 'proved' }, { verdict: 'refuted' }]);
  });

  test('an undecided claim may be accepted, with a reason', () => {
    const at = written(folder(), 'a.json', { Parameters: { Partner: { Type: 'String' } }, Resources: { Key: key(allow({ AWS: { Ref: 'Partner' } }, 'kms:Decrypt')) } });
    const accepted = { acceptUndecided: { noAccessOutside: 'partners are reviewed by hand' }, claims: [{ claim: 'noAccessOutside', resource: 'Key' }], defaults: false };
    expect(prove(at, '--claims', claimsFile({ ...accepted, acceptUndecided: {} }))).toMatchObject({ code: 1 });
    expect(prove(at, '--claims', claimsFile(accepted))).toMatchObject({ code: 0, out: expect.stringMatching(/ {2}accepted {2}noAccessOutside: .*\n {12}.*Partner.*\n {12}accepted: partners are reviewed by hand\n(.*\n)*.* 0 undecided, 1 accepted in/) });
  });

  test('a resource is named by its logical id, with its stack, or by the path of its construct; a policy by what it is on', () => {
    const named = ['Bucket', 'Shop/Bucket', 'Shop/Files', 'Shop/Files/Resource', 'FromEndpoint'].map((resource) => ({ claim: 'noAccessOutside', resource }));
    expect(verdicts(named).map(({ logicalId }) => logicalId)).toEqual(Array(5).fill('FromEndpoint'));
  });

  test('a deploying role may do everything by its own policies where it is trusted', () => {
    const directory = folder();
    written(directory, 'Shop.template.json', { Resources: { Key: key(allow({ AWS: ROOT }, 'kms:*')) } });
    const properties = { templateFile: 'Shop.template.json', cloudFormationExecutionRoleArn: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Deploy' };
    written(directory, 'manifest.json', { version: '36.0.0', artifacts: { Shop: { type: 'aws:cloudformation:stack', environment: `aws://${ACCOUNT}/eu-west-1`, properties } } });
    const claims = claimsFile({ claims: [{ claim: 'provisionable', resource: 'Key' }], defaults: false });
    expect(prove(directory, '--claims', claims)).toMatchObject({ code: 1, out: expect.stringContaining('name it in trustedDeployers') });
    expect(prove(directory, '--claims', claims, '--trusted-deployer', arn('role/Other'), '--trusted-deployer', arn('role/Dep*'))).toMatchObject({ code: 0 });
    expect(prove(directory, '--claims', claimsFile({ trustedDeployers: [arn('role/Deploy')] }))).toMatchObject({ code: 0 });
  });
});

describe('what can\'t be used is one line, and exits with 2', () => {
  const cannot = { claim: 'cannot', resource: 'Tight', principal: SUPPORT, actions: ['kms:Decrypt'] };
  const claims = (...all: unknown[]) => ({ claims: all });
  test.each<[string, unknown, RegExp]>([
    ['no JSON', '{ "claims": [], }', /^cdk-gold: --claims is not valid: got '\S+claims\.json', which is no JSON \(.*\); allowed: .*; write no comments/],
    ['no object', [cannot], /which holds JSON that is no object/],
    ['an unknown field', { claim: [] }, /a field of \S+ is not valid: got 'claim'; allowed: \$schema, claims, /],
    ['claims that are no list', { claims: cannot }, /claims of \S+ is not valid: got {"claim".*; allowed: a list of claims; write it in brackets/],
    ['a claim that is no object', claims('cannot'), /claims\[0\] of \S+ is not valid: got 'cannot'/],
    ['an unknown claim', claims(cannot, { ...cannot, claim: 'canNot' }), /claim in claims\[1\] of \S+ is not valid: got 'canNot'; allowed: onlyDomainDecrypts, .*, can; name one/],
    ['a claim that every object has', claims({ ...cannot, claim: 'constructor' }), /got 'constructor'/],
    ['a claim without a name', claims({ resource: 'Tight' }), /claim in claims\[0\] of \S+ is not valid: got none/],
    ['a missing field', claims({ ...cannot, principal: undefined }), /principal of cannot in claims\[0\] of \S+ is not valid: got none; allowed: the ARN of .*; add it/],
    ['a missing resource', claims({ ...cannot, resource: undefined }), /resource of cannot in .* got none/],
    ['a field of another claim', claims({ ...cannot, endpoint: 'vpce-0123456789abcdef0' }), /a field of cannot in .* got 'endpoint'; allowed: claim, resource, principal, actions;/],
    ['a field of the wrong type', claims({ ...cannot, actions: 'kms:Decrypt' }), /actions of cannot in .* got 'kms:Decrypt'; allowed: a list of one or more actions/],
    ['an empty list', claims({ ...cannot, actions: [] }), /actions of cannot in .* got \[\]/],
    ['an action without its service', claims({ ...cannot, actions: ['kms:Decrypt', 'Decrypt'] }), /actions\[1\] of cannot in .* got 'Decrypt'/],
    ['an action of nothing', claims({ ...cannot, actions: ['kms:Decryptt'] }), /actions of cannot in .* got 'kms:Decryptt'; allowed: .* AWS::KMS::Key/],
    ['an action of another service', claims({ ...cannot, resource: 'Public', actions: ['kms:Decrypt'] }), /got 'kms:Decrypt'; allowed: actions that a policy of AWS::S3::BucketPolicy decides: s3:\*/],
    ['an account as a number', claims({ claim: 'noAccessOutside', resource: 'Tight', accounts: [111122223333] }), /accounts\[0\] of noAccessOutside in .* got 111122223333; .*; write it as text, in quotes/],
    ['a principal that is no ARN', claims({ ...cannot, principal: ACCOUNT }), /principal of cannot in .* got '111122223333'/],
    ['the ARN of a session', claims({ ...cannot, principal: `arn:aws:sts::${ACCOUNT}:assumed-role/App/me` }), /principal of cannot in .* got 'arn:aws:sts/],
    ['a placeholder in a bare text', claims({ ...cannot, principal: 'arn:aws:iam::${AWS::AccountId}:role/App' }), /write \{"Fn::Sub"/],
    ['an object that is no value', claims({ ...cannot, principal: { Arn: SUPPORT } }), /principal of cannot in .* got {"Arn"/],
    ['a reference to nothing', claims({ ...cannot, principal: { 'Fn::GetAtt': ['Rule', 'Arn'] } }), /principal of cannot in .* got 'Rule'; allowed: resources and parameters of .*Shop\.template\.json/],
    ['a substitution of nothing', claims({ ...cannot, principal: { 'Fn::Sub': ['${A}${Rule.Arn}', { A: 'a' }] } }), /got 'Rule'/],
    ['a value that only the deployment knows', claims({ ...cannot, principal: { 'Fn::ImportValue': 'x' } }), /principal of cannot in .* allowed: values that the templates settle; .*the import x is of a stack that is not here/],
    ['an unknown resource', claims({ ...cannot, resource: 'Tihgt' }), /resource of claims\[0\] of \S+ is not valid: got 'Tihgt', which is not in the templates; allowed: Shop\/Tight, .* and 1 more/],
    ['a resource without a policy', claims({ claim: 'noAccessOutside', resource: 'Bare' }), /got 'Shop\/Bare', of type AWS::S3::Bucket, which has no policy in the templates;/],
    ['a claim of keys about a bucket', claims({ claim: 'notLockedOut', resource: 'Public' }), /which has no key policy in the templates; allowed: AWS::KMS::Key, AWS::KMS::ReplicaKey; name a key/],
    ['a deploying role that is not known', claims({ claim: 'provisionable', resource: 'Tight' }), /of a template that does not say who deploys it;/],
    ['two organizations', claims(...['o-a1b2c3d4e5', 'o-b1b2c3d4e5'].map((organization) => ({ claim: 'noAccessOutside', resource: 'Open', organization }))), /got 'o-b1b2c3d4e5'; allowed: o-a1b2c3d4e5/],
    ['an organization of no form', claims({ claim: 'noAccessOutside', resource: 'Open', organization: 'a1b2' }), /organization of noAccessOutside/],
    ['a baseline that is not there', claims({ claim: 'noNewAccess', resource: 'Open', baseline: 'no.json' }), /baseline of noNewAccess in .* got '\S+no\.json', which can't be read/],
    ['a baseline that is no template', claims({ claim: 'noNewAccess', resource: 'Open', baseline: 'claims.json' }), /which has neither Resources nor Statement/],
    ['defaults of the wrong type', { defaults: 'no' }, /defaults of \S+ is not valid: got 'no'; allowed: true, false/],
    ['a deployer that is no ARN', { trustedDeployers: ['Deploy'] }, /trustedDeployers\[0\] of .* got 'Deploy'/],
    ['a policy that is not there', { serviceControlPolicies: ['no.json'] }, /serviceControlPolicies\[0\] of .* can't be read/],
    ['a policy without statements', { resourceControlPolicies: [{ Version: '2012-10-17' }] }, /resourceControlPolicies\[0\] of .* got {"Version"/],
    ['an accepted claim that is none', { acceptUndecided: { grant: 'a good reason' } }, /claim in acceptUndecided of .* got 'grant'/],
    ['a short reason', { acceptUndecided: { granted: 'because' } }, /reason for granted in acceptUndecided of .* at least 10 characters; say why/],
  ])('%s', (_, content, message) => {
    const resources = { ...RESOURCES, Bare: { Type: 'AWS::S3::Bucket' } };
    const { code, out, err } = prove(written(folder(), 'Shop.template.json', { Resources: resources }), '--account', ACCOUNT, '--claims', claimsFile(content as object));
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trimEnd()).not.toContain('\n');
  });

  test.each<[string, string[], RegExp]>([
    ['no template', [], /prove needs templates: got none/],
    ['a template that is not there', ['/no/such.json'], /'\/no\/such\.json' can't be read/],
    ['a claims file that is not there', [TEMPLATE, '--claims', '/no/such.json'], /--claims is not valid: got '\/no\/such\.json', which can't be read \(eNOENT|got '\/no\/such\.json', which can't be read/],
    ['a name that is not given', [TEMPLATE, '--claims'], /option --claims is not valid: got no value; allowed: one; see/],
    ['an unknown option', [TEMPLATE, '--frobnicate'], /got '--frobnicate'; allowed: --json, --claims, --trusted-deployer, --account, --region;/],
    ['an account of no form', [TEMPLATE, '--account', '1'], /--account is not valid: got '1'; allowed: 12 digits/],
    ['a Region of no form', [TEMPLATE, '--region', 'Seoul'], /--region is not valid: got 'Seoul'/],
    ['a deployer that is no ARN', [TEMPLATE, '--trusted-deployer', 'Deploy'], /--trusted-deployer is not valid: got 'Deploy'/],
    ['principals of an account that may be the template\'s own', [TEMPLATE, '--claims', claimsFile(claims(cannot))], /principal of cannot in .* does not say which account it goes to; pass --account, or write \{"Fn::Sub"/],
  ])('%s', (_, args, message) => {
    const { code, out, err } = prove(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trimEnd()).not.toContain('\n');
  });

  test('two templates with one logical id', () => {
    const [one, other] = ['a.json', 'b.json'].map((name) => written(folder(), name, { Resources: { Key: RESOURCES.Open } }));
    expect(prove(one, other, '--claims', claimsFile(claims({ claim: 'granted', resource: 'Key' }))).err).toMatch(/got 'Key'; allowed: a\/Key, b\/Key; name one of them/);
  });
});
