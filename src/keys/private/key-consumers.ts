import { resourcePage } from '../../private/resource-page';

/** Which properties of a resource type name the KMS key that a service encrypts with. */
export interface KeyConsumer {
  readonly type: string;
  /** Paths to properties, `*` for each element of an array. */
  readonly paths: ReadonlyArray<readonly string[]>;
  /** The service's id in the table of services (`service-facts.ts`), whose facts hold for the use of the key. */
  readonly service: string;
  readonly source: string;
}

function consumer(service: string, type: string, ...paths: readonly string[]): KeyConsumer {
  return { type, paths: paths.map((path) => path.split('.')), service, source: resourcePage(type) };
}

/**
 * The properties of each service of the table. A type that uses keys for two services has two rows. Parameter Store has none, since
 * CloudFormation makes no SecureString, and CloudFront none, since a distribution uses the key of its bucket.
 */
export const KEY_CONSUMERS: readonly KeyConsumer[] = [
  consumer(
    's3', 'AWS::S3::Bucket',
    'BucketEncryption.ServerSideEncryptionConfiguration.*.ServerSideEncryptionByDefault.KMSMasterKeyID',
    'ReplicationConfiguration.Rules.*.Destination.EncryptionConfiguration.ReplicaKmsKeyID',
  ),
  consumer('dynamodb', 'AWS::DynamoDB::Table', 'SSESpecification.KMSMasterKeyId'),
  consumer('dynamodb', 'AWS::DynamoDB::GlobalTable', 'Replicas.*.SSESpecification.KMSMasterKeyId'),
  consumer('secretsmanager', 'AWS::SecretsManager::Secret', 'KmsKeyId', 'ReplicaRegions.*.KmsKeyId'),
  consumer('secretsmanager', 'AWS::SecretsManager::RotationSchedule', 'HostedRotationLambda.KmsKeyArn'),
  // A master user's password that the service keeps in Secrets Manager.
  consumer('secretsmanager', 'AWS::RDS::DBInstance', 'MasterUserSecret.KmsKeyId'),
  consumer('secretsmanager', 'AWS::RDS::DBCluster', 'MasterUserSecret.KmsKeyId'),
  consumer('secretsmanager', 'AWS::DocDB::DBCluster', 'MasterUserSecretKmsKeyId'),
  consumer('secretsmanager', 'AWS::Redshift::Cluster', 'MasterPasswordSecretKmsKeyId'),
  consumer('secretsmanager', 'AWS::RedshiftServerless::Namespace', 'AdminPasswordSecretKmsKeyId'),
  consumer('sqs', 'AWS::SQS::Queue', 'KmsMasterKeyId'),
  consumer('sns', 'AWS::SNS::Topic', 'KmsMasterKeyId'),
  consumer('lambda', 'AWS::Lambda::Function', 'KmsKeyArn', 'Code.SourceKMSKeyArn', 'DurableConfig.KMSKeyArn'),
  consumer('lambda', 'AWS::Lambda::EventSourceMapping', 'KmsKeyArn'),
  consumer('logs', 'AWS::Logs::LogGroup', 'KmsKeyId'),
  consumer('logs', 'AWS::Logs::LogAnomalyDetector', 'KmsKeyId'),
  consumer('rds', 'AWS::RDS::DBInstance', 'KmsKeyId', 'PerformanceInsightsKMSKeyId', 'AutomaticBackupReplicationKmsKeyId'),
  consumer('rds', 'AWS::RDS::DBCluster', 'KmsKeyId', 'PerformanceInsightsKmsKeyId'),
  // AWS's table of kms:ViaService has Neptune under rds; that DocumentDB, which Amazon RDS operates too, is so is an inference.
  consumer('rds', 'AWS::Neptune::DBCluster', 'KmsKeyId'),
  consumer('rds', 'AWS::DocDB::DBCluster', 'KmsKeyId'),
  consumer('ec2', 'AWS::EC2::Volume', 'KmsKeyId'),
  consumer('ec2', 'AWS::EC2::Instance', 'BlockDeviceMappings.*.Ebs.KmsKeyId'),
  // Whoever launches from the template uses the key, not who creates it.
  consumer('ec2', 'AWS::EC2::LaunchTemplate', 'LaunchTemplateData.BlockDeviceMappings.*.Ebs.KmsKeyId'),
  consumer('ec2', 'AWS::EC2::EC2Fleet', 'LaunchTemplateConfigs.*.Overrides.*.BlockDeviceMappings.*.Ebs.KmsKeyId'),
  consumer('ec2', 'AWS::ECS::Service', 'VolumeConfigurations.*.ManagedEBSVolume.KmsKeyId'),
  consumer('elasticfilesystem', 'AWS::EFS::FileSystem', 'KmsKeyId', 'ReplicationConfiguration.Destinations.*.KmsKeyId'),
  consumer('kinesis', 'AWS::Kinesis::Stream', 'StreamEncryption.KeyId'),
  consumer('backup', 'AWS::Backup::BackupVault', 'EncryptionKeyArn'),
  consumer('backup', 'AWS::Backup::LogicallyAirGappedBackupVault', 'EncryptionKeyArn'),
  consumer('cloudtrail', 'AWS::CloudTrail::Trail', 'KMSKeyId'),
  consumer('cloudtrail', 'AWS::CloudTrail::EventDataStore', 'KmsKeyId'),
  consumer('events', 'AWS::Events::EventBus', 'KmsKeyIdentifier'),
  consumer('events', 'AWS::Events::Archive', 'KmsKeyIdentifier'),
  consumer('redshift', 'AWS::Redshift::Cluster', 'KmsKeyId'),
  consumer('redshift', 'AWS::Redshift::SnapshotCopyGrant', 'KmsKeyId'),
  consumer('elasticache', 'AWS::ElastiCache::ReplicationGroup', 'KmsKeyId'),
  consumer('elasticache', 'AWS::ElastiCache::ServerlessCache', 'KmsKeyId'),
  consumer('elasticache', 'AWS::ElastiCache::ServerlessCacheSnapshot', 'KmsKeyId'),
  consumer('ecr', 'AWS::ECR::Repository', 'EncryptionConfiguration.KmsKey'),
  consumer('ecr', 'AWS::ECR::RepositoryCreationTemplate', 'EncryptionConfiguration.KmsKey'),
];
