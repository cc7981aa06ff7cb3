import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type App, Stack, Validations, aws_cloudfront as cloudfront, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { GoldChecks } from '../../../../src/checks';
import { Domain, DomainRole } from '../../../../src/core';
import { DomainBucket } from '../../../../src/data';
import { EdgeOrigin, SecureDistribution } from '../../../../src/edge/cloudfront';
import { narrowedPolicy } from '../../../../src/edge/cloudfront/key-binding/narrowed-policy';
import { KeyPurpose, KeyService } from '../../../../src/keys';
import { Claim, GoldProofs } from '../../../../src/proofs';
import type { ProofRun } from '../../../../src/proofs/record/proof-run';
import { findingsOf, testApp } from '../../../checks/synth';
import { resourceOf, resourcesOf, statementsOf } from '../../../checks/template';
import { ROOT, proveAbout, stackOf } from '../../../proofs/claims/template';

const ENV = { account: '111111111111', region: 'ap-northeast-2' };
const { READ, WRITE } = cloudfront.AccessLevel;
const BINDING = 'Custom::DistributionKeyBinding';
const CLOUDFRONT = 'cloudfront.amazonaws.com';

/** A distribution of a bucket that is encrypted with the key of the domain. */
function site(domain: Domain, id = 'Site', levels = [READ]): { readonly distribution: SecureDistribution; readonly bucket: DomainBucket } {
  const bucket = new DomainBucket(domain, `${id}Pages`);
  const origin = EdgeOrigin.bucket(bucket, { accessLevels: levels });
  return { bucket, distribution: new SecureDistribution(domain, id, { defaultBehavior: { origin } }) };
}

function shop(app: App = testApp()): { readonly app: App; readonly stack: Stack; readonly domain: Domain } {
  const stack = new Stack(app, 'Shop', { env: ENV });
  return { app, stack, domain: new Domain(stack, 'Orders') };
}

const dataKey = (stack: Stack) => resourceOf(stack, 'AWS::KMS::Key', 'OrdersDataKey');
const sidsOf = (stack: Stack) => statementsOf(dataKey(stack), 'KeyPolicy').map(({ Sid }) => Sid ?? '');

const one = shop();
site(one.domain);
const binding = resourceOf(one.stack, BINDING);

describe('a distribution whose bucket is encrypted with a domain\'s key', () => {
  test('has a statement of its stack in the key\'s policy, for decrypting only and for distributions of the account only', () => {
    const [statement, ...others] = statementsOf(dataKey(one.stack), 'KeyPolicy').filter(({ Sid = '' }) => Sid.startsWith('CloudFront'));
    expect(others).toEqual([]);
    expect(statement).toEqual({
      Sid: 'CloudFrontReadsForShop',
      Effect: 'Allow',
      Principal: { Service: CLOUDFRONT },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudfront::111111111111:distribution/*']] } } },
    });
  });

  test('is named in the policy once it exists', () => {
    expect(binding.Properties).toMatchObject({
      Name: { 'Fn::GetAtt': [expect.stringMatching(/^OrdersDataKey/), 'Arn'] },
      Pattern: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudfront::111111111111:distribution/*']] },
      Statements: [{
        Sid: 'CloudFrontReadsForShop',
        Actions: ['kms:Decrypt'],
        SourceArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudfront::111111111111:distribution/', { Ref: expect.stringContaining('SiteDistribution') as unknown }]] }],
      }],
      Marker: sidsOf(one.stack).find((sid) => /^BindsKeyOfShopV[0-9a-f]{16}$/.test(sid)),
    });
  });

  test('is bound by a function that may read and write the policy of this key, and nothing else', () => {
    const [[name, role]] = Object.entries(resourcesOf(one.stack, 'AWS::IAM::Role')).filter(([id]) => id.includes('keybindings'));
    expect(role.Properties).toMatchObject({ Path: '/gold-key-bindings/orders/', RoleName: expect.stringMatching(/-ap-northeast-2$/) as unknown });
    expect(String(role.Properties.RoleName).length).toBeLessThanOrEqual(64);
    const grants = Object.values(resourcesOf(one.stack, 'AWS::IAM::ManagedPolicy')).filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(`"${name}"`));
    expect(grants.flatMap((grant) => statementsOf(grant)).filter(({ Action }) => JSON.stringify(Action).includes('kms'))).toEqual([{
      Effect: 'Allow',
      Action: ['kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^OrdersDataKey/), 'Arn'] },
      Condition: { ArnEquals: { 'lambda:SourceFunctionArn': { 'Fn::GetAtt': [expect.stringMatching(/keybindingsFunction/), 'Arn'] } } },
    }]);
    expect(JSON.stringify(grants.map(({ Properties }) => Properties.PolicyDocument))).not.toContain('"*"');
    expect(binding).toMatchObject({ DependsOn: [expect.stringMatching(/keybindingsKeys/) as unknown] });
  });

  test('has that function named in the key\'s policy, by its role alone', () => {
    const statements = statementsOf(dataKey(one.stack), 'KeyPolicy').filter(({ Sid = '' }) => /^(BindsKey|WritesPolicy)OfShop/.test(Sid));
    expect(statements.map(({ Effect, Action, Condition }) => [Effect, Action, (Condition as { Bool?: object }).Bool])).toEqual([
      ['Allow', 'kms:GetKeyPolicy', undefined], ['Allow', 'kms:PutKeyPolicy', { 'kms:BypassPolicyLockoutSafetyCheck': 'false' }],
    ]);
    for (const { Condition } of statements) {
      const { ArnEquals } = Condition as { ArnEquals: Record<string, { 'Fn::Join': [string, unknown[]] }> };
      expect(ArnEquals['aws:PrincipalArn']['Fn::Join'][1].at(-1)).toMatch(/^:iam::111111111111:role\/gold-key-bindings\/orders\/[\w-]+-ap-northeast-2$/);
    }
  });

  test('passes GoldChecks and the stock packs', () => {
    const own = shop();
    site(own.domain, 'Site', [READ, WRITE]);
    const packs = [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()];
    const findings = findingsOf(own.app, new GoldChecks(), ...packs).filter(({ construct, suppressed }) => !suppressed && construct.includes('key-bindings'));
    expect(findings).toEqual([]);
  });
});

describe('what a deployment writes anew', () => {
  const hashOf = (build: (domain: Domain) => void) => {
    const own = shop();
    site(own.domain);
    build(own.domain);
    return resourceOf(own.stack, BINDING).Properties.Marker;
  };

  test('is bound anew where the key\'s policy has changed, and only there', () => {
    const before = binding.Properties.Marker;
    expect(hashOf(() => undefined)).toBe(before);
    expect(hashOf((domain) => { new DomainRole(domain, 'Role', { assumedBy: new iam.AccountRootPrincipal() }); })).toBe(before);
    expect(hashOf((domain) => { domain.shareWith(new Domain(Stack.of(domain), 'Payments'), { services: [KeyService.S3], reason: 'payments reads what orders writes' }); })).not.toBe(before);
  });
});

describe('what leaves the policy wide', () => {
  test('is bound anew where a value changes that the policy takes from a resource of its stack', () => {
    const own = shop();
    const key = new kms.Key(own.stack, 'Key');
    const reader = new iam.Role(own.stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
    key.addToResourcePolicy(new iam.PolicyStatement({ principals: [reader], actions: ['kms:Decrypt'], resources: ['*'] }));
    const origin = EdgeOrigin.bucket(new s3.Bucket(own.stack, 'Plain', { encryption: s3.BucketEncryption.KMS, encryptionKey: key }));
    new SecureDistribution(own.domain, 'Site', { defaultBehavior: { origin } });
    expect(resourceOf(own.stack, BINDING).Properties.References).toContainEqual({ 'Fn::GetAtt': [expect.stringContaining('Reader'), 'Arn'] });
  });

  test('is bound anew by a new text in the context', () => {
    const build = (context?: string) => {
      const own = shop(testApp(context === undefined ? {} : { context: { 'cdk-gold:bindKeysAgain': context } }));
      site(own.domain);
      return resourceOf(own.stack, BINDING).Properties.Again;
    };
    expect([build(), build('2026-11-23')]).toEqual([undefined, '2026-11-23']);
  });
});

describe('several distributions', () => {
  test('of one stack and key are bound together, those that write apart', () => {
    const own = shop();
    site(own.domain);
    site(own.domain, 'Drop', [READ, WRITE]);
    expect(Object.keys(resourcesOf(own.stack, BINDING))).toHaveLength(1);
    const { Statements } = resourceOf(own.stack, BINDING).Properties as { Statements: { Sid: string; SourceArns: unknown[] }[] };
    expect(Statements.map(({ Sid, SourceArns }) => [Sid, SourceArns.length])).toEqual([['CloudFrontReadsForShop', 2], ['CloudFrontWritesForShop', 1]]);
    expect(sidsOf(own.stack).filter((sid) => sid.startsWith('CloudFront'))).toEqual(['CloudFrontReadsForShop', 'CloudFrontWritesForShop']);
  });

  test('of several stacks have statements of their own, and the key\'s stack waits for none', () => {
    const own = shop();
    site(own.domain);
    const second = new Stack(own.app, 'Second', { env: ENV });
    const pages = new DomainBucket(second, 'Pages', { domain: own.domain });
    new SecureDistribution(second, 'Site', { domain: own.domain, defaultBehavior: { origin: EdgeOrigin.bucket(pages) } });
    expect(sidsOf(own.stack).filter((sid) => /^(CloudFront|BindsKey)/.test(sid)).sort()).toEqual([
      expect.stringMatching(/^BindsKeyOfSecondV/), expect.stringMatching(/^BindsKeyOfShopV/), 'CloudFrontReadsForSecond', 'CloudFrontReadsForShop',
    ]);
    const [first, other] = sidsOf(own.stack).filter((sid) => sid.startsWith('BindsKey')).map((sid) => sid.split('V')[1]);
    expect(first).toBe(other);
    expect(resourceOf(second, BINDING).Properties.References).toBeUndefined();
    expect(own.app.synth().getStackByName('Shop').dependencies.map(({ id }) => id)).not.toContain('Second');
  });
});

test('a key that is no domain\'s is bound too, and one that is imported is told of', () => {
  const own = shop();
  const plain = new s3.Bucket(own.stack, 'Plain', { encryption: s3.BucketEncryption.KMS, encryptionKey: new kms.Key(own.stack, 'Key') });
  const imported = new s3.Bucket(own.stack, 'Imported', {
    encryption: s3.BucketEncryption.KMS, encryptionKey: kms.Key.fromKeyArn(own.stack, 'Theirs', 'arn:aws:kms:ap-northeast-2:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'),
  });
  new SecureDistribution(own.domain, 'Site', { defaultBehavior: { origin: EdgeOrigin.bucket(plain) } });
  new SecureDistribution(own.domain, 'Other', { defaultBehavior: { origin: EdgeOrigin.bucket(imported) } });
  expect(Object.keys(resourcesOf(own.stack, BINDING))).toHaveLength(1);
  expect(JSON.stringify(own.app.synth().getStackByName('Shop').messages)).toContain('is imported, so its policy must be given by hand: let cloudfront.amazonaws.com do kms:Decrypt');
});

describe('the proofs of a key that is bound', () => {
  const proved = shop();
  const made = site(proved.domain, 'Site', [READ, WRITE]);
  const arn = made.distribution.distributionArn;
  const key = proved.domain.key(KeyPurpose.DATA);
  Validations.of(proved.app).addPlugins(new GoldProofs({
    claims: [
      Claim.onlyDistributionsRead(made.bucket, [arn], { accounts: [ENV.account] }),
      Claim.onlyForSources(key, CLOUDFRONT, [arn]),
    ],
  }));
  const { directory } = proved.app.synth();
  const { records } = JSON.parse(readFileSync(path.join(directory, 'gold-proofs.json'), 'utf8')) as ProofRun;
  const verdictsOf = (claim: string) => records.filter((record) => record.claim === claim).map(({ verdict }) => verdict);

  test('have every default claim proved of the template\'s statement, for all distributions of the account', () => {
    expect(records.filter(({ claim, verdict }) => claim !== 'onlyForSources' && verdict !== 'proved')).toEqual([]);
    for (const claim of ['onlyAdministratorsAdminister', 'usersCannotAdminister', 'onlyDomainDecrypts', 'noConfusedDeputy']) { expect(verdictsOf(claim)).toContain('proved'); }
  });

  test('say that only the distribution reads the bucket', () => {
    expect(verdictsOf('onlyDistributionsRead')).toEqual(['proved']);
  });

  test('say of the key as it is deployed that CloudFront opens it for this distribution only, and not of the template', () => {
    expect(verdictsOf('onlyForSources')).toEqual(['refuted']);
    const prefix = 'arn:aws:cloudfront::111111111111:distribution/';
    const own = statementsOf(dataKey(proved.stack), 'KeyPolicy').filter(({ Sid = '' }) => Sid.startsWith('CloudFront'))
      .map((statement) => ({ ...statement, Condition: { ArnLike: { 'aws:SourceArn': `${prefix}*` } } }));
    const narrow = narrowedPolicy(JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: ROOT, Action: 'kms:*', Resource: '*' }, ...own] }),
      own.map(({ Sid, Action }) => ({ Sid: Sid!, Actions: [Action].flat() as string[], SourceArns: [`${prefix}E1EXAMPLE`] })), `${prefix}*`);
    const stack = stackOf({ Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: JSON.parse(narrow!) as object } } });
    const claim = (id: string) => proveAbout(stack, 'Key', [{ claim: 'onlyForSources', servicePrincipals: [CLOUDFRONT], sources: [`${prefix}${id}`] }])[0].verdict;
    expect([claim('E1EXAMPLE'), claim('E2OTHER')]).toEqual(['proved', 'refuted']);
  });
});
