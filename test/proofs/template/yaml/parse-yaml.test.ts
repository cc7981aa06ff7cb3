import * as fc from 'fast-check';
import { type Ways, values, yamlOf } from './values';
import { parseYaml } from '../../../../src/proofs/template/yaml/parse-yaml';

const parsed = (text: string): unknown => parseYaml(text, 'Shop.yaml');

test('a template in YAML is what it is in JSON, its functions in short or long form', () => {
  fc.assert(fc.property(values, fc.array(fc.nat(5), { minLength: 1, maxLength: 40 }), (value, choices) => {
    let at = 0;
    const ways: Ways = () => choices[at++ % choices.length];
    expect(parsed(`Value: ${yamlOf(value, ways, '  ')}\n`)).toEqual({ Value: JSON.parse(JSON.stringify(value)) as unknown });
  }), { numRuns: 1000, seed: 20261122 });
});

test('JSON is YAML', () => {
  fc.assert(fc.property(values, (value) => {
    expect(parsed(JSON.stringify({ value }))).toEqual(JSON.parse(JSON.stringify({ value })));
  }), { numRuns: 200, seed: 20261122 });
});

describe('short forms', () => {
  test.each<[string, unknown]>([
    ['!Ref Bucket', { Ref: 'Bucket' }],
    ['!Ref AWS::NoValue', { Ref: 'AWS::NoValue' }],
    ['!Condition IsProd', { Condition: 'IsProd' }],
    ['!GetAtt Bucket.Arn', { 'Fn::GetAtt': ['Bucket', 'Arn'] }],
    ['!GetAtt Nested.Outputs.KeyArn', { 'Fn::GetAtt': ['Nested', 'Outputs.KeyArn'] }],
    ['!GetAtt [Bucket, Arn]', { 'Fn::GetAtt': ['Bucket', 'Arn'] }],
    ['!GetAtt\n  - Bucket\n  - !Ref Name', { 'Fn::GetAtt': ['Bucket', { Ref: 'Name' }] }],
    ['!GetAtt Bucket', { 'Fn::GetAtt': ['Bucket'] }],
    ['!Sub "${Bucket.Arn}/*"', { 'Fn::Sub': '${Bucket.Arn}/*' }],
    ['!Sub\n  - ${A}/*\n  - A: !GetAtt Bucket.Arn', { 'Fn::Sub': ['${A}/*', { A: { 'Fn::GetAtt': ['Bucket', 'Arn'] } }] }],
    ['!Sub |\n  one\n  two\n', { 'Fn::Sub': 'one\ntwo\n' }],
    ['!Join [":", [arn, !Ref AWS::Partition]]', { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }]] }],
    ['!If [IsProd, !Ref A, 1]', { 'Fn::If': ['IsProd', { Ref: 'A' }, 1] }],
    ['!Equals [!Ref Stage, prod]', { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }],
    ['!And [!Condition A, !Not [!Condition B]]', { 'Fn::And': [{ Condition: 'A' }, { 'Fn::Not': [{ Condition: 'B' }] }] }],
    ['!Or [!Condition A, !Condition B]', { 'Fn::Or': [{ Condition: 'A' }, { Condition: 'B' }] }],
    ['!FindInMap [Accounts, !Ref AWS::Region, id]', { 'Fn::FindInMap': ['Accounts', { Ref: 'AWS::Region' }, 'id'] }],
    ['!Select [0, !GetAZs ""]', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
    ['!Select ["1", !Split ["/", !Ref Path]]', { 'Fn::Select': ['1', { 'Fn::Split': ['/', { Ref: 'Path' }] }] }],
    ['!ImportValue\n  Fn::Sub: ${Stack}-key', { 'Fn::ImportValue': { 'Fn::Sub': '${Stack}-key' } }],
    ['!Base64\n  Fn::Sub: x', { 'Fn::Base64': { 'Fn::Sub': 'x' } }],
    ['!Cidr [!GetAtt Vpc.CidrBlock, 6, 5]', { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, 6, 5] }],
    ['!Transform {Name: AWS::Include, Parameters: {Location: s3}}', { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3' } } }],
    ['!Ref 012', { Ref: '012' }],
  ])('%j', (text, value) => {
    expect(parsed(`a: ${text}`)).toEqual({ a: value });
  });
});

describe('texts without quotes are what CloudFormation takes them for', () => {
  test.each<[string, unknown]>([
    ['2012-10-17', '2012-10-17'], ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'], ['03:00-04:00', '03:00-04:00'], ['10.0.0.0/16', '10.0.0.0/16'],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/*'], ['s3:*', 's3:*'], ['1.2.3', '1.2.3'], ['t2.micro', 't2.micro'], ['yesterday', 'yesterday'],
    ['yes', true], ['On', true], ['TRUE', true], ['No', false], ['off', false], ['false', false], ['~', null], ['', null], ['null', null],
    ['111122223333', 111122223333], ['0', 0], ['-1', -1], ['75.0', 75], ['1.10', 1.1],
    ['"yes"', 'yes'], ['\'012345678901\'', '012345678901'], ['!!str 012345678901', '012345678901'], ['! 1e5', '1e5'], ['|\n  yes', 'yes\n'], ['>-\n  0123', '0123'],
  ])('%j', (text, value) => {
    expect(parsed(`a: ${text}\n`)).toEqual({ a: value });
  });

  test('and are refused where readers of YAML differ', () => {
    for (const text of ['012345678901', '012345670123', '0644', '+5', '1_000', '0x1F', '0o17', '0b11', '1e5', '1.5e+3', '.5', '5.', '10:30', '1:30.5', '.inf', '-.Inf', '.nan', 'y', 'N',
      '12345678901234567890']) {
      const allowed = 'allowed: texts in quotes, and numbers as JSON has them';
      const message = `'Shop.yaml' is not valid: got ${text} without quotes in line 2; ${allowed}; write "${text}": readers of YAML take it for different values`;
      expect(() => parsed(`a:\n- ${text}`)).toThrow(message);
      expect(() => parsed(`b: c\n${text}: a`)).toThrow(message);
      expect(parsed(`a: "${text}"`)).toEqual({ a: text });
    }
  });

  test('but in metadata, which nothing reads, unless an alias takes them elsewhere', () => {
    const init = 'Metadata:\n  AWS::CloudFormation::Init: {files: {/etc/a: {mode: 000644}}, commands: {01: &account 012345678901}}\n';
    expect(parsed(init)).toEqual({ Metadata: { 'AWS::CloudFormation::Init': { files: { '/etc/a': { mode: '000644' } }, commands: { '01': '012345678901' } } } });
    expect(parsed('Resources: {A: {Metadata: {mode: 000644}}}')).toEqual({ Resources: { A: { Metadata: { mode: '000644' } } } });
    expect(() => parsed('Resources: {A: {Properties: {Metadata: 0644}}}')).toThrow('got 0644 without quotes');
    expect(() => parsed('Mappings: {Metadata: {Metadata: {a: 0644}}}')).toThrow('got 0644 without quotes');
    expect(() => parsed(`${init}Other: *account`)).toThrow('got 012345678901 without quotes in line 2');
    expect(parsed('Metadata: {a: &a 0644, b: *a}')).toEqual({ Metadata: { a: '0644', b: '0644' } });
  });

  test('and names of fields are texts', () => {
    expect(parsed('111122223333: a\ntrue: b\n2012-10-17: c\n!!str 0123: d\n"1.10": e')).toEqual({ '111122223333': 'a', 'true': 'b', '2012-10-17': 'c', '0123': 'd', '1.10': 'e' });
    expect(() => parsed('1.10: a')).toThrow('got 1.10 without quotes in line 1');
    expect(() => parsed('~: a')).toThrow('got ~ without quotes in line 1');
  });
});

describe('aliases', () => {
  test('stand for what their anchor stands for, the last one of the name', () => {
    expect(parsed('a: &x {b: !Ref C}\nd: *x\ne: &x 1\nf: *x')).toEqual({ a: { b: { Ref: 'C' } }, d: { b: { Ref: 'C' } }, e: 1, f: 1 });
  });

  test('can\'t make a small file large', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]', ...Array.from({ length: 20 }, (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(', ')}]`)];
    expect(() => parsed(bomb.join('\n'))).toThrow('got more than 1000000 values');
  });
});

describe('what is no template is one line', () => {
  test.each<[string, string, string | RegExp]>([
    ['a tab', 'a:\n\tb: 1', '\'Shop.yaml\' is not valid: got text that is no YAML (tabs are not allowed as indentation, in line 2); allowed: JSON, YAML; correct it'],
    ['a wrong indentation', 'a:\n  b: 1\n c: 2', /got text that is no YAML \(.*, in line 3\)/],
    ['an open quote', 'a: "b', /got text that is no YAML \(missing closing "quote, in line 1\)/],
    ['a wildcard without quotes', 'Principal: *\n', /got text that is no YAML \(.*lias.*, in line 1\)/],
    ['two short forms for one value', 'a: !Base64 !Sub x', /got text that is no YAML \(a node can have at most one tag, in line 1\)/],
    ['a second document', 'a: 1\n---\nb: 2', '\'Shop.yaml\' is no template: got a second document in line 2; allowed: one; put each into a file of its own'],
    ['a field twice', 'a:\n  b: 1\n  "b": 2', 'got the field b twice in line 3; allowed: each field once; take one of them out'],
    ['a merge key', 'a: &x {b: 1}\nc:\n  <<: *x', /got a merge key \(<<\) in line 3; .*; write the fields out, or run aws cloudformation package first/],
    ['a field that is named by a list', '? [a]\n: b', 'got a field whose name is no text in line 1'],
    ['a field that is named by a function', '!Ref a: b', 'got a field whose name is no text in line 1'],
    ['an unknown tag', 'a: !Reff b', /got the tag !Reff in line 1; allowed: !Condition, !Ref, .*, !!str; write the long form of a function/],
    ['binary', 'a: !!binary aGk=', 'got the tag !!binary in line 1'],
    ['a set', 'a: !!set {b, c}', 'got the tag !!set in line 1'],
    ['an alias of nothing', 'a: *b', 'got the alias *b in line 1; allowed: names of anchors that came before; correct the name'],
    ['an alias of itself', 'a: &a [*a]', 'got the alias *a in line 1'],
    ['many levels', `a: ${'['.repeat(250)}${']'.repeat(250)}`, 'got more than 200 levels in line 1'],
    ['more levels than the parser has room for', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, /got too many levels in line 1; allowed: 200; check the file/],
    ['a file that would take minutes', ' '.repeat(2 * 1024 * 1024 + 1), '\'Shop.yaml\' is too large: got 2097153 letters of YAML; allowed: 2097152; write it in JSON'],
  ])('%s', (_, text, message) => {
    expect(() => parsed(text)).toThrow(message);
    try { parsed(text); } catch (error) { expect(String(error)).not.toContain('\n'); }
  });
});
