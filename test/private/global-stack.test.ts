import { App, DefaultStackSynthesizer, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { fromRegionOf, globalScopeAfter, globalScopeOf, globalStackOf } from '../../src/private/global-stack';
import { testApp } from '../checks/synth';

const seoul = (scope: Construct = testApp(), id = 'Shop') => new Stack(scope, id, { env: { region: 'ap-northeast-2' } });

test('a stack of another Region has one stack beside it in us-east-1, of its account and Stage', () => {
  const stage = new Stage(testApp(), 'Prod');
  const stack = new Stack(stage, 'Shop', { env: { account: '111122223333', region: 'ap-northeast-2' } });
  const there = globalStackOf(stack, 'a thing');
  expect([there.region, there.account, there.node.path, there.stackName]).toEqual(['us-east-1', '111122223333', 'Prod/Shop-us-east-1', 'Prod-Shop-ap-northeast-2-us-east-1']);
  expect(globalStackOf(new Construct(stack, 'Part'), 'a thing')).toBe(there);
});

test('a stack of us-east-1 is its own, a nested one too', () => {
  const stack = new Stack(testApp(), 'Shop', { env: { region: 'us-east-1' } });
  const nested = new NestedStack(stack, 'Nested');
  expect(globalStackOf(stack, 'a thing')).toBe(stack);
  expect(globalStackOf(nested, 'a thing')).toBe(nested);
});

test('a nested stack of another Region shares the one of the stack around it', () => {
  const stack = seoul();
  expect(globalStackOf(new NestedStack(stack, 'Nested'), 'a thing')).toBe(globalStackOf(stack, 'a thing'));
});

test('it is deployed as the stack is, with its qualifier', () => {
  const stack = new Stack(testApp(), 'Shop', { env: { region: 'ap-northeast-2' }, synthesizer: new DefaultStackSynthesizer({ qualifier: 'gold' }) });
  expect((globalStackOf(stack, 'a thing').synthesizer as DefaultStackSynthesizer).bootstrapQualifier).toBe('gold');
});

test.each([undefined, 'cn-north-1', 'us-gov-west-1'])('a stack whose Region is %s is refused with the way out', (region) => {
  const stack = new Stack(testApp(), 'Shop', { env: { region } });
  expect(() => globalStackOf(stack, 'a web ACL of CloudFront')).toThrow(/the Region of the stack 'Shop' is not valid: got .*a web ACL of CloudFront lies in us-east-1.*pass `env: \{ region \}`/);
});

test('stacks of one id in two constructs of a Stage have stacks of their own beside them', () => {
  const stage = new Stage(testApp(), 'Prod');
  const [one, other] = ['ap-northeast-2', 'eu-west-1'].map((region) => new Stack(new Construct(stage, region), 'Shop', { env: { region } }));
  expect(globalStackOf(one, 'a thing')).not.toBe(globalStackOf(other, 'a thing'));
  expect([one, other].map((stack) => globalStackOf(stack, 'a thing').node.path)).toEqual(['Prod/ap-northeast-2/Shop-us-east-1', 'Prod/eu-west-1/Shop-us-east-1']);
});

test('a stack of the user\'s that has the id is not taken for it, and refused', () => {
  const app = testApp();
  const stack = seoul(app);
  new Stack(app, 'Shop-us-east-1', { env: { region: 'us-west-2' } });
  expect(() => globalStackOf(stack, 'a thing')).toThrow(/the id of the construct 'Shop-us-east-1' is not valid: got 'Shop-us-east-1'.*a stack in us-east-1 beside 'Shop'.*give it another id/);
});

test('parts of two constructs of one name have scopes of their own', () => {
  const stack = seoul();
  const [one, other] = ['One', 'Other'].map((id) => globalScopeOf(new Construct(new Construct(stack, id), 'Part'), 'a thing'));
  expect([one.node.path, other.node.path]).toEqual(['Shop-us-east-1/One.Part', 'Shop-us-east-1/Other.Part']);
});

test('a value comes across Regions by the output of its stack, and the stack is deployed after it', () => {
  const app = testApp();
  const stack = seoul(app);
  const topic = new sns.CfnTopic(globalStackOf(stack, 'a thing'), 'Topic');
  new sns.CfnTopic(stack, 'Reader', { displayName: fromRegionOf(topic.ref, topic, stack) });
  const assembly = app.synth();
  const reader = assembly.getStackByName('Shop');
  const { OutputName, ...place } = Object.values(reader.template.Resources as Record<string, { Properties: { DisplayName: { 'Fn::GetStackOutput': Record<string, string> } } }>)[0]
    .Properties.DisplayName['Fn::GetStackOutput'];
  expect(place).toEqual({ StackName: 'Shop-ap-northeast-2-us-east-1', Region: 'us-east-1' });
  expect(assembly.getStackByName('Shop-ap-northeast-2-us-east-1').template.Outputs).toHaveProperty(OutputName);
  expect(reader.dependencies.map(({ id }) => id)).toContain('Shop-us-east-1');
});

test('a value of the same Region is a reference as any other', () => {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Shop', { env: { region: 'us-east-1' } });
  const topic = new sns.CfnTopic(globalStackOf(stack, 'a thing'), 'Topic');
  new sns.CfnTopic(stack, 'Reader', { displayName: fromRegionOf(topic.ref, topic, stack) });
  Template.fromStack(stack).hasResourceProperties('AWS::SNS::Topic', { DisplayName: { Ref: stack.getLogicalId(topic) } });
});

test('a value comes from one stack beside to another without an export, in one Region as well', () => {
  const app = testApp();
  const part = new Construct(seoul(app), 'Part');
  const before = new sns.CfnTopic(globalScopeOf(part, 'a thing'), 'Before');
  const after = globalScopeAfter(part, 'a thing');
  new sns.CfnTopic(after, 'After', { displayName: fromRegionOf(before.attrTopicName, before, after) });
  const templates = app.synth().stacks.map(({ template }) => JSON.stringify(template)).join('\n');
  expect(templates).not.toMatch(/Fn::ImportValue|"Export":/);
  expect(templates).toContain('"Fn::GetStackOutput":{"StackName":"Shop-ap-northeast-2-us-east-1","Region":"us-east-1"');
});

test('what us-east-1 is told of a stack lies in a stack after it, while what it needs lies in one before: that is no cycle', () => {
  const app = testApp();
  const stack = seoul(app);
  const part = new Construct(stack, 'Part');
  const before = new sns.CfnTopic(globalScopeOf(part, 'a thing'), 'Before');
  const own = new sns.CfnTopic(part, 'Own', { displayName: fromRegionOf(before.attrTopicName, before, stack) });
  const after = globalScopeAfter(part, 'a thing');
  new sns.CfnTopic(after, 'After', { displayName: fromRegionOf(own.attrTopicName, own, after) });
  const assembly = app.synth();
  expect(after.node.path).toBe('Shop-us-east-1-after/Part');
  expect(['Shop', 'Shop-ap-northeast-2-us-east-1-after'].map((name) => assembly.getStackByName(name).dependencies.map(({ id }) => id).filter((id) => !id.endsWith('.assets'))))
    .toEqual([['Shop-us-east-1'], ['Shop']]);
});

test('in us-east-1 itself nothing comes after: the construct has its parts', () => {
  const part = new Construct(new Stack(testApp(), 'Shop', { env: { region: 'us-east-1' } }), 'Part');
  expect(globalScopeAfter(part, 'a thing')).toBe(part);
});

test('two stacks of one name in two Regions, and one with a long name, have stacks of their own there', () => {
  const app = testApp();
  const named = (id: string, region: string, stackName: string) => globalStackOf(new Stack(app, id, { env: { region }, stackName }), 'a thing').stackName;
  expect([named('A', 'ap-northeast-2', 'Shop'), named('B', 'eu-west-1', 'Shop')]).toEqual(['Shop-ap-northeast-2-us-east-1', 'Shop-eu-west-1-us-east-1']);
  const long = ['a', 'b'].map((end) => named(`Long${end}`, 'ap-northeast-2', `${'L'.repeat(120)}${end}`));
  expect(long.map(({ length }) => length)).toEqual([128, 128]);
  expect(long[0]).not.toBe(long[1]);
});

test('parts of one id in two nested stacks have scopes of their own', () => {
  const stack = seoul();
  const parts = ['One', 'Other'].map((id) => globalScopeOf(new Construct(new NestedStack(stack, id), 'Part'), 'a thing').node.id);
  expect(parts).toEqual(['One.Part', 'Other.Part']);
});

test('it is protected and tagged as the stack is', () => {
  const stack = new Stack(testApp(), 'Shop', { env: { region: 'ap-northeast-2' }, terminationProtection: true, tags: { team: 'shop' } });
  const there = globalStackOf(stack, 'a thing');
  expect([there.terminationProtection, there.tags.tagValues()]).toEqual([true, { team: 'shop' }]);
});
