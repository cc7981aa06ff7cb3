import { type App, Stack, aws_servicecatalog as servicecatalog } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { evaluated } from './requests';
import { GoldChecks } from '../../src/checks';
import { Domain } from '../../src/core';
import { CatalogueProvider } from '../../src/organization/private/catalogue-provider';
import { findingsOf, testApp } from '../checks/synth';
import { ACCOUNT, REGION, type Statement, deployed, resourceOf, resourcesOf, statementsOf } from '../checks/template';

const UNIT = { type: 'ORGANIZATIONAL_UNIT', id: 'ou-ab12-11111111' } as const;
const OTHER_UNIT = { type: 'ORGANIZATIONAL_UNIT', id: 'ou-ab12-22222222' } as const;

interface Hub { readonly app: App; readonly stack: Stack; readonly domain: Domain; readonly provider: CatalogueProvider }

/** A product of a stack, whose id is its logical one here. */
function offer(stack: Stack, id: string): void {
  new servicecatalog.CfnCloudFormationProduct(stack, id, { name: id, owner: 'Platform', provisioningArtifactParameters: [{ info: { LoadTemplateFromURL: 'https://example.com/1' } }] }).overrideLogicalId(id);
}

function hub(): Hub {
  const app = testApp();
  const stack = new Stack(app, 'Hub', { env: { account: ACCOUNT, region: REGION } });
  const domain = new Domain(stack, 'Catalogue');
  offer(stack, 'prod1');
  return { app, stack, domain, provider: CatalogueProvider.of(domain, domain) };
}

/** What the function's role is allowed, as the deployed template says it. */
const granted = (stack: Stack): Statement[] => Object.values(resourcesOf(stack, 'AWS::IAM::ManagedPolicy')).flatMap((policy) => [...deployed(statementsOf(policy))]);
const arnOf = (kind: string, id: string): string => `arn:aws:catalog:${REGION}:${ACCOUNT}:${kind}/${id}`;
const dependsOn = (stack: Stack, type: string): string[] => (resourceOf(stack, type) as unknown as { DependsOn: string[] }).DependsOn;

test('a domain has one provider in a stack, another stack or domain has its own', () => {
  const { app, stack, domain, provider } = hub();
  expect(CatalogueProvider.of(domain, domain)).toBe(provider);
  expect(CatalogueProvider.of(stack, domain)).toBe(provider);
  expect(CatalogueProvider.of(new Stack(app, 'Other', { env: { account: ACCOUNT, region: REGION } }), domain)).not.toBe(provider);
  expect(CatalogueProvider.of(stack, new Domain(stack, 'Another'))).not.toBe(provider);
  expect(Object.keys(resourcesOf(stack, 'AWS::Lambda::Function'))).toHaveLength(2);
});

test('a share says who has which portfolio, with its tag options and its launchers', () => {
  const { stack, domain, provider } = hub();
  provider.share(domain, 'port-1', UNIT);
  expect(resourceOf(stack, 'Custom::PortfolioShare').Properties).toEqual({
    ServiceToken: { 'Fn::GetAtt': [expect.stringMatching(/Function/), 'Arn'] },
    Name: UNIT.id,
    PortfolioId: 'port-1',
    NodeType: 'ORGANIZATIONAL_UNIT',
    ShareTagOptions: 'true',
    SharePrincipals: 'true',
  });
});

test('a version of a product is deprecated by its number', () => {
  const { stack, domain, provider } = hub();
  provider.deprecate(domain, 'prod1', '1.0.0');
  expect(resourceOf(stack, 'Custom::ProductVersion').Properties).toMatchObject({ Name: '1.0.0', ProductId: 'prod1' });
});

test('nothing is asked of the function before its role may do it', () => {
  const { stack, domain, provider } = hub();
  provider.share(domain, 'port-1', UNIT);
  provider.deprecate(domain, 'prod1', '1.0.0');
  const rights = [...Object.keys(resourcesOf(stack, 'AWS::IAM::Role')), ...Object.keys(resourcesOf(stack, 'AWS::IAM::ManagedPolicy'))];
  expect(rights).toHaveLength(2);
  for (const type of ['Custom::PortfolioShare', 'Custom::ProductVersion']) { expect(dependsOn(stack, type)).toEqual(expect.arrayContaining(rights)); }
});

describe('the role of the function', () => {
  const { app, stack, domain, provider } = hub();
  offer(stack, 'prod3');
  offer(new Stack(app, 'Other', { env: { account: ACCOUNT, region: REGION } }), 'prod2');
  provider.share(domain, 'port-1', UNIT);
  provider.share(domain, 'port-1', OTHER_UNIT);
  provider.deprecate(domain, 'prod1', '1.0.0');
  provider.deprecate(domain, 'prod1', '1.1.0');
  const statements = granted(stack);
  const READS = ['DescribeOrganization', 'ListAccounts', 'ListAccountsForParent', 'ListChildren', 'ListParents'];

  const on = (decision: 'allow' | 'none', resource: string, ...actions: string[]): string[][] => actions.map((action) => [decision, action, resource]);
  test.each([
    ...on('allow', arnOf('portfolio', 'port-1'), 'servicecatalog:CreatePortfolioShare', 'servicecatalog:UpdatePortfolioShare', 'servicecatalog:DeletePortfolioShare'),
    // its own statement has left the policy by then
    ...on('allow', arnOf('portfolio', 'port-2'), 'servicecatalog:DeletePortfolioShare'),
    // of which a version was deprecated, and may be given back
    ...on('allow', arnOf('product', 'prod3'), 'servicecatalog:ListProvisioningArtifacts', 'servicecatalog:UpdateProvisioningArtifact'),
    ...on('allow', arnOf('product', 'prod1'), 'servicecatalog:ListProvisioningArtifacts', 'servicecatalog:UpdateProvisioningArtifact'),
    ...on('allow', '*', 'servicecatalog:DescribePortfolioShareStatus', 'servicecatalog:GetAWSOrganizationsAccessStatus', ...READS.map((read) => `organizations:${read}`)),
    ...on('none', arnOf('portfolio', 'port-2'), 'servicecatalog:CreatePortfolioShare', 'servicecatalog:UpdatePortfolioShare'),
    ...on('none', arnOf('portfolio', 'port-1'), 'servicecatalog:DeletePortfolio', 'servicecatalog:UpdatePortfolio', 'servicecatalog:AssociatePrincipalWithPortfolio'),
    ...on('none', arnOf('product', 'prod2'), 'servicecatalog:ListProvisioningArtifacts', 'servicecatalog:UpdateProvisioningArtifact'),
    ...on('none', arnOf('product', 'prod1'), 'servicecatalog:DeleteProduct', 'servicecatalog:CreateProvisioningArtifact', 'servicecatalog:DeleteProvisioningArtifact'),
    ...on('none', '*', 'servicecatalog:EnableAWSOrganizationsAccess', 'organizations:EnableAWSServiceAccess', 'organizations:RegisterDelegatedAdministrator'),
  ])('is said %s to %s on %s', (decision, action, resource) => {
    expect(evaluated({ Version: '2012-10-17', Statement: statements }, { role: 'catalogue', action, resource })).toBe(decision);
  });

  test('has each statement once, however many shares and versions there are', () => {
    const sids = statements.filter(({ Action }) => /servicecatalog:/.test(JSON.stringify(Action))).map(({ Sid, Resource }) => Sid ?? Resource);
    expect(sids.sort()).toEqual(['SeeTheOrganizationAndTheShare', 'TakeSharesAway', arnOf('portfolio', 'port-1'), 'GuideToVersions'].sort());
  });

  test('names no action but these, and no wildcard', () => {
    const actions = statements.flatMap(({ Action }) => Action).filter((action) => !action.startsWith('logs:'));
    expect(actions.sort()).toEqual([
      ...READS.map((read) => `organizations:${read}`),
      ...['Create', 'Delete', 'Update'].map((change) => `servicecatalog:${change}PortfolioShare`),
      ...['DescribePortfolioShareStatus', 'GetAWSOrganizationsAccessStatus', 'ListProvisioningArtifacts', 'UpdateProvisioningArtifact'].map((action) => `servicecatalog:${action}`),
    ].sort());
  });

  test('shares nothing where versions are deprecated only', () => {
    const one = hub();
    one.provider.deprecate(one.domain, 'prod1', '1.0.0');
    expect(JSON.stringify(granted(one.stack))).not.toMatch(/PortfolioShare|organizations:/);
  });
});

test('checks and packs have nothing left to say', () => {
  const { app, domain, provider } = hub();
  provider.share(domain, 'port-1', UNIT);
  provider.deprecate(domain, 'prod1', '1.0.0');
  const packs = [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()];
  const findings = findingsOf(app, new GoldChecks(), ...packs);
  expect(findings.filter(({ suppressed }) => !suppressed)).toEqual([]);
  expect(findings.length).toBeGreaterThan(0);
});
