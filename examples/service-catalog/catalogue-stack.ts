import * as path from 'node:path';
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { core, data, organization } from '../..';

const { OrganizationNode } = organization;

/** How the catalogue is made. */
export interface CatalogueProps extends StackProps {
  /** The AWS organization. */
  readonly organizationId: string;
  /** The organizational units whose accounts launch the products. */
  readonly organizationalUnitIds: string[];
}

/** The gold environment as products that the accounts of two units launch. It stands in an account that administers Service Catalog and StackSets. */
export class CatalogueStack extends Stack {
  constructor(scope: Construct, id: string, props: CatalogueProps) {
    super(scope, id, props);
    const { organizationId } = props;
    const units = props.organizationalUnitIds.map((unit) => OrganizationNode.organizationalUnit(organizationId, unit));
    const catalogue = new core.Domain(this, 'Catalogue', { organizationId });

    // the code of products' functions, readable by launch roles of these units only
    const assets = new organization.ProductAssets(catalogue, 'Assets', { bucketPrefix: 'example-corp-products', readers: units });

    const common = (name: string) => ({ version: '1.0.0', historyFolder: path.join(__dirname, 'versions', name), owner: 'Platform team' });
    const database = new organization.DatabaseProduct(catalogue, 'Database', { ...common('database'), assets });
    database.addServiceAction(organization.ServiceAction.rotateSecret()); // whoever launched one may have its secret rotated now
    const products = [
      new organization.EnvironmentProduct(catalogue, 'Environment', { ...common('environment'), assets }),
      new organization.DomainProduct(catalogue, 'Domain', common('domain')),
      new organization.BucketProduct(catalogue, 'Bucket', common('bucket')),
      database,
      new organization.WebEntryProduct(catalogue, 'WebEntry', { ...common('web-entry'), entry: organization.WebEntry.loadBalancer() }),
    ];

    const launchRoles = new organization.LaunchRoles(catalogue, 'LaunchRoles', { products, organizationalUnits: units });
    const portfolio = new organization.GoldPortfolio(catalogue, 'Portfolio', {
      displayName: 'Gold environment',
      providerName: 'Platform team',
      description: 'Environments, domains, buckets, databases and entries from the internet, with the controls in force',
      launchRoles,
      launcherPatterns: ['arn:aws:iam:::role/developers/*'],
      sharedWith: units,
      costCentreOptions: ['1000', '2000'],
      notifications: [new data.DomainTopic(catalogue, 'Launches', { displayName: 'Launches of products' })],
    });
    for (const product of products) { portfolio.addProduct(product); }

    // in these units nobody makes such resources in another way
    new organization.CatalogueEnforcement(catalogue, 'Enforcement', {
      products,
      exemptions: [organization.EnforcementExemption.stackSets()],
      targetIds: [...props.organizationalUnitIds],
    });
  }
}
