import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type App, Aws, type CfnResource, Stack, Stage, aws_lambda as lambda } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { GoldChecks } from '../../src/checks';
import { Domain } from '../../src/core';
import { OrganizationNode, ProductAssets, type ProductAssetsProps, ProductTemplate } from '../../src/organization';
import { GoldProofs } from '../../src/proofs';
import { findingsOf, temporaryFolder, testApp } from '../checks/synth';
import { ACCOUNT, REGION, type Resource, resourceOf, resourcesOf, statementsOf } from '../checks/template';

const ORGANIZATION = 'o-a1b2c3d4e5';
const PREFIX = 'example-products';
const FILE = 'Custom::ProductAsset';

interface Hub { readonly app: App; readonly stack: Stack; readonly domain: Domain; readonly assets: ProductAssets }

function hub(more: Partial<ProductAssetsProps> = {}, app: App = testApp()): Hub {
  const stack = new Stack(app, 'Hub', { env: { account: ACCOUNT, region: REGION } });
  const domain = new Domain(stack, 'Catalogue');
  const assets = new ProductAssets(domain, 'Assets', { bucketPrefix: PREFIX, readers: [OrganizationNode.organization(ORGANIZATION)], ...more });
  return { app, stack, domain, assets };
}

/** A product with a function, whose code is one file. */
function product(scope: Stack, productName: string, assets: ProductAssets, code = 'one'): ProductTemplate {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'index.js'), `exports.handler = async () => '${code}';`);
  const template = new ProductTemplate(scope, `Product-${productName}`, { productName, description: productName, assets });
  new lambda.Function(template, 'Function', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromAsset(folder) });
  return template;
}

const templateText = (app: App, { templateFile }: ProductTemplate): string => readFileSync(path.join(app.synth().directory, templateFile), 'utf8');
const functionOf = (app: App, template: ProductTemplate): Resource =>
  Object.values((JSON.parse(templateText(app, template)) as { Resources: Record<string, Resource> }).Resources).find(({ Type }) => Type === 'AWS::Lambda::Function')!;
const filesOf = (stack: Stack) => Object.values(resourcesOf(stack, FILE))
  .map(({ Properties: { Name, Bucket, SourceBucket, SourceKey, Account } }) => ({ Name, Bucket, SourceBucket, SourceKey, Account }));

describe('the code of a product', () => {
  const one = hub();
  const template = product(one.stack, 'report', one.assets);
  const code = functionOf(one.app, template);
  const { S3Key: key } = code.Properties.Code as { S3Key: string };

  test('is read from the bucket of the Region where the product is launched', () => {
    expect(code.Properties.Code).toEqual({ S3Bucket: { 'Fn::Join': ['', [`${PREFIX}-`, { Ref: 'AWS::Region' }]] }, S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) as string });
  });

  test('is uploaded with the stack that offers the product, and copied into the bucket', () => {
    const { files } = JSON.parse(readFileSync(path.join(one.app.synth().directory, 'Hub.assets.json'), 'utf8')) as { files: Record<string, { destinations: Record<string, object> }> };
    expect(Object.values(files[key.slice(0, 64)].destinations)).toMatchObject([{ bucketName: `cdk-hnb659fds-assets-${ACCOUNT}-${REGION}`, objectKey: key }]);
    expect(filesOf(one.stack)).toEqual([{
      Name: key, Bucket: { Ref: expect.stringMatching(/^CatalogueAssetsBucket/) as string }, SourceBucket: `cdk-hnb659fds-assets-${ACCOUNT}-${REGION}`, SourceKey: key, Account: ACCOUNT,
    }]);
  });

  test('leaves the template without a trace of CDK\'s bootstrap', () => {
    expect(templateText(one.app, template)).not.toMatch(/cdk-hnb659fds|BootstrapVersion/);
  });

  test('lies in a bucket of its name, encrypted with the domain\'s key, versioned, and out of the public', () => {
    const bucket = resourceOf(one.stack, 'AWS::S3::Bucket', 'CatalogueAssetsBucket');
    expect(bucket.Properties).toMatchObject({
      BucketName: `${PREFIX}-${REGION}`,
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { KMSMasterKeyID: { 'Fn::GetAtt': [expect.stringMatching(/^CatalogueDataKey/), 'Arn'] } } }],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
      LoggingConfiguration: { LogFilePrefix: 'catalogue/Catalogue/Assets/Bucket/' },
    });
  });

  test('is copied by a function that reads this file, writes into the bucket, and can do nothing else there', () => {
    const grants = Object.entries(resourcesOf(one.stack, 'AWS::IAM::ManagedPolicy')).filter(([id]) => id.startsWith('CatalogueAssetsProvider'));
    const bucket = { 'Fn::GetAtt': [expect.stringMatching(/^CatalogueAssetsBucket/), 'Arn'] };
    expect(grants.flatMap(([, grant]) => statementsOf(grant)).filter(({ Action }) => !JSON.stringify(Action).includes('logs:'))).toEqual([
      { Effect: 'Allow', Action: 's3:PutObject', Resource: { 'Fn::Join': ['', [bucket, '/*']] } },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^CatalogueDataKey/), 'Arn'] },
        Condition: { StringEquals: { 'kms:ViaService': `s3.${REGION}.amazonaws.com`, 'kms:CallerAccount': ACCOUNT } },
      },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::cdk-hnb659fds-assets-${ACCOUNT}-${REGION}/${key}`]] } },
    ]);
  });

  test('is copied once the function may', () => {
    expect(Object.values(resourcesOf(one.stack, FILE))).toMatchObject([{ DependsOn: expect.arrayContaining([expect.stringMatching(/ProviderRoleGrants/)]) as unknown }]);
  });
});

describe('several products', () => {
  test('of the same code share a file', () => {
    const one = hub();
    for (const name of ['report', 'second-report']) { product(one.stack, name, one.assets); }
    expect(filesOf(one.stack)).toHaveLength(1);
  });

  test('of different code have a file each', () => {
    const one = hub();
    for (const name of ['report', 'export']) { product(one.stack, name, one.assets, name); }
    expect(filesOf(one.stack)).toHaveLength(2);
  });

  test('of another stack wait for the stack of the files', () => {
    const one = hub();
    const offering = new Stack(one.app, 'Offering', { env: { account: ACCOUNT, region: REGION } });
    product(offering, 'report', one.assets);
    expect(one.app.synth().getStackByName('Offering').dependencies.map(({ id }) => id)).toContain('Hub');
    expect(filesOf(one.stack)).toHaveLength(1);
  });
});

describe('files in several Regions', () => {
  const one = hub();
  const tokyo = new Stack(one.app, 'Tokyo', { env: { account: ACCOUNT, region: 'ap-northeast-1' } });
  product(one.stack, 'early', one.assets, 'early');
  const there = one.assets.inRegionOf(tokyo, 'Assets');
  const late = product(tokyo, 'late', there, 'late');
  const fromHome = product(tokyo, 'from-home', one.assets, 'from home');

  test('are those that were there before, and those that come after', () => {
    const names = (stack: Stack) => filesOf(stack).map(({ Name }) => Name).sort();
    expect(names(tokyo)).toHaveLength(3);
    expect(names(one.stack)).toEqual(names(tokyo));
  });

  test('lie in a bucket named for each, encrypted with a key of its Region', () => {
    expect(resourceOf(tokyo, 'AWS::S3::Bucket', 'Assets').Properties.BucketName).toBe(`${PREFIX}-ap-northeast-1`);
    expect(Stack.of(there.bucket.encryptionKey!).region).toBe('ap-northeast-1');
  });

  test('are named alike by every template', () => {
    for (const template of [late, fromHome]) {
      expect(functionOf(one.app, template).Properties.Code).toMatchObject({ S3Bucket: { 'Fn::Join': ['', [`${PREFIX}-`, { Ref: 'AWS::Region' }]] } });
    }
  });

  test('are refused in a Region that has them, and in another Stage', () => {
    expect(() => one.assets.inRegionOf(new Stack(one.app, 'Again', { env: { region: REGION } }), 'Assets')).toThrow(/Region of a copy of the assets is not valid: got 'ap-northeast-2'/);
    const staged = new Stack(new Stage(one.app, 'Prod'), 'Osaka', { env: { account: ACCOUNT, region: 'ap-northeast-3' } });
    expect(() => one.assets.inRegionOf(staged, 'Assets')).toThrow(/a stack of the same Stage/);
  });

  test('are refused to a product of another Stage', () => {
    const staged = new Stack(new Stage(one.app, 'Test'), 'Hub', { env: { account: ACCOUNT, region: REGION } });
    expect(() => product(staged, 'staged', one.assets)).toThrow(/the Stage of the product 'Test\/Hub\/Product-staged' is not valid/);
  });

  test('are refused to a product of a Region that has none', () => {
    const osaka = new Stack(one.app, 'Osaka', { env: { account: ACCOUNT, region: 'ap-northeast-3' } });
    expect(() => product(osaka, 'far', one.assets)).toThrow(/got 'ap-northeast-3'; allowed: a Region that has the assets: ap-northeast-2, ap-northeast-1; .*inRegionOf/);
  });
});

describe('the default claims and checks', () => {
  const unit = OrganizationNode.organizationalUnit(ORGANIZATION, 'ou-ab12-11111111');
  const account = OrganizationNode.account('222222222222');
  test.each([
    ['an organization', [OrganizationNode.organization(ORGANIZATION)]], ['a unit', [unit]], ['an account', [account]], ['a unit and an account', [unit, account]],
  ])('hold for what %s reads, with nothing left to acknowledge', (_, readers) => {
    const one = hub({ readers });
    product(one.stack, 'report', one.assets);
    const packs = [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()];
    const findings = findingsOf(one.app, new GoldChecks(), new GoldProofs(), ...packs);
    expect(findings.filter(({ suppressed, construct }) => !suppressed && !construct.startsWith('Hub/Product'))).toEqual([]);
    expect(findings.length).toBeGreaterThan(0);
  });

  /** Claims that are refuted once a statement has lost a condition. */
  function refutedWithout(condition: string, { id, type, sid, property }: typeof KEY): string[] {
    const one = hub();
    const resource = one.domain.node.findAll().find(({ node }) => node.path === `Hub/Catalogue/${id}/Resource`) as unknown as CfnResource;
    const at = statementsOf(resourceOf(hub().stack, type, `Catalogue${id.replaceAll('/', '')}`), property).findIndex(({ Sid }) => Sid === sid);
    resource.addPropertyDeletionOverride(`${property}.Statement.${at}.Condition.${condition}`);
    return findingsOf(one.app, new GoldProofs()).map(({ rule }) => rule);
  }

  const KEY = { id: 'DataKey', type: 'AWS::KMS::Key', sid: 'RolesElsewhereThroughS3Set1', property: 'KeyPolicy' };
  const BUCKET = { id: 'Assets/Bucket/Policy', type: 'AWS::S3::BucketPolicy', sid: 'LaunchRolesRead', property: 'PolicyDocument' };
  test('are refuted where the policy of the key, or of the bucket, forgets the organization', () => {
    expect(refutedWithout('StringEquals.aws:PrincipalOrgID', KEY)).toContain('noAccessOutside');
    expect(refutedWithout('StringEquals.aws:PrincipalOrgID', BUCKET)).toContain('noAccessOutside');
  });

  test('are refuted where the policy of the key forgets the names of the launch roles', () => {
    expect(refutedWithout('ArnLike', KEY)).toContain('onlyDomainDecrypts');
  });
});

describe('assets are refused', () => {
  test.each([
    'Upper', 'a.b', 'a_b', '-a', 'a-', 'ab', 'xn--products', 'sthree-products', 'amzn-s3-demo-products', 'a'.repeat(48),
  ])('the prefix %s', (bucketPrefix) => {
    expect(() => hub({ bucketPrefix })).toThrow(/bucketPrefix is not valid: got '.*'; allowed: 3 to 47 lower-case letters/);
  });

  test('a prefix that is a token', () => {
    expect(() => hub({ bucketPrefix: `products-${Aws.ACCOUNT_ID}` })).toThrow(/bucketPrefix is not valid: got 'a token'/);
  });

  test('a stack without a Region', () => {
    const domain = new Domain(new Stack(testApp(), 'Hub'), 'Catalogue');
    expect(() => new ProductAssets(domain, 'Assets', { bucketPrefix: PREFIX, readers: [OrganizationNode.organization(ORGANIZATION)] })).toThrow(/names no Region/);
  });

  test('nobody who reads, and readers of two organizations', () => {
    expect(() => hub({ readers: [] })).toThrow(/readers is not valid: got 'none'/);
    expect(() => hub({ readers: [OrganizationNode.organization(ORGANIZATION), OrganizationNode.organization('o-z9y8x7w6v5')] })).toThrow(/accounts of one organization/);
  });

  test('a file of a product without assets', () => {
    const { stack } = hub();
    const template = new ProductTemplate(stack, 'Product', { productName: 'report', description: 'a report' });
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'index.js'), '');
    expect(() => new lambda.Function(template, 'Function', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromAsset(folder) }))
      .toThrow(/allowed: files in a bucket that the launching accounts can read/);
  });
});

test('the longest prefix leaves room for the longest Region', () => {
  expect(() => hub({ bucketPrefix: 'a'.repeat(47) })).not.toThrow();
});
