/** The encryption context a service sends with its cryptographic calls. */
export interface ContextFacts {
  /** Name after `kms:EncryptionContext:`. */
  readonly key: string;
  /** What the value looks like; `${Partition}`, `${Region}`, `${Account}` are filled in, `*` is any text. */
  readonly value: string;
  /**
   * True only if AWS documents this context for all cryptographic calls that principals make through the service,
   * so that a policy condition on it can't break creation or use. DescribeKey carries no context: never condition it.
   */
  readonly binds: boolean;
}

/** How one AWS service uses a customer-managed key, as AWS documents it. */
export interface ServiceFacts {
  readonly id: string;
  readonly title: string;
  /** Name in `kms:ViaService` (`<name>.<region>.amazonaws.com`); undefined where the service never calls KMS on a principal's behalf. */
  readonly viaService?: string;
  /** What the role that creates the resource (CloudFormation's execution role) needs on the key, through the service. */
  readonly provision: readonly string[];
  /** What a role needs to read (decrypt) through the service in use. */
  readonly read: readonly string[];
  /** What a role needs to write (encrypt) through the service in use. */
  readonly write: readonly string[];
  readonly context?: ContextFacts;
  /** Direct calls by the service's own principal on resources it encrypts with the key. */
  readonly principals: readonly ServicePrincipalFacts[];
  /** AWS documentation pages that say so. */
  readonly sources: readonly string[];
}

/** A service principal that calls KMS directly. */
export interface ServicePrincipalFacts {
  /** `logs` is `logs.<region>.amazonaws.com` when regional, otherwise `<principal>.amazonaws.com`. */
  readonly principal: string;
  readonly regional: boolean;
  readonly actions: readonly string[];
  /** Whether calls carry `aws:SourceAccount`. */
  readonly sourceAccount: boolean;
  /** Pattern for `aws:SourceArn` if calls carry it, with the same placeholders as a context's value. */
  readonly sourceArn?: string;
  /** A context condition AWS documents for it. */
  readonly context?: { readonly key: string; readonly value: string };
  readonly source: string;
}

/** A service that publishes into an encrypted queue, topic or bucket: which source conditions its calls carry. */
export interface PublisherFacts {
  readonly principal: string;
  readonly title: string;
  readonly sourceAccount: boolean;
  readonly sourceArn: boolean;
  readonly note?: string;
  readonly source: string;
}

const DOCS = 'https://docs.aws.amazon.com';
const VIA_SERVICE = `${DOCS}/kms/latest/developerguide/conditions-kms.html`;
const LOGS_PAGE = `${DOCS}/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html`;
const TRAIL_PAGE = `${DOCS}/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html`;
const BUS_PAGE = `${DOCS}/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html`;
const SNS_PAGE = `${DOCS}/sns/latest/dg/sns-key-management.html`;
const SQS_PAGE = `${DOCS}/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html`;
const OAC_PAGE = `${DOCS}/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html`;
const CRYPTO = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'];

export const SERVICES: readonly ServiceFacts[] = [
  {
    id: 's3',
    title: 'Amazon S3',
    viaService: 's3',
    // Naming a key in a bucket's configuration makes no call on the key.
    provision: [],
    read: ['kms:Decrypt'],
    // Decrypt: completing a multipart upload reads the parts.
    write: ['kms:GenerateDataKey', 'kms:Decrypt'],
    // The object's ARN, or the bucket's ARN with a bucket key: a pattern for one bucket needs both.
    context: { key: 'aws:s3:arn', value: 'arn:${Partition}:s3:::*', binds: true },
    principals: [],
    sources: [`${DOCS}/AmazonS3/latest/userguide/UsingKMSEncryption.html`, VIA_SERVICE],
  },
  {
    id: 'dynamodb',
    title: 'Amazon DynamoDB',
    viaService: 'dynamodb',
    provision: ['kms:DescribeKey', 'kms:CreateGrant', ...CRYPTO],
    read: ['kms:Decrypt', 'kms:DescribeKey'],
    write: [...CRYPTO, 'kms:DescribeKey'],
    context: { key: 'aws:dynamodb:subscriberId', value: '${Account}', binds: true },
    principals: [],
    sources: [`${DOCS}/amazondynamodb/latest/developerguide/encryption.usagenotes.html`, VIA_SERVICE],
  },
  {
    id: 'secretsmanager',
    title: 'AWS Secrets Manager',
    viaService: 'secretsmanager',
    // Encrypt is called when the key of an existing secret changes.
    provision: ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:Encrypt', 'kms:DescribeKey'],
    read: ['kms:Decrypt'],
    write: ['kms:GenerateDataKey', 'kms:Decrypt'],
    context: { key: 'SecretARN', value: 'arn:${Partition}:secretsmanager:${Region}:${Account}:secret:*', binds: false },
    principals: [],
    sources: [`${DOCS}/secretsmanager/latest/userguide/security-encryption.html`, VIA_SERVICE],
  },
  {
    id: 'ssm',
    title: 'AWS Systems Manager Parameter Store',
    viaService: 'ssm',
    provision: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    read: ['kms:Decrypt'],
    write: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
    context: { key: 'PARAMETER_ARN', value: 'arn:${Partition}:ssm:${Region}:${Account}:parameter/*', binds: false },
    principals: [],
    sources: [`${DOCS}/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html`, VIA_SERVICE],
  },
  {
    id: 'sqs',
    title: 'Amazon SQS',
    viaService: 'sqs',
    provision: [],
    read: ['kms:Decrypt'],
    write: ['kms:GenerateDataKey', 'kms:Decrypt'],
    principals: [],
    sources: [SQS_PAGE, VIA_SERVICE],
  },
  {
    id: 'sns',
    title: 'Amazon SNS',
    viaService: 'sns',
    provision: [],
    // Subscribers get decrypted messages; only the publisher's call touches the key.
    read: ['kms:Decrypt'],
    write: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    principals: [],
    sources: [SNS_PAGE, VIA_SERVICE],
  },
  {
    id: 'lambda',
    title: 'AWS Lambda',
    viaService: 'lambda',
    provision: ['kms:DescribeKey', 'kms:CreateGrant', 'kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
    read: ['kms:Decrypt'],
    write: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
    principals: [],
    sources: [`${DOCS}/lambda/latest/dg/configuration-envvars-encryption.html`, VIA_SERVICE],
  },
  {
    id: 'logs',
    title: 'Amazon CloudWatch Logs',
    // Not in KMS's table of services; the CloudWatch Logs page documents it and asks for it.
    viaService: 'logs',
    provision: ['kms:DescribeKey'],
    read: [...CRYPTO, 'kms:DescribeKey'],
    write: [...CRYPTO, 'kms:DescribeKey'],
    context: { key: 'aws:logs:arn', value: 'arn:${Partition}:logs:${Region}:${Account}:*', binds: false },
    principals: [{
      principal: 'logs',
      regional: true,
      actions: [...CRYPTO, 'kms:Describe*'],
      sourceAccount: false,
      context: { key: 'aws:logs:arn', value: 'arn:${Partition}:logs:${Region}:${Account}:*' },
      source: LOGS_PAGE,
    }],
    sources: [LOGS_PAGE],
  },
  {
    id: 'rds',
    title: 'Amazon RDS and Aurora',
    viaService: 'rds',
    provision: ['kms:DescribeKey', 'kms:CreateGrant'],
    // The instance uses its grant; nobody who queries it calls KMS.
    read: [],
    write: [],
    context: { key: 'aws:rds:db-id', value: '*', binds: false },
    principals: [],
    sources: [`${DOCS}/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html`, VIA_SERVICE],
  },
];

export const PUBLISHERS: readonly PublisherFacts[] = [
  {
    principal: 'events',
    title: 'Amazon EventBridge',
    sourceAccount: false,
    sourceArn: false,
    source: SNS_PAGE,
  },
];
export const TODO = [TRAIL_PAGE, BUS_PAGE, OAC_PAGE];
