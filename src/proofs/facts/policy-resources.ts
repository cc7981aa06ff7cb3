import { resourcePage } from './resource-page';

/** Where a resource type keeps a policy about who may use it, or about what it is attached to. */
export interface PolicyResource {
  readonly type: string;
  /** Property with the policy document. */
  readonly document: string;
  /** Field of that property that is the document, where its value has more than that. */
  readonly field?: string;
  /** Property that names what the policy is for, one or many; the resource itself where not given. */
  readonly target?: string;
  /** Type of what it is for. */
  readonly targetType: string;
  /**
   * `bound`: nobody gets further than the policy allows, whatever identity policies say (keys, roles, endpoints); `shared`: within the
   * account an identity policy is enough.
   */
  readonly reach: 'bound' | 'shared';
  /** The actions that it decides about, a last `*` for all of a service. */
  readonly actions: readonly string[];
  /** What is appended to the ARN for the parts that it also decides about, such as a bucket's objects. */
  readonly parts?: string;
  /** Its ARN, for `Fn::Sub`, where no attribute gives it; `${Ref}` is the reference to the resource. */
  readonly arn?: string;
  /** Whether it is a policy of the whole account, which is there without it. */
  readonly isOfAccount?: boolean;
  /** Whether requests are for its parts only. */
  readonly isOnlyParts?: boolean;
  /** What its own policy may write for the ARN of the resource. */
  readonly shortArn?: string;
  /** Whether its methods say whom the policy is asked about, and the network who is inside. */
  readonly isApi?: boolean;
  /** Whether ACLs may give access beside the policy. */
  readonly hasAcls?: boolean;
  /** What is taken for granted of it, by id. */
  readonly assumptions?: readonly string[];
  /** Whether what passes through it may be anybody's. */
  readonly isPassage?: boolean;
  /** What everybody may call where the resource has no policy. */
  readonly openActions?: readonly string[];
  readonly source: string;
}

/** The statement of a policy that AWS attaches where a template has none. */
export const DEFAULT_POLICY = 'the default policy';

const policyOf = (type: string, targetType: string, document: string, actions: readonly string[], target?: string, reach: PolicyResource['reach'] = 'shared'): PolicyResource =>
  ({ type, document, target, targetType, reach, actions, source: resourcePage(type) });

/** Calling a method of an API. */
export const INVOKE_API = 'execute-api:Invoke';

/** Policies that CloudFormation attaches to resources. */
export const POLICY_RESOURCES: readonly PolicyResource[] = [
  policyOf('AWS::KMS::Key', 'AWS::KMS::Key', 'KeyPolicy', ['kms:*'], undefined, 'bound'),
  policyOf('AWS::KMS::ReplicaKey', 'AWS::KMS::ReplicaKey', 'KeyPolicy', ['kms:*'], undefined, 'bound'),
  policyOf('AWS::IAM::Role', 'AWS::IAM::Role', 'AssumeRolePolicyDocument', ['sts:*'], undefined, 'bound'),
  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  { ...policyOf('AWS::EC2::VPCEndpoint', 'AWS::EC2::VPCEndpoint', 'PolicyDocument', ['*'], undefined, 'bound'), isPassage: true, openActions: ['*'] },
  {
    ...policyOf('AWS::S3::BucketPolicy', 'AWS::S3::Bucket', 'PolicyDocument', ['s3:*'], 'Bucket'),
    parts: '/*',
    hasAcls: true,
    assumptions: ['acls-are-off-by-default'],
  },
  { ...policyOf('AWS::S3Express::BucketPolicy', 'AWS::S3Express::DirectoryBucket', 'PolicyDocument', ['s3express:*'], 'Bucket'), parts: '/*' },
  { ...policyOf('AWS::S3Tables::TableBucketPolicy', 'AWS::S3Tables::TableBucket', 'ResourcePolicy', ['s3tables:*'], 'TableBucketARN'), parts: '/*' },
  policyOf('AWS::S3Tables::TablePolicy', 'AWS::S3Tables::Table', 'ResourcePolicy', ['s3tables:*'], 'TableARN'),
  policyOf('AWS::SQS::QueuePolicy', 'AWS::SQS::Queue', 'PolicyDocument', ['sqs:*'], 'Queues'),
  policyOf('AWS::SQS::QueueInlinePolicy', 'AWS::SQS::Queue', 'PolicyDocument', ['sqs:*'], 'Queue'),
  policyOf('AWS::SNS::TopicPolicy', 'AWS::SNS::Topic', 'PolicyDocument', ['sns:*'], 'Topics'),
  policyOf('AWS::SNS::TopicInlinePolicy', 'AWS::SNS::Topic', 'PolicyDocument', ['sns:*'], 'TopicArn'),
  policyOf('AWS::SecretsManager::ResourcePolicy', 'AWS::SecretsManager::Secret', 'ResourcePolicy', ['secretsmanager:*'], 'SecretId'),
  policyOf('AWS::ECR::Repository', 'AWS::ECR::Repository', 'RepositoryPolicyText', ['ecr:*']),
  // the policy of the registry speaks of every repository in it
  { ...policyOf('AWS::ECR::RegistryPolicy', 'AWS::ECR::RegistryPolicy', 'PolicyText', ['ecr:*']), isOfAccount: true },
  {
    ...policyOf('AWS::EFS::FileSystem', 'AWS::EFS::FileSystem', 'FileSystemPolicy', ['elasticfilesystem:*']),
    // https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
    openActions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientRootAccess', 'elasticfilesystem:ClientWrite'],
  },
  { ...policyOf('AWS::Kinesis::ResourcePolicy', 'AWS::Kinesis::Stream', 'ResourcePolicy', ['kinesis:*'], 'ResourceArn'), parts: '/*' },
  { ...policyOf('AWS::DynamoDB::Table', 'AWS::DynamoDB::Table', 'ResourcePolicy', ['dynamodb:*']), field: 'PolicyDocument', parts: '/*' },
  policyOf('AWS::Backup::BackupVault', 'AWS::Backup::BackupVault', 'AccessPolicy', ['backup:*']),
  policyOf('AWS::Backup::LogicallyAirGappedBackupVault', 'AWS::Backup::LogicallyAirGappedBackupVault', 'AccessPolicy', ['backup:*']),
  {
    ...policyOf('AWS::ApiGateway::RestApi', 'AWS::ApiGateway::RestApi', 'Policy', [INVOKE_API]),
    // who invalidates a cache invokes too, and connections are of WebSocket APIs, which have no policy
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
    arn: 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Ref}',
    parts: '/*',
    isOnlyParts: true,
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
    shortArn: 'execute-api:',
    isApi: true,
    assumptions: ['api-policy-is-deployed', 'api-methods-are-in-templates'],
  },
  policyOf('AWS::CodeArtifact::Domain', 'AWS::CodeArtifact::Domain', 'PermissionsPolicyDocument', ['codeartifact:*']),
  policyOf('AWS::CodeArtifact::Repository', 'AWS::CodeArtifact::Repository', 'PermissionsPolicyDocument', ['codeartifact:*']),
];
