import { readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { ACCESS_GIVING_TYPES, OTHER_STATEMENTS } from '../../../src/proofs/facts/access-giving-types';
import { POLICY_RESOURCES } from '../../../src/proofs/facts/policy-resources';

const CDK = dirname(require.resolve('aws-cdk-lib/package.json'));

/** A resource type as CloudFormation's schema has it, by way of the CDK's L1 classes. */
interface Schema {
  /** Names of the properties in lower case. */
  readonly properties: readonly string[];
  readonly page: string;
}

/** Of the types with a given name, for two modules may have one each. */
function schemasOf(type: string): Schema[] {
  const [, service] = type.split('::');
  const modules = readdirSync(CDK).filter((name) => name.startsWith(`aws-${service === 'Serverless' ? 'sam' : service.toLowerCase()}`));
  return modules.flatMap((name) => {
    const folder = join(CDK, name, 'lib');
    const files = readdirSync(folder).filter((file) => file.endsWith('.generated.d.ts'));
    return files.flatMap((file) => schemaIn(readFileSync(join(folder, file), 'utf8'), type));
  });
}

function schemaIn(declarations: string, type: string): Schema[] {
  const [, rest = ''] = declarations.split(new RegExp(`@cloudformationResource ${type}\\s`));
  const [, page, name] = /@see (\S+)\s[^/]*\*\/\s*export declare class (Cfn\w+) /.exec(rest) ?? [];
  if (name === undefined) { return []; }
  const [, body = ''] = new RegExp(`export interface ${name}Props \\{(.*?)\\n\\}`, 's').exec(declarations) ?? [];
  return [{ page: page!, properties: [...body.matchAll(/readonly (\w+)\??:/g)].map(([, property]) => property!.toLowerCase()) }];
}

const rows = [...ACCESS_GIVING_TYPES, ...OTHER_STATEMENTS];

test.each([...new Set(rows.map(({ type }) => type))])('%s is a type of CloudFormation, with these properties', (type) => {
  const [schema] = schemasOf(type);
  const named = rows.filter((row) => row.type === type).flatMap(({ property }) => (property === undefined ? [] : [property.split('.')[0]!.toLowerCase()]));
  expect(schema).toBeDefined();
  expect(named.filter((property) => !schema!.properties.includes(property))).toEqual([]);
});

test('the source is the page of the type', () => {
  for (const { type, source } of rows.filter((row) => !row.type.startsWith('AWS::Serverless::'))) {
    expect([type, schemasOf(type)[0]?.page.split('/').pop()]).toEqual([type, source.split('/').pop()]);
  }
});

test('types are listed once for each property, and never as a whole where a policy of theirs is decided', () => {
  const names = rows.map(({ type, property }) => `${type} ${property}`);
  expect(new Set(names).size).toBe(names.length);
  const decided = POLICY_RESOURCES.map(({ type }) => type);
  expect(ACCESS_GIVING_TYPES.filter(({ type, property }) => property === undefined && decided.includes(type))).toEqual([]);
});

test.each(POLICY_RESOURCES.map(({ type }) => type))('%s has the properties that its policy is read from', (type) => {
  const { document, target } = POLICY_RESOURCES.find((facts) => facts.type === type)!;
  const [schema] = schemasOf(type);
  expect([document, ...target === undefined ? [] : [target]].filter((property) => !schema?.properties.includes(property.toLowerCase()))).toEqual([]);
});
