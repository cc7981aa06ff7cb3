/**
 * The actions that the wildcards of CDK's grants stand for in use.
 *
 * Left out on purpose: what changes permissions (ACLs), and what destroys versions, legal holds and retention.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
const EXACT: Readonly<Record<string, readonly string[]>> = {
  'kms:GenerateDataKey*': ['kms:GenerateDataKey', 'kms:GenerateDataKeyPair', 'kms:GenerateDataKeyPairWithoutPlaintext', 'kms:GenerateDataKeyWithoutPlaintext'],
  'kms:ReEncrypt*': ['kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  's3:Abort*': ['s3:AbortMultipartUpload'],
  's3:DeleteObject*': ['s3:DeleteObject', 's3:DeleteObjectTagging'],
  's3:GetBucket*': ['s3:GetBucketLocation', 's3:GetBucketVersioning'],
  's3:GetObject*': ['s3:GetObject', 's3:GetObjectAttributes', 's3:GetObjectTagging', 's3:GetObjectVersion'],
  's3:List*': ['s3:ListBucket', 's3:ListBucketMultipartUploads', 's3:ListBucketVersions', 's3:ListMultipartUploadParts'],
};

/** A grant's actions with the known wildcards written out; others stay as they are. */
export const exactActions = (actions: readonly string[]): string[] => [...new Set(actions.flatMap((action) => EXACT[action] ?? [action]))];
