import type { ArnFormat } from './arn-formats';
import { format } from './format';

const TABLE = 'arn:${Partition}:dynamodb:${Region}:${Account}:table/${Name}';
const STREAM = `${TABLE}/stream/\${Time}`;
const DOMAIN = 'arn:${Partition}:es:${Region}:${Account}:domain/${Name}';
const VAULT = 'arn:${Partition}:backup:${Region}:${Account}:backup-vault:${Name}';

/** What references to stores of data and their backups give. */
export const DATA_FORMATS: readonly ArnFormat[] = [
  format('AWS::S3::Bucket', { Ref: '${Name}', Arn: 'arn:${Partition}:s3:::${Name}' }, { nameProperty: 'BucketName' }),
  format('AWS::DynamoDB::Table', { Ref: '${Name}', Arn: TABLE, StreamArn: STREAM }, { nameProperty: 'TableName' }),
  // The ARNs are those of the replica in the stack's Region.
  format('AWS::DynamoDB::GlobalTable', { Ref: '${Name}', Arn: TABLE, StreamArn: STREAM, TableId: '${Random}' }, { nameProperty: 'TableName' }),
  format('AWS::EFS::FileSystem', {
    Ref: '${Name}', FileSystemId: '${Name}', Arn: 'arn:${Partition}:elasticfilesystem:${Region}:${Account}:file-system/${Name}',
  }),
  format('AWS::EFS::AccessPoint', {
    Ref: '${Name}', AccessPointId: '${Name}', Arn: 'arn:${Partition}:elasticfilesystem:${Region}:${Account}:access-point/${Name}',
  }),
  format(
    'AWS::RDS::DBInstance',
    { Ref: '${Name}', DBInstanceArn: 'arn:${Partition}:rds:${Region}:${Account}:db:${Name}', DbiResourceId: '${Random}' },
    { nameProperty: 'DBInstanceIdentifier', lowerCase: true },
  ),
  format(
    'AWS::RDS::DBCluster',
    { Ref: '${Name}', DBClusterArn: 'arn:${Partition}:rds:${Region}:${Account}:cluster:${Name}', DBClusterResourceId: '${Random}' },
    { nameProperty: 'DBClusterIdentifier', lowerCase: true },
  ),
  // The page calls Arn that of the stack; the CDK and the schema take it for the domain's, as DomainArn is.
  format('AWS::OpenSearchService::Domain', { Ref: '${Name}', Arn: DOMAIN, DomainArn: DOMAIN }, { nameProperty: 'DomainName' }),
  format('AWS::ElastiCache::ReplicationGroup', { Ref: '${Name}' }, { nameProperty: 'ReplicationGroupId', lowerCase: true }),
  format('AWS::ElastiCache::CacheCluster', { Ref: '${Name}' }, { nameProperty: 'ClusterName', lowerCase: true }),
  format(
    'AWS::ElastiCache::ServerlessCache',
    { Ref: '${Name}', ARN: 'arn:${Partition}:elasticache:${Region}:${Account}:serverlesscache:${Name}' },
    { nameProperty: 'ServerlessCacheName', lowerCase: true },
  ),
  format(
    'AWS::Redshift::Cluster',
    { Ref: '${Name}', ClusterNamespaceArn: 'arn:${Partition}:redshift:${Region}:${Account}:namespace:${Random}' },
    { nameProperty: 'ClusterIdentifier', lowerCase: true },
  ),
  format('AWS::Backup::BackupVault', { Ref: '${Name}', BackupVaultName: '${Name}', BackupVaultArn: VAULT }, { nameProperty: 'BackupVaultName' }),
  format('AWS::Backup::LogicallyAirGappedBackupVault', { Ref: '${Name}', BackupVaultArn: VAULT }, { nameProperty: 'BackupVaultName' }),
  format('AWS::ECR::Repository', { Ref: '${Name}', Arn: 'arn:${Partition}:ecr:${Region}:${Account}:repository/${Name}' }, { nameProperty: 'RepositoryName' }),
];
