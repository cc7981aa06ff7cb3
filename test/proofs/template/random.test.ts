import fc from 'fast-check';
import { eachCase } from '../../../src/proofs/template/case';
import { Deployment } from '../../../src/proofs/template/deployment';
import { NO_VALUE } from '../../../src/proofs/template/resolver';
import type { StackTemplate } from '../../../src/proofs/template/stack-template';
import { TooManyCasesError } from '../../../src/proofs/template/too-many-cases-error';

const FUNCTIONS = [
  'Ref', 'Fn::GetAtt', 'Fn::Join', 'Fn::Sub', 'Fn::If', 'Fn::Select', 'Fn::Split', 'Fn::ImportValue', 'Fn::FindInMap', 'Fn::Transform', 'Fn::GetAZs', 'Fn::Cidr',
  'Fn::Base64', 'Fn::Length', 'Fn::ToJsonString', 'Fn::ForEach::Loop', 'Condition', 'Fn::Equals', 'Fn::And', 'Fn::Or', 'Fn::Not',
];
const WORDS = [
  'A', 'B', 'C', 'P', 'Q', 'M', 'Arn', 'A.Arn', 'B.Arn', 'AWS::NoValue', 'AWS::AccountId', 'AWS::Region', 'AWS::StackId', '${A}-${B.Arn}${!C}', '${P}',
  ':', '/', '0', '{{resolve:ssm:a}}',
  '\uE000App/A\uE001', '\uE002', '\uE003', 'constructor', '__proto__', 'x',
];

const word = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...WORDS) }, { weight: 1, arbitrary: fc.string({ maxLength: 4 }) });

/** JSON that often has functions, most of them malformed. */
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: word },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, 0, 1, 2.5) },
    { weight: 3, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 5, arbitrary: fc.tuple(fc.constantFrom(...FUNCTIONS), tie('value')).map(([name, value]) => ({ [name]: value })) },
    { weight: 2, arbitrary: fc.dictionary(fc.oneof(word, fc.constantFrom(...FUNCTIONS)), tie('value'), { maxKeys: 3 }) },
  ),
})).value;

const resource = fc.record({
  Type: fc.constantFrom(
    'AWS::IAM::Role', 'AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::RDS::DBInstance', 'AWS::Lambda::Version', 'AWS::EC2::SecurityGroup', 'AWS::New::Thing', 'Custom::Thing',
  ),
  Properties: fc.oneof(
    json,
    fc.record({ RoleName: json, BucketName: json, Path: json, FunctionName: json, VpcId: json, DBInstanceIdentifier: json }, { requiredKeys: [] }),
  ),
}, { requiredKeys: ['Type'] });

const template = fc.record({
  Parameters: fc.oneof(
    json,
    fc.record({ P: fc.record({ Type: fc.constant('String'), AllowedValues: fc.array(word, { maxLength: 3 }) }, { requiredKeys: ['Type'] }), Q: json }),
  ),
  Conditions: fc.oneof(json, fc.record({ A: json, B: json, C: json })),
  Mappings: fc.oneof(json, fc.record({ M: fc.record({ A: fc.record({ B: json }) }) })),
  Resources: fc.oneof(json, fc.record({ A: resource, B: resource, C: resource })),
  Outputs: fc.oneof(json, fc.record({ A: fc.record({ Value: json, Export: fc.record({ Name: json }) }), B: json })),
});

const deployed = fc.tuple(template, template).map(([one, other]): StackTemplate[] => [
  { stack: 'App', file: 'App.json', template: one, account: '111122223333' },
  { stack: 'Other', file: 'Other.json', template: other, account: '111122223333', stackName: 'other' },
]);

/** The results of a value in all cases, or none where there are too many. */
function read(stacks: readonly StackTemplate[], value: unknown): unknown[] {
  const deployment = new Deployment(stacks);
  try {
    return eachCase((choices) => deployment.resolver(stacks[0], choices).resolve(value)).map(({ result }) => result);
  } catch (error) {
    if (!(error instanceof TooManyCasesError)) { throw error; }
    return [];
  }
}

const isFunction = (name: string): boolean => name === 'Ref' || name.startsWith('Fn::');

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) { return value.every(isPlain); }
  if (typeof value !== 'object' || value === null) { return ['string', 'number', 'boolean', 'object'].includes(typeof value); }
  const isOrdinary = Object.getPrototypeOf(value) === Object.prototype;
  return isOrdinary && Object.entries(value).every(([name, one]) => !isFunction(name) && isWellFormed(name) && isPlain(one));
}

/** Whether all letters that are kept for symbols and holes are in pairs. */
const isWellFormed = (text: string): boolean =>
  !/[\uE000-\uE003\uE005-\uE009]/.test(text.replace(/\uE002[^\uE000-\uE009]*\uE003|\uE000[^\uE000-\uE003\uE005-\uE009]*\uE001/g, ''));

function allTexts(value: unknown): string[] {
  if (typeof value === 'string') { return [value]; }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(allTexts) : [];
}

test('reading random values of random templates never throws, and leaves no function', () => {
  fc.assert(fc.property(deployed, json, (stacks, value) => {
    for (const result of read(stacks, value)) {
      expect(result === NO_VALUE || isPlain(result)).toBe(true);
      expect(allTexts(result).filter((text) => !isWellFormed(text))).toEqual([]);
    }
  }), { numRuns: 2000 });
});

test('reading any JSON never throws, and is the same each time', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const stacks: StackTemplate[] = [{ stack: 'App', file: 'App.json', template: value }];
    expect(read(stacks, value)).toEqual(read(stacks, value));
  }), { numRuns: 300 });
});

test('JSON without functions and kept letters is read as it is', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    fc.pre(!/"(Ref|Fn::[^"]*)":|[\uE000-\uE009]|\{\{resolve:/.test(JSON.stringify(value)));
    expect(JSON.stringify(read([{ stack: 'App', file: 'App.json', template: {} }], value)[0])).toBe(JSON.stringify(value));
  }), { numRuns: 300 });
});

test('what exists is decided for every resource without throwing', () => {
  fc.assert(fc.property(deployed, (stacks) => {
    const deployment = new Deployment(stacks);
    for (const placed of deployment.resources) {
      try {
        eachCase((choices) => deployment.exists(placed, choices));
      } catch (error) {
        expect(error).toBeInstanceOf(TooManyCasesError);
      }
    }
  }), { numRuns: 300 });
});
