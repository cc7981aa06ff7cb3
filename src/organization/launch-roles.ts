import { CfnStackSet, Lazy, Names, Stack, Token, type aws_sns as sns } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { GoldProduct } from './gold-product';
import { LaunchBoundary } from './launch-boundary';
import type { OrganizationNode } from './organization-node';
import { ActionRole } from './private/action-role';
import { LaunchRole } from './private/launch-role';
import { launchTemplateOf } from './private/launch-template';
import { LaunchTopic } from './private/launch-topic';
import { UploadedTemplate } from './private/uploaded-template';
import { refuseUnless } from '../private/errors';

/** Properties of the roles that launch products. */
export interface LaunchRolesProps {
  /** The products, complete: what is added to one later is refused. A product that is offered in several Regions under one name has one role. */
  readonly products: GoldProduct[];

  /**
   * The organizational units whose accounts launch the products. They get the roles by a StackSet, also when an account joins later; one that leaves keeps
   * them, so that what it launched can be ended. Accounts and whole organizations can't be named: StackSets are rolled out to units.
   *
   * @default - none: the roles are made in the account of this stack alone
   */
  readonly organizationalUnits?: OrganizationNode[];

  /**
   * Whether this stack lies in a member account that administers StackSets for the organization. Otherwise it lies in the management account.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html
   */
  readonly delegatedAdministrator?: boolean;
}

/**
 * The roles that launch products, one for each product, in every account that launches them: what each may do is computed from the template of its product.
 *
 * AWS Service Catalog finds the role of an account by its name (`gold-launch-<product>`), in the account that offers the product too.
 *
 * @example
 * declare const bucket: organization.BucketProduct;
 * new organization.LaunchRoles(this, 'LaunchRoles', {
 *   products: [bucket],
 *   organizationalUnits: [organization.OrganizationNode.organizationalUnit('o-a1b2c3d4e5', 'ou-ab12-11111111')],
 * });
 * @see https://docs.aws.amazon.com/servicecatalog/latest/adminguide/constraints-launch.html
 */
export class LaunchRoles extends Construct {
  private readonly products: readonly GoldProduct[];
  private readonly units: readonly OrganizationNode[];
  private readonly roles: LaunchRole[] = [];
  private readonly topics = new Map<sns.ITopic, LaunchTopic>();

  constructor(scope: Construct, id: string, props: LaunchRolesProps) {
    super(scope, id);
    refuseUnless(props.products.length > 0, { what: 'products of the launch roles', got: 'none', allowed: '1 or more', fix: 'name the products' });
    this.products = [...props.products];
    const units = props.organizationalUnits ?? [];
    this.units = [...units];
    const other = units.find(({ value }) => !value.startsWith('ou-'));
    refuseUnless(other === undefined, {
      what: 'organizationalUnits of the launch roles', got: other?.value, allowed: 'OrganizationNode.organizationalUnit(…)', fix: 'name the units that the accounts are in: StackSets are rolled out to units',
    });
    this.refuseTwice();
    this.build(this);
    if (units.length > 0) { this.rollOut(units.map(({ value }) => value), props.delegatedAdministrator ?? true); }
  }

  /**
   * Whether a product is launched by one of these roles.
   *
   * @internal
   */
  public _launches(product: GoldProduct): boolean { return this.products.includes(product); }

  /**
   * Whether the roles are rolled out to a node by its id. A unit below another one gets them with it, which nobody can tell from ids.
   *
   * @internal
   */
  public _reaches(node: OrganizationNode): boolean { return this.units.some(({ value }) => value === node.value); }

  /**
   * Has the role of a product tell a topic of launches, in each account.
   *
   * @internal
   */
  public _tell(product: GoldProduct, topic: sns.ITopic): void {
    const one = this.topics.get(topic) ?? new LaunchTopic(topic, this.topics.size + 1, product.template.region);
    this.topics.set(topic, one);
    const here = Stack.of(this);
    for (const role of this.roles.filter(({ launches }) => launches.includes(product))) {
      const stack = Stack.of(role);
      const isOwn = stack === here && topic.env.account === here.account;
      role.tell(topic, one.statements(isOwn, stack === here ? undefined : stack));
    }
  }

  /** Their names are the same in every account, and so is that of the boundary. */
  private refuseTwice(): void {
    const stack = Stack.of(this);
    const isInAccount = (other: Stack): boolean => other === stack || (!Token.isUnresolved(stack.account) && other.account === stack.account);
    const other = this.node.root.node.findAll().find((node) => node instanceof LaunchRoles && node !== this && isInAccount(Stack.of(node)));
    refuseUnless(other === undefined, {
      what: `launch roles '${this.node.path}'`, got: `others in the same account: '${other?.node.path}'`, allowed: 'one LaunchRoles for an account', fix: 'name the products of all portfolios and Regions there',
    });
  }

  private build(scope: Construct): void {
    new LaunchBoundary(scope, 'Boundary', { resourceTypes: this.products.flatMap(({ mainResourceTypes }) => mainResourceTypes) });
    const names = [...new Set(this.products.map(({ productName }) => productName))];
    for (const productName of names) {
      const products = this.products.filter((product) => product.productName === productName);
      this.roles.push(new LaunchRole(scope, { productName, products }));
      this.buildActions(scope, productName, products);
    }
  }

  private buildActions(scope: Construct, productName: string, products: readonly GoldProduct[]): void {
    for (const { template, _serviceActions: actions } of products.filter((product) => product._serviceActions.length > 0)) {
      const types = Object.values(launchTemplateOf(template, productName).Resources ?? {}).map(({ Type }) => Type);
      for (const action of actions) { action._checkTarget(productName, types); }
    }
    const offered = products.flatMap(({ template: { region }, _serviceActions: actions }) => actions.map((action) => ({ action, region })));
    for (const name of new Set(offered.map(({ action }) => action.name))) {
      const statements = offered.filter(({ action }) => action.name === name)
        .flatMap(({ action, region }) => action._statements(productName, region));
      new ActionRole(scope, { productName, action: name, statements });
    }
  }

  private rollOut(organizationalUnitIds: string[], delegated: boolean): void {
    const template = new UploadedTemplate(this, 'Template', 'Roles by which AWS Service Catalog launches products, and the boundary of what they make');
    this.build(template);
    const { region } = Stack.of(this);
    this.documents(template, region);
    this.stackSet('StackSet', template, region, organizationalUnitIds, delegated).parameters = Lazy.any({
      produce: () => [...this.topics.values()].flatMap(({ given }) => Object.entries(given))
        .map(([parameterKey, parameterValue]) => ({ parameterKey, parameterValue })),
    }, { omitEmptyArray: true });
    const elsewhere = this.products.filter(({ template: { region: other }, _serviceActions: actions }) => other !== region && actions.length > 0);
    for (const other of new Set(elsewhere.map((product) => product.template.region))) {
      const documents = new UploadedTemplate(this, `Documents-${other}`, 'Documents of what is done with launched products');
      this.documents(documents, other);
      this.stackSet(`StackSet-${other}`, documents, other, organizationalUnitIds, delegated);
    }
  }

  /** What the actions of the products of a Region run; the stack that offers a product has its own. */
  private documents(scope: Construct, region: string): void {
    for (const { productName, _serviceActions: actions } of this.products.filter(({ template }) => template.region === region)) {
      for (const action of actions) { action._document(scope, `Document-${productName}.${action.name}`, productName); }
    }
  }

  private stackSet(id: string, template: UploadedTemplate, region: string, organizationalUnitIds: string[], delegated: boolean): CfnStackSet {
    const { account } = Stack.of(this);
    return new CfnStackSet(this, id, {
      stackSetName: `${Names.uniqueResourceName(this, { maxLength: 100, separator: '-' })}${id.replace(/^StackSet/, '')}`,
      description: template.templateOptions.description,
      permissionModel: 'SERVICE_MANAGED',
      callAs: delegated ? 'DELEGATED_ADMIN' : 'SELF',
      // what was launched in an account that leaves can be changed and ended by its launch roles only
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: true },
      capabilities: ['CAPABILITY_NAMED_IAM'],
      managedExecution: { Active: true },
      operationPreferences: { failureTolerancePercentage: 100, maxConcurrentPercentage: 100 },
      templateUrl: template.url,
      // the account of this stack has them already; roles are global, so one Region is enough
      stackInstancesGroup: [{ deploymentTargets: { organizationalUnitIds, accountFilterType: 'DIFFERENCE', accounts: [account] }, regions: [region] }],
    });
  }
}
