import { holeIn, symbol } from '../../../src/proofs/engine';
import { eachCase } from '../../../src/proofs/template/case';
import { Deployment } from '../../../src/proofs/template/deployment';
import type { StackTemplate } from '../../../src/proofs/template/stack-template';

type Template = Readonly<Record<string, unknown>>;

const stackOf = (stack: string, template: Template, more: Partial<StackTemplate> = {}): StackTemplate => ({ stack, file: `${stack}.template.json`, template, ...more });

const importOf = (name: unknown) => ({ 'Fn::ImportValue': name });
const output = (Value: unknown, Name: unknown, Condition?: string) => ({ Value, Export: { Name }, Condition });
const exporting = (...outputs: unknown[]): Template => ({
  Outputs: Object.fromEntries(outputs.map((one, index) => [`O${index}`, one])),
  Resources: { Key: { Type: 'AWS::KMS::Key' } },
});

/** What the last stack imports, in each case. */
function imported(value: unknown, ...stacks: readonly StackTemplate[]): unknown[] {
  const deployment = new Deployment(stacks);
  return eachCase((choices) => deployment.resolver(stacks[stacks.length - 1], choices).resolve(value)).map(({ result }) => result);
}

const isHole = (value: unknown): boolean => typeof value === 'string' && holeIn(value) !== undefined;

const SHOP = stackOf('Shop', {});

describe('imports', () => {
  test('a value of another stack is imported as it is there', () => {
    const keys = stackOf('Keys', exporting(output({ 'Fn::GetAtt': ['Key', 'Arn'] }, 'key')), { account: '111122223333', region: 'eu-west-1' });
    const shop = { ...SHOP, account: '111122223333', region: 'eu-west-1' };
    expect(imported(importOf('key'), keys, shop)).toEqual([`arn:aws:kms:eu-west-1:111122223333:key/${symbol('Keys/Key')}`]);
  });

  test('a stack imports from a stack that comes later in the list, and from itself', () => {
    const keys = stackOf('Keys', exporting(output('a', 'key')));
    expect(imported({ Ref: 'AWS::NoValue' }, SHOP, keys)).toHaveLength(1);
    expect(imported(importOf('key'), SHOP, keys)).toEqual(['a']);
  });

  test('names of exports may be made of the stack\'s name', () => {
    for (const name of [{ 'Fn::Sub': '${AWS::StackName}-key' }, { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'key']] }]) {
      const keys = stackOf('Keys', exporting(output('a', name)), { stackName: 'prod-keys' });
      expect(imported(importOf('prod-keys-key'), keys, SHOP)).toEqual(['a']);
      const shop = { ...SHOP, template: { Parameters: { Name: { Type: 'String', AllowedValues: ['key'] } } } };
      expect(imported(importOf({ 'Fn::Sub': 'prod-keys-${Name}' }), keys, shop)).toEqual(['a']);
    }
  });

  test('a name made of a name that is not known fits no other', () => {
    const keys = stackOf('Keys', exporting(output('a', { 'Fn::Sub': '${AWS::StackName}-key' })));
    expect(imported(importOf('prod-keys-key'), keys, SHOP).map(isHole)).toEqual([true]);
    expect(imported(importOf({ 'Fn::Sub': '${AWS::StackName}-key' }), keys, SHOP).map(isHole)).toEqual([true]);
    expect(imported(importOf({ 'Fn::Sub': '${AWS::StackName}-key' }), SHOP, keys)).toEqual(['a']);
  });

  test('an unknown import is a hole that names it', () => {
    expect(holeIn(String(imported(importOf('other'), SHOP)[0]))).toBe('the import other is of a stack that is not here');
    expect(imported(importOf('constructor'), SHOP).map(isHole)).toEqual([true]);
  });

  test('two unknown names are not taken for the same', () => {
    const template = { Parameters: { Name: { Type: 'String' } } };
    const keys = stackOf('Keys', { ...template, ...exporting(output('a', { Ref: 'Name' })) });
    expect(imported(importOf({ Ref: 'Name' }), keys, { ...SHOP, template }).map(isHole)).toEqual([true]);
  });

  test('a name that is written with the letters of a symbol fits no symbol', () => {
    const keys = stackOf('Keys', exporting(output('a', symbol('Shop name'))));
    expect(imported(importOf({ Ref: 'AWS::StackName' }), keys, SHOP).map(isHole)).toEqual([true]);
  });

  test('exports of another account or Region are not reached', () => {
    const [here, there] = ['eu-west-1', 'us-east-1'].map((region) => stackOf(region, exporting(output(region, 'key')), { account: '111122223333', region }));
    expect(imported(importOf('key'), here, there, { ...SHOP, account: '111122223333', region: 'us-east-1' })).toEqual(['us-east-1']);
    expect(imported(importOf('key'), here, there, { ...SHOP, account: '444455556666', region: 'us-east-1' }).map(isHole)).toEqual([true]);
    expect(imported(importOf('key'), here, there, SHOP).map(isHole)).toEqual([true]);
  });

  test('one name that two exports have is a hole', () => {
    const stacks = ['One', 'Two'].map((stack) => stackOf(stack, exporting(output(stack, 'key'))));
    expect(imported(importOf('key'), ...stacks, SHOP).map(isHole)).toEqual([true]);
  });

  test('one name that two exports have under opposite conditions is each in its case', () => {
    const Conditions = { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, Other: { 'Fn::Not': [{ Condition: 'Prod' }] } };
    const Parameters = { Stage: { Type: 'String' } };
    const keys = stackOf('Keys', { ...exporting(output('a', 'key', 'Prod'), output('b', 'key', 'Other')), Conditions, Parameters });
    expect(imported(importOf('key'), keys, SHOP)).toEqual(['a', 'b']);
  });

  test('an export that is not made can\'t be imported', () => {
    const keys = stackOf('Keys', { ...exporting(output('a', 'key', 'Never')), Conditions: { Never: { 'Fn::Equals': [1, 2] } } });
    expect(imported(importOf('key'), keys, SHOP).map(isHole)).toEqual([true]);
  });

  test('a value that is imported is no list and is not left out', () => {
    const keys = stackOf('Keys', exporting(output(['a'], 'list'), output({ Ref: 'AWS::NoValue' }, 'none')));
    expect(imported([importOf('list'), importOf('none')], keys, SHOP)).toEqual([[expect.stringContaining('no text'), expect.stringContaining('no text')]]);
  });

  test('conditions of the exporting stack are its own', () => {
    const keys = stackOf('Keys', { ...exporting(output({ 'Fn::If': ['C', 'a', 'b'] }, 'key')), Conditions: { C: { 'Fn::Equals': [1, 1] } } });
    expect(imported(importOf('key'), keys, { ...SHOP, template: { Conditions: { C: { 'Fn::Equals': [1, 2] } } } })).toEqual(['a']);
  });

  test.each([
    ['through values of two stacks', output(importOf('there'), 'here'), output(importOf('here'), 'there')],
    ['through texts of values', output({ 'Fn::Sub': ['${A}', { A: importOf('there') }] }, 'here'), output({ 'Fn::Join': ['', [importOf('here')]] }, 'there')],
    ['through a stack\'s own export', output(importOf('here'), 'here'), output('a', 'there')],
    ['through the names of exports', output('a', importOf('there')), output('b', importOf('here'))],
    ['through a name that refers to itself', output('a', importOf('here')), output('b', { 'Fn::Sub': ['${A}', { A: importOf('here') }] })],
  ])('a circle %s is a hole', (_, here, there) => {
    expect(imported(importOf('here'), stackOf('Here', exporting(here)), stackOf('There', exporting(there)), SHOP).map(isHole)).toEqual([true]);
  });

  test('a circle through a condition of an export ends', () => {
    const keys = stackOf('Keys', { ...exporting(output('a', 'key', 'C')), Conditions: { C: { 'Fn::Equals': [importOf('key'), 'a'] } } });
    expect(imported(importOf('key'), keys, SHOP).length).toBeGreaterThan(0);
  });

  test('one export that is imported twice is no circle', () => {
    const keys = stackOf('Keys', exporting(output('a', 'key'), output(importOf('key'), 'again')));
    expect(imported({ 'Fn::Join': ['', [importOf('key'), importOf('again')]] }, keys, SHOP)).toEqual(['aa']);
  });

  test.each([
    [null], ['x'], [[1]], [{ O: null }], [{ O: { Export: null } }], [{ O: { Export: { Name: null } } }], [{ O: { Export: { Name: ['key'] } } }],
    [{ O: { Export: { Name: 'key' } } }],
  ])('outputs that are none (%j) export nothing that is known', (Outputs) => {
    expect(imported(importOf('key'), stackOf('Keys', { Outputs }), SHOP).map(isHole)).toEqual([true]);
  });
});

describe('resources', () => {
  const TEMPLATE = {
    Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    Parameters: { Stage: { Type: 'String' } },
    Resources: {
      Always: { Type: 'AWS::KMS::Key' },
      Sometimes: { Type: 'AWS::S3::Bucket', Condition: 'Prod' },
      Odd: { Type: ['AWS::S3::Bucket'] },
      Strange: 'text',
      NoProperties: { Type: 'AWS::KMS::Key', Properties: ['a'], Condition: { a: 1 } },
    },
  };
  const stack = stackOf('App', TEMPLATE);
  const deployment = new Deployment([stack]);

  test('resources are found by their types, with their stacks', () => {
    const found = deployment.ofType('AWS::KMS::Key', 'AWS::S3::Bucket').map(({ stack: { stack: name }, resource }) => `${name}/${resource.logicalId}`);
    expect(found.sort()).toEqual(['App/Always', 'App/NoProperties', 'App/Sometimes']);
    expect(deployment.ofType('AWS::New::Thing', 'constructor')).toEqual([]);
    expect(deployment.resources).toHaveLength(3);
    expect(deployment.find(stack, 'Always')?.type).toBe('AWS::KMS::Key');
    expect(deployment.find(stack, 'Odd')).toBeUndefined();
    expect(deployment.find(stackOf('Other', {}), 'Always')).toBeUndefined();
  });

  test('properties that are none are empty', () => {
    expect(deployment.find(stack, 'NoProperties')?.properties).toEqual({});
  });

  test('a resource under a condition exists only in the case in which it holds', () => {
    const [sometimes] = deployment.ofType('AWS::S3::Bucket');
    expect(eachCase((choices) => deployment.exists(sometimes, choices))).toEqual([
      { result: true, when: ['the parameter Stage is prod'] }, { result: false, when: ['the parameter Stage is another value'] },
    ]);
  });

  test('a resource without a condition always exists', () => {
    expect(eachCase((choices) => deployment.exists(deployment.ofType('AWS::KMS::Key')[0], choices))).toEqual([{ result: true, when: [] }]);
  });

  test('a resource exists exactly where the value that its condition chooses is there', () => {
    const [sometimes] = deployment.ofType('AWS::S3::Bucket');
    const outcomes = eachCase((choices) => [deployment.exists(sometimes, choices), deployment.resolver(stack, choices).resolve({ 'Fn::If': ['Prod', true, false] })]);
    expect(outcomes.map(({ result }) => result)).toEqual([[true, true], [false, false]]);
  });

  test('a resource under an unknown condition may exist or not', () => {
    const other = stackOf('App', { Resources: { A: { Type: 'AWS::KMS::Key', Condition: 'Missing' } } });
    const all = new Deployment([other]);
    expect(eachCase((choices) => all.exists(all.resources[0], choices)).map(({ result }) => result)).toEqual([true, false]);
  });
});

describe('values of all cases', () => {
  const template = {
    Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] }, Size: { Type: 'String', AllowedValues: [...Array(65).keys()].map(String) } },
    Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    Resources: { Bucket: { Type: 'AWS::S3::Bucket' }, Sometimes: { Type: 'AWS::S3::Bucket', Condition: 'Prod', Properties: { BucketName: { Ref: 'Stage' } } } },
  };
  const stack = stackOf('App', template);
  const deployment = new Deployment([stack]);
  const [bucket, sometimes] = deployment.ofType('AWS::S3::Bucket');

  test('a value that is the same in every case is settled', () => {
    expect(deployment.settledText(stack, 'a')).toBe('a');
    expect(deployment.settledText(stack, { 'Fn::If': ['Prod', 'a', 'a'] })).toBe('a');
    expect(deployment.settledText(stack, { Ref: 'Bucket' })).toBe(symbol('App/Bucket'));
  });

  test('a value that differs, or has too many cases, is a hole', () => {
    for (const value of [{ Ref: 'Stage' }, { 'Fn::If': ['Prod', 'a', 'b'] }, { Ref: 'Size' }, ['a']]) { expect(isHole(deployment.settledText(stack, value))).toBe(true); }
  });

  test('a resource comes to something only in the cases in which it is made', () => {
    expect(deployment.inEachCase(sometimes, (resolver) => resolver.text({ Ref: 'Sometimes' }))).toEqual(['prod']);
    expect(deployment.inEachCase(bucket, (resolver) => resolver.text({ Ref: 'Stage' }))).toEqual(['dev', 'prod']);
    expect(deployment.inEachCase(bucket, () => ['a', ['b']])).toEqual([['a', ['b']]]);
  });
});

describe('nested stacks', () => {
  const nesting = (parameters: unknown, more: Template = {}) => stackOf('Shop', {
    Resources: { Key: { Type: 'AWS::KMS::Key' }, Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: parameters } } }, ...more,
  });
  const nested = (template: Template) => stackOf('Shop/Nested', template, { nestedIn: { stack: 'Shop', logicalId: 'Nested' } });
  const PARAMETER = { Parameters: { KeyArn: { Type: 'String' } } };

  test('a parameter is what the stack above hands down', () => {
    const [arn] = imported({ 'Fn::GetAtt': ['Key', 'Arn'] }, nesting({}));
    expect(imported({ Ref: 'KeyArn' }, nesting({ KeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] } }), nested(PARAMETER))).toEqual([arn]);
  });

  test('a parameter that is not handed down is known only at deployment', () => {
    expect(imported({ Ref: 'KeyArn' }, nesting({}), nested(PARAMETER)).map(isHole)).toEqual([true]);
    expect(imported({ Ref: 'KeyArn' }, nesting({ KeyArn: 'a' }), stackOf('Other', PARAMETER)).map(isHole)).toEqual([true]);
  });

  test('a condition on a parameter is decided by what is handed down', () => {
    const conditional = nested({ ...PARAMETER, Conditions: { IsA: { 'Fn::Equals': [{ Ref: 'KeyArn' }, 'a'] } } });
    expect(imported({ 'Fn::If': ['IsA', 'yes', 'no'] }, nesting({ KeyArn: 'a' }), conditional)).toEqual(['yes']);
    expect(imported({ 'Fn::If': ['IsA', 'yes', 'no'] }, nesting({ KeyArn: 'b' }), conditional)).toEqual(['no']);
  });

  test('an output is what the nested stack hands up', () => {
    const reference = { 'Fn::GetAtt': ['Nested', 'Outputs.Name'] };
    const above = nesting({ KeyArn: 'a' });
    const below = nested({ ...PARAMETER, Outputs: { Name: { Value: { 'Fn::Sub': '${KeyArn}/b' } } } });
    expect(imported(reference, below, above)).toEqual(['a/b']);
    expect(imported(reference, nested({}), above).map(isHole)).toEqual([true]);
    expect(imported(reference, above).map(isHole)).toEqual([true]);
  });

  test('a circle through both is a hole', () => {
    const above = nesting({ KeyArn: { 'Fn::GetAtt': ['Nested', 'Outputs.Name'] } });
    const below = nested({ ...PARAMETER, Outputs: { Name: { Value: { Ref: 'KeyArn' } } } });
    expect(imported({ Ref: 'KeyArn' }, above, below).map(isHole)).toEqual([true]);
  });
});
