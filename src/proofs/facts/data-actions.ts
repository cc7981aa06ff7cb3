/** An action of a service that makes the service call AWS KMS for the caller, who needs the KMS actions through that service. */
export interface DataAction {
  /** The service's id in the table of services (`src/keys/private/service-facts.ts`). */
  readonly service: string;
  readonly action: string;
  /** What it can cause; the caller needs all of it, though not each call causes each (a cached data key, a small object). */
  readonly kms: readonly string[];
  readonly source: string;
}

const DOCS = 'https://docs.aws.amazon.com';
const OBJECT_PAGE = `${DOCS}/AmazonS3/latest/API/API_UpdateObjectEncryption.html`;
const S3_PAGE = `${DOCS}/AmazonS3/latest/userguide/UsingKMSEncryption.html`;
const MULTIPART_PAGE = `${DOCS}/AmazonS3/latest/userguide/mpuoverview.html`;
const SQS_PAGE = `${DOCS}/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html`;
const REDRIVE_PAGE = `${DOCS}/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html`;
const SNS_PAGE = `${DOCS}/sns/latest/dg/sns-key-management.html`;
const TABLE_PAGE = `${DOCS}/amazondynamodb/latest/developerguide/encryption.usagenotes.html`;
const SECRET_PAGE = `${DOCS}/secretsmanager/latest/userguide/security-encryption.html`;
const STREAM_PAGE = `${DOCS}/streams/latest/dev/permissions-user-key-KMS.html`;
const PARAMETER_PAGE = `${DOCS}/kms/latest/developerguide/services-parameter-store.html`;
const FUNCTION_PAGE = `${DOCS}/lambda/latest/dg/configuration-envvars-encryption.html`;
const STATEMENT_PAGE = `${DOCS}/redshift/latest/mgmt/data-api-kms.html`;
const BUS_PAGE = `${DOCS}/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html`;

function actions(service: string, prefix: string, names: readonly string[], kms: readonly string[], source: string): readonly DataAction[] {
  return names.map((name) => ({ service, action: `${prefix}:${name}`, kms: kms.map((each) => `kms:${each}`), source }));
}

/** What callers cause; of services that are not here (EBS, RDS, EFS, ECR, CloudWatch Logs, CloudTrail) a grant or the service itself uses the key. */
export const DATA_ACTIONS: readonly DataAction[] = [
  ...actions('s3', 's3', ['GetObject', 'GetObjectVersion'], ['Decrypt'], S3_PAGE),
  // Decrypt: completing a multipart upload reads the parts.
  ...actions('s3', 's3', ['PutObject'], ['GenerateDataKey', 'Decrypt'], MULTIPART_PAGE),
  ...actions('s3', 's3', ['UpdateObjectEncryption'], ['Encrypt', 'Decrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'], OBJECT_PAGE),
  ...actions('sqs', 'sqs', ['SendMessage'], ['GenerateDataKey', 'Decrypt'], SQS_PAGE),
  ...actions('sqs', 'sqs', ['ReceiveMessage'], ['Decrypt'], SQS_PAGE),
  ...actions('sqs', 'sqs', ['StartMessageMoveTask'], ['Decrypt', 'GenerateDataKey'], REDRIVE_PAGE),
  ...actions('sns', 'sns', ['Publish'], ['GenerateDataKey', 'Decrypt'], SNS_PAGE),
  // Every access opens the table key; DynamoDB writes with it, and makes it, under its grant.
  ...actions(
    'dynamodb', 'dynamodb',
    [
      'BatchGetItem', 'BatchWriteItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem',
      'PartiQLDelete', 'PartiQLInsert', 'PartiQLSelect', 'PartiQLUpdate',
      // Of streams, which have the table's key; that their readers open it too is an inference.
      'GetRecords',
    ],
    ['Decrypt'], TABLE_PAGE,
  ),
  ...actions('secretsmanager', 'secretsmanager', ['GetSecretValue', 'BatchGetSecretValue'], ['Decrypt'], SECRET_PAGE),
  ...actions('secretsmanager', 'secretsmanager', ['PutSecretValue', 'CreateSecret'], ['GenerateDataKey', 'Decrypt'], SECRET_PAGE),
  // Encrypt: when the key of an existing secret changes.
  ...actions('secretsmanager', 'secretsmanager', ['UpdateSecret'], ['GenerateDataKey', 'Decrypt', 'Encrypt'], SECRET_PAGE),
  // The copy is encrypted in its own Region, with another key.
  ...actions('secretsmanager', 'secretsmanager', ['ReplicateSecretToRegions'], ['Decrypt', 'GenerateDataKey'], SECRET_PAGE),
  ...actions('kinesis', 'kinesis', ['PutRecord', 'PutRecords'], ['GenerateDataKey'], STREAM_PAGE),
  ...actions('kinesis', 'kinesis', ['GetRecords', 'SubscribeToShard'], ['Decrypt'], STREAM_PAGE),
  ...actions('ssm', 'ssm', ['GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory'], ['Decrypt'], PARAMETER_PAGE),
  // Encrypt for standard parameters, GenerateDataKey for advanced ones.
  ...actions('ssm', 'ssm', ['PutParameter'], ['Encrypt', 'GenerateDataKey'], PARAMETER_PAGE),
  // Environment variables: who runs the function needs nothing.
  ...actions('lambda', 'lambda', ['GetFunction', 'GetFunctionConfiguration'], ['Decrypt'], FUNCTION_PAGE),
  ...actions('lambda', 'lambda', ['UpdateFunctionConfiguration'], ['Encrypt', 'CreateGrant', 'Decrypt'], FUNCTION_PAGE),
  // The Data API makes a grant for the caller.
  ...actions('redshift', 'redshift-data', ['ExecuteStatement', 'BatchExecuteStatement'], ['CreateGrant'], STATEMENT_PAGE),
  // Who puts events needs nothing.
  ...actions('events', 'events', ['PutRule', 'PutTargets', 'ListRules', 'ListTargetsByRule'], ['Decrypt'], BUS_PAGE),
];
