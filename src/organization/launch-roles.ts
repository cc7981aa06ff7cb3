import { CfnStackSet, Names, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { GoldProduct } from './gold-product';
import { LaunchBoundary } from './launch-boundary';
import type { OrganizationNode } from './organization-node';
import { LaunchRole } from './private/launch-role';
import { UploadedTemplate } from './private/uploaded-template';
import { refuseUnless } from '../private/errors';

/** Properties of the roles that launch products. */
export interface LaunchRolesProps {
  /** The products, complete: what is added to one later is refused. A product that is offered in several Regions under one name has one role. */
  readonly products: GoldProduct[];

  /**
   * The organizational units whose accounts launch the products. They get the roles by a StackSet, also when an account joins later. Accounts and whole
   * organizations can't be named: StackSets are rolled out to units.
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

  constructor(scope: Construct, id: string, props: LaunchRolesProps) {
    super(scope, id);
    refuseUnless(props.products.length > 0, { what: 'products of the launch roles', got: 'none', allowed: '1 or more', fix: 'name the products' });
    this.products = [...props.products];
    const units = props.organizationalUnits ?? [];
    const other = units.find(({ value }) => !value.startsWith('ou-'));
    refuseUnless(other === undefined, {
      what: 'organizationalUnits of the launch roles', got: other?.value, allowed: 'OrganizationNode.organizationalUnit(…)', fix: 'name the units that the accounts are in: StackSets are rolled out to units',
    });
    this.build(this);
    if (units.length > 0) { this.rollOut(units.map(({ value }) => value), props.delegatedAdministrator ?? true); }
  }

  /**
   * Whether a product is launched by one of these roles.
   *
   * @internal
   */
  public _launches(product: GoldProduct): boolean { return this.products.includes(product); }

  private build(scope: Construct): void {
    new LaunchBoundary(scope, 'Boundary', { resourceTypes: this.products.flatMap(({ mainResourceTypes }) => mainResourceTypes) });
    const names = [...new Set(this.products.map(({ productName }) => productName))];
    for (const productName of names) {
      new LaunchRole(scope, { productName, products: this.products.filter((product) => product.productName === productName) });
    }
  }

  private rollOut(organizationalUnitIds: string[], delegated: boolean): void {
    const template = new UploadedTemplate(this, 'Template', 'Roles by which AWS Service Catalog launches products, and the boundary of what they make',
      'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/stacksets-exec-*');
    this.build(template);
    const { account, region } = Stack.of(this);
    new CfnStackSet(this, 'StackSet', {
      stackSetName: Names.uniqueResourceName(this, { maxLength: 100, separator: '-' }),
      description: 'Roles by which AWS Service Catalog launches products',
      permissionModel: 'SERVICE_MANAGED',
      callAs: delegated ? 'DELEGATED_ADMIN' : 'SELF',
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      capabilities: ['CAPABILITY_NAMED_IAM'],
      managedExecution: { Active: true },
      operationPreferences: { failureTolerancePercentage: 100, maxConcurrentPercentage: 100 },
      templateUrl: template.url,
      // the account of this stack has the roles already; they are global, so one Region is enough
      stackInstancesGroup: [{ deploymentTargets: { organizationalUnitIds, accountFilterType: 'DIFFERENCE', accounts: [account] }, regions: [region] }],
    });
  }
}
