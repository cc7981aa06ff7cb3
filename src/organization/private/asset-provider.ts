import { join } from 'node:path';
import { CustomResource, Duration, type FileAssetLocation, Stack, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { functionOutsideVpc } from '../../compute/private/function-outside-vpc';
import type { Domain, DomainRole } from '../../core';
import type { DomainBucket } from '../../data';
import { acknowledge } from '../../private/acknowledge';
import { resolvedText } from '../../private/resolved-text';

/** The function that puts files of products where launches read them. */
export class AssetProvider extends Construct {
  private readonly role: DomainRole;
  private readonly serviceToken: string;
  private readonly sources = new Set<string>();

  constructor(scope: Construct, id: string, private readonly domain: Domain, private readonly bucket: DomainBucket) {
    super(scope, id);
    const made = functionOutsideVpc(this, {
      domain,
      description: `copies files of products to the bucket ${bucket.bucketName}`,
      code: lambda.Code.fromAsset(join(__dirname, '..', '..', '..', 'assets', 'organization', 'assets', 'product-asset.lambda')),
      timeout: Duration.minutes(2),
      outside: 'a custom resource\'s provider: it answers CloudFormation at an address of S3 outside the VPC, copies objects from one bucket of the account to another, '
        + 'and nobody but CloudFormation calls it',
      failures: 'CloudFormation waits for the answer and reports what fails; a queue would keep the address by which anybody can answer for it',
    });
    this.role = made.role;
    this.serviceToken = made.function.functionArn;
    this.letWrite();
  }

  /** Has one file copied under a key. */
  public copy(key: string, { bucketName, objectKey }: FileAssetLocation): void {
    const source = Stack.of(this).formatArn({ service: 's3', region: '', account: '', resource: bucketName, resourceName: objectKey });
    if (!this.sources.has(source)) {
      this.sources.add(source);
      // a staging bucket's own key, where it has one, lets in whoever of the account comes through S3: see CDK's bootstrap template
      this.role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [source] }));
    }
    const resource = new CustomResource(this, `File-${key}`, {
      resourceType: 'Custom::ProductAsset',
      serviceToken: this.serviceToken,
      properties: { Name: key, Bucket: this.bucket.bucketName, SourceBucket: bucketName, SourceKey: objectKey, Account: Stack.of(this).account },
    });
    resource.node.addDependency(this.role);
    this.domain.tag(resource);
  }

  private letWrite(): void {
    const objects = this.bucket.arnForObjects('*');
    this.role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [objects] }));
    this.bucket.encryptionKey?.grant(this.role, 'kms:Decrypt', 'kms:GenerateDataKey');
    acknowledge(this.role, 'AwsSolutions', `AwsSolutions-IAM5[Resource::${resolvedText(Stack.of(this).resolve(objects))}]`,
      'it writes each file of a product into the bucket, and reads and deletes nothing there');
  }
}
