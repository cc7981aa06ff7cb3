/**
 * Types that hold what can't be made again: data, or the keys that open it. A replacement loses it, or leaves it behind.
 *
 * @see https://github.com/aws-cloudformation/cfn-lint/blob/main/src/cfnlint/data/AdditionalSpecs/StatefulResources.json
 */
export const STATEFUL_TYPES: readonly string[] = [
  'AWS::Backup::BackupVault', 'AWS::Cognito::UserPool', 'AWS::DocDB::DBCluster', 'AWS::DocDB::DBInstance', 'AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table',
  'AWS::EC2::Volume', 'AWS::EFS::FileSystem', 'AWS::EMR::Cluster', 'AWS::ElastiCache::CacheCluster', 'AWS::ElastiCache::ReplicationGroup',
  'AWS::Elasticsearch::Domain', 'AWS::FSx::FileSystem', 'AWS::KMS::Key', 'AWS::Kinesis::Stream', 'AWS::Logs::LogGroup', 'AWS::Neptune::DBCluster',
  'AWS::Neptune::DBInstance', 'AWS::OpenSearchService::Domain', 'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::Redshift::Cluster', 'AWS::S3::Bucket',
  'AWS::SQS::Queue', 'AWS::SecretsManager::Secret',
  // what that list lacks: a replica opens what its primary encrypted, a zone answers at its own name servers, and others of the same kinds
  'AWS::ACMPCA::CertificateAuthority', 'AWS::Backup::LogicallyAirGappedBackupVault', 'AWS::CloudTrail::EventDataStore', 'AWS::Cognito::IdentityPool',
  'AWS::FSx::Volume', 'AWS::OpenSearchServerless::Collection', 'AWS::S3Vectors::Index', 'AWS::S3Vectors::VectorBucket', 'AWS::Cassandra::Keyspace', 'AWS::Cassandra::Table', 'AWS::CodeCommit::Repository', 'AWS::DocDBElastic::Cluster',
  'AWS::DSQL::Cluster', 'AWS::EC2::VPC', 'AWS::ECR::Repository', 'AWS::ElastiCache::ServerlessCache', 'AWS::KMS::ReplicaKey', 'AWS::MemoryDB::Cluster',
  'AWS::MSK::Cluster', 'AWS::MSK::ServerlessCluster', 'AWS::RDS::GlobalCluster', 'AWS::RedshiftServerless::Namespace', 'AWS::Route53::HostedZone',
  'AWS::S3Express::DirectoryBucket', 'AWS::S3Tables::Table', 'AWS::S3Tables::TableBucket', 'AWS::SNS::Topic', 'AWS::Timestream::Database',
  'AWS::Timestream::InfluxDBInstance', 'AWS::Timestream::Table',
];
