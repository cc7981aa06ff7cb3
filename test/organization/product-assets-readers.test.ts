import { Stack } from 'aws-cdk-lib';
import { passes } from './requests';
import { Domain } from '../../src/core';
import { OrganizationNode, ProductAssets } from '../../src/organization';
import { launchPolicy } from '../../src/organization/private/launch/launch-policy';
import { testApp } from '../checks/synth';
import { ACCOUNT, REGION, deployed, resourceOf, statementsOf } from '../checks/template';

const ORGANIZATION = 'o-a1b2c3d4e5';
const UNIT = 'ou-ab12-11111111';
const LAUNCHING = '222222222222';
const BUCKET = `example-products-${REGION}`;
const BUCKET_ARN = `arn:aws:s3:::${BUCKET}`;
const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`;

const everywhere = OrganizationNode.organization(ORGANIZATION);
const unit = OrganizationNode.organizationalUnit(ORGANIZATION, UNIT);
const account = OrganizationNode.account(LAUNCHING);

interface Policies { readonly bucket: unknown; readonly key: unknown; readonly launchRole: unknown }

/** The policies of the catalogue, and that of a launch role in another account. */
function policiesIn(env: { readonly account?: string }, ...readers: OrganizationNode[]): Policies {
  const stack = new Stack(testApp(), 'Hub', { env: { ...env, region: REGION } });
  const assets = new ProductAssets(new Domain(stack, 'Catalogue'), 'Assets', { bucketPrefix: 'example-products', readers });
  const { statements } = launchPolicy({ productName: 'report', template: {}, code: assets._codeBuckets });
  const { Properties: { PolicyDocument: bucket } } = resourceOf(stack, 'AWS::S3::BucketPolicy', 'CatalogueAssetsBucket');
  const { Properties: { KeyPolicy: key } } = resourceOf(stack, 'AWS::KMS::Key', 'CatalogueDataKey');
  const known = { CatalogueAssetsBucket82FC11BD: BUCKET_ARN };
  const launchRole = JSON.parse(JSON.stringify({ Version: '2012-10-17', Statement: statements.filter(({ Sid }) => Sid.startsWith('Code')) })
    .replaceAll('${AWS::Partition}', 'aws').replaceAll('${AWS::Region}', REGION).replaceAll('${AWS::URLSuffix}', 'amazonaws.com')) as unknown;
  return { ...deployed({ bucket, key }, known), launchRole };
}
const policiesFor = (...readers: OrganizationNode[]): Policies => policiesIn({ account: ACCOUNT }, ...readers);

/** A request of a launch role of the launching account, which is in the unit; each field can be another. */
interface Read {
  readonly role?: string;
  readonly account?: string;
  readonly organization?: string;
  readonly path?: string;
  readonly action?: string;
  readonly secure?: string;
  readonly bucketOwner?: string;
  readonly ownerOrganization?: string;
  readonly service?: string;
  readonly context?: string;
}

function isAllowed(policies: Policies, on: 'bucket' | 'key', read: Read = {}): Promise<boolean> {
  const by = read.account ?? LAUNCHING;
  const organization = read.organization ?? ORGANIZATION;
  return passes({
    principal: `arn:aws:iam::${by}:role/${read.role ?? 'gold-launch-report'}`,
    action: read.action ?? (on === 'bucket' ? 's3:GetObject' : 'kms:Decrypt'),
    resource: on === 'bucket' ? `${BUCKET_ARN}/0f.zip` : KEY_ARN,
    owner: read.bucketOwner ?? ACCOUNT,
    context: {
      'aws:PrincipalOrgID': organization,
      'aws:ResourceOrgID': read.ownerOrganization ?? organization,
      'aws:PrincipalOrgPaths': [read.path ?? `${organization}/r-ab12/ou-ab12-00000000/${UNIT}/`],
      'aws:SecureTransport': read.secure ?? 'true',
      ...on === 'key' ? { 'kms:CallerAccount': by, 'kms:ViaService': read.service ?? `s3.${REGION}.amazonaws.com` } : {},
    },
    identityPolicy: policies.launchRole,
    resourcePolicy: policies[on],
    ...on === 'key' ? { encryptionContext: ['aws:s3:arn', read.context ?? BUCKET_ARN] } : {},
  });
}

describe.each(['bucket', 'key'] as const)('the %s', (on) => {
  const ofOrganization = policiesFor(everywhere);

  test('lets a launch role of the organization read, whatever its account', async () => {
    expect(await isAllowed(ofOrganization, on)).toBe(true);
    expect(await isAllowed(ofOrganization, on, { account: '333333333333', path: `${ORGANIZATION}/r-ab12/` })).toBe(true);
  });

  test.each<[string, Read]>([
    ['another role of the organization', { role: 'admin' }],
    ['a role with the name of a launch role under a path', { role: 'team/gold-launch-report' }],
    ['a launch role of another organization', { organization: 'o-z9y8x7w6v5' }],
  ])('lets %s read nothing', async (_, read) => {
    expect(await isAllowed(ofOrganization, on, read)).toBe(false);
  });

  test('lets launch roles change nothing', async () => {
    const actions = on === 'bucket' ? ['s3:PutObject', 's3:DeleteObject', 's3:GetObjectVersion'] : ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:CreateGrant', 'kms:PutKeyPolicy'];
    for (const action of actions) { expect([action, await isAllowed(ofOrganization, on, { action })]).toEqual([action, false]); }
  });

  test('lets launch roles of a unit and of the units below it read, and no other', async () => {
    const ofUnit = policiesFor(unit);
    expect(await isAllowed(ofUnit, on)).toBe(true);
    expect(await isAllowed(ofUnit, on, { path: `${ORGANIZATION}/r-ab12/${UNIT}/ou-ab12-22222222/` })).toBe(true);
    expect(await isAllowed(ofUnit, on, { path: `${ORGANIZATION}/r-ab12/ou-ab12-22222222/` })).toBe(false);
    expect(await isAllowed(ofUnit, on, { organization: 'o-z9y8x7w6v5' })).toBe(false);
  });

  test('lets launch roles of an account read, and of no other', async () => {
    const ofAccount = policiesFor(account);
    expect(await isAllowed(ofAccount, on)).toBe(true);
    expect(await isAllowed(ofAccount, on, { account: '333333333333' })).toBe(false);
    expect(await isAllowed(ofAccount, on, { role: 'admin' })).toBe(false);
  });
});

test('nobody reads the bucket without TLS', async () => {
  expect(await isAllowed(policiesFor(everywhere), 'bucket', { secure: 'false' })).toBe(false);
});

const open = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

test('a launch role reads no bucket of that name that somebody else took', async () => {
  const policies = policiesFor(everywhere);
  expect(await isAllowed({ ...policies, bucket: open }, 'bucket')).toBe(true);
  expect(await isAllowed({ ...policies, bucket: open }, 'bucket', { bucketOwner: '999999999999' })).toBe(false);
});

test.each<[string, Read]>([
  ['another service', { service: `lambda.${REGION}.amazonaws.com` }], ['another bucket', { context: 'arn:aws:s3:::receipts' }],
])('a launch role decrypts nothing of %s, whatever the key says', async (_, read) => {
  const policies = policiesFor(everywhere);
  expect(await isAllowed(policies, 'key', read)).toBe(false);
  expect(await isAllowed({ ...policies, key: open }, 'key')).toBe(true);
  expect(await isAllowed({ ...policies, key: open }, 'key', read)).toBe(false);
});

test('where the catalogue\'s account is not known, a launch role reads a bucket of that name of its organization only', async () => {
  const policies = policiesIn({}, everywhere);
  expect(await isAllowed({ ...policies, bucket: open }, 'bucket', { bucketOwner: '999999999999' })).toBe(true);
  expect(await isAllowed({ ...policies, bucket: open }, 'bucket', { bucketOwner: '999999999999', ownerOrganization: 'o-z9y8x7w6v5' })).toBe(false);
});

describe('files are readable by', () => {
  const readableBy = (readers: OrganizationNode[], node: OrganizationNode) =>
    new ProductAssets(new Domain(new Stack(testApp(), 'Hub', { env: { region: REGION } }), 'Catalogue'), 'Assets', { bucketPrefix: 'example-products', readers })._isReadableBy(node);
  test.each<[string, OrganizationNode[], OrganizationNode, boolean]>([
    ['the organization, where it reads', [everywhere], everywhere, true],
    ['a unit of the organization that reads', [everywhere], unit, true],
    ['an account, where an organization reads', [everywhere], account, true],
    ['no other organization', [everywhere], OrganizationNode.organization('o-z9y8x7w6v5'), false],
    ['no unit of another organization', [everywhere], OrganizationNode.organizationalUnit('o-z9y8x7w6v5', UNIT), false],
    ['not the organization, where a unit reads', [unit], everywhere, false],
    ['the unit that reads', [unit], OrganizationNode.organizationalUnit(ORGANIZATION, UNIT), true],
    ['no other unit', [unit], OrganizationNode.organizationalUnit(ORGANIZATION, 'ou-ab12-22222222'), false],
    ['no account, where a unit reads', [unit], account, false],
    ['an account that reads beside a unit', [unit, account], account, true],
    ['no other account', [account], OrganizationNode.account('333333333333'), false],
  ])('%s', (_, readers, node, expected) => {
    expect(readableBy(readers, node)).toBe(expected);
  });
});

describe('a node of the organization is refused', () => {
  test.each(['ou-ab12', 'r-ab12', 'ou-ab12-1111111', 'OU-ab12-11111111'])('with the unit %s', (id) => {
    expect(() => OrganizationNode.organizationalUnit(ORGANIZATION, id)).toThrow(`organizational unit is not valid: got '${id}'`);
  });
  test.each(['o-short', 'a1b2c3d4e5'])('with the organization %s', (id) => {
    expect(() => OrganizationNode.organization(id)).toThrow(`organizationId is not valid: got '${id}'`);
    expect(() => OrganizationNode.organizationalUnit(id, UNIT)).toThrow(`organizationId is not valid: got '${id}'`);
  });
  test.each(['12345678901', '1234567890123', 'account'])('with the account %s', (id) => {
    expect(() => OrganizationNode.account(id)).toThrow(`account is not valid: got '${id}'`);
  });
});

test('each statement for readers has a name of its own', () => {
  const stack = new Stack(testApp(), 'Hub', { env: { account: ACCOUNT, region: REGION } });
  new ProductAssets(new Domain(stack, 'Catalogue'), 'Assets', { bucketPrefix: 'example-products', readers: [unit, account] });
  const sids = statementsOf(resourceOf(stack, 'AWS::S3::BucketPolicy', 'CatalogueAssetsBucket')).flatMap(({ Sid }) => Sid ?? []);
  expect(sids.filter((sid) => sid.startsWith('LaunchRoles'))).toEqual(['LaunchRolesRead', 'LaunchRolesRead2', 'LaunchRolesRead3']); // the last are the catalogue's own
});
