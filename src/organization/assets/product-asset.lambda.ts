import { S3Client } from '@aws-sdk/client-s3';
import { type AssetProperties, ProductAsset } from './product-asset';
import { answer } from '../../secrets/parameter/answer';
import type { ResourceRequest } from '../../secrets/parameter/request';

const asset = new ProductAsset(new S3Client());

/** Puts a file of a product where launches read it, for CloudFormation. */
export const handler = (request: ResourceRequest<AssetProperties>, context: { getRemainingTimeInMillis(): number }): Promise<void> =>
  answer(request, () => asset.handle(request), {
    remaining: () => context.getRemainingTimeInMillis(),
    log: (line) => { process.stdout.write(`${line}\n`); },
  });
