import { join } from 'node:path';
import { Duration, type FileAssetLocation, Stack, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ResourceProvider } from '../../compute/private/resource-provider';
import type { Domain } from '../../core';
import type { DomainBucket } from '../../data';
import { acknowledge } from '../../private/acknowledge';
import { resolvedText } from '../../private/resolved-text';

/** The function that puts files of products where launches read them. */
export class AssetProvider extends Construct {
  private readonly provider: ResourceProvider;
  private readonly sources = new Set<string>();

  constructor(scope: Construct, id: string, domain: Domain, private readonly bucket: DomainBucket) {
    super(scope, id);
    this.provider = new ResourceProvider(this, {
      domain,
      description: `copies files of products to the bucket ${bucket.bucketName}`,
      code: lambda.Code.fromAsset(join(__dirname, '..', '..', '..', 'assets', 'organization', 'assets', 'product-asset.lambda')),
      timeout: Duration.minutes(2),
      work: 'copies objects from one bucket of the account to another',
    });
    this.letWrite();
  }

  /** Has one file copied under a key. */
  public copy(key: string, { bucketName, objectKey }: FileAssetLocation): void {
    const source = Stack.of(this).formatArn({ service: 's3', region: '', account: '', resource: bucketName, resourceName: objectKey });
    if (!this.sources.has(source)) {
      this.sources.add(source);
      // a staging bucket's own key, where it has one, lets in whoever of the account comes through S3: see CDK's bootstrap template
      this.provider.role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [source] }));
    }
    this.provider.make(this, `File-${key}`, 'Custom::ProductAsset', {
      Name: key, Bucket: this.bucket.bucketName, SourceBucket: bucketName, SourceKey: objectKey, Account: Stack.of(this).account,
    });
  }

  private letWrite(): void {
    const objects = this.bucket.arnForObjects('*');
    this.provider.role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [objects] }));
    this.bucket.encryptionKey?.grant(this.provider.role, 'kms:Decrypt', 'kms:GenerateDataKey');
    acknowledge(this.provider.role, 'AwsSolutions', `AwsSolutions-IAM5[Resource::${resolvedText(Stack.of(this).resolve(objects))}]`,
      'it writes each file of a product into the bucket, and reads and deletes nothing there');
  }
}
