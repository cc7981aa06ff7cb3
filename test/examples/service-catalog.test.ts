import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, CloudFormationValidatePlugin } from 'aws-cdk-lib';
import { beyondLimits } from '../../src/organization/private/template-limits';
import { cfnLint } from '../servers/cfn-lint';
import { describeWithServer } from '../servers/required';

const VERSIONS = path.join(__dirname, '..', '..', 'examples', 'service-catalog', 'versions');
const PRODUCTS = readdirSync(VERSIONS).sort();
const FILES = PRODUCTS.flatMap((product) => readdirSync(path.join(VERSIONS, product)).filter((file) => file.endsWith('.template.json')).map((file) => path.join(VERSIONS, product, file)));

test('the catalogue has the five products', () => {
  expect(PRODUCTS).toEqual(['bucket', 'database', 'domain', 'environment', 'web-entry']);
});

describe.each(FILES.map((file) => [path.relative(VERSIONS, file), file]))('the template %s by itself', (_name, file) => {
  test('is within the limits of CloudFormation', () => { expect(beyondLimits(readFileSync(file, 'utf8'))).toEqual([]); });

  test('leaves CDK\'s validation of CloudFormation nothing to say', () => {
    const { success, violations } = new CloudFormationValidatePlugin().validate({
      templatePaths: [file], stackTemplates: [{ stackConstructPath: 'Product', templatePath: file, accountId: '111111111111', region: 'ap-northeast-2' }], appConstruct: new App(),
    });
    expect([success, violations.map(({ ruleName, description }) => `${ruleName}: ${description}`)]).toEqual([true, []]);
  });
});

describeWithServer('cfn-lint', 'the templates of the catalogue', () => {
  // CDK writes dependencies that references imply already
  const REDUNDANT_DEPENDENCY = 'W3005';
  const messages = async (...files: string[]) => (await cfnLint(files, REDUNDANT_DEPENDENCY)).map(({ Filename, Rule, Message }) => `${path.basename(Filename)} ${Rule.Id} ${Message}`);

  test('have no finding', async () => { expect(await messages(...FILES)).toEqual([]); }, 120_000);

  test('would have one where a property is unknown', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-lint-'));
    try {
      const file = path.join(folder, 'broken.json');
      writeFileSync(file, JSON.stringify({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { Nothing: 1 } } } }));
      expect(await messages(file)).toEqual([expect.stringContaining('E3002')]);
    } finally { rmSync(folder, { recursive: true }); }
  }, 120_000);
});
