/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
export const ACLS_OFF = 'BucketOwnerEnforced';

/** Canned ACLs that a bucket may have whose ACLs are off. */
export const ACLS_OF_OWNER: readonly string[] = ['BucketOwnerFullControl', 'BucketOwnerRead', 'Private'];

/** What the ACL of an object may let somebody do: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions */
export const BY_OBJECT_ACL: readonly string[] = [
  's3:GetObject', 's3:GetObjectAcl', 's3:GetObjectTorrent', 's3:GetObjectVersion', 's3:GetObjectVersionAcl', 's3:PutObjectAcl', 's3:PutObjectVersionAcl',
];

const READ: readonly string[] = ['s3:ListBucket', 's3:ListBucketMultipartUploads', 's3:ListBucketVersions'];
const WRITE: readonly string[] = ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObject'];

/** What a canned ACL of a bucket lets others do; LogDeliveryWrite lets Amazon S3 only, for buckets of the same account. */
export const BY_BUCKET_ACL: Readonly<Record<string, readonly string[]>> = {
  AuthenticatedRead: READ,
  AwsExecRead: READ,
  BucketOwnerFullControl: [],
  BucketOwnerRead: [],
  LogDeliveryWrite: [],
  Private: [],
  PublicRead: READ,
  PublicReadWrite: [...READ, ...WRITE],
};

/** What any of them does, where nobody knows which it is. */
export const BY_ANY_BUCKET_ACL: readonly string[] = [...new Set(Object.values(BY_BUCKET_ACL).flat())];
