import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type App, CfnResource, Stack, aws_kms as kms, aws_s3 as s3, aws_sqs as sqs } from 'aws-cdk-lib';
import { hub } from './hub';
import { GoldProduct, type GoldProductProps } from '../../src/organization';
import type { LaunchPolicy } from '../../src/organization/private/launch/launch-policy';
import { launchPolicyOf } from '../../src/organization/private/launch-policy-of';
import { VersionHistory } from '../../src/organization/private/version-history';
import { temporaryFolder, testApp } from '../checks/synth';

/** Synthesizes a product of one bucket, and gives the versions that are on offer. */
function offer(versions: string, more: Partial<GoldProductProps> = {}, build: (product: GoldProduct) => void = () => undefined, given?: App) {
  const { app, domain, of, stack } = hub({ versions, app: given });
  const product = new GoldProduct(domain, 'Product', { ...of('store'), productName: 'store', description: 'a store', ...more });
  new s3.Bucket(product.template, 'Bucket');
  build(product);
  const { template } = app.synth().getStackArtifact(stack.artifactId);
  const { Resources } = template as { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };
  const resources = Object.values(Resources);
  const { ProvisioningArtifactParameters: artifacts } = resources.find(({ Type }) => Type === 'AWS::ServiceCatalog::CloudFormationProduct')!.Properties;
  return { artifacts: artifacts as { Name: string; Description?: string; Info: unknown }[], resources };
}

const fileOf = (versions: string, version: string): string => path.join(versions, 'store', `${version}.template.json`);
const queue = (product: GoldProduct) => { new sqs.Queue(product.template, 'Queue'); };

let versions: string;
beforeEach(() => { versions = temporaryFolder(); });

describe('a folder of versions is refused', () => {
  const named = (productName: string, folder = 'store') => {
    const { app, domain, of } = hub({ versions });
    new GoldProduct(domain, 'Product', { ...of(folder), productName, description: 'a product' });
    return app;
  };

  test('where it has those of another product', () => {
    offer(versions);
    expect(() => named('other')).toThrow(/historyFolder of the product 'other' is not valid: got '.*store, which has the versions of 'store''; allowed: a folder for each product and Region/);
  });

  test('where two products of an app write to it', () => {
    const { app, domain, of } = hub({ versions });
    for (const productName of ['one', 'two']) {
      const product = new GoldProduct(domain, productName, { ...of('store'), productName, description: 'a product' });
      new s3.Bucket(product.template, 'Bucket');
    }
    expect(() => app.synth()).toThrow(/historyFolder of the product 'two' is not valid: got '.*store, where another product or Region has written 1.0.0'/);
  });
});

describe('the files of versions', () => {
  const index = (): string => path.join(versions, 'store', 'versions.json');

  test('are refused where the one that says what there is has been lost', () => {
    offer(versions);
    rmSync(index());
    expect(() => offer(versions)).toThrow(/historyFolder of the product 'store' is not valid: got '.*1.0.0.template.json and no .*versions.json'; allowed: both; bring it back/);
  });

  test('are refused where a merge has spoiled that one, which is named', () => {
    offer(versions);
    writeFileSync(index(), '<<<<<<< HEAD');
    expect(() => offer(versions)).toThrow(/historyFolder of the product 'store' is not valid: got '.*versions.json that is no JSON: .*mend it/);
  });

  test('are the same where a checkout has written other ends of lines', () => {
    offer(versions);
    const file = fileOf(versions, '1.0.0');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    expect(() => offer(versions)).not.toThrow();
  });

  test('say where a number that is used twice has another template', () => {
    offer(versions);
    expect(() => offer(versions, {}, ({ template }) => { template.templateOptions.metadata = { Reason: 'none' }; })).toThrow(/another template than .*1.0.0.template.json: Metadata'; allowed/);
  });
});

describe('a version of a product', () => {
  test('is kept as a file when it is new', () => {
    offer(versions, { versionDescription: 'the first' });
    expect(readdirSync(path.join(versions, 'store')).sort()).toEqual(['1.0.0.template.json', 'versions.json']);
    const { product, versions: kept } = JSON.parse(readFileSync(path.join(versions, 'store', 'versions.json'), 'utf8')) as { product: string; versions: unknown[] };
    expect({ product, kept }).toEqual({ product: 'store', kept: [{ version: '1.0.0', description: 'the first', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] });
  });

  test('is left alone when it is synthesized again', () => {
    offer(versions);
    const before = readFileSync(path.join(versions, 'store', 'versions.json'), 'utf8');
    offer(versions);
    expect(readFileSync(path.join(versions, 'store', 'versions.json'), 'utf8')).toBe(before);
  });

  test('keeps its place and its address when a later one comes', () => {
    const [first] = offer(versions).artifacts;
    const both = offer(versions, { version: '1.1.0' }, queue).artifacts;
    const three = offer(versions, { version: '1.10.0' }, (product) => { queue(product); new sqs.Queue(product.template, 'Another'); }).artifacts;
    expect(both.map(({ Name }) => Name)).toEqual(['1.0.0', '1.1.0']);
    expect(three.map(({ Name }) => Name)).toEqual(['1.0.0', '1.1.0', '1.10.0']);
    expect(three.slice(0, 2)).toEqual(both);
    expect(both[0]).toEqual(first);
  });

  test('is the same where the CLI synthesizes it, which asks for paths in templates', () => {
    const build = (product: GoldProduct): void => { queue(product); };
    offer(versions, {}, build);
    const context = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };
    expect(() => offer(versions, {}, build, testApp({ context }))).not.toThrow();
  });

  test('is refused where its number was used for another template, with the way out', () => {
    offer(versions);
    expect(() => offer(versions, {}, queue)).toThrow(/version of the product 'store' is not valid: got '1.0.0 a second time.*take a higher number; only if 1.0.0 was never deployed, delete its file/);
  });

  test.each(['0.9.0', '1.0.0'])('is refused where it comes before the last: %s after 1.1.0', (version) => {
    offer(versions, { version: '1.1.0' });
    expect(() => offer(versions, { version }, queue)).toThrow(/got '.*'; allowed: 1\.1\.0 or a version after it|allowed: a version after 1\.1\.0/);
  });

  test.each(['1', '1.0', '1.0.0-beta', 'v1.0.0', '01.0.0'])('is refused where it is no number: %s', (version) => {
    expect(() => offer(versions, { version })).toThrow(/allowed: three numbers with points/);
  });

  test('is refused where the file of an earlier one is gone', () => {
    offer(versions);
    rmSync(fileOf(versions, '1.0.0'));
    expect(() => offer(versions, { version: '1.1.0' }, queue)).toThrow(/version 1.0.0 of the product 'store' is not valid: got 'no file .*bring it back/);
    expect(existsSync(fileOf(versions, '1.1.0'))).toBe(false);
  });

  test('is refused where the file of an earlier one was changed', () => {
    offer(versions);
    writeFileSync(fileOf(versions, '1.0.0'), '{}');
    expect(() => offer(versions, { version: '1.1.0' }, queue)).toThrow(/got 'a changed file .*take a new version number/);
  });

  test('is refused where it loses what launched products hold, and is not kept', () => {
    offer(versions, {}, (product) => { new kms.Key(product.template, 'Key'); });
    expect(() => offer(versions, { version: '1.1.0' })).toThrow(/an update from 1.0.0 that loses data: Key\w+ \(AWS::KMS::Key\) is no longer there.*offer it as another product/);
    expect(existsSync(fileOf(versions, '1.1.0'))).toBe(false);
  });

  test('is deprecated by a function where it is named', () => {
    offer(versions);
    const { resources } = offer(versions, { version: '1.1.0', deprecatedVersions: ['1.0.0'] }, queue);
    expect(resources.filter(({ Type }) => Type === 'Custom::ProductVersion').map(({ Properties: { Name } }) => Name)).toEqual(['1.0.0']);
  });

  test('is not deprecated where it was never offered', () => {
    expect(() => offer(versions, { deprecatedVersions: ['0.1.0'] })).toThrow(/deprecatedVersions of the product 'store' is not valid: got '0.1.0'/);
  });
});

test('a product has no more versions than AWS Service Catalog takes', () => {
  const template = JSON.stringify({ Resources: {} });
  for (let at = 0; at < 100; at += 1) {
    new VersionHistory('store', path.join(versions, 'store')).keep({ version: `1.0.${at}`, template });
  }
  expect(() => offer(versions, { version: '1.1.0' })).toThrow(/versions of the product 'store' is not valid: got 101; allowed: up to 100; offer it as another product/);
});

describe('the launch role of a later version', () => {
  /** What it may do after a rule of an earlier version is gone, and its key is the template's own. */
  function later(): LaunchPolicy {
    const build = (version: string): GoldProduct => {
      const { domain, of } = hub({ versions });
      const product = new GoldProduct(domain, 'Product', { ...of('store', version), productName: 'store', description: 'a store' });
      const asked = product.template.ask('KeyArn', { label: 'Key', description: 'A key.', allowedPattern: '^arn:.+$' }).valueAsString;
      const key = version === '1.0.0' ? asked : new kms.CfnKey(product.template, 'Key', { keyPolicy: {} }).attrArn;
      new CfnResource(product.template, 'Secret', { type: 'AWS::SecretsManager::Secret', properties: { KmsKeyId: key } });
      if (version === '1.0.0') { new CfnResource(product.template, 'Rule', { type: 'AWS::Events::Rule' }); }
      return product;
    };
    (Stack.of(build('1.0.0')).node.root as App).synth();
    return launchPolicyOf(build('1.1.0'));
  }

  test('ends what only the earlier one made', () => {
    expect(later().statements.flatMap(({ Action }) => Action)).toEqual(expect.arrayContaining(['events:DeleteRule', 'events:RemoveTargets']));
  });

  test('still uses the keys of domains that the earlier one names', () => {
    const uses = later().statements.filter(({ Action, Condition }) => Action.includes('kms:GenerateDataKey') && JSON.stringify(Condition).includes('secretsmanager.'));
    expect(uses.map(({ Condition = {} }) => Condition.StringEquals['aws:ResourceTag/gold-product']).sort()).toEqual(['store', undefined]);
  });
});
