import fc from 'fast-check';
import { narrowedPolicy } from '../../../../src/edge/cloudfront/key-binding/narrowed-policy';

const PREFIX = 'arn:aws:cloudfront::111122223333:distribution/';
const PATTERN = `${PREFIX}*`;
const SID = 'CloudFrontReadsForShop';

type Statement = Readonly<Record<string, unknown>>;

const own = (source: unknown = PATTERN, more: object = {}): Statement => ({
  Sid: SID,
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: { ArnLike: { 'aws:SourceArn': source } },
  ...more,
});
const policy = (...Statement: readonly unknown[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const narrow = (text: string, ...arns: string[]): string | undefined => narrowedPolicy(text, [{ Sid: SID, Actions: ['kms:Decrypt'], SourceArns: arns }], PATTERN);
const statementsOf = (text?: string): Statement[] => (JSON.parse(text ?? 'null') as { Statement: Statement[] }).Statement;

const id = fc.stringMatching(/^[A-Z0-9]{8,14}$/);
const arns = fc.uniqueArray(id.map((one) => `${PREFIX}${one}`), { minLength: 1, maxLength: 4 });
const other = fc.record({ Sid: fc.stringMatching(/^Other[a-z]{0,8}$/), Effect: fc.constantFrom('Allow', 'Deny'), Action: fc.constantFrom('kms:*', 'kms:Decrypt'), Note: fc.json() });
const others = fc.array(other, { maxLength: 4 });
const source = fc.oneof(fc.constant<string | string[]>(PATTERN), arns);

describe('a key policy narrowed to distributions', () => {
  test('names exactly these, whatever it named before', () => {
    fc.assert(fc.property(source, arns, others, (before, wanted, rest) => {
      const text = policy(...rest, own(before));
      const now = statementsOf(narrow(text, ...wanted) ?? text).at(-1);
      const { ArnLike: condition } = now!.Condition as { ArnLike: Record<string, unknown> };
      expect([condition['aws:SourceArn']].flat().sort()).toEqual([...wanted].sort());
    }));
  });

  test('is as it was in everything else', () => {
    fc.assert(fc.property(source, arns, others, others, (before, wanted, first, last) => {
      const text = policy(...first, own(before), ...last);
      const now = statementsOf(narrow(text, ...wanted) ?? text);
      expect(now.map((statement, index) => (index === first.length ? { ...statement, Condition: undefined } : statement)))
        .toEqual(statementsOf(text).map((statement, index) => (index === first.length ? { ...statement, Condition: undefined } : statement)));
    }));
  });

  test('stays as it is the second time, in whatever order', () => {
    fc.assert(fc.property(source, arns, (before, wanted) => {
      const text = policy(own(before));
      expect(narrow(narrow(text, ...wanted) ?? text, ...[...wanted].reverse())).toBeUndefined();
    }));
  });

  test('never lets in what is no distribution of the account', () => {
    const wide = fc.constantFrom(PATTERN, '*', `${PREFIX}E?`, `${PREFIX}E*`, PREFIX, 'arn:aws:cloudfront::999988887777:distribution/EOTHER', `${PREFIX}E/../X`);
    fc.assert(fc.property(wide, arns, (one, wanted) => {
      expect(() => narrow(policy(own()), ...wanted, one)).toThrow('what reads with the key is no distribution of the account');
    }));
  });

  test('binds reading and writing apart', () => {
    const writes = own(PATTERN, { Sid: 'CloudFrontWritesForShop', Action: ['kms:Encrypt', 'kms:GenerateDataKey*'] });
    const text = narrowedPolicy(policy(own(), writes), [
      { Sid: SID, Actions: ['kms:Decrypt'], SourceArns: [`${PREFIX}E1`, `${PREFIX}E2`, `${PREFIX}E1`] },
      { Sid: 'CloudFrontWritesForShop', Actions: ['kms:GenerateDataKey*', 'kms:Encrypt'], SourceArns: [`${PREFIX}E2`] },
    ], PATTERN);
    expect(statementsOf(text).map(({ Condition }) => Condition)).toEqual([
      { ArnLike: { 'aws:SourceArn': [`${PREFIX}E1`, `${PREFIX}E2`] } }, { ArnLike: { 'aws:SourceArn': [`${PREFIX}E2`] } },
    ]);
  });

  test('keeps the spelling of the key, and a single statement may stand without a list', () => {
    const text = narrow(JSON.stringify({ Statement: own(PATTERN, { Condition: { ArnLike: { 'AWS:SourceArn': PATTERN } } }) }), `${PREFIX}E1`);
    expect(statementsOf(text)).toMatchObject([{ Condition: { ArnLike: { 'AWS:SourceArn': [`${PREFIX}E1`] } } }]);
  });
});

describe('a statement that is not the expected one', () => {
  test.each<[string, object]>([
    ['denies', { Effect: 'Deny' }],
    ['lets in somebody else too', { Principal: { Service: ['cloudfront.amazonaws.com', 's3.amazonaws.com'] } }],
    ['lets in everybody', { Principal: '*' }],
    ['lets in an account beside', { Principal: { Service: 'cloudfront.amazonaws.com', AWS: '111122223333' } }],
    ['has no condition', { Condition: undefined }],
    ['has another condition', { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } }],
    ['has one more condition', { Condition: { ArnLike: { 'aws:SourceArn': PATTERN }, StringEquals: { 'aws:SourceAccount': '111122223333' } } }],
    ['has one more key', { Condition: { ArnLike: { 'aws:SourceArn': PATTERN, 'aws:PrincipalArn': '*' } } }],
    ['asks with another operator', { Condition: { StringLike: { 'aws:SourceArn': PATTERN } } }],
    ['is wider than the account', { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudfront::*:distribution/*' } } }],
    ['names a source that is no text', { Condition: { ArnLike: { 'aws:SourceArn': [1] } } }],
    ['lets CloudFront do more', { Action: ['kms:Decrypt', 'kms:Encrypt'] }],
    ['lets CloudFront do anything', { Action: 'kms:*' }],
    ['lets CloudFront do something else', { Action: 'kms:CreateGrant' }],
    ['is for another resource', { Resource: 'arn:aws:kms:ap-northeast-2:111122223333:key/1' }],
    ['has an element of another kind', { NotAction: 'kms:Encrypt' }],
  ])('is left alone: it %s', (_name, more) => {
    expect(() => narrow(policy(own(PATTERN, more)), `${PREFIX}E1`)).toThrow(`the statement ${SID} of the key's policy is not the one that the template has`);
  });

  test('is not there, or there twice', () => {
    expect(() => narrow(policy(), `${PREFIX}E1`)).toThrow(`has 0 statements ${SID}`);
    expect(() => narrow(policy(own(), own()), `${PREFIX}E1`)).toThrow(`has 2 statements ${SID}`);
  });
});

test.each(['', 'null', '[]', '{'])('the policy %p is refused', (text) => {
  expect(() => narrow(text, `${PREFIX}E1`)).toThrow('the key\'s policy is no JSON object');
});

test.each(['*', PREFIX, 'arn:aws:s3:::*', 'arn:aws:cloudfront::*:distribution/*'])('the pattern %p is refused', (pattern) => {
  expect(() => narrowedPolicy(policy(own()), [{ Sid: SID, Actions: ['kms:Decrypt'], SourceArns: [`${PREFIX}E1`] }], pattern)).toThrow('the pattern is not that of an account\'s distributions');
});

test('binding to no distribution is refused: it would open nothing, or all', () => {
  expect(() => narrow(policy(own()))).toThrow('what reads with the key is no distribution');
});
