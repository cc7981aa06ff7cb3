import { ACCOUNT, allow, differenceOf, key, ROOT, words } from './templates';
import { accessDifference } from '../../../src/proofs/difference';

const NOTHING = { gained: [], lost: [], undecided: [] };
const OTHER = { AWS: '444455556666' };
const stage = (...compared: readonly string[]) => ({
  Parameters: { Stage: { Type: 'String' } },
  Conditions: Object.fromEntries(compared.map((name) => [`Is${name}`, { 'Fn::Equals': [{ Ref: 'Stage' }, name] }])),
});
const only = (condition: string, statement: object) => ({ 'Fn::If': [condition, statement, { Ref: 'AWS::NoValue' }] });
const SHARED = allow(OTHER, 'kms:Decrypt');

test('what is so in one case only says so', () => {
  expect(words(differenceOf(key(allow(ROOT, 'kms:*')), key(allow(ROOT, 'kms:*'), only('Isdev', SHARED)), stage('dev')))).toEqual({
    ...NOTHING, gained: ['everybody in account 444455556666: kms:Decrypt when the parameter Stage is dev'],
  });
});

test('conditions may compare a parameter with more on one side', () => {
  const [older, newer] = [key(only('Isdev', SHARED)), key(only('Isdev', SHARED), only('Isprod', SHARED))];
  expect(words(differenceOf(older, newer, stage('dev'), stage('dev', 'prod')))).toEqual({
    ...NOTHING, gained: ['everybody in account 444455556666: kms:Decrypt when the parameter Stage is prod'],
  });
  expect(words(differenceOf(newer, older, stage('dev', 'prod'), stage('dev'))).lost).toEqual(['everybody in account 444455556666: kms:Decrypt when the parameter Stage is prod']);
});

test('a parameter with other allowed values can\'t be compared', () => {
  const allowed = (...AllowedValues: readonly string[]) => ({ Parameters: { Role: { Type: 'String', AllowedValues } } });
  const named = key(allow({ AWS: { 'Fn::Sub': `arn:aws:iam::${ACCOUNT}:role/\${Role}` } }, 'kms:Decrypt'));
  expect(words(differenceOf(named, named, allowed('A', 'B')))).toEqual(NOTHING);
  expect(words(differenceOf(named, named, allowed('A', 'B'), allowed('A', 'C'))).undecided).toEqual(['the parameter Role has other values on each side: A, B; A, C']);
});

test('a resource that is made under a condition', () => {
  const made = (Condition?: string) => ({ Key: { ...key(SHARED).Key, ...Condition === undefined ? {} : { Condition } } });
  expect(words(differenceOf(made('Isdev'), made(), stage('dev'))).gained).toEqual(['everybody in account 444455556666: kms:Decrypt when the parameter Stage is another value']);
  expect(words(differenceOf(made('Isdev'), made('Isdev'), stage('dev')))).toEqual(NOTHING);
});

test('too many cases are undecided', () => {
  const names = Array.from({ length: 8 }, (_, index) => `P${index}`);
  const more = { Parameters: Object.fromEntries(names.map((name) => [name, { Type: 'String', AllowedValues: ['a', 'b', 'c'] }])) };
  const named = key(allow({ AWS: `arn:aws:iam::${ACCOUNT}:role/x` }, names.map((name) => ({ 'Fn::Sub': `kms:\${${name}}` }))));
  expect(words(differenceOf(named, named, more)).undecided).toEqual(['conditions and parameters make more than 64 cases']);
});

describe('stacks', () => {
  const stack = (name: string, statements: readonly object[], account?: string) =>
    ({ stack: name, file: `${name}.json`, account, region: account && 'eu-west-1', template: { Resources: key(...statements) } });

  test('of other names are one where there is only one on each side', () => {
    expect(accessDifference([stack('before', [SHARED])], [stack('after', [SHARED])])).toMatchObject(NOTHING);
  });

  test('take from the other side what they don\'t say', () => {
    expect(accessDifference([stack('Shop', [allow(ROOT, 'kms:*')])], [stack('Shop', [allow({ AWS: { Ref: 'AWS::AccountId' } }, 'kms:*')], ACCOUNT)])).toMatchObject(NOTHING);
  });

  test('of other names are others where there are more', () => {
    const rest = stack('Rest', []);
    expect(accessDifference([stack('A', [SHARED]), rest], [stack('B', [SHARED]), rest])).toMatchObject({ gained: [{ stack: 'B' }], lost: [{ stack: 'A' }] });
  });
});
