import { CopyObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type Pause, patiently, sleep } from '../../secrets/parameter/patience';
import type { NamedProperties, ResourceRequest } from '../../secrets/parameter/request';
import { ResourceError } from '../../secrets/parameter/resource-error';

/** What the template says of a file; `Name` is its key in the bucket that launches read. */
export interface AssetProperties extends NamedProperties {
  readonly Bucket: string;
  readonly SourceBucket: string;
  readonly SourceKey: string;
  /** The account of both buckets: anybody may take a bucket's name that is free. */
  readonly Account: string;
}

/** Puts files of products where launches read them. */
export class ProductAsset {
  constructor(private readonly client: S3Client, private readonly pause: Pause = sleep) {}

  /**
   * Does what a request asks. A file is named for what it holds, so that copying it again changes nothing. It is never deleted: launched products
   * and older versions need it.
   */
  public async handle({ RequestType: type, ResourceProperties: properties }: ResourceRequest<AssetProperties>): Promise<undefined> {
    if (type === 'Delete') { return; }
    // a type that CloudFormation adds some day
    if (!['Create', 'Update'].includes(type)) { throw new ResourceError('the request is of no type that CloudFormation sends'); }
    const { Name: key, Bucket: bucket, SourceBucket: sourceBucket, SourceKey: sourceKey, Account: account } = properties;
    await patiently('CopyObject', () => this.client.send(new CopyObjectCommand({
      Bucket: bucket,
      Key: key,
      CopySource: [sourceBucket, ...sourceKey.split('/')].map(encodeURIComponent).join('/'),
      ExpectedBucketOwner: account,
      ExpectedSourceBucketOwner: account,
      TaggingDirective: 'REPLACE', // tags would need rights of their own
    })), this.pause);
  }
}
