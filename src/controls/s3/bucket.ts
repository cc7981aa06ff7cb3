import { coversAction, statementsOf } from '../policy';
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

/** Whether S3 delivers access logs of another bucket to this one. The metadata counts only beside a policy that lets S3 deliver. */
export const receivesAccessLogs = (bucket: TemplateResource): boolean =>
  (asBoolean(bucket.metadata[RECEIVES_ACCESS_LOGS]) === true && letsLogsIn(bucket))
  || bucket.template.ofType('AWS::S3::Bucket').some((other) => other.logicalId !== bucket.logicalId
    && valuesAt(other.properties, 'LoggingConfiguration', 'DestinationBucketName').some((name) => names(bucket, 'BucketName', name)));

const letsLogsIn = (bucket: TemplateResource): boolean => bucket.template.ofType('AWS::S3::BucketPolicy')
  .filter((policy) => valuesAt(policy.properties, 'Bucket').some((name) => names(bucket, 'BucketName', name)))
  .some((policy) => statementsOf(policy.get('PolicyDocument')).some((statement) => statement.effect === 'Allow'
    && coversAction(statement, 's3:PutObject')
    && statement.principals.some(({ kind, value }) => kind === 'Service' && value === 'logging.s3.amazonaws.com')));

/** What a bucket's default encryption may be; a bucket has one rule. */
export const encryptionRule = (bucket: TemplateResource, ...path: string[]): readonly unknown[] =>
  valuesAt(bucket.properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration', '0', ...path);
