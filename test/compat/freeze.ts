/** Stateful resources of a template by logical id, with the properties whose change makes CloudFormation replace them, or their content. */
export type Frozen = Readonly<Record<string, { readonly type: string; readonly createOnly: Readonly<Record<string, unknown>> }>>;

/** "Update requires: Replacement" in https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ */
const CREATE_ONLY: Readonly<Record<string, readonly string[]>> = {
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  'AWS::KMS::Alias': ['AliasName'],
  'AWS::S3::Bucket': ['BucketName', 'ObjectLockEnabled'],
  'AWS::DynamoDB::GlobalTable': ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
  'AWS::SecretsManager::Secret': ['Name', 'GenerateSecretString'], // another generator is another value, which no server knows
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::IAM::Role': ['RoleName', 'Path'],
  'AWS::EC2::VPC': ['CidrBlock'],
};

export function freeze(template: Record<string, unknown>): Frozen {
  const resources = template.Resources as Record<string, { Type: string; Properties?: Record<string, unknown> }>;
  return Object.fromEntries(Object.entries(resources)
    .filter(([, { Type }]) => Type in CREATE_ONLY)
    .map(([logicalId, { Type, Properties }]) => [logicalId, {
      type: Type,
      createOnly: Object.fromEntries(CREATE_ONLY[Type].filter((name) => Properties?.[name] !== undefined).map((name) => [name, Properties?.[name]])),
    }]));
}
