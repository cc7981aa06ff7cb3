import { holeIn, shown, symbol } from '../../../src/proofs/engine';
import { eachCase } from '../../../src/proofs/template/case';
import { Deployment } from '../../../src/proofs/template/deployment';
import type { StackTemplate } from '../../../src/proofs/template/stack-template';

const TEMPLATE = {
  Parameters: { Free: { Type: 'String', Default: 'x' }, List: { Type: 'CommaDelimitedList', Default: 'a,b' } },
  Mappings: {
    Hosts: { 'eu-west-1': { Host: 'europe', Zones: ['a', 'b'] }, '111122223333': { Host: 'own' } },
    Mixed: { 'First': { Ref: { Ref: 'Free' } }, 'Fn::Transform': { Name: 'AWS::Include' } },
  },
  Resources: {
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'reader', Path: '/app/' } },
    Bucket: { Type: 'AWS::S3::Bucket' },
    Certificate: { Type: 'AWS::CertificateManager::Certificate' },
  },
};

function read(value: unknown, more: Partial<StackTemplate> = { account: '111122223333', region: 'eu-west-1' }): unknown {
  const stack: StackTemplate = { stack: 'App', file: 'App.template.json', template: TEMPLATE, ...more };
  const outcomes = eachCase((choices) => new Deployment([stack]).resolver(stack, choices).resolve(value));
  expect(outcomes).toHaveLength(1);
  return outcomes[0].result;
}

const reasonOf = (value: unknown): string | undefined => (typeof value === 'string' ? holeIn(value) : undefined);

const ARN = { 'Fn::GetAtt': ['Role', 'Arn'] };
const join = (...all: unknown[]) => ({ 'Fn::Join': all });
const sub = (value: unknown) => ({ 'Fn::Sub': value });
const select = (...all: unknown[]) => ({ 'Fn::Select': all });
const split = (...all: unknown[]) => ({ 'Fn::Split': all });
const find = (...all: unknown[]) => ({ 'Fn::FindInMap': all });

describe('Fn::Join', () => {
  test('texts and references are joined', () => {
    expect(read(join('', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']))).toBe('arn:aws:iam::111122223333:root');
  });

  test('symbols are kept as they are', () => {
    expect(read(join('-', ['a', { Ref: 'Bucket' }, { Ref: 'AWS::AccountId' }]), {})).toBe(`a-${symbol('App/Bucket')}-${symbol('AWS::AccountId')}`);
  });

  test('a list may come from another function', () => {
    expect(read(join('+', split(',', 'a,b')))).toBe('a+b');
    expect(read(join('+', find('Hosts', 'eu-west-1', 'Zones')))).toBe('a+b');
  });

  test('numbers and booleans are texts', () => {
    expect(read(join('', [1, true, 'a']))).toBe('1truea');
  });

  test('an item that is left out is not joined', () => {
    expect(read(join(',', ['a', { Ref: 'AWS::NoValue' }, 'b']))).toBe('a,b');
  });

  test('an unknown item makes a hole in the text, and an unknown list makes all of it one', () => {
    expect(reasonOf(read(join(',', ['a', { Ref: 'Free' }])))).toMatch(/parameter Free/);
    expect(reasonOf(read(join(',', { Ref: 'List' })))).toMatch(/Fn::Join/);
    expect(reasonOf(read(join(',', [['a'], null])))).toBe('a value is no text');
  });
});

describe('Fn::Sub', () => {
  test('a text has names, attributes and pseudo parameters filled in', () => {
    expect(read(sub('${AWS::Region}/${Role}/${Role.Arn}'))).toBe('eu-west-1/reader/arn:aws:iam::111122223333:role/app/reader');
  });

  test('values of its own come first', () => {
    expect(read(sub(['${Role}-${Role.Arn}-${Other}', { 'Role': 'mine', 'Role.Arn': ARN, 'Other': 1 }]))).toBe('mine-arn:aws:iam::111122223333:role/app/reader-1');
  });

  test('what is escaped is kept, and not filled in afterwards', () => {
    expect(read(sub('${!aws:username}-${!Role}'))).toBe('${aws:username}-${Role}');
  });

  test('what is filled in is not filled in again', () => {
    expect(read(sub(['${A}', { A: '${Role}' }]))).toBe('${Role}');
  });

  test('what does not look like a name is kept', () => {
    expect(read(sub('$ {} ${} $Role {Role} $${Role}'))).toBe('$ {} ${} $Role {Role} $reader');
  });

  test('an unknown name is a hole', () => {
    expect(reasonOf(read(sub('x${Missing}')))).toMatch(/Missing/);
    expect(reasonOf(read(sub('x${Missing.Arn}')))).toMatch(/Missing/);
    expect(reasonOf(read(sub('x${ Role }')))).toBeDefined();
    expect(reasonOf(read(sub(['${A}', { A: ['a'] }])))).toBe('a value is no text');
  });
});

describe('Fn::Select and Fn::Split', () => {
  test('a part of an ARN is selected', () => {
    expect(read(select(4, split(':', ARN)))).toBe('111122223333');
    expect(read(select('1', split('/', ARN)))).toBe('app');
  });

  test('a part of an ARN with symbols is selected', () => {
    expect(read(select(4, split(':', ARN)), {})).toBe(symbol('AWS::AccountId'));
    const bucket = { 'Fn::GetAtt': ['Bucket', 'Arn'] };
    expect(read(select(5, split(':', sub(['${A}/x', { A: bucket }]))))).toBe(`${symbol('App/Bucket')}/x`);
    expect(read(split('/', sub(['${A}/x', { A: bucket }])))).toEqual([`arn:aws:s3:::${symbol('App/Bucket')}`, 'x']);
    expect(read(split(':::', bucket))).toEqual(['arn:aws:s3', symbol('App/Bucket')]);
  });

  test('a symbol may have any letter but a colon and a slash, so that parts by others are not known', () => {
    expect(reasonOf(read(split('-', sub('a-${Bucket}'))))).toMatch(/Fn::Split/);
    expect(reasonOf(read(split(':role/', sub('a:role/${Bucket}'))))).toMatch(/Fn::Split/);
  });

  test('parts of what an unknown type gives are not known, since it may be an ARN', () => {
    expect(reasonOf(read(select(0, split(':', { Ref: 'Certificate' }))))).toMatch(/Fn::Select/);
  });

  test('parts of an unknown text are not known', () => {
    expect(reasonOf(read(split(':', sub('a:${Free}'))))).toMatch(/Fn::Split/);
    expect(reasonOf(read(select(0, split(':', sub('a:${Free}')))))).toMatch(/Fn::Select/);
    expect(reasonOf(read(select(0, { Ref: 'List' })))).toMatch(/Fn::Select/);
  });

  test('what is selected may be any value', () => {
    expect(read(select(1, ['a', { b: { Ref: 'Role' } }]))).toEqual({ b: 'reader' });
  });

  test.each([[-1], [2], [0.5], ['a'], [''], [null], [[]], [[0]], [true], [{}], [{ Ref: 'Free' }]])('there is no item %j of two', (index) => {
    expect(reasonOf(read(select(index, ['a', 'b'])))).toMatch(/Fn::Select/);
  });

  test('an index may be a reference', () => {
    expect(read(select(find('Hosts', '111122223333', 'Host'), ['a']))).toBe(read(select('own', ['a'])));
    expect(read(select(join('', [0, 1]), ['a', 'b']))).toBe('b');
  });

  test('an item that is left out may move the others, so that none is known', () => {
    expect(reasonOf(read(select(0, [{ Ref: 'AWS::NoValue' }, 'b'])))).toMatch(/Fn::Select/);
  });

  test('a text without the separator is one part, and an empty separator parts nothing', () => {
    expect(read(split('|', 'a,b'))).toEqual(['a,b']);
    expect(read(split('.', 'a.b'))).toEqual(['a', 'b']);
    expect(reasonOf(read(split('', 'ab')))).toMatch(/Fn::Split/);
  });
});

describe('Fn::FindInMap', () => {
  test('a value is found by pseudo parameters', () => {
    expect(read(find('Hosts', { Ref: 'AWS::Region' }, 'Host'))).toBe('europe');
    expect(read(find('Hosts', { Ref: 'AWS::AccountId' }, 'Host'))).toBe('own');
    expect(read(find('Hosts', 'eu-west-1', 'Zones'))).toEqual(['a', 'b']);
  });

  test('an unknown Region finds nothing', () => {
    expect(reasonOf(read(find('Hosts', { Ref: 'AWS::Region' }, 'Host'), {}))).toMatch(/Fn::FindInMap/);
  });

  test.each([
    [['Hosts']], [['Hosts', 'eu-west-1']], [['Hosts', 'x', 'Host']], [['None', 'x', 'y']], [[null, 1, {}]], [['Mixed', 'Fn::Transform', 'x']],
  ])('%j finds nothing', (all) => {
    expect(reasonOf(read(find(...all)))).toMatch(/Fn::FindInMap/);
  });

  test('a default decides nothing where there is no value, and changes none that is there', () => {
    expect(reasonOf(read(find('Hosts', 'x', 'Host', { DefaultValue: 'a' })))).toMatch(/Fn::FindInMap/);
    expect(read(find('Hosts', 'eu-west-1', 'Host', { DefaultValue: 'a' }))).toBe('europe');
  });
});

describe('dynamic references', () => {
  const REFERENCE = '{{resolve:ssm:name}}';

  test.each([
    ['as a text', REFERENCE],
    ['inside a text', `a${REFERENCE}b`],
    ['in a pattern', sub('{{resolve:secretsmanager:${Role}}}')],
    ['put together of items', join('', ['{{', 'resolve:ssm:name}}'])],
    ['put together of names', sub(['{{${A}', { A: 'resolve:ssm:name}}' }])],
    ['selected', select(0, [REFERENCE])],
  ])('a dynamic reference %s is a hole', (_, value) => {
    expect(reasonOf(read(value))).toMatch(/dynamic reference/);
  });
});

describe('functions that only deployment computes', () => {
  test.each([
    'Fn::Transform', 'Fn::GetAZs', 'Fn::Cidr', 'Fn::Base64', 'Fn::Length', 'Fn::ToJsonString', 'Fn::ForEach', 'Fn::ForEach::Loop', 'Fn::New', 'Fn::',
  ])('%s is a hole that names it', (name) => {
    expect(reasonOf(read({ [name]: ['a'] }))).toBe(`${name} is known only at deployment`);
  });

  test('what a macro or a loop adds to other fields is not known, so that none of them is', () => {
    expect(reasonOf(read({ 'Effect': 'Allow', 'Fn::Transform': { Name: 'AWS::Include' } }))).toMatch(/Fn::Transform beside/);
    expect(read([{ 'Fn::ForEach::Loop': [], 'a': 1 }, 'b'])).toEqual([expect.stringContaining('Fn::ForEach::Loop beside'), 'b']);
    expect(reasonOf(read({ Ref: 'Role', a: { Ref: 'AWS::NoValue' } }))).toMatch(/Ref beside/);
  });

  test('a field named Condition is no function', () => {
    expect(read({ Condition: 'Something' })).toEqual({ Condition: 'Something' });
  });
});

describe('malformed functions', () => {
  const ODD: readonly unknown[] = [
    null, true, 0, 1.5, '', 'a', [], [null], ['a'], ['a', 'b', 'c', 'd', 'e'], [[], []], [{}, {}], {}, { a: 1 }, [['a'], 'b'], { toString: 1, valueOf: 1 },
    [{ toString: 1, valueOf: 1 }, { toString: null }], [['AWS::NoValue']], { Ref: null }, ['a', null], [null, null, null],
  ];
  const NAMES = [
    'Ref', 'Fn::GetAtt', 'Fn::Join', 'Fn::Sub', 'Fn::If', 'Fn::Select', 'Fn::Split', 'Fn::ImportValue', 'Fn::FindInMap', 'Fn::Equals', 'Fn::And', 'Fn::Or', 'Fn::Not',
  ];

  test.each(NAMES)('%s of something odd is a text, a hole or nothing that throws', (name) => {
    for (const odd of ODD) { expect(['string', 'symbol']).toContain(typeof read({ [name]: odd })); }
  });

  test('Ref of a list is a hole, and not what the list has', () => {
    expect(reasonOf(read({ Ref: ['AWS::NoValue'] }))).toMatch(/Ref/);
    expect(reasonOf(read({ Ref: ['Role'] }))).toMatch(/Ref/);
    expect(reasonOf(read({ Ref: null }))).toMatch(/Ref/);
  });

  test.each([
    [{ 'Fn::GetAtt': [] }], [{ 'Fn::GetAtt': 'Role' }], [{ 'Fn::GetAtt': ['Role'] }], [{ 'Fn::GetAtt': [['Role'], 'Arn'] }],
    [{ 'Fn::GetAtt': ['Role', { Ref: 'Free' }] }],
    [join('', 'abc')], [join(['-'], ['a'])], [join('')], [join('', ['a'], 'b')], [sub(['a', {}, 'b'])], [sub([['a']])], [sub({ a: 'b' })], [sub(['${a}', ['a']])],
    [select(0)], [select(0, ['a'], 'b')], [select(0, 'abc')], [split(',')], [split([','], 'a,b')], [split(',', ['a,b'])], [split(',', 'a,b', 'c')],
    [{ 'Fn::If': ['Missing', 'a'] }], [{ 'Fn::If': [{ Condition: 'Missing' }, 'a', 'b'] }], [{ 'Fn::If': 'Missing' }], [{ 'Fn::If': ['Missing', 'a', 'b', 'c'] }],
  ])('%j is a hole', (value) => {
    expect(reasonOf(read(value))).toBeDefined();
  });

  test('null stays null', () => {
    expect(read({ a: null, b: [null] })).toEqual({ a: null, b: [null] });
  });

  test.each([
    [undefined], [null], ['text'], [[]], [{ Resources: [] }], [{ Resources: { Role: null } }],
    [{ Resources: { Role: { Type: 5 } }, Parameters: 1, Mappings: [], Outputs: 'x' }],
  ])('a template that is none (%j) has holes for everything', (template) => {
    for (const value of [{ Ref: 'Role' }, ARN, find('a', 'b', 'c'), { 'Fn::ImportValue': 'x' }]) { expect(reasonOf(read(value, { template }))).toBeDefined(); }
  });
});

describe('letters that the engine keeps for symbols', () => {
  const KEPT = [...Array(10).keys()].map((index) => String.fromCharCode(0xE000 + index));

  test.each(KEPT)('a text of the template with the letter %j is a hole', (letter) => {
    expect(reasonOf(read(`a${letter}b`))).toMatch(/letters that are kept/);
    expect(reasonOf(read(sub(`a${letter}b`)))).toMatch(/letters that are kept/);
    expect(reasonOf(read(join(letter, ['a', 'b'])))).toMatch(/letters that are kept/);
    expect(reasonOf(read(join('', [letter, 'b'])))).toMatch(/letters that are kept/);
    expect(reasonOf(read({ 'Fn::ImportValue': letter }))).toBeDefined();
  });

  test('a text that looks like a symbol is not taken for one', () => {
    expect(read(symbol('App/Bucket'))).not.toContain('\uE000');
    expect(read(select(0, [symbol('App/Bucket')]))).not.toContain('\uE000');
  });

  test('names of fields are holes too, and stay apart', () => {
    const names = Object.keys(read({ '\uE000a\uE001': 1, '\uE000b\uE001': 2, 'c': 3 }) as object);
    expect(names.map((name) => holeIn(name) !== undefined)).toEqual([true, true, false]);
  });

  test('a reason that quotes such letters or another hole is one hole', () => {
    const references = [{ Ref: '\uE003x' }, { 'Fn::\uE003': 1 }, { 'Fn::GetAtt': ['\uE003', '\uE001'] }];
    for (const value of [...references, { 'Fn::ImportValue': { Ref: 'Free' } }, { 'Fn::ImportValue': { Ref: 'Bucket' } }]) {
      const text = read(value) as string;
      expect(text).toMatch(/^\uE002[^\uE000-\uE009]*\uE003$/);
    }
    expect(shown(read({ 'Fn::ImportValue': { Ref: 'Free' } }) as string))
      .toBe('<the import <the parameter Free is known only at deployment> is of a stack that is not here>');
  });

  test('a letter outside of the kept ones is any letter', () => {
    expect(read('\uE015\uF8FF\u{10FFFF}')).toBe('\uE015\uF8FF\u{10FFFF}');
  });

  test('a logical id with such letters makes a symbol that is well formed', () => {
    const template = { Resources: { '\uE001': { Type: 'AWS::S3::Bucket' } } };
    expect(read({ Ref: '\uE001' }, { template })).toBe(symbol('App/\\ue001'));
  });
});
