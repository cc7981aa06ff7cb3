import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Aws, type CfnParameter, Stack, Validations, aws_dynamodb as dynamodb, aws_iam as iam } from 'aws-cdk-lib';
import { core, data, organization, proofs } from '../../src';
import type { ProofRecord, ProofRun } from '../../src/proofs/record/proof-run';
import { temporaryFolder } from '../checks/synth';

const ENV = { account: '111111111111', region: 'ap-northeast-2' };
const NAME = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';

interface Given {
  /** Of the name of the domain. */
  readonly pattern?: string;
  /** Builds around the product. */
  readonly build?: (hub: Stack, app: App) => void;
  readonly props?: core.DomainProps;
}

/** What is proved of an app with a product in which a domain keeps a bucket and a table. */
function prove({ pattern = NAME, build, props }: Given): ProofRun {
  const app = new App({ outdir: temporaryFolder(), context: { '@aws-cdk/core:validateCloudFormation': false } });
  const hub = new Stack(app, 'Hub', { env: ENV });
  const product = new organization.ProductTemplate(hub, 'Bucket', { productName: 'bucket', description: 'A bucket with a key of its own' });
  const name: CfnParameter = product.ask('DomainName', { label: 'Domain', description: 'The domain', allowedPattern: pattern });
  const domain = new core.Domain(product, 'Domain', { name: name.valueAsString, ...props });
  new data.DomainBucket(domain, 'Files');
  new data.DomainTable(domain, 'Orders', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  build?.(hub, app);
  Validations.of(app).addPlugins(new proofs.GoldProofs());
  try { app.synth(); } catch { /* the records tell what fails */ }
  return JSON.parse(readFileSync(path.join(app.outdir, 'gold-proofs.json'), 'utf8')) as ProofRun;
}

const ofProduct = ({ records }: ProofRun): ProofRecord[] => records.filter(({ stack }) => stack === 'Hub/Bucket');
const open = (run: ProofRun): Partial<ProofRecord>[] =>
  ofProduct(run).filter(({ verdict }) => verdict !== 'proved').map(({ claim, verdict, detail }) => ({ claim, verdict, detail }));
const provisionable = (run: ProofRun): ProofRecord => ofProduct(run).find(({ claim }) => claim === 'provisionable')!;

const OWN = { StringEquals: { 'aws:ResourceTag/gold-product': 'bucket' } };
const THROUGH = { 'kms:ViaService': ['s3.ap-northeast-2.amazonaws.com', 'dynamodb.ap-northeast-2.amazonaws.com'] };

/** A role that launches the product. */
function launchRole(scope: Stack, ...without: readonly string[]): void {
  const role = new iam.Role(scope, 'LaunchRole', { roleName: 'gold-launch-bucket', assumedBy: new iam.ServicePrincipal('servicecatalog.amazonaws.com') });
  const kept = (...actions: readonly string[]) => actions.filter((action) => !without.includes(action));
  const key = scope.formatArn({ service: 'kms', resource: 'key', resourceName: '*' });
  const statements = [
    new iam.PolicyStatement({
      actions: kept(
        'kms:DescribeKey', 'kms:PutKeyPolicy', 'kms:EnableKeyRotation', 'kms:DisableKeyRotation', 'kms:EnableKey', 'kms:DisableKey', 'kms:UpdateKeyDescription',
        'kms:TagResource', 'kms:UntagResource', 'kms:ListResourceTags', 'kms:ScheduleKeyDeletion', 'kms:CreateAlias', 'kms:UpdateAlias', 'kms:DeleteAlias',
      ),
      resources: [key],
      conditions: OWN,
    }),
    new iam.PolicyStatement({
      actions: kept('kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey', 'kms:CreateGrant'),
      resources: [key],
      conditions: { StringEquals: { ...OWN.StringEquals, ...THROUGH } },
    }),
  ];
  new iam.ManagedPolicy(scope, 'LaunchPolicy', { roles: [role], statements });
}

/** Launch roles as a StackSet deploys them: in whatever account. */
const inAnyAccount = (app: App): Stack => new Stack(app, 'Roles', { env: { region: ENV.region } });

describe('a product whose domain is named by a parameter', () => {
  test('has all its claims proved where its launch role suffices', () => {
    const run = prove({ build: (hub) => { launchRole(hub); } });
    expect(open(run)).toEqual([]);
    expect(ofProduct(run).find(({ claim }) => claim === 'onlyDomainDecrypts')).toMatchObject({
      title: expect.stringContaining('the domain \'<Hub/Bucket parameter DomainName>\''), assumptions: expect.arrayContaining(['parameters-are-new-names']),
    });
    expect(run.assumptions.map(({ id }) => id)).toEqual(expect.arrayContaining(['parameters-are-new-names', 'deploying-role-is-of-the-templates']));
  });

  test('has none of the claims proved that depend on the name where it may be any text', () => {
    expect(open(prove({ pattern: '^.+$' }))).toContainEqual(expect.objectContaining({ claim: 'onlyDomainDecrypts', verdict: 'undecided' }));
  });

  test('is undecided in who launches it where no template has its launch role', () => {
    expect(open(prove({}))).toEqual([{ claim: 'provisionable', verdict: 'undecided', detail: expect.stringContaining('role/gold-launch-bucket may do by its own policies is not known') }]);
  });

  test('opened to all launch roles by a pattern has all its claims proved', () => {
    const deploymentRoleArns = [`arn:aws:iam::${Aws.ACCOUNT_ID}:role/gold-launch-*`];
    const run = prove({ props: { deploymentRoleArns }, build: (hub) => { launchRole(hub); } });
    expect(open(run)).toEqual([]);
    expect(run.deployers.map(({ deployer }) => deployer)).toEqual(['arn:aws:iam::<AWS::AccountId>:role/gold-launch-*', 'arn:aws:iam::<AWS::AccountId>:role/gold-launch-bucket']);
  });
});

describe('a launch role', () => {
  test.each(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:CreateAlias', 'kms:CreateGrant'])('that lacks %s can\'t launch the product', (action) => {
    expect(provisionable(prove({ build: (hub) => { launchRole(hub, action); } }))).toMatchObject({ verdict: 'refuted', request: { action, principal: expect.stringContaining('role/gold-launch-bucket') } });
  });

  test('in a stack for whatever account launches the product', () => {
    expect(open(prove({ build: (_hub, app) => { launchRole(inAnyAccount(app)); } }))).toEqual([]);
  });

  test('in several templates must do in each', () => {
    const both = (...without: readonly string[]) => prove({ build: (hub, app) => { launchRole(hub); launchRole(inAnyAccount(app), ...without); } });
    expect(provisionable(both()).verdict).toBe('proved');
    expect(provisionable(both('kms:Decrypt')).verdict).toBe('refuted');
  });

  test('whose policies are not all in the templates is undecided', () => {
    const build = (hub: Stack): void => {
      launchRole(hub);
      (hub.node.findChild('LaunchRole') as iam.Role).addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
    };
    expect(provisionable(prove({ build }))).toMatchObject({ verdict: 'undecided' });
  });

  test('of another name launches nothing', () => {
    expect(provisionable(prove({ build: (hub) => { new iam.Role(hub, 'Other', { roleName: 'gold-launch-other', assumedBy: new iam.AccountRootPrincipal() }); } })).verdict).toBe('undecided');
  });
});
