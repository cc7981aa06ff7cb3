import { join } from 'node:path';
import { type CustomResource, Duration, Lazy, Stack, aws_iam as iam, aws_lambda as lambda, aws_servicecatalog as servicecatalog } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { ResourceProvider } from '../../compute/private/resource-provider';
import type { Domain } from '../../core';
import { acknowledge } from '../../private/acknowledge';
import { resolvedText } from '../../private/resolved-text';

/** With whom a portfolio is shared. */
export interface SharedNode {
  readonly type: 'ORGANIZATION' | 'ORGANIZATIONAL_UNIT';
  readonly id: string;
}

/** The function that does what CloudFormation has no resource of AWS Service Catalog for. */
export class CatalogueProvider extends Construct {
  /** The one of a domain in the stack of a scope. */
  public static of(scope: IConstruct, domain: Domain): CatalogueProvider {
    const stack = Stack.of(scope);
    const id = `${domain._idPart}-catalogue`;
    return stack.node.tryFindChild(id) as CatalogueProvider | undefined ?? new CatalogueProvider(stack, id, domain);
  }

  private readonly provider: ResourceProvider;
  private mayShare = false;
  private mayGuide = false;

  private constructor(stack: Stack, id: string, domain: Domain) {
    super(stack, id);
    this.provider = new ResourceProvider(this, {
      domain,
      description: 'shares portfolios with units, and deprecates versions of products',
      code: lambda.Code.fromAsset(join(__dirname, '..', '..', '..', 'assets', 'organization', 'catalogue', 'catalogue.lambda')),
      timeout: Duration.minutes(14),
      work: 'calls AWS Service Catalog only',
    });
  }

  /** Shares a portfolio with a node, its tag options and its launchers too. */
  public share(scope: Construct, portfolioId: string, { type, id }: SharedNode): CustomResource {
    this.letShare();
    this.allow(this.arnOf('portfolio', portfolioId), ['servicecatalog:CreatePortfolioShare', 'servicecatalog:UpdatePortfolioShare']);
    return this.provider.make(scope, `Share-${id}`, 'Custom::PortfolioShare', {
      Name: id, PortfolioId: portfolioId, NodeType: type, ShareTagOptions: 'true', SharePrincipals: 'true',
    });
  }

  /** Tells users of a version of a product to take another. */
  public deprecate(scope: Construct, productId: string, version: string): CustomResource {
    this.letGuide();
    return this.provider.make(scope, `Deprecated-${version}`, 'Custom::ProductVersion', { Name: version, ProductId: productId });
  }

  /** A version is given back after it was the last of its product to be deprecated: the policy has all products that the stack offers. */
  private letGuide(): void {
    if (this.mayGuide) { return; }
    this.mayGuide = true;
    const stack = Stack.of(this);
    const isOffered = (node: IConstruct): node is servicecatalog.CfnCloudFormationProduct =>
      node instanceof servicecatalog.CfnCloudFormationProduct && node.stack === stack;
    this.provider.role.addToPrincipalPolicy(new iam.PolicyStatement({
      sid: 'GuideToVersions',
      actions: ['servicecatalog:ListProvisioningArtifacts', 'servicecatalog:UpdateProvisioningArtifact'],
      resources: Lazy.list({ produce: () => stack.node.findAll().filter(isOffered).map(({ ref }) => this.arnOf('product', ref)) }),
    }));
  }

  /** What every share needs. */
  private letShare(): void {
    if (this.mayShare) { return; }
    this.mayShare = true;
    const portfolios = this.arnOf('portfolio', '*');
    this.allow(portfolios, ['servicecatalog:DeletePortfolioShare'], 'TakeSharesAway');
    // they name no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsservicecatalog.html
    this.allow('*', [...READS_OF_ORGANIZATIONS, 'servicecatalog:DescribePortfolioShareStatus', 'servicecatalog:GetAWSOrganizationsAccessStatus'], 'SeeTheOrganizationAndTheShare');
    acknowledge(this.provider.role, 'AwsSolutions', `AwsSolutions-IAM5[Resource::${resolvedText(Stack.of(this).resolve(portfolios))}]`,
      'a share is deleted after its portfolio\'s own statement has left the policy; nobody gets a portfolio by it');
    acknowledge(this.provider.role, 'AwsSolutions', 'AwsSolutions-IAM5[Resource::*]', 'the status of a share and the organization are named by no ARN: it reads them only');
  }

  private allow(arn: string, actions: string[], sid?: string): void {
    this.provider.role.addToPrincipalPolicy(new iam.PolicyStatement({ sid, actions, resources: [arn] }));
  }

  private arnOf(kind: 'portfolio' | 'product', id: string): string {
    return Stack.of(this).formatArn({ service: 'catalog', resource: kind, resourceName: id });
  }
}

/**
 * What AWS Service Catalog asks AWS Organizations with the caller's rights, to find the accounts of a node.
 *
 * https://github.com/awslabs/landing-zone-accelerator-on-aws/blob/main/source/packages/%40aws-accelerator/constructs/lib/aws-servicecatalog/share-portfolio-with-org.ts
 */
const READS_OF_ORGANIZATIONS = [
  'organizations:DescribeOrganization', 'organizations:ListAccounts', 'organizations:ListAccountsForParent', 'organizations:ListChildren', 'organizations:ListParents',
];
