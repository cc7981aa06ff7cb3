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
  'AWS::ApiGateway::RestApi': [],
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
  'AWS::CertificateManager::Certificate': ['DomainName', 'DomainValidationOptions', 'KeyAlgorithm', 'SubjectAlternativeNames', 'ValidationMethod'],
  'AWS::CloudFront::Distribution': [],
  'AWS::CloudFront::KeyGroup': [],
  'AWS::CloudFront::PublicKey': ['PublicKeyConfig'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['Name', 'Scheme', 'Type'],
  'AWS::GlobalAccelerator::Accelerator': [],
  'AWS::Route53::HostedZone': ['Name'],
  'AWS::Route53::KeySigningKey': ['HostedZoneId', 'KeyManagementServiceArn', 'Name'],
  'AWS::WAFv2::IPSet': ['IPAddressVersion', 'Name', 'Scope'],
  'AWS::WAFv2::RegexPatternSet': ['Name', 'Scope'],
  'AWS::WAFv2::RuleGroup': ['Capacity', 'Name', 'Scope'],
  'AWS::WAFv2::WebACL': ['Name', 'Scope'],
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
