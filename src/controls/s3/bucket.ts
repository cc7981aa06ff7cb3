import { names, type PolicyKind } from '../resource-policy';
import { asBoolean, type TemplateResource } from '../template';
import { valuesAt } from '../value';

/** Metadata that says that a bucket of another template has its access logs written to this one. */
export const RECEIVES_ACCESS_LOGS = 'cdk-gold:receives-access-logs';

export const BUCKET_POLICIES: PolicyKind = {
  attachedBy: { 'AWS::S3::BucketPolicy': 'Bucket' },
  nameProperty: 'BucketName',
  allActions: 's3:*',
  parts: ['', '/key'],
};

/** Whether S3 delivers access logs of another bucket to this one. */
export const receivesAccessLogs = (bucket: TemplateResource): boolean => asBoolean(bucket.metadata[RECEIVES_ACCESS_LOGS]) === true
  || bucket.template.ofType('AWS::S3::Bucket').some((other) => other.logicalId !== bucket.logicalId
    && valuesAt(other.properties, 'LoggingConfiguration', 'DestinationBucketName').some((name) => names(bucket, 'BucketName', name)));

/** What a bucket's default encryption may be; a bucket has one rule. */
export const encryptionRule = (bucket: TemplateResource, ...path: string[]): readonly unknown[] =>
  valuesAt(bucket.properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration', '0', ...path);
