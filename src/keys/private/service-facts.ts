import type { ServiceFacts } from './facts';

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
    viaServices: ['s3'],
    // AWS lists no permission on the key for naming it in a bucket's configuration.
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
    viaServices: ['dynamodb'],
    // AWS's example matches `dynamodb.*.amazonaws.com`: operations that span Regions (global tables) name another Region.
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
    viaServices: ['secretsmanager'],
    // Encrypt is called when the key of an existing secret changes.
    provision: ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:Encrypt'],
    read: ['kms:Decrypt'],
    write: ['kms:GenerateDataKey', 'kms:Decrypt'],
    context: { key: 'SecretARN', value: 'arn:${Partition}:secretsmanager:${Region}:${Account}:secret:*', binds: true },
    principals: [],
    sources: [`${DOCS}/secretsmanager/latest/userguide/security-encryption.html`, VIA_SERVICE],
  },
  {
    id: 'ssm',
    title: 'AWS Systems Manager Parameter Store',
    viaServices: ['ssm'],
    // CloudFormation can't create a SecureString: the creator is a custom resource's role. Advanced ones use GenerateDataKey.
    provision: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
    read: ['kms:Decrypt'],
    write: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
    // Not binding: Session Manager's calls through `ssm` carry another context.
    context: { key: 'PARAMETER_ARN', value: 'arn:${Partition}:ssm:${Region}:${Account}:parameter/*', binds: false },
    principals: [],
    sources: [`${DOCS}/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html`, VIA_SERVICE],
  },
  {
    id: 'sqs',
    title: 'Amazon SQS',
    viaServices: ['sqs'],
    provision: [],
    read: ['kms:Decrypt'],
    write: ['kms:GenerateDataKey', 'kms:Decrypt'],
    principals: [],
    sources: [SQS_PAGE, VIA_SERVICE],
  },
  {
    id: 'sns',
    title: 'Amazon SNS',
    viaServices: ['sns'],
    provision: [],
    // SNS delivers decrypted messages; only the publisher needs the key.
    read: [],
    write: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    context: { key: 'aws:sns:topicArn', value: 'arn:${Partition}:sns:${Region}:${Account}:*', binds: false },
    principals: [],
    sources: [SNS_PAGE, `${DOCS}/gamelift/latest/flexmatchguide/queue-notification-sns-sse.html`, VIA_SERVICE],
  },
  {
    id: 'lambda',
    title: 'AWS Lambda',
    viaServices: ['lambda'],
    // The page on variables names CreateGrant, Encrypt, Decrypt; the function runs on the grant, so its role needs nothing.
    provision: ['kms:DescribeKey', 'kms:CreateGrant', 'kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
    read: ['kms:Decrypt'],
    write: ['kms:Encrypt'],
    context: { key: 'aws:lambda:FunctionArn', value: 'arn:${Partition}:lambda:${Region}:${Account}:function:*', binds: false },
    grantsToRoles: true,
    principals: [{
      // For encrypted code packages (SourceKMSKeyArn), for which Lambda makes no grant.
      principal: 'lambda',
      regional: false,
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      sourceAccount: false,
      context: { key: 'aws:lambda:FunctionArn', value: 'arn:${Partition}:lambda:${Region}:${Account}:function:*' },
      source: `${DOCS}/lambda/latest/dg/encrypt-zip-package.html`,
    }],
    sources: [`${DOCS}/lambda/latest/dg/configuration-envvars-encryption.html`, VIA_SERVICE],
  },
  {
    id: 'logs',
    title: 'Amazon CloudWatch Logs',
    // Not in KMS's table of services; the CloudWatch Logs page documents it and asks for it.
    viaServices: ['logs'],
    // Without it CreateLogGroup and AssociateKmsKey fail with AccessDeniedException.
    provision: ['kms:DescribeKey'],
    read: [...CRYPTO, 'kms:DescribeKey'],
    write: [...CRYPTO, 'kms:DescribeKey'],
    context: { key: 'aws:logs:arn', value: 'arn:${Partition}:logs:${Region}:${Account}:*', binds: false },
    principals: [{
      principal: 'logs',
      regional: true,
      // AWS's statement has `kms:Describe*` too, but under a context condition, where DescribeKey never matches.
      actions: CRYPTO,
      sourceAccount: false,
      context: { key: 'aws:logs:arn', value: 'arn:${Partition}:logs:${Region}:${Account}:*' },
      source: LOGS_PAGE,
    }],
    sources: [LOGS_PAGE, `${DOCS}/aws-managed-policy/latest/reference/CloudWatchLogsAPIKeyAccess.html`],
  },
  {
    id: 'rds',
    title: 'Amazon RDS and Aurora',
    viaServices: ['rds'],
    provision: ['kms:DescribeKey', 'kms:CreateGrant'],
    // The instance uses its grant; nobody who queries it calls KMS.
    read: [],
    write: [],
    context: { key: 'aws:rds:db-id', value: '*', binds: false },
    principals: [],
    sources: [`${DOCS}/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html`, VIA_SERVICE],
  },
  {
    id: 'ec2',
    title: 'Amazon EBS',
    viaServices: ['ec2'],
    provision: ['kms:DescribeKey', 'kms:CreateGrant', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:Decrypt', 'kms:ReEncrypt*'],
    // Instances use a grant to `role/aws:ec2-infrastructure/<instance>`, which a deny must not catch.
    read: [],
    write: [],
    context: { key: 'aws:ebs:id', value: '*', binds: false },
    principals: [],
    sources: [`${DOCS}/ebs/latest/userguide/ebs-encryption-requirements.html`, VIA_SERVICE],
  },
  {
    id: 'elasticfilesystem',
    title: 'Amazon EFS',
    viaServices: ['elasticfilesystem'],
    // The page calls these four required, without saying which call needs Decrypt.
    provision: ['kms:DescribeKey', 'kms:CreateGrant', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:Decrypt'],
    read: [],
    write: [],
    principals: [],
    sources: [`${DOCS}/efs/latest/ug/EFSKMS.html`, `${DOCS}/efs/latest/ug/encryption-at-rest.html`, VIA_SERVICE],
  },
  {
    id: 'kinesis',
    title: 'Amazon Kinesis Data Streams',
    viaServices: ['kinesis'],
    provision: ['kms:DescribeKey'],
    read: ['kms:Decrypt'],
    write: ['kms:GenerateDataKey'],
    context: { key: 'aws:kinesis:arn', value: 'arn:${Partition}:kinesis:${Region}:${Account}:stream/*', binds: true },
    principals: [],
    sources: [`${DOCS}/streams/latest/dev/permissions-user-key-KMS.html`, VIA_SERVICE],
  },
  {
    id: 'backup',
    title: 'AWS Backup',
    viaServices: ['backup'],
    // AWS's example binds only CreateGrant to `kms:ViaService`. The backup role calls KMS through each source's service too.
    provision: ['kms:DescribeKey', 'kms:CreateGrant', 'kms:GenerateDataKey', 'kms:Decrypt', 'kms:RetireGrant'],
    read: ['kms:Decrypt'],
    write: ['kms:GenerateDataKey', 'kms:Decrypt'],
    context: { key: 'aws:backup:backup-vault', value: '*', binds: false },
    principals: [],
    sources: [`${DOCS}/aws-backup/latest/devguide/encryption.html`, VIA_SERVICE],
  },
  {
    id: 'cloudtrail',
    title: 'AWS CloudTrail (trails)',
    viaServices: [],
    // Not in KMS's table: trails are written by the service's principal and read through Amazon S3.
    provision: [],
    read: [],
    write: [],
    context: { key: 'aws:cloudtrail:arn', value: 'arn:${Partition}:cloudtrail:*:${Account}:trail/*', binds: false },
    // An organization's trail carries the management account's id and ARN. Event data stores carry no source condition at all.
    principals: [
      {
        principal: 'cloudtrail',
        regional: false,
        actions: ['kms:GenerateDataKey*'],
        sourceAccount: true,
        sourceArn: 'arn:${Partition}:cloudtrail:*:${Account}:trail/*',
        context: { key: 'aws:cloudtrail:arn', value: 'arn:${Partition}:cloudtrail:*:${Account}:trail/*' },
        source: TRAIL_PAGE,
      },
      {
        principal: 'cloudtrail',
        regional: false,
        actions: ['kms:DescribeKey'],
        sourceAccount: true,
        sourceArn: 'arn:${Partition}:cloudtrail:*:${Account}:trail/*',
        source: TRAIL_PAGE,
      },
      {
        // For a bucket with a bucket key. AWS shows it bare, and recommends aws:SourceArn for the whole policy.
        principal: 'cloudtrail',
        regional: false,
        actions: ['kms:Decrypt'],
        sourceAccount: false,
        sourceArn: 'arn:${Partition}:cloudtrail:*:${Account}:trail/*',
        source: TRAIL_PAGE,
      },
    ],
    sources: [TRAIL_PAGE, VIA_SERVICE],
  },
  {
    id: 'events',
    title: 'Amazon EventBridge',
    viaServices: ['events'],
    provision: [
      'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:Decrypt', 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
    ],
    // Whoever makes or lists rules and targets on the bus needs Decrypt.
    read: ['kms:Decrypt'],
    // AWS lists no permission on the key for PutEvents: the service's principal encrypts.
    write: [],
    context: { key: 'aws:events:event-bus:arn', value: 'arn:${Partition}:events:${Region}:${Account}:event-bus/*', binds: false },
    principals: [
      {
        principal: 'events',
        regional: false,
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        sourceAccount: true,
        sourceArn: 'arn:${Partition}:events:${Region}:${Account}:event-bus/*',
        context: { key: 'aws:events:event-bus:arn', value: 'arn:${Partition}:events:${Region}:${Account}:event-bus/*' },
        source: BUS_PAGE,
      },
      // AWS shows it without conditions, unlike the statement above.
      { principal: 'events', regional: false, actions: ['kms:DescribeKey'], sourceAccount: false, source: BUS_PAGE },
    ],
    sources: [BUS_PAGE, `${DOCS}/eventbridge/latest/userguide/eb-encryption-key-policy.html`, VIA_SERVICE],
  },
  {
    id: 'redshift',
    title: 'Amazon Redshift',
    viaServices: ['redshift'],
    provision: ['kms:DescribeKey', 'kms:CreateGrant', 'kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
    // The Data API makes a grant on the caller's behalf.
    read: ['kms:CreateGrant'],
    write: [],
    principals: [],
    sources: [`${DOCS}/redshift/latest/mgmt/authorizing-kms-customer-managed-key.html`, `${DOCS}/redshift/latest/mgmt/data-api-kms.html`, VIA_SERVICE],
  },
  {
    id: 'elasticache',
    title: 'Amazon ElastiCache',
    // AWS: a condition must name `dax` beside `elasticache`, since either may be in the request.
    viaServices: ['elasticache', 'dax'],
    // The page tells of a grant for each cache and backup, but lists no permissions: the others are cautious.
    provision: ['kms:DescribeKey', 'kms:CreateGrant', 'kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
    read: [],
    write: [],
    principals: [],
    sources: [`${DOCS}/AmazonElastiCache/latest/dg/at-rest-encryption.html`, VIA_SERVICE],
  },
  {
    id: 'ecr',
    title: 'Amazon ECR',
    viaServices: ['ecr'],
    // RetireGrant is for deletion, and AWS wants it in the identity policy.
    provision: ['kms:DescribeKey', 'kms:CreateGrant', 'kms:RetireGrant'],
    // Pushes and pulls use the repository's grants.
    read: [],
    write: [],
    context: { key: 'aws:ecr:arn', value: 'arn:${Partition}:ecr:${Region}:${Account}:repository/*', binds: false },
    principals: [],
    sources: [`${DOCS}/AmazonECR/latest/userguide/encryption-at-rest.html`, VIA_SERVICE],
  },
  {
    id: 'cloudfront',
    title: 'Amazon CloudFront (origin access control)',
    viaServices: [],
    // Not in KMS's table: a distribution calls as the service's principal.
    provision: [],
    read: [],
    write: [],
    principals: [{
      principal: 'cloudfront',
      regional: false,
      actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*'],
      sourceAccount: false,
      sourceArn: 'arn:${Partition}:cloudfront::${Account}:distribution/*',
      source: OAC_PAGE,
    }],
    sources: [OAC_PAGE, VIA_SERVICE],
  },
];
