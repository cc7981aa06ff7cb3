import type { aws_s3 as s3 } from 'aws-cdk-lib';

/** Which clients' certificates are trusted. */
export interface ApiTruststore {
  /** The bucket: versioned, in the Region of the domain name. */
  readonly bucket: s3.IBucket;
  /** Key of the object: certificates of authorities, in PEM. */
  readonly key: string;
  /** Version of the object. Whoever may write to the bucket changes nothing until this is changed. */
  readonly version: string;
}
