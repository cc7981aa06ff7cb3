import { readFileSync } from 'fs';
import { join } from 'path';
import { ARN_FORMATS, arnFormat } from '../../../src/proofs/facts/arn-formats';

/** The Service Authorization Reference, as stored with a package of the tests. */
const REFERENCE = join(__dirname, '..', '..', '..', 'node_modules', '@cloud-copilot', 'iam-data', 'data');

const PLACEHOLDER = /\$\{(Partition|Region|Account|UrlSuffix|Name|Path|Random|Time|\.[A-Za-z]+)\}/g;

/** What `Ref` or an attribute of a type gives. */
const templateOf = (type: string, attribute: string) => arnFormat(type)?.attributes[attribute];

/** The ARN formats that the Service Authorization Reference has for a service's resources. */
function referenceArns(service: string): string[] {
  const path = join(REFERENCE, `resourceTypes/${service}.json`);
  return Object.values(JSON.parse(readFileSync(path, 'utf8')) as Record<string, { arn: string }>).map((each) => each.arn);
}

/** An ARN with made up values. */
function filled(template: string): string {
  const values: Record<string, string> = {
    Partition: 'aws', Region: 'eu-west-1', Account: '111122223333', UrlSuffix: 'amazonaws.com', Name: 'name', Path: '/a/b/', Time: '2015-11-30T20:10:00.000',
  };
  return template.replace(PLACEHOLDER, (_, name: string) => values[name] ?? 'x');
}

test('templates use the placeholders that are documented, and no other', () => {
  for (const each of ARN_FORMATS) {
    for (const template of Object.values(each.attributes)) expect(template.replace(PLACEHOLDER, '')).not.toMatch(/\$/);
  }
});

test('a path is in a template exactly if a property gives it', () => {
  for (const each of ARN_FORMATS) {
    expect([each.type, Object.values(each.attributes).some((template) => template.includes('${Path}'))]).toEqual([each.type, each.pathProperty !== undefined]);
  }
});

test('every ARN has the form that the Service Authorization Reference gives its service', () => {
  for (const each of ARN_FORMATS) {
    for (const template of Object.values(each.attributes).filter((value) => value.startsWith('arn:'))) {
      const arn = filled(template);
      const forms = referenceArns(template.split(':')[2]).map((form) => new RegExp(`^${form.replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(/\$\{[^}]*\}/g, '.+')}(:\\*)?$`));
      expect([arn, forms.some((form) => form.test(arn))]).toEqual([arn, true]);
    }
  }
});

test('a role has its path in its ARN', () => {
  expect(templateOf('AWS::IAM::Role', 'Arn')).toBe('arn:${Partition}:iam::${Account}:role${Path}${Name}');
  expect(templateOf('AWS::IAM::Role', 'Ref')).toBe('${Name}');
});

test('what Ref gives differs by type', () => {
  expect(templateOf('AWS::SQS::Queue', 'Ref')).toMatch(/^https:/);
  expect(templateOf('AWS::SNS::Topic', 'Ref')).toBe(templateOf('AWS::SNS::Topic', 'TopicArn'));
  expect(templateOf('AWS::SecretsManager::Secret', 'Ref')).toMatch(/:secret:\$\{Name\}-\$\{Random\}$/);
  expect(templateOf('AWS::Logs::LogGroup', 'Arn')).toMatch(/:\*$/);
});

test('types are listed once with a page, and looked up whatever their case', () => {
  expect(new Set(ARN_FORMATS.map((each) => each.type)).size).toBe(ARN_FORMATS.length);
  for (const each of ARN_FORMATS) expect(each.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.*\/aws-resource-[a-z0-9-]+\.html$/);
  expect(arnFormat('aws::kms::key')?.type).toBe('AWS::KMS::Key');
  expect(arnFormat('AWS::Unheard::Thing')).toBeUndefined();
  expect(templateOf('AWS::KMS::Alias', 'Arn')).toBeUndefined();
});
