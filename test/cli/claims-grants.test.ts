import { ACCOUNT, ADMIN, allow, APP, arn, claimsFile, folder, key, prove, ROOT, SUPPORT, written } from './claims-fixture';
import type { ProofRecord } from '../../src/proofs/record/proof-run';

const PARTNER = 'arn:aws:iam::444455556666:role/Partner';
const TABLE = { 'aws:dynamodb:tableName': 'Orders' };
const CONTEXT = Object.fromEntries(Object.entries(TABLE).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]));
const OTHER_CONTEXT = { 'ForAnyValue:StringEqualsIgnoreCase': { 'kms:EncryptionContextKeys': 'purpose' } };

const ADMINISTRATION = allow({ AWS: ADMIN }, ['kms:PutKeyPolicy', 'kms:GetKeyPolicy', 'kms:DescribeKey', 'kms:ScheduleKeyDeletion']);

/** A key that only its users decrypt with, one that wants the context of a table and nothing else, and one that wants a purpose. */
const TEMPLATE = written(folder(), 'Shop.template.json', {
  Resources: {
    Key: key(ADMINISTRATION, allow({ AWS: APP }, ['kms:Decrypt'])),
    Bound: key(
      ADMINISTRATION,
      { ...allow('*', 'kms:Decrypt', { StringNotEqualsIfExists: CONTEXT }), Effect: 'Deny' },
      { ...allow('*', 'kms:Decrypt', OTHER_CONTEXT), Effect: 'Deny' },
    ),
    Purposeful: key(ADMINISTRATION, { ...allow('*', 'kms:Decrypt', { Null: { 'kms:EncryptionContext:purpose': 'true' } }), Effect: 'Deny' }),
  },
});

const grant = (GranteePrincipal: string, ...Operations: string[]) => ({
  KeyId: `arn:aws:kms:ap-northeast-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  GrantId: 'abcde1237f76e4ba7987489ac329fbfba6ad343d6f7075dbd1ef191f0120514a',
  Name: '',
  CreationDate: '2026-01-01T00:00:00+00:00',
  GranteePrincipal,
  RetiringPrincipal: ROOT,
  IssuingAccount: ROOT,
  Operations,
});

const listed = (...grants: object[]) => [{ key: 'Key', grants }];

function records(grants: object[] | undefined, claims: object[], directory = folder()): ProofRecord[] {
  const file = claimsFile({ claims, defaults: false, ...grants ? { grants } : {} }, directory);
  const { out, err } = prove(TEMPLATE, '--account', ACCOUNT, '--region', 'ap-northeast-2', '--json', '--claims', file);
  expect(err).toBe('');
  return (JSON.parse(out) as { records: ProofRecord[] }).records;
}

const verdicts = (grants: object[] | undefined, ...claims: object[]) => records(grants, claims).map(({ verdict }) => verdict);

const outside = { claim: 'noAccessOutside', resource: 'Key' };
const domain = { claim: 'onlyDomainDecrypts', resource: 'Key', users: [APP], administrators: [ADMIN] };
const cannot = (resource: string, principal = SUPPORT) => ({ claim: 'cannot', resource, principal, actions: ['kms:Decrypt'] });

describe('grants that exist on a key count once they are handed in', () => {
  test('to somebody outside the account', () => {
    expect(verdicts(undefined, outside, domain)).toEqual(['proved', 'proved']);
    expect(verdicts(listed(grant(PARTNER, 'Decrypt')), outside, domain)).toEqual(['refuted', 'refuted']);
    expect(verdicts(listed(grant(PARTNER, 'DescribeKey', 'RetireGrant')), outside, domain)).toEqual(['refuted', 'proved']);
    const [{ request }] = records(listed(grant(PARTNER, 'Decrypt')), [outside]);
    expect(request).toMatchObject({ principal: PARTNER, action: 'kms:Decrypt' });
  });

  test('to somebody of the account', () => {
    expect(verdicts(listed(grant(APP, 'Decrypt')), outside, domain, cannot('Key'))).toEqual(['proved', 'proved', 'proved']);
    expect(verdicts(listed(grant(SUPPORT, 'Decrypt')), outside, domain, cannot('Key'))).toEqual(['proved', 'refuted', 'refuted']);
  });

  test('an account stands for everybody in it', () => {
    expect(verdicts(listed(grant(ROOT, 'Decrypt')), outside, cannot('Key'))).toEqual(['proved', 'refuted']);
    expect(verdicts(listed(grant('arn:aws:iam::444455556666:root', 'Decrypt')), outside, cannot('Key', PARTNER))).toEqual(['refuted', 'refuted']);
  });

  test('a session is one of its role, wherever the role\'s path leads', () => {
    const session = (account: string, name: string) => listed(grant(`arn:aws:sts::${account}:assumed-role/${name}/i-0123456789abcdef0`, 'Decrypt'));
    expect(verdicts(session(ACCOUNT, 'Support'), outside, cannot('Key'), cannot('Key', arn('role/ops/Support')), cannot('Key', arn('role/Other'))))
      .toEqual(['proved', 'refuted', 'refuted', 'proved']);
    expect(verdicts(session(ACCOUNT, 'aws:ec2-infrastructure'), outside, domain)).toEqual(['proved', 'proved']);
    expect(verdicts(session('444455556666', 'aws:ec2-infrastructure'), outside)).toEqual(['undecided']);
  });

  test('a service, in either field, is bound by the source', () => {
    const deputy = { claim: 'noConfusedDeputy', resource: 'Key' };
    const own = { SourceArn: `arn:aws:dynamodb:ap-northeast-2:${ACCOUNT}:table/Orders` };
    const toService = grant('dynamodb.amazonaws.com', 'Decrypt');
    expect(verdicts(listed(toService), deputy)).toEqual(['refuted']);
    expect(verdicts(listed({ ...toService, GranteeServicePrincipal: 'dynamodb.amazonaws.com' }), deputy)).toEqual(['refuted']);
    expect(verdicts(listed({ ...toService, Constraints: own }), deputy)).toEqual(['proved']);
    expect(verdicts(listed({ ...toService, GranteePrincipal: PARTNER, GranteeServicePrincipal: 'dynamodb.amazonaws.com' }), deputy, outside)).toEqual(['refuted', 'refuted']);
  });

  test('the whole context of the one constraint, and a part of it of the other', () => {
    const constrained = (Constraints: object, resource: string) => {
      const grants = [{ ...grant(SUPPORT, 'Decrypt', 'DescribeKey'), Constraints }];
      return verdicts([{ key: resource, grants }], cannot(resource), { ...cannot(resource), actions: ['kms:DescribeKey'] });
    };
    expect(constrained({}, 'Purposeful')).toEqual(['refuted', 'refuted']);
    expect(constrained({ EncryptionContextSubset: TABLE }, 'Purposeful')).toEqual(['refuted', 'refuted']);
    expect(constrained({ EncryptionContextEquals: TABLE }, 'Purposeful')).toEqual(['proved', 'refuted']);
    expect(constrained({ EncryptionContextEquals: { ...TABLE, Purpose: 'x' } }, 'Purposeful')).toEqual(['refuted', 'refuted']);
    expect(constrained({ EncryptionContextEquals: TABLE }, 'Bound')).toEqual(['refuted', 'refuted']);
    expect(constrained({ EncryptionContextEquals: { 'aws:dynamodb:tableName': 'Other' } }, 'Bound')).toEqual(['proved', 'refuted']);
    expect(constrained({ EncryptionContextEquals: { ...TABLE, purpose: 'x' } }, 'Bound')).toEqual(['proved', 'refuted']);
  });

  test('as a file that list-grants wrote, but not a part of one', () => {
    const directory = folder();
    written(directory, 'grants.json', { Grants: [grant(PARTNER, 'Decrypt')], Truncated: false });
    written(directory, 'first.json', { Grants: [grant(APP, 'Decrypt')], Truncated: true, NextMarker: 'a' });
    expect(records([{ key: 'Shop/Key', grants: 'grants.json' }], [outside], directory)).toMatchObject([{ verdict: 'refuted' }]);
    const file = claimsFile({ grants: [{ key: 'Key', grants: 'first.json' }] }, directory);
    expect(prove(TEMPLATE, '--account', ACCOUNT, '--claims', file)).toMatchObject({ code: 2, err: expect.stringMatching(/first\.json', which has only the first of them/) });
  });
});

test('a proof names what it takes for granted of grants only where they were not handed in', () => {
  const id = 'existing-grants-outside';
  const assumed = (grants: object[] | undefined) => records(grants, [outside]).map(({ assumptions }) => assumptions.includes(id));
  expect([assumed(undefined), assumed([{ key: 'Bound', grants: [] }]), assumed(listed()), assumed(listed(grant(APP, 'Decrypt')))]).toEqual([[true], [true], [false], [false]]);
});
