import { Stack, aws_iam as iam, aws_sqs as sqs } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { type Hub, ORGANIZATION, UNITS, fiveProducts, hub } from './hub';
import { Domain } from '../../src/core';
import { DomainTopic } from '../../src/data';
import {
  BucketProduct, DatabaseProduct, GoldPortfolio, type GoldPortfolioProps, type GoldProduct, LaunchRoles, OrganizationNode, ProductAssets, WebEntry,
  WebEntryProduct,
} from '../../src/organization';
import { TagOptions } from '../../src/organization/private/tag-options';
import { testApp } from '../checks/synth';
import { deployed } from '../checks/template';

interface Found { readonly id: string; readonly Type: string; readonly Properties: Record<string, unknown>; readonly DependsOn?: string[] }

function portfolioOf(made: Hub, products: GoldProduct[], more: Partial<GoldPortfolioProps> = {}): GoldPortfolio {
  const launchRoles = more.launchRoles ?? new LaunchRoles(made.domain, 'LaunchRoles', { products, organizationalUnits: UNITS });
  return new GoldPortfolio(made.domain, 'Portfolio', {
    displayName: 'Gold', providerName: 'Platform team', launcherPatterns: ['arn:aws:iam:::role/developers/*'], ...more, launchRoles,
  });
}

function found({ app, stack }: Hub): Found[] {
  const { Resources } = app.synth().getStackArtifact(stack.artifactId).template as { Resources: Record<string, Found> };
  return Object.entries(Resources).map(([id, resource]) => ({ ...resource, id }));
}
const ofType = (all: readonly Found[], type: string): Found[] => all.filter(({ Type }) => Type === type);

describe('a portfolio with the five products', () => {
  let all: Found[];
  const one = (type: string) => ofType(all, type);
  beforeAll(() => {
    const made = hub();
    const products = fiveProducts(made);
    const portfolio = portfolioOf(made, products, {
      sharedWith: UNITS, costCentreOptions: ['1000'], domainOptions: ['orders'], notifications: [new DomainTopic(made.domain, 'Launches')],
    });
    for (const product of products) { portfolio.addProduct(product); }
    all = found(made);
  }, 60_000);

  test('launches each by the role of its name, which exists before', () => {
    const constraints = one('AWS::ServiceCatalog::LaunchRoleConstraint');
    expect(constraints.map(({ Properties: { LocalRoleName } }) => LocalRoleName).sort()).toEqual(['bucket', 'database', 'domain', 'environment', 'web-entry'].map((name) => `gold-launch-${name}`));
    const roles = one('AWS::IAM::Role').filter(({ Properties: { RoleName } }) => String(RoleName).startsWith('gold-launch-')).map(({ id }) => id);
    expect(roles).toHaveLength(5);
    for (const { DependsOn = [] } of constraints) { expect(DependsOn).toEqual(expect.arrayContaining(roles)); }
  });

  test('constrains no product before it is in the portfolio', () => {
    const associations = one('AWS::ServiceCatalog::PortfolioProductAssociation');
    const constraints = all.filter(({ Type }) => /^AWS::ServiceCatalog::\w+Constraint$/.test(Type));
    expect(associations).toHaveLength(5);
    expect(constraints.length).toBeGreaterThanOrEqual(16);
    for (const { Properties: { ProductId }, DependsOn = [] } of constraints) {
      const { id } = associations.find(({ Properties }) => JSON.stringify(Properties.ProductId) === JSON.stringify(ProductId))!;
      expect(DependsOn).toContain(id);
    }
  });

  test('lets nobody change the tags of what is launched', () => {
    expect(one('AWS::ServiceCatalog::ResourceUpdateConstraint').map(({ Properties: { TagUpdateOnProvisionedProduct } }) => TagUpdateOnProvisionedProduct)).toEqual(Array(5).fill('NOT_ALLOWED'));
  });

  test('tells the topic of each launch', () => {
    expect(one('AWS::ServiceCatalog::LaunchNotificationConstraint').map(({ Properties: { NotificationArns } }) => (NotificationArns as unknown[]).length)).toEqual([1, 1, 1, 1, 1]);
  });

  test('refuses what a control forbids in versions of before too', () => {
    const [{ Properties: { Rules } }, ...more] = one('AWS::ServiceCatalog::LaunchTemplateConstraint');
    expect(more).toEqual([]);
    expect(JSON.parse(String(Rules))).toEqual({ RotationDaysSecretsmanagerRotation: expect.objectContaining({ Assertions: [expect.objectContaining({ AssertDescription: expect.stringContaining('secretsmanager.rotation') })] }) });
  });

  test('has the tags of the domain, the classification and the cost centre to choose from', () => {
    expect(one('AWS::ServiceCatalog::TagOption').map(({ Properties: { Key, Value } }) => `${String(Key)}=${String(Value)}`).sort()).toEqual([
      'cost-centre=1000', 'data-classification=confidential', 'data-classification=internal', 'data-classification=public', 'data-classification=restricted', 'domain=orders',
    ]);
    expect(one('AWS::ServiceCatalog::TagOptionAssociation')).toHaveLength(6);
  });

  test('is launched from by roles of a pattern', () => {
    expect(one('AWS::ServiceCatalog::PortfolioPrincipalAssociation').map(({ Properties: { PrincipalARN, PrincipalType } }) => [PrincipalARN, PrincipalType])).toEqual([['arn:aws:iam:::role/developers/*', 'IAM_PATTERN']]);
  });

  test('is shared with both units, launchers and tags too', () => {
    expect(one('Custom::PortfolioShare').map(({ Properties: { Name, NodeType, SharePrincipals, ShareTagOptions } }) => [Name, NodeType, SharePrincipals, ShareTagOptions])).toEqual(
      UNITS.map(({ value }) => [value, 'ORGANIZATIONAL_UNIT', 'true', 'true']));
  });

  test('has its launch roles rolled out to the accounts of the units, present and future ones, which keep them, but not to its own', () => {
    const [{ Properties }, ...more] = one('AWS::CloudFormation::StackSet');
    expect(more).toEqual([]);
    expect(Properties).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED',
      CallAs: 'DELEGATED_ADMIN',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      StackInstancesGroup: [{
        DeploymentTargets: { OrganizationalUnitIds: UNITS.map(({ value }) => value), AccountFilterType: 'DIFFERENCE', Accounts: [{ Ref: 'AWS::AccountId' }] }, Regions: ['ap-northeast-2'],
      }],
    });
  });

  test('gives no launch role more than IAM lets a role have', () => {
    const policies = one('AWS::IAM::ManagedPolicy').filter(({ id }) => id.startsWith('CatalogueLaunchRoles')).map(({ id, Properties: { PolicyDocument, Roles } }) => {
      const text = JSON.stringify(deployed(PolicyDocument));
      const references = all.filter((resource) => text.includes(resource.id)).map(({ Type }) => Type);
      expect(references).toEqual(id.includes('Notifications') ? ['AWS::SNS::Topic'] : []); // what a reference stands for would be longer
      return { id, characters: text.replace(/\s/g, '').length, roles: JSON.stringify(Roles) };
    });
    expect(policies.filter(({ characters }) => characters > 6_144)).toEqual([]);
    const attached = policies.filter(({ id }) => !id.startsWith('CatalogueLaunchRolesBoundary')).map(({ roles }) => roles);
    const counts = [...new Set(attached)].map((role) => attached.filter((other) => other === role).length);
    expect(counts).toHaveLength(5);
    expect(Math.max(...counts)).toBeLessThanOrEqual(10);
  });

  test('offers a product whose files are there', () => {
    const files = one('Custom::ProductAsset').map(({ id }) => id);
    const withFiles = one('AWS::ServiceCatalog::PortfolioProductAssociation').filter(({ DependsOn = [] }) => files.every((id) => DependsOn.includes(id)));
    expect(files.length).toBeGreaterThan(0);
    expect(withFiles).toHaveLength(2);
  });
});

describe('a product that is rolled out by a StackSet', () => {
  const options = { accounts: ['111111111111', '222222222222'], regions: ['ap-northeast-2'], administrationRoleArn: 'arn:aws:iam::111111111111:role/Admin', executionRoleName: 'Execution' };
  const offer = (more: Partial<typeof options> = {}): Found[] => {
    const made = hub();
    const product = new BucketProduct(made.domain, 'Bucket', made.of('bucket'));
    portfolioOf(made, [product]).addProductByStackSets(product, { ...options, ...more });
    return found(made);
  };

  test('has the constraint of a StackSet and none of a launch role', () => {
    const all = offer();
    expect(ofType(all, 'AWS::ServiceCatalog::LaunchRoleConstraint')).toEqual([]);
    expect(ofType(all, 'AWS::ServiceCatalog::StackSetConstraint').map(({ Properties: { AccountList, RegionList, AdminRole, ExecutionRole, StackInstanceControl } }) =>
      [AccountList, RegionList, AdminRole, ExecutionRole, StackInstanceControl])).toEqual([[options.accounts, options.regions, options.administrationRoleArn, 'Execution', 'NOT_ALLOWED']]);
  });

  test.each([
    [{ accounts: [] }, /accounts of the StackSet of the product 'bucket' is not valid: got 'none'/],
    [{ accounts: ['1'] }, /accounts of 12 digits/],
    [{ accounts: ['111111111111', '111111111111'] }, /each once/],
    [{ regions: [] }, /regions of the StackSet/],
    [{ regions: ['us-east-1'] }, /got 'us-east-1'; allowed: ap-northeast-2/],
    [{ executionRoleName: 'path/Execution' }, /executionRoleName/],
  ])('is refused where it can\'t be: %p', (more, message) => { expect(() => offer(more)).toThrow(message); });

  test('is refused where it has files, which launch roles alone read', () => {
    const made = hub();
    const product = new DatabaseProduct(made.domain, 'Database', { ...made.of('database'), assets: made.assets });
    expect(() => portfolioOf(made, [product]).addProductByStackSets(product, options))
      .toThrow(/StackSet of the product 'database' is not valid: got 'files'; allowed: a product without `assets`; offer it by addProduct/);
  });
});

describe('a portfolio is refused', () => {
  const bucketOf = (made: Hub) => new BucketProduct(made.domain, 'Bucket', made.of('bucket'));

  test('where a product has no launch role', () => {
    const made = hub();
    const [bucket, other] = [bucketOf(made), new BucketProduct(made.domain, 'Other', { ...made.of('other'), productName: 'other' })];
    expect(() => portfolioOf(made, [bucket]).addProduct(other)).toThrow(/launch role of the product 'other' is not valid: got 'none'.*name it among their `products`/);
  });

  test('where a product is offered twice', () => {
    const made = hub();
    const bucket = bucketOf(made);
    const portfolio = portfolioOf(made, [bucket]);
    portfolio.addProduct(bucket);
    expect(() => portfolio.addProduct(bucket)).toThrow(/got 'bucket twice'/);
  });

  test('where a product is of another Region', () => {
    const app = testApp();
    const made = hub({ app });
    const stack = new Stack(app, 'Virginia', { env: { region: 'us-east-1' } });
    const site = new WebEntryProduct(new Domain(stack, 'Catalogue'), 'Site', { ...made.of('site'), entry: WebEntry.distribution() });
    expect(() => portfolioOf(made, [site]).addProduct(site)).toThrow(/Region of the product 'web-entry' is not valid: got 'us-east-1'; allowed: ap-northeast-2/);
  });

  test('where those it is shared with can\'t read the files of a product', () => {
    const made = hub();
    const assets = new ProductAssets(made.domain, 'Own', { bucketPrefix: 'own-products', readers: [UNITS[0]] });
    const database = new DatabaseProduct(made.domain, 'Database', { ...made.of('database'), assets });
    const portfolio = portfolioOf(made, [database], { sharedWith: UNITS });
    expect(() => portfolio.addProduct(database)).toThrow(/assets of the product 'database' is not valid: got 'files that ou-ab12-22222222 can't read'.*name it among the `readers`/);
  });

  test.each([
    [{ launcherPatterns: [] }, /launcherPatterns is not valid/],
    [{ launcherPatterns: Array.from({ length: 11 }, (_, at) => `arn:aws:iam:::role/team-${at}/*`) }, /launcherPatterns is not valid: got '?11/],
    [{ launcherPatterns: ['arn:aws:iam::111111111111:role/developers/*'] }, /name the roles without an account/],
    [{ launcherPatterns: ['arn:aws:iam:::role/*'] }, /launcherPatterns is not valid/],
    [{ sharedWith: [UNITS[0], UNITS[0]] }, /twice/],
    [{ displayName: '' }, /displayName of a portfolio/],
    [{ providerName: 'x'.repeat(51) }, /providerName of a portfolio/],
    [{ costCentreOptions: ['1000', '1000'] }, /values of the tag cost-centre is not valid/],
  ])('where its settings can\'t be: %p', (more: Partial<GoldPortfolioProps>, message) => {
    const made = hub();
    expect(() => portfolioOf(made, [bucketOf(made)], more)).toThrow(message);
  });
});

test('two portfolios of a stack have the same tags to choose from, each made once', () => {
  const made = hub();
  const products = [new BucketProduct(made.domain, 'Bucket', made.of('bucket'))];
  const launchRoles = new LaunchRoles(made.domain, 'LaunchRoles', { products });
  for (const id of ['One', 'Two']) {
    new GoldPortfolio(made.domain, id, { displayName: id, providerName: 'Platform', launchRoles, launcherPatterns: ['arn:aws:iam:::role/developers/*'] });
  }
  const all = found(made);
  expect(ofType(all, 'AWS::ServiceCatalog::TagOption')).toHaveLength(4);
  expect(new Set(ofType(all, 'AWS::ServiceCatalog::TagOptionAssociation').map(({ Properties }) => JSON.stringify(Properties))).size).toBe(8);
});

test('a portfolio is shared with an account by CloudFormation\'s own resource', () => {
  const made = hub();
  portfolioOf(made, [new BucketProduct(made.domain, 'Bucket', made.of('bucket'))], { sharedWith: [OrganizationNode.account('333333333333')] });
  expect(ofType(found(made), 'AWS::ServiceCatalog::PortfolioShare').map(({ Properties: { AccountId, ShareTagOptions } }) => [AccountId, ShareTagOptions])).toEqual([['333333333333', true]]);
});

test('a portfolio is shared with one node after the other, whoever makes the share', () => {
  const made = hub();
  const nodes = [UNITS[0], OrganizationNode.account('333333333333'), UNITS[1]];
  portfolioOf(made, [new BucketProduct(made.domain, 'Bucket', made.of('bucket'))], { sharedWith: nodes });
  const shares = found(made).filter(({ Type }) => Type.endsWith('::PortfolioShare'));
  const inOrder = nodes.map(({ value }) => shares.find(({ Properties: { Name, AccountId } }) => [Name, AccountId].includes(value))!);
  const waits = inOrder.map(({ DependsOn = [] }) => shares.filter(({ id }) => DependsOn.includes(id)).map(({ id }) => id));
  expect(waits).toEqual([[], [inOrder[0].id], [inOrder[1].id]]);
});

describe('launch roles', () => {
  test('are refused for a whole organization, since StackSets are rolled out to units', () => {
    const made = hub();
    expect(() => new LaunchRoles(made.domain, 'LaunchRoles', {
      products: [new BucketProduct(made.domain, 'Bucket', made.of('bucket'))], organizationalUnits: [OrganizationNode.organization(ORGANIZATION)],
    })).toThrow(/organizationalUnits of the launch roles is not valid: got 'o-a1b2c3d4e5'/);
  });

  test('are refused a second time in an account, whose names they would share', () => {
    const twice = (account?: string) => {
      const app = testApp();
      const of = (id: string) => new Domain(new Stack(app, id, { env: { region: 'ap-northeast-2', account } }), 'Catalogue', { name: id.toLowerCase() });
      const made = hub({ app });
      for (const [at, domain] of [of('One'), of('Two')].entries()) {
        new LaunchRoles(domain, 'LaunchRoles', { products: [new BucketProduct(domain, 'Bucket', made.of(`bucket-${at}`))] });
      }
    };
    expect(() => twice('111111111111')).toThrow(/launch roles 'Two\/Catalogue\/LaunchRoles' is not valid: got 'others in the same account: 'One\/Catalogue\/LaunchRoles''/);
    expect(() => twice()).not.toThrow();
    const made = hub();
    const products = [new BucketProduct(made.domain, 'Bucket', made.of('bucket'))];
    new LaunchRoles(made.domain, 'LaunchRoles', { products });
    expect(() => new LaunchRoles(made.domain, 'More', { products })).toThrow(/one LaunchRoles for an account/);
  });

  test('are refused without a product', () => {
    expect(() => new LaunchRoles(hub().domain, 'LaunchRoles', { products: [] })).toThrow(/products of the launch roles is not valid: got 'none'/);
  });

  const withPolicy = (...statements: iam.PolicyStatement[]) => {
    const made = hub();
    const bucket = new BucketProduct(made.domain, 'Bucket', { ...made.of('bucket'), launchPolicy: new iam.PolicyDocument({ statements }) });
    new LaunchRoles(made.domain, 'LaunchRoles', { products: [bucket] });
    return made;
  };

  test('may be allowed less than their templates need', () => {
    const made = withPolicy(new iam.PolicyStatement({ sid: 'Validate', actions: ['cloudformation:ValidateTemplate'], resources: ['*'] }));
    const [{ Properties: { PolicyDocument } }] = ofType(found(made), 'AWS::IAM::ManagedPolicy').filter(({ id }) => id.startsWith('CatalogueLaunchRolesbucketPolicy'));
    expect(JSON.stringify(PolicyDocument)).not.toContain('s3:');
  });

  test.each([
    ['an action', new iam.PolicyStatement({ actions: ['sqs:CreateQueue'], resources: ['*'] })],
    ['a wildcard', new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })],
    ['a resource', new iam.PolicyStatement({ actions: ['s3:CreateBucket'], resources: ['*'] })],
    ['a missing condition', new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })],
  ])('are refused where they are allowed more, by %s', (_what, statement) => {
    expect(() => withPolicy(statement)).toThrow(/launchPolicy of the product 'bucket' is not valid: got 'more than its template needs: .*leave it out, or take these away/);
  });

  test('know whom they let in: AWS Service Catalog alone', () => {
    const made = withPolicy(new iam.PolicyStatement({ actions: ['cloudformation:ValidateTemplate'], resources: ['*'] }));
    new sqs.Queue(made.stack, 'Queue');
    const [{ Properties: { AssumeRolePolicyDocument } }] = ofType(found(made), 'AWS::IAM::Role').filter(({ Properties: { RoleName } }) => RoleName === 'gold-launch-bucket');
    expect(AssumeRolePolicyDocument).toEqual({
      Version: '2012-10-17', Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'servicecatalog.amazonaws.com' } }],
    });
  });
});

test('more values of tags than AWS Service Catalog takes are refused', () => {
  const made = hub();
  const costCentreOptions = Array.from({ length: 22 }, (_, at) => String(at)); // beside four classifications
  expect(() => portfolioOf(made, [new BucketProduct(made.domain, 'Bucket', made.of('bucket'))], { costCentreOptions })).toThrow(/values of tags to choose from is not valid: got 26; allowed: up to 25/);
});

describe('portfolios of two stacks with the same tags to choose from', () => {
  const inTwoStacks = (other: { readonly account?: string; readonly region?: string }) => {
    const app = testApp();
    for (const [id, env] of [['First', { account: '111122223333', region: 'eu-west-1' }], ['Second', other]] as const) {
      new TagOptions(new Stack(app, id, { env }), 'TagOptions', 'port-a', [{ key: 'cost-centre', values: ['1000'] }]);
    }
  };

  test('are refused in one account and Region, which has each once', () => {
    expect(() => inTwoStacks({ account: '111122223333', region: 'eu-west-1' })).toThrow(
      /the tag cost-centre with the value '1000' is not valid: got 'one of the stack 'First' too'; allowed: one for an account and Region; make the portfolios in one stack, or leave the tag out of one/);
  });

  test.each([{ account: '111122223333', region: 'us-east-1' }, { account: '999999999999', region: 'eu-west-1' }, {}])('are taken elsewhere: %j', (env) => {
    expect(() => inTwoStacks(env)).not.toThrow();
  });
});

describe('a portfolio that is shared', () => {
  const shared = (sharedWith: OrganizationNode[]): Hub => {
    const made = hub();
    const products = [new BucketProduct(made.domain, 'Bucket', made.of('bucket'))];
    portfolioOf(made, products, { sharedWith, launchRoles: new LaunchRoles(made.domain, 'LaunchRoles', { products, organizationalUnits: UNITS.slice(0, 1) }) });
    return made;
  };

  test('with a unit that its launch roles are not rolled out to warns of it', () => {
    const { stack } = shared(UNITS);
    const annotations = Annotations.fromStack(stack);
    annotations.hasWarning('*', Match.stringLikeRegexp(`is shared with ${UNITS[1].value}, which is none of the .organizationalUnits. of its launch roles`));
    annotations.hasNoWarning('*', Match.stringLikeRegexp(`is shared with ${UNITS[0].value}`));
  });

  test('with units of two organizations is refused', () => {
    expect(() => shared([UNITS[0], OrganizationNode.organization('o-z9y8x7w6v5')])).toThrow(/sharedWith is not valid: got 'o-a1b2c3d4e5 and o-z9y8x7w6v5'; allowed: units and accounts of one organization/);
  });
});
