import * as path from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import { Domain } from '../../src/core';
import {
  BucketProduct, DatabaseProduct, DomainProduct, EnvironmentProduct, type GoldProduct, type GoldProductOptions, OrganizationNode, ProductAssets,
  WebEntry, WebEntryProduct,
} from '../../src/organization';
import { temporaryFolder, testApp } from '../checks/synth';

export const ORGANIZATION = 'o-a1b2c3d4e5';
export const UNITS = ['ou-ab12-11111111', 'ou-ab12-22222222'].map((unit) => OrganizationNode.organizationalUnit(ORGANIZATION, unit));
export const REGION = 'ap-northeast-2';

/** A stack that offers products, without an account. */
export interface Hub {
  readonly app: App;
  readonly stack: Stack;
  readonly domain: Domain;
  readonly assets: ProductAssets;
  /** Where the versions of products are kept. */
  readonly versions: string;
  of(name: string, version?: string): GoldProductOptions;
}

export function hub({ app = testApp(), region = REGION, versions = temporaryFolder() }: { app?: App; region?: string; versions?: string } = {}): Hub {
  const stack = new Stack(app, 'Hub', { env: { region } });
  const domain = new Domain(stack, 'Catalogue', { organizationId: ORGANIZATION });
  const assets = new ProductAssets(domain, 'Assets', { bucketPrefix: 'example-products', readers: UNITS });
  return { app, stack, domain, assets, versions, of: (name, version = '1.0.0') => ({ version, historyFolder: path.join(versions, name), owner: 'Platform team' }) };
}

/** The five products that come with the library. */
export function fiveProducts({ domain, assets, of }: Hub): GoldProduct[] {
  return [
    new EnvironmentProduct(domain, 'Environment', { ...of('environment'), assets }),
    new DomainProduct(domain, 'Domain', of('domain')),
    new BucketProduct(domain, 'Bucket', of('bucket')),
    new DatabaseProduct(domain, 'Database', { ...of('database'), assets }),
    new WebEntryProduct(domain, 'WebEntry', { ...of('web-entry'), entry: WebEntry.loadBalancer() }),
  ];
}

export interface ProductJson {
  readonly Parameters?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
  readonly Rules?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}
