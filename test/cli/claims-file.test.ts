import { ACCOUNT, ADMIN, allow, APP, arn, claimsFile, folder, key, ORGANIZATION, policy, prove, RESOURCES, ROOT, SUPPORT, TEMPLATE, written } from './claims-fixture';
import type { ProofRecord, ProofRun } from '../../src/proofs/record/proof-run';

function verdicts(claims: object[], more: object = {}, directory = folder()): ProofRecord[] {
  const file = claimsFile({ claims, defaults: false, ...more }, directory);
  const { out, err } = prove(TEMPLATE, '--account', ACCOUNT, '--region', 'ap-northeast-2', '--json', '--claims', file);
  expect(err).toBe('');
  return (JSON.parse(out) as ProofRun).records as ProofRecord[];
}

describe('every claim is proved of a policy that it holds of, and refuted of another', () => {
  const endpoint = 'vpce-0123456789abcdef0';
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
    ['onlyFromEndpoint', { resource: 'Shop/FromEndpoint', endpoint }, { resource: 'Public', endpoint, deployers: [ADMIN] }],
    ['onlyCallers', { resource: 'Tight', users: [APP], actions: ['kms:Decrypt'] }, { resource: 'Tight', users: [SUPPORT], actions: ['kms:Decrypt'] }],
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
    const claims = ['Open', 'Tight'].map((resource) => ({ claim: 'noNewAccess', resource, baseline: 'old.template.json' }));
    expect(verdicts(claims, {}, directory)).toMatchObject([{ verdict: 'proved' }, { verdict: 'refuted' }]);
  });

  test('an undecided claim may be accepted, with a reason', () => {
    const at = written(folder(), 'a.json', { Parameters: { Partner: { Type: 'String' } }, Resources: { Key: key(allow({ AWS: { Ref: 'Partner' } }, 'kms:Decrypt')) } });
    const accepted = { acceptUndecided: { noAccessOutside: 'partners are reviewed by hand' }, claims: [{ claim: 'noAccessOutside', resource: 'Key' }], defaults: false };
    expect(prove(at, '--claims', claimsFile({ ...accepted, acceptUndecided: {} }))).toMatchObject({ code: 1 });
    const out = expect.stringMatching(/ {2}accepted {2}noAccessOutside: .*\n {12}.*Partner.*\n {12}accepted: partners are .*\n(.*\n)*.* 0 undecided, 1 accepted in/);
    expect(prove(at, '--claims', claimsFile(accepted))).toMatchObject({ code: 0, out });
  });

  test('a resource is named by its logical id, with its stack, or by the path of its construct; a policy by what it is on', () => {
    const named = ['Bucket', 'Shop/Bucket', 'Shop/Files', 'Shop/Files/Resource', 'FromEndpoint'].map((resource) => ({ claim: 'noAccessOutside', resource }));
    expect(verdicts(named).map(({ logicalId }) => logicalId)).toEqual(Array(5).fill('FromEndpoint'));
  });

  test('a deploying role may do everything by its own policies where it is trusted', () => {
    const directory = folder();
    written(directory, 'Shop.template.json', { Resources: { Key: key(allow({ AWS: ROOT }, 'kms:*')) } });
    const properties = { templateFile: 'Shop.template.json', cloudFormationExecutionRoleArn: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Deploy' };
    const artifact = { type: 'aws:cloudformation:stack', environment: `aws://${ACCOUNT}/eu-west-1`, properties };
    written(directory, 'manifest.json', { version: '36.0.0', artifacts: { Shop: artifact } });
    const claims = claimsFile({ claims: [{ claim: 'provisionable', resource: 'Key' }], defaults: false });
    expect(prove(directory, '--claims', claims)).toMatchObject({ code: 1, out: expect.stringContaining('name it in trustedDeployers') });
    expect(prove(directory, '--claims', claims, '--trusted-deployer', arn('role/Other'), '--trusted-deployer', arn('role/Dep*'))).toMatchObject({ code: 0 });
    expect(prove(directory, '--claims', claimsFile({ trustedDeployers: [arn('role/Deploy')] }))).toMatchObject({ code: 0 });
  });
});
