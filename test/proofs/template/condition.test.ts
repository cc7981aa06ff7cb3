import { holeIn, symbol } from '../../../src/proofs/engine';
import { type Choices, eachCase, type Outcome } from '../../../src/proofs/template/case';
import { conditionHolds } from '../../../src/proofs/template/condition';
import { Deployment } from '../../../src/proofs/template/deployment';
import type { StackTemplate } from '../../../src/proofs/template/stack-template';
import { TooManyCasesError } from '../../../src/proofs/template/too-many-cases-error';

type Template = Readonly<Record<string, unknown>>;

function read(value: unknown, template: Template, more: Partial<StackTemplate> = {}): Outcome<unknown>[] {
  const stack: StackTemplate = { stack: 'App', file: 'App.template.json', template, ...more };
  return eachCase((choices) => new Deployment([stack]).resolver(stack, choices).resolve(value));
}

/** The answers to a condition that is called C, by what decides them. */
function answers(C: unknown, template: Template = {}, more: Partial<StackTemplate> = {}): Outcome<unknown>[] {
  return read({ 'Fn::If': ['C', true, false] }, { ...template, Conditions: { ...template.Conditions as Template, C } }, more);
}

const results = (outcomes: readonly Outcome<unknown>[]): unknown[] => outcomes.map(({ result }) => result);
const either = (condition: string) => ({ 'Fn::If': [condition, condition, `no ${condition}`] });
const equals = (...all: unknown[]) => ({ 'Fn::Equals': all });
const STAGE = { Ref: 'Stage' };
const FREE = { Parameters: { Stage: { Type: 'String', Default: 'dev' }, Other: { Type: 'String' } } };
const CHOSEN = { Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'], Default: 'dev' }, Size: { Type: 'Number', AllowedValues: [1, 2, 3] } } };
const YES = equals('a', 'a');
const NO = equals('a', 'b');

const NAMED = { Parameters: { Stage: { Type: 'String', AllowedPattern: '^[a-z][a-z0-9-]*$' }, Other: { Type: 'String', AllowedPattern: '^[a-z]+$' } } };
const TYPED = symbol('App parameter Stage');

describe('parameters that take names only', () => {
  test('are symbols, the same wherever they are used, and each its own', () => {
    expect(results(read([STAGE, { 'Fn::Sub': 'x/${Stage}' }, { Ref: 'Other' }], NAMED))).toEqual([[TYPED, `x/${TYPED}`, symbol('App parameter Other')]]);
  });

  test('of two stacks are two', () => {
    const stacks = ['One', 'Two'].map((stack): StackTemplate => ({ stack, file: stack, template: NAMED }));
    const deployment = new Deployment(stacks);
    const [{ result: [one, two] }] = eachCase((choices) => stacks.map((stack) => deployment.resolver(stack, choices).text(STAGE)));
    expect(one).not.toBe(two);
  });

  test('are what conditions compare them with, or a name that is none of it', () => {
    const outcomes = read([STAGE, either('IsProd')], { ...NAMED, Conditions: { IsProd: equals(STAGE, 'prod') } });
    expect(results(outcomes)).toEqual([['prod', 'IsProd'], [TYPED, 'no IsProd']]);
  });

  test.each(['AWS::EC2::VPC::Id', 'AWS::EC2::SecurityGroup::Id', 'AWS::Route53::HostedZone::Id'])('are those of the type %s', (Type) => {
    expect(results(read(STAGE, { Parameters: { Stage: { Type } } }))).toEqual([TYPED]);
  });

  test.each([
    ['that may have any letter', { Type: 'String', AllowedPattern: '^.+$' }],
    ['of names of key pairs, which may have any letter', { Type: 'AWS::EC2::KeyPair::KeyName' }],
    ['of many names', { Type: 'CommaDelimitedList', AllowedPattern: '^[a-z]+$' }],
    ['of a number', { Type: 'Number', AllowedPattern: '^[a-z]+$' }],
    ['of a name in Systems Manager, whose value is another', { Type: 'AWS::SSM::Parameter::Value<String>', AllowedPattern: '^[a-z]+$' }],
    ['of ids by their name in Systems Manager', { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>' }],
    ['of many ids', { Type: 'List<AWS::EC2::Subnet::Id>' }],
  ])('are not those %s', (_, Stage) => {
    expect(holeIn(read(STAGE, { Parameters: { Stage } })[0].result as string)).toBe('the parameter Stage is known only at deployment');
  });

  test('are the values that are allowed where some are listed', () => {
    expect(results(read(STAGE, { Parameters: { Stage: { ...NAMED.Parameters.Stage, AllowedValues: ['a'] } } }))).toEqual(['a']);
  });
});

describe('parameters', () => {
  test('each allowed value is a case, whatever the default is', () => {
    expect(read(STAGE, CHOSEN)).toEqual([
      { result: 'dev', when: ['the parameter Stage is dev'] }, { result: 'prod', when: ['the parameter Stage is prod'] },
    ]);
  });

  test('two parameters make all pairs of their values', () => {
    expect(results(read({ 'Fn::Sub': '${Stage}${Size}' }, CHOSEN))).toEqual(['dev1', 'dev2', 'dev3', 'prod1', 'prod2', 'prod3']);
  });

  test('a parameter has one value in a case, wherever it is used', () => {
    const value = [STAGE, { 'Fn::Sub': '${Stage}' }, { 'Fn::Join': ['', [STAGE, STAGE]] }];
    expect(results(read(value, CHOSEN))).toEqual([['dev', 'dev', 'devdev'], ['prod', 'prod', 'prodprod']]);
  });

  test.each([
    ['with no allowed values', { Type: 'String' }],
    ['with a default alone', { Type: 'String', Default: 'dev' }],
    ['with allowed values that are none', { Type: 'String', AllowedValues: [] }],
    ['with allowed values that are no list', { Type: 'String', AllowedValues: 'dev' }],
    ['with an allowed value that is no text', { Type: 'String', AllowedValues: ['a', { Ref: 'b' }] }],
    ['that names a parameter of Systems Manager', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a', AllowedValues: ['/a', '/b'] }],
    ['that is a list by commas', { Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] }],
    ['that is a list', { Type: 'List<AWS::EC2::Subnet::Id>', AllowedValues: ['a', 'b'] }],
    ['that is no declaration', null],
  ])('a parameter %s is a hole', (_, Stage) => {
    const outcomes = read(STAGE, { Parameters: { Stage } });
    expect(outcomes).toHaveLength(1);
    expect(holeIn(outcomes[0].result as string)).toBe('the parameter Stage is known only at deployment');
  });

  test('an allowed value that is a dynamic reference is a hole', () => {
    const Parameters = { Stage: { Type: 'String', AllowedValues: ['{{resolve:ssm:a}}', 'b'] } };
    expect(results(read(STAGE, { Parameters }))).toEqual([expect.stringContaining('dynamic'), 'b']);
  });

  test('an allowed value that is given twice is one case', () => {
    expect(read(STAGE, { Parameters: { Stage: { Type: 'String', AllowedValues: ['a', 'a', 'b'] } } })).toHaveLength(2);
  });

  test('parameters of two stacks are two choices, and both are told', () => {
    const stacks = ['One', 'Two'].map((stack): StackTemplate => ({ stack, file: stack, template: CHOSEN }));
    const deployment = new Deployment(stacks);
    const outcomes = eachCase((choices) => stacks.map((stack) => deployment.resolver(stack, choices).text(STAGE)));
    expect(results(outcomes)).toEqual([['dev', 'dev'], ['dev', 'prod'], ['prod', 'dev'], ['prod', 'prod']]);
    expect(outcomes[1].when).toEqual(['the parameter Stage is dev', 'the parameter Stage is prod']);
  });
});

describe('Fn::Equals', () => {
  test('known texts are compared', () => {
    expect(results(answers(YES))).toEqual([true]);
    expect(results(answers(NO))).toEqual([false]);
    expect(results(answers(equals(1, '1')))).toEqual([true]);
    expect(results(answers(equals({ Ref: 'AWS::Region' }, 'eu-west-1'), {}, { region: 'eu-west-1' }))).toEqual([true]);
    expect(results(answers(equals({ Ref: 'AWS::Region' }, 'eu-west-1'), {}, { region: 'eu-west-2' }))).toEqual([false]);
  });

  test('an unknown Region may be the one that it is compared with', () => {
    expect(results(answers(equals({ Ref: 'AWS::Region' }, 'us-east-1')))).toEqual([true, false]);
    expect(results(answers(equals('prod', { Ref: 'AWS::StackName' })))).toEqual([true, false]);
  });

  test('an unknown text is equal to itself', () => {
    expect(results(answers(equals({ Ref: 'AWS::Region' }, { 'Fn::Sub': '${AWS::Region}' })))).toEqual([true]);
  });

  test('a parameter with allowed values is compared with each of them', () => {
    expect(answers(equals(STAGE, 'prod'), CHOSEN)).toEqual([
      { result: false, when: ['the parameter Stage is dev'] }, { result: true, when: ['the parameter Stage is prod'] },
    ]);
    expect(results(answers(equals({ Ref: 'Size' }, '2'), CHOSEN))).toEqual([false, true, false]);
  });

  test('a free parameter is each text that conditions compare it with, or another value', () => {
    expect(answers(equals(STAGE, 'prod'), FREE)).toEqual([
      { result: true, when: ['the parameter Stage is prod'] }, { result: false, when: ['the parameter Stage is another value'] },
    ]);
    expect(results(answers(equals('prod', STAGE), FREE))).toEqual([true, false]);
  });

  test('a free parameter is never two texts at once', () => {
    const template = { ...FREE, Conditions: { Prod: equals(STAGE, 'prod'), Test: { 'Fn::Or': [equals('test', STAGE), NO] } } };
    expect(results(read([either('Prod'), either('Test')], template))).toEqual([['Prod', 'no Test'], ['no Prod', 'Test'], ['no Prod', 'no Test']]);
  });

  test('a parameter that is compared with numbers is compared with their texts', () => {
    expect(results(answers(equals(STAGE, 1), { ...FREE, Conditions: { D: equals(STAGE, true) } }))).toEqual([false, true, false]);
  });

  test('a text that reads "another value" is compared like others', () => {
    expect(new Set(results(answers(equals(STAGE, 'another value'), FREE)))).toEqual(new Set([true, false]));
  });

  test('a text that only deployment knows may be equal to any other', () => {
    const template = { ...FREE, Conditions: { Prod: equals(STAGE, 'prod'), Secret: equals(STAGE, '{{resolve:ssm:stage}}') } };
    expect(results(read([either('Prod'), either('Secret')], template))).toContainEqual(['Prod', 'Secret']);
  });

  test('two free parameters may be equal or not', () => {
    expect(results(answers(equals(STAGE, { Ref: 'Other' }), FREE))).toEqual([true, false]);
  });

  test('a parameter that names one of Systems Manager, or is a list, may be equal to any text or to none', () => {
    for (const Type of ['AWS::SSM::Parameter::Value<String>', 'CommaDelimitedList']) {
      expect(results(answers(equals(STAGE, 'a'), { Parameters: { Stage: { Type, AllowedValues: ['b'] } } }))).toEqual([true, false]);
    }
  });

  test('a comparison outside of the section of conditions is open', () => {
    const stack: StackTemplate = { stack: 'App', file: 'App', template: { ...FREE, Conditions: { C: equals(STAGE, 'prod') } } };
    expect(results(eachCase((choices) => conditionHolds(new Deployment([stack]).resolver(stack, choices), equals(STAGE, 'beta'))))).toEqual([true, false]);
  });
});

describe('other conditions', () => {
  test('and, or and not are computed', () => {
    expect(results(answers({ 'Fn::And': [YES, YES] }))).toEqual([true]);
    expect(results(answers({ 'Fn::And': [YES, NO] }))).toEqual([false]);
    expect(results(answers({ 'Fn::Or': [NO, NO] }))).toEqual([false]);
    expect(results(answers({ 'Fn::Or': [NO, NO, YES] }))).toEqual([true]);
    expect(results(answers({ 'Fn::Not': [NO] }))).toEqual([true]);
    expect(results(answers({ 'Fn::Not': [{ 'Fn::And': [YES, { 'Fn::Not': [YES] }] }] }))).toEqual([true]);
  });

  test('a condition may refer to another', () => {
    expect(results(answers({ 'Fn::Not': [{ Condition: 'D' }] }, { Conditions: { D: YES } }))).toEqual([false]);
  });

  test.each([
    [{ Condition: 'Missing' }], [{ Condition: 'constructor' }], [{ Condition: '__proto__' }], [{ Condition: null }],
    [{ 'Fn::Contains': [['a'], 'a'] }], [null], ['x'], [{}], [true],
    [{ 'Fn::And': [] }], [{ 'Fn::And': 'x' }], [{ 'Fn::And': [YES] }], [{ 'Fn::Or': [] }], [{ 'Fn::Not': [] }], [{ 'Fn::Not': [NO, NO] }], [{ 'Fn::Not': NO }],
    [{ 'Fn::Equals': ['a'] }],
    [{ 'Fn::Equals': ['a', 'a', 'a'] }], [{ 'Fn::Equals': [['a'], ['a']] }], [{ 'Fn::Equals': [null, 'a'] }], [{ 'Fn::Not': [NO], 'Fn::Or': [NO, NO] }],
    [{ 'Fn::Equals': [{ 'Fn::GetAtt': ['X', 'Y'] }, 'a'] }],
  ])('%j is open: both answers are gone through', (condition) => {
    expect(results(answers(condition))).toEqual([true, false]);
  });

  test('an unknown condition has one answer in a case, and another may have another', () => {
    expect(results(read([either('A'), either('A'), either('B')], {}))).toEqual([
      ['A', 'A', 'B'], ['A', 'A', 'no B'], ['no A', 'no A', 'B'], ['no A', 'no A', 'no B'],
    ]);
  });

  test('a condition and its opposite are never both true', () => {
    const template = { Conditions: { A: equals({ Ref: 'X' }, 'a'), B: { 'Fn::Not': [{ Condition: 'A' }] } } };
    expect(results(read([either('A'), either('B')], template))).toEqual([['A', 'no B'], ['no A', 'B']]);
  });

  test('a parameter named like a condition is a choice of its own', () => {
    const Parameters = { true: { Type: 'String', AllowedValues: ['x', 'y'] } };
    expect(results(read([{ Ref: 'true' }, { 'Fn::If': ['C', 1, 2] }], { Parameters, Conditions: { C: true } }))).toEqual([['x', 1], ['x', 2], ['y', 1], ['y', 2]]);
  });

  test('an unknown condition is told as it is written', () => {
    expect(answers({ 'Fn::New': 'x' })[0].when).toEqual(['the condition {"Fn::New":"x"} is true']);
  });

  test('what does not matter is not asked for', () => {
    expect(answers({ 'Fn::And': [NO, { Condition: 'Unknown' }] })).toEqual([{ result: false, when: [] }]);
  });
});

describe('Fn::If', () => {
  test('choices may be nested', () => {
    const value = { 'Fn::If': ['A', { 'Fn::If': ['B', 1, 2] }, { 'Fn::If': ['A', 3, 4] }] };
    expect(results(read(value, {}))).toEqual([1, 2, 4]);
  });

  test('a statement may be left out of a list', () => {
    const value = { Statement: [{ Sid: 'A' }, { 'Fn::If': ['C', { Sid: 'B' }, { Ref: 'AWS::NoValue' }] }] };
    expect(results(read(value, {}))).toEqual([{ Statement: [{ Sid: 'A' }, { Sid: 'B' }] }, { Statement: [{ Sid: 'A' }] }]);
  });

  test('a name of a resource may depend on a condition', () => {
    const Resources = { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::If': ['C', 'a', 'b'] } } } };
    expect(results(read({ 'Fn::GetAtt': ['B', 'Arn'] }, { Resources }))).toEqual(['arn:aws:s3:::a', 'arn:aws:s3:::b']);
  });
});

describe('circles', () => {
  test('a condition that refers to itself is open', () => {
    expect(results(answers({ Condition: 'C' }))).toEqual([true, false]);
    expect(results(answers({ 'Fn::And': [{ Condition: 'D' }, YES] }, { Conditions: { D: { 'Fn::Or': [{ Condition: 'C' }, NO] } } }))).toEqual([true, false]);
  });

  test('a condition that is opposite to itself ends', () => {
    expect(answers({ 'Fn::Not': [{ Condition: 'C' }] })).toHaveLength(2);
  });

  test('a circle through a condition and a resource ends as open', () => {
    const Resources = { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::If': ['C', 'a', 'b'] } } } };
    expect(new Set(results(answers(equals({ Ref: 'B' }, 'a'), { Resources })))).toEqual(new Set([true, false]));
  });

  test('a long chain of conditions ends', () => {
    const Conditions = Object.fromEntries([...Array(500).keys()].map((index) => [`D${index}`, { 'Fn::Not': [{ Condition: `D${index + 1}` }] }]));
    expect(results(answers({ Condition: 'D0' }, { Conditions: { ...Conditions, D500: YES } }))).toEqual([true]);
  });
});

describe('cases', () => {
  const choose = (choices: Choices, id: string, count: number) =>
    choices.choose({ id, name: id, values: [...Array(count).keys()].map(String) });

  test('a computation without choices has one case', () => {
    expect(eachCase(() => 1)).toEqual([{ result: 1, when: [] }]);
  });

  test('64 cases are gone through, each once', () => {
    const outcomes = eachCase((choices) => ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => choose(choices, id, 2)).join(''));
    expect(new Set(results(outcomes)).size).toBe(64);
    expect(eachCase((choices) => choose(choices, 'a', 64))).toHaveLength(64);
  });

  test('more are too many', () => {
    expect(() => eachCase((choices) => choose(choices, 'a', 65))).toThrow(TooManyCasesError);
    expect(() => eachCase((choices) => ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => choose(choices, id, 2))))
      .toThrow(new TooManyCasesError('conditions and parameters make more than 64 cases'));
  });

  test('only choices that a case asked for are told', () => {
    const outcomes = eachCase((choices) => (choose(choices, 'a', 2) === '0' ? 'none' : choose(choices, 'b', 2)));
    expect(outcomes.map(({ when }) => when)).toEqual([['a is 0'], ['a is 1', 'b is 0'], ['a is 1', 'b is 1']]);
  });

  test('other errors are not caught', () => {
    expect(() => eachCase(() => { throw new RangeError('x'); })).toThrow(RangeError);
  });
});
