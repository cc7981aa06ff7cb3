import type { FileAssetLocation, FileAssetSource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Where the code of products is kept. */
export class ProductAssets extends Construct {
  /** @internal */
  public _publish(asset: FileAssetSource, template: Stack): FileAssetLocation {
    void template;
    const bucketName = 'x-ap-northeast-2'; const objectKey = `${asset.sourceHash}.zip`;
    return { bucketName, objectKey, httpUrl: '', s3ObjectUrl: '' };
  }
}
