import { extname } from 'node:path';
import { Aws, type FileAssetLocation, FileAssetPackaging, type FileAssetSource, Stack, Stage, Token, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OrganizationNode } from './organization-node';
import { Domain } from '../core';
import { DomainBucket } from '../data';
import { KeyPurpose, KeyService } from '../keys';
import { checkBucketPrefix, concreteRegionOf } from './private/asset-bucket-name';
import { AssetProvider } from './private/asset-provider';
import type { CodeBuckets } from './private/launch/fixed-permissions';
import { accountsOf, launchingRoles } from './private/launching-roles';
import { acknowledge } from '../private/acknowledge';
import { declareOutside } from '../private/declared-outside';
import { InvalidInputError, refuseUnless } from '../private/errors';

/** Properties of where the code of products is kept. */
export interface ProductAssetsProps {
  /**
   * What the name of the bucket of each Region begins with. A hyphen and the Region follow. It is unique in all of AWS: 3 to 47 lower-case letters, digits
   * and hyphens. It can't change once products are launched.
   */
  readonly bucketPrefix: string;

  /** The accounts that launch the products. Their launch roles read the files, and nobody else of them does. */
  readonly readers: OrganizationNode[];

  /**
   * The domain that owns the bucket and its key.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;
}

/**
 * The code of products in an encrypted bucket, which launch roles of other accounts read.
 *
 * CDK uploads a file to the staging bucket of the account that offers the products, and at deployment it is copied from there. Templates name the bucket
 * by the Region that they are launched in.
 *
 * @example
 * const catalogue = new core.Domain(this, 'Catalogue');
 * const assets = new organization.ProductAssets(catalogue, 'Assets', {
 *   bucketPrefix: 'example-corp-products',
 *   readers: [organization.OrganizationNode.organization('o-a1b2c3d4e5')],
 * });
 */
export class ProductAssets extends Construct {
  /** The bucket of this Region. */
  public readonly bucket: DomainBucket;

  private readonly domain: Domain;
  private readonly provider: AssetProvider;
  /** By their keys in the bucket. */
  private readonly files = new Map<string, FileAssetSource>();
  /** The same files in each Region, shared by all of them. */
  private regions: ProductAssets[] = [this];

  constructor(scope: Construct, id: string, private readonly props: ProductAssetsProps) {
    const domain = props.domain ?? Domain.of(scope);
    checkReaders(props.readers, domain);
    const bucketName = `${checkBucketPrefix(props.bucketPrefix)}-${concreteRegionOf(scope)}`;
    super(scope, id);
    this.domain = domain;
    this.bucket = new DomainBucket(this, 'Bucket', { domain, bucketName });
    this.letRead(bucketName);
    for (const pack of ['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321']) {
      acknowledge(this.bucket, pack, `${pack}-S3BucketReplicationEnabled`, 'its files are made from the sources, and copied again from the staging bucket by a deployment');
    }
    this.provider = new AssetProvider(this, 'Provider', domain, this.bucket);
  }

  /**
   * The same files in the Region of a scope, for products that are offered there. Made once for each id.
   *
   * @throws if there is a bucket in that Region already, or the scope lies in another Stage or account
   */
  public inRegionOf(scope: Construct, id: string): ProductAssets {
    const region = concreteRegionOf(scope);
    refuseUnless(!this.regions.some((one) => Stack.of(one).region === region), {
      what: 'the Region of a copy of the assets', got: region, allowed: 'a Region that has no bucket of theirs yet', fix: 'use the one that is there',
    });
    refuseUnless(Stage.of(scope) === Stage.of(this), {
      what: 'the scope of a copy of the assets', got: scope.node.path, allowed: 'a stack of the same Stage', fix: 'make assets in each Stage: files are uploaded by Stage',
    });
    const replica = new ProductAssets(scope, id, { ...this.props, domain: this.domain.inRegionOf(scope) });
    for (const [key, file] of this.files) { replica.keep(key, file); }
    this.regions.push(replica);
    replica.regions = this.regions;
    return replica;
  }

  /**
   * Where the files are, as launch roles name it.
   *
   * @internal
   */
  public get _codeBuckets(): CodeBuckets {
    const { account } = Stack.of(this);
    return { prefix: this.props.bucketPrefix, ...Token.isUnresolved(account) ? {} : { account } };
  }

  /**
   * Keeps a file of a product's template in each Region, and says where whoever launches the template finds it.
   *
   * @internal
   */
  public _publish(asset: FileAssetSource, template: Stack): FileAssetLocation {
    const home = this.regions.find((one) => Stack.of(one).region === template.region);
    if (!home) {
      throw new InvalidInputError({
        what: `the Region of the product '${template.node.path}'`,
        got: Token.isUnresolved(template.region) ? 'none: the `env` of its stack names no Region' : template.region,
        allowed: `a Region that has the assets: ${this.regions.map((one) => Stack.of(one).region).join(', ')}`,
        fix: 'a function\'s code is read in its own Region: call `assets.inRegionOf(stack, id)` before',
      });
    }
    refuseUnless(Stage.of(template) === Stage.of(this), {
      what: `the Stage of the product '${template.node.path}'`, got: 'another than that of its assets', allowed: 'the Stage of the assets', fix: 'make assets in each Stage: files are uploaded by Stage',
    });
    const key = `${asset.sourceHash}${asset.packaging === FileAssetPackaging.ZIP_DIRECTORY ? '.zip' : extname(asset.fileName ?? '')}`;
    for (const one of this.regions) { one.keep(key, asset); }
    const catalogue = template.node.scope && Stack.of(template.node.scope);
    if (catalogue && catalogue !== Stack.of(home)) { catalogue.addStackDependency(Stack.of(home), `files of the product ${template.node.path}`); }
    const bucketName = `${this.props.bucketPrefix}-${Aws.REGION}`;
    return {
      bucketName,
      objectKey: key,
      s3ObjectUrl: `s3://${bucketName}/${key}`,
      httpUrl: `https://s3.${Aws.REGION}.${Aws.URL_SUFFIX}/${bucketName}/${key}`,
    };
  }

  /**
   * Whether the launch roles of all accounts of a node can read the files.
   *
   * @internal
   */
  public _isReadableBy(node: OrganizationNode): boolean { return this.props.readers.some((reader) => reader._covers(node)); }

  /**
   * Lambda and the other services fetch a file with the credentials of whoever creates the resource: the launch role.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
   */
  private letRead(bucketName: string): void {
    const key = this.domain.key(KeyPurpose.DATA);
    const readers = launchingRoles(this, this.props.readers);
    readers.forEach((roles, index) => {
      this.bucket.addToResourcePolicy(new iam.PolicyStatement({
        sid: `LaunchRolesRead${index === 0 ? '' : index + 1}`,
        principals: [roles.principal],
        actions: ['s3:GetObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: roles.conditions,
      }));
      // by name: the bucket names the key. With a bucket key, the bucket is the context of each of its objects.
      const context = { key: 'aws:s3:arn', operator: 'StringEquals', value: `arn:${Aws.PARTITION}:s3:::${bucketName}` } as const;
      key._allowElsewhere(roles, { service: KeyService.S3, actions: ['kms:Decrypt'], context });
    });
    declareOutside(this.bucket.policy!.node.defaultChild!, accountsOf(readers));
  }

  /** Has a file uploaded with the stack, and copied into the bucket of its Region. Once for each. */
  private keep(key: string, asset: FileAssetSource): void {
    if (this.files.has(key)) { return; }
    this.files.set(key, asset);
    this.provider.copy(key, Stack.of(this).synthesizer.addFileAsset(asset));
  }
}

function checkReaders(readers: readonly OrganizationNode[], domain: Domain): void {
  refuseUnless(readers.length > 0, { what: 'readers', got: 'none', allowed: 'one or more', fix: 'name who launches the products: OrganizationNode.organization(…)' });
  const organizations = [...new Set([...readers, domain].flatMap(({ organizationId }) => organizationId ?? []))];
  refuseUnless(organizations.length <= 1, {
    what: 'readers', got: organizations.join(', '), allowed: 'accounts of one organization, that of the domain', fix: 'make assets in a domain of each organization',
  });
}
