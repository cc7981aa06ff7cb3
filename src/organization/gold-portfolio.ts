import { Annotations, Stack, aws_servicecatalog as servicecatalog, type aws_sns as sns } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { GoldProduct } from './gold-product';
import type { LaunchRoles } from './launch-roles';
import type { OrganizationNode } from './organization-node';
import { Classification, Domain } from '../core';
import { CatalogueProvider } from './private/catalogue-provider';
import { CATALOGUE_QUOTAS } from './private/limits';
import { openLaunchTopic } from './private/open-launch-topic';
import { parameterRules } from './private/parameter-controls';
import { checkPortfolio, checkStackSets } from './private/portfolio-checks';
import { TagOptions, type TagOptionValues } from './private/tag-options';
import { refuseUnless } from '../private/errors';
import { CLASSIFICATION_TAG, DOMAIN_TAG } from '../private/names';

/** Properties of a portfolio. */
export interface GoldPortfolioProps {
  /** What the portfolio is called: 1 to 100 characters. */
  readonly displayName: string;

  /** Who offers it, such as `Platform team`: 1 to 50 characters. */
  readonly providerName: string;

  /**
   * What it is for: up to 2,000 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /** The roles that launch its products. */
  readonly launchRoles: LaunchRoles;

  /**
   * Who launches the products, in this account and in those of the units that the portfolio is shared with: 1 to 10 patterns of roles by path and name, such
   * as `arn:aws:iam:::role/developers/*`, where `*` stands for any characters. Whoever may make roles in an account can make one that a pattern takes, so
   * choose a path that is kept for them. An account that the portfolio is shared with by its id names its launchers itself.
   *
   * @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_AssociatePrincipalWithPortfolio.html
   */
  readonly launcherPatterns: string[];

  /**
   * The accounts, units or organization that the portfolio is shared with.
   *
   * @default - none: it is for this account
   */
  readonly sharedWith?: OrganizationNode[];

  /**
   * The domains that can be chosen as a tag of what is launched.
   *
   * @default - none is asked for: products ask for the name of their domain
   */
  readonly domainOptions?: string[];

  /**
   * The classifications that can be chosen as a tag of what is launched.
   *
   * @default - all
   */
  readonly classificationOptions?: Classification[];

  /**
   * The cost centres that can be chosen as a tag of what is launched (`cost-centre`).
   *
   * @default - none is asked for
   */
  readonly costCentreOptions?: string[];

  /**
   * Topics that are told of what happens to the stacks of launched products: up to 5 standard topics. Launch roles may publish to them, and topics and
   * keys of domains let those of `sharedWith` do so.
   *
   * @default - none
   */
  readonly notifications?: sns.ITopic[];

  /**
   * The domain that owns the function which shares the portfolio.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;
}

/** How a product is rolled out to many accounts at once. */
export interface StackSetOptions {
  /** The accounts: 12 digits each. */
  readonly accounts: string[];
  /** The Regions. */
  readonly regions: string[];
  /** ARN of the role that administers the StackSet. */
  readonly administrationRoleArn: string;
  /** Name of the role that creates the resources in each account. */
  readonly executionRoleName: string;
  /**
   * Whether whoever launches the product may create and delete stacks in the accounts one by one.
   *
   * @default false
   */
  readonly allowStackInstanceOperations?: boolean;
}

/**
 * A portfolio of AWS Service Catalog: products with their constraints, shared with an organization, its units or accounts.
 *
 * @example
 * declare const bucket: organization.BucketProduct;
 * declare const launchRoles: organization.LaunchRoles;
 * const catalogue = new core.Domain(this, 'Catalogue');
 * const portfolio = new organization.GoldPortfolio(catalogue, 'Portfolio', {
 *   displayName: 'Gold environment',
 *   providerName: 'Platform team',
 *   launchRoles,
 *   launcherPatterns: ['arn:aws:iam:::role/developers/*'],
 *   sharedWith: [organization.OrganizationNode.organizationalUnit('o-a1b2c3d4e5', 'ou-ab12-11111111')],
 * });
 * portfolio.addProduct(bucket);
 * @see https://docs.aws.amazon.com/servicecatalog/latest/adminguide/catalogs_portfolios.html
 */
export class GoldPortfolio extends Construct {
  /** Id of the portfolio. */
  public readonly portfolioId: string;

  private readonly portfolio: servicecatalog.CfnPortfolio;
  private readonly names = new Set<string>();

  constructor(scope: Construct, id: string, private readonly props: GoldPortfolioProps) {
    super(scope, id);
    checkPortfolio(this, props);
    this.portfolio = new servicecatalog.CfnPortfolio(this, 'Resource', { displayName: props.displayName, providerName: props.providerName, description: props.description });
    this.portfolioId = this.portfolio.ref;
    props.launcherPatterns.forEach((principalArn) => {
      new servicecatalog.CfnPortfolioPrincipalAssociation(this, `Launchers-${principalArn.replace(/^arn:[^:]*:iam:::/, '')}`, {
        portfolioId: this.portfolioId, principalArn, principalType: 'IAM_PATTERN',
      });
    });
    new TagOptions(this, 'TagOptions', this.portfolioId, optionsOf(props));
    for (const topic of props.notifications ?? []) { openLaunchTopic(topic, props.sharedWith ?? []); }
    this.share();
    for (const { value } of (props.sharedWith ?? []).filter((node) => !props.launchRoles._reaches(node))) {
      Annotations.of(this).addWarningV2(`cdk-gold:sharedWithoutLaunchRoles-${value}`, `the portfolio '${props.displayName}' is shared with ${value}, which is none of the \`organizationalUnits\` of its `
        + 'launch roles: whoever launches there finds no launch role, unless it lies below one of them; name its units there');
    }
  }

  /**
   * Offers a product, which is launched by its launch role.
   *
   * @throws if the product has no launch role here, one of its name is offered already, or those whom the portfolio is shared with can't read its files
   */
  public addProduct(product: GoldProduct): void {
    const { launchRoles } = this.props;
    refuseUnless(launchRoles._launches(product), {
      what: `launch role of the product '${product.productName}'`, got: 'none', allowed: 'a product that the portfolio\'s `launchRoles` are made for', fix: 'name it among their `products`',
    });
    const association = this.associate(product);
    const role = new servicecatalog.CfnLaunchRoleConstraint(this, `LaunchRole-${product.productName}`, {
      portfolioId: this.portfolioId, productId: product.productId, localRoleName: product.template.launchRoleName, description: 'computed from the template of the product',
    });
    role.node.addDependency(association, launchRoles); // it is looked for when the constraint is made
    this.constrain(product, association);
    this.notify(product, association);
  }

  /**
   * Offers a product that is rolled out to many accounts at once, by the roles of a StackSet and not by a launch role. Nobody is notified of it: StackSets
   * tell no topics.
   *
   * @throws if one of its name is offered already, an account or Region is named twice or none is, or it has files or actions
   */
  public addProductByStackSets(product: GoldProduct, options: StackSetOptions): void {
    checkStackSets(product, options);
    refuseUnless(product._serviceActions.length === 0, {
      what: `actions of the product '${product.productName}'`,
      got: product._serviceActions.map(({ name }) => name).join(', '),
      allowed: 'none where StackSets roll it out',
      fix: 'offer it by addProduct(…): an action is started by the launch role',
    });
    const association = this.associate(product);
    const constraint = new servicecatalog.CfnStackSetConstraint(this, `StackSet-${product.productName}`, {
      portfolioId: this.portfolioId,
      productId: product.productId,
      description: `in ${options.accounts.length} accounts and ${options.regions.length} Regions`,
      accountList: options.accounts,
      regionList: options.regions,
      adminRole: options.administrationRoleArn,
      executionRole: options.executionRoleName,
      stackInstanceControl: options.allowStackInstanceOperations ? 'ALLOWED' : 'NOT_ALLOWED',
    });
    constraint.node.addDependency(association);
    this.constrain(product, association);
  }

  private associate(product: GoldProduct): servicecatalog.CfnPortfolioProductAssociation {
    const { productName: name } = product;
    refuseUnless(!this.names.has(name), { what: `products of the portfolio '${this.props.displayName}'`, got: `${name} twice`, allowed: 'each product once', fix: 'leave it out' });
    const { productsOfPortfolio: most } = CATALOGUE_QUOTAS;
    refuseUnless(this.names.size < most, { what: `products of the portfolio '${this.props.displayName}'`, got: most + 1, allowed: `up to ${most}`, fix: 'make another portfolio' });
    this.names.add(name);
    const here = Stack.of(this).region;
    refuseUnless(product.template.region === here, {
      what: `Region of the product '${name}'`, got: product.template.region, allowed: `${here}, that of the portfolio`, fix: 'offer it by a portfolio of its own Region',
    });
    const unreadable = product.assets && (this.props.sharedWith ?? []).find((node) => !product.assets?._isReadableBy(node));
    refuseUnless(unreadable === undefined, {
      what: `assets of the product '${name}'`, got: `files that ${unreadable?.value} can't read`, allowed: 'files that all can read whom the portfolio is shared with', fix: 'name it among the `readers` of the assets',
    });
    const association = new servicecatalog.CfnPortfolioProductAssociation(this, `Product-${name}`, { portfolioId: this.portfolioId, productId: product.productId });
    if (product.assets) { association.node.addDependency(product.assets); }
    return association;
  }

  private notify(product: GoldProduct, association: servicecatalog.CfnPortfolioProductAssociation): void {
    const { launchRoles, notifications = [] } = this.props;
    if (notifications.length === 0) { return; }
    for (const topic of notifications) { launchRoles._tell(product, topic); }
    new servicecatalog.CfnLaunchNotificationConstraint(this, `Notifications-${product.productName}`, {
      portfolioId: this.portfolioId, productId: product.productId, notificationArns: notifications.map(({ topicArn }) => topicArn), description: 'tells of each launch',
    }).node.addDependency(association);
  }

  /** What holds for every product: its parameters and its tags. */
  private constrain(product: GoldProduct, association: servicecatalog.CfnPortfolioProductAssociation): void {
    const ids = { portfolioId: this.portfolioId, productId: product.productId };
    const rules = parameterRules(product.template);
    const constraints: Construct[] = [
      new servicecatalog.CfnResourceUpdateConstraint(this, `Tags-${product.productName}`, {
        ...ids, tagUpdateOnProvisionedProduct: 'NOT_ALLOWED', description: 'tags say whose a resource is',
      }),
      ...Object.keys(rules).length === 0 ? [] : [new servicecatalog.CfnLaunchTemplateConstraint(this, `Parameters-${product.productName}`, {
        ...ids, rules: Stack.of(this).toJsonString(rules), description: 'what controls forbid can\'t be typed in',
      })],
    ];
    for (const constraint of constraints) { constraint.node.addDependency(association); }
  }

  /** One after the other: AWS loses some of those that are made at once, https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/601 */
  private share(): void {
    let before: Construct | undefined;
    for (const node of this.props.sharedWith ?? []) {
      const share = this.shareWith(node);
      if (before) { share.node.addDependency(before); }
      before = share;
    }
  }

  private shareWith({ _type: type, value }: OrganizationNode): Construct {
    if (type === 'ACCOUNT') { // which has launchers of its own: AWS shares patterns of roles with units only
      return new servicecatalog.CfnPortfolioShare(this, `Share-${value}`, { portfolioId: this.portfolioId, accountId: value, shareTagOptions: true });
    }
    return CatalogueProvider.of(this, this.props.domain ?? Domain.of(this)).share(this, this.portfolioId, { type, id: value });
  }
}

function optionsOf({ domainOptions: domains = [], classificationOptions, costCentreOptions = [] }: GoldPortfolioProps): TagOptionValues[] {
  const classifications = classificationOptions ?? Object.values(Classification);
  return [
    { key: DOMAIN_TAG, values: domains }, { key: CLASSIFICATION_TAG, values: classifications }, { key: 'cost-centre', values: costCentreOptions },
  ].filter(({ values }) => values.length > 0);
}
