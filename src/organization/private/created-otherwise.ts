import type { CreatingAction } from './creating-actions';

const rest = (collection: string, ...methods: readonly string[]): readonly CreatingAction[] =>
  ['POST', ...methods].map((method) => ({ action: `apigateway:${method}`, resource: `arn:\${Partition}:apigateway:*::/${collection}` }));
const actions = (...names: readonly string[]): readonly CreatingAction[] => names.map((action) => ({ action }));

/**
 * What makes a resource of a type without being named for it, beside what is.
 *
 * Source: AWS's service authorization reference, https://docs.aws.amazon.com/service-authorization/latest/reference/ and, where one is named, the page
 * above the row.
 */
export const CREATED_OTHERWISE: Readonly<Record<string, readonly CreatingAction[]>> = {
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
  'AWS::ApiGateway::RestApi': rest('restapis'),
  'AWS::ApiGateway::DomainName': rest('domainnames'),
  'AWS::ApiGateway::UsagePlan': rest('usageplans'),
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
  // an import is a PUT: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
  'AWS::ApiGatewayV2::Api': rest('apis', 'PUT'),
  'AWS::ApiGatewayV2::DomainName': rest('domainnames'),
  'AWS::ApiGatewayV2::VpcLink': rest('vpclinks'),
  'AWS::CloudWatch::Alarm': actions('cloudwatch:PutMetricAlarm'),
  // its schema names no handlers: Amazon DocumentDB is made by RDS's own actions
  // https://docs.aws.amazon.com/documentdb/latest/developerguide/UsingWithRDS.IAM.html
  'AWS::DocDB::DBCluster': actions('rds:CreateDBCluster', 'rds:RestoreDBClusterFromSnapshot', 'rds:RestoreDBClusterToPointInTime'),
  'AWS::DocDB::DBInstance': actions('rds:CreateDBInstance'),
  'AWS::DynamoDB::GlobalTable': actions(
    'dynamodb:CreateTable', 'dynamodb:ImportTable', 'dynamodb:RestoreTableFromAwsBackup', 'dynamodb:RestoreTableFromBackup', 'dynamodb:RestoreTableToPointInTime',
  ),
  'AWS::EC2::EIP': actions('ec2:AllocateAddress'),
  // spot requests and fleets are asked for by their own action; the instances are then run by a service-linked role, which no policy of an organization binds
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html
  // and so they are for groups and node groups: https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html
  'AWS::EC2::Instance': actions(
    'autoscaling:CreateAutoScalingGroup', 'ec2:CreateFleet', 'ec2:RequestSpotFleet', 'ec2:RequestSpotInstances',
    'ec2:RunScheduledInstances', 'eks:CreateNodegroup',
  ),
  'AWS::EC2::Subnet': actions('ec2:CreateDefaultSubnet'),
  'AWS::EC2::VPC': actions('ec2:CreateDefaultVpc'),
  // a replica is a file system of its own, where none is named
  // https://docs.aws.amazon.com/efs/latest/ug/API_CreateReplicationConfiguration.html
  'AWS::EFS::FileSystem': actions('elasticfilesystem:CreateReplicationConfiguration'),
  // a replica is a key of its own in another Region
  // https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-replicate.html
  'AWS::KMS::Key': actions('kms:ReplicateKey'),
  'AWS::KMS::ReplicaKey': actions('kms:ReplicateKey'),
  'AWS::Lightsail::Instance': actions('lightsail:CreateInstancesFromSnapshot'),
  'AWS::NeptuneGraph::Graph': actions('neptune-graph:CreateGraphUsingImportTask'),
  // a replica is a secret of its own in another Region
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
  'AWS::SecretsManager::Secret': actions('secretsmanager:ReplicateSecretToRegions'),
  // the older action makes the same domain
  // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
  'AWS::OpenSearchService::Domain': actions('es:CreateElasticsearchDomain'),
  'AWS::Redshift::Cluster': actions('redshift:RestoreFromClusterSnapshot'),
  'AWS::MSK::ServerlessCluster': actions('kafka:CreateClusterV2'),
  'AWS::S3Express::DirectoryBucket': actions('s3express:CreateBucket'),
};
