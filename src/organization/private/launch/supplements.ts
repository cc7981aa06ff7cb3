import type { Phase } from './needs';

/** What a type needs beyond what its handlers say. */
export interface Supplement {
  readonly type: string;
  readonly phases: readonly Phase[];
  readonly actions: readonly string[];
  /** The property without which it is not needed, `*` for each element of an array, `**` for anything in between. */
  readonly when?: string;
  /** A text without which it is not needed. */
  readonly mentions?: string;
  /** The service through which a key is used. */
  readonly viaService?: string;
  /** The service whose role is created, if there is none yet. */
  readonly serviceLinkedRole?: string;
  readonly why: string;
  readonly source: string;
}

const DOCS = 'https://docs.aws.amazon.com';

/** What the published schemas leave out, by AWS's pages; the roles of services are here too, since a handler does not say which one. */
export const SUPPLEMENTS: readonly Supplement[] = [
  {
    type: 'AWS::CloudFront::Distribution', phases: ['create', 'update'], when: 'DistributionConfig.**.LambdaFunctionAssociations', serviceLinkedRole: 'replicator.lambda.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'lambda@edge creates its replication service-linked role with the first association',
    source: `${DOCS}/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html`,
  },
  {
    type: 'AWS::CloudFront::Distribution', phases: ['create', 'update'], when: 'DistributionConfig.**.LambdaFunctionAssociations', serviceLinkedRole: 'logger.cloudfront.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'lambda@edge creates its log service-linked role with the first association',
    source: `${DOCS}/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html`,
  },
  {
    type: 'AWS::CloudFront::Distribution', phases: ['create', 'update'], when: 'DistributionConfig.**.LambdaFunctionAssociations',
    actions: ['lambda:GetFunction', 'lambda:EnableReplication*'],
    why: 'lambda@edge replicates the function with the caller\'s permissions',
    source: `${DOCS}/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html`,
  },
  {
    type: 'AWS::CloudFront::Distribution', phases: ['create', 'update'], when: 'DistributionConfig.Logging',
    actions: ['s3:GetBucketAcl', 's3:PutBucketAcl'],
    why: 'turning on standard logging changes the acl of the log bucket with the caller\'s permissions',
    source: `${DOCS}/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html#AccessLogsBucketAndFileOwnership`,
  },
  {
    type: 'AWS::CloudFront::Distribution', phases: ['update', 'delete'], when: 'DistributionConfig.**.LambdaFunctionAssociations',
    actions: ['lambda:DisableReplication*'],
    why: 'taking a function off the distribution lets lambda@edge delete its replicas',
    source: `${DOCS}/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html`,
  },
  {
    type: 'AWS::CloudFront::Distribution', phases: ['delete'],
    actions: ['cloudfront:UpdateDistribution'],
    why: 'a distribution must be disabled before it can be deleted, which needs permission to update it',
    source: `${DOCS}/cloudfront/latest/APIReference/API_DeleteDistribution.html`,
  },
  {
    type: 'AWS::CloudWatch::Alarm', phases: ['create', 'update'], mentions: ':automate:', serviceLinkedRole: 'events.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'an alarm with ec2 actions creates the cloudwatch events service-linked role',
    source: 'https://github.com/sophos-iaas/aws-cf-templates/issues/23',
  },
  {
    type: 'AWS::CodeBuild::Project', phases: ['create'],
    actions: ['codebuild:CreateProject', 'iam:PassRole'],
    why: 'the schema has no handlers; the permissions reference lists both for createproject',
    source: `${DOCS}/codebuild/latest/userguide/auth-and-access-control-permissions-reference.html`,
  },
  {
    type: 'AWS::CodeBuild::Project', phases: ['create', 'update'], when: 'Visibility',
    actions: ['codebuild:UpdateProjectVisibility', 'iam:PassRole'],
    why: 'the permissions reference lists both for a change of the visibility',
    source: `${DOCS}/codebuild/latest/userguide/auth-and-access-control-permissions-reference.html`,
  },
  {
    type: 'AWS::CodeBuild::Project', phases: ['read'],
    actions: ['codebuild:BatchGetProjects'],
    why: 'the schema has no handlers; the permissions reference lists it for reading a project',
    source: `${DOCS}/codebuild/latest/userguide/auth-and-access-control-permissions-reference.html`,
  },
  {
    type: 'AWS::CodeBuild::Project', phases: ['update'],
    actions: ['codebuild:UpdateProject', 'iam:PassRole'],
    why: 'the schema has no handlers; the permissions reference lists both for updateproject',
    source: `${DOCS}/codebuild/latest/userguide/auth-and-access-control-permissions-reference.html`,
  },
  {
    type: 'AWS::CodeBuild::Project', phases: ['delete'],
    actions: ['codebuild:DeleteProject'],
    why: 'the schema has no handlers; the permissions reference lists it for deleting a project',
    source: `${DOCS}/codebuild/latest/userguide/auth-and-access-control-permissions-reference.html`,
  },
  {
    type: 'AWS::DynamoDB::GlobalTable', phases: ['create', 'update'], when: 'Replicas.*.KinesisStreamSpecification', serviceLinkedRole: 'kinesisreplication.dynamodb.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'dynamodb creates the kinesis replication service-linked role for a stream destination',
    source: `${DOCS}/amazondynamodb/latest/developerguide/kds_iam.html`,
  },
  {
    type: 'AWS::DynamoDB::GlobalTable', phases: ['create', 'update'], when: 'Replicas.*.ContributorInsightsSpecification', serviceLinkedRole: 'contributorinsights.dynamodb.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'dynamodb creates the contributor insights service-linked role',
    source: `${DOCS}/amazondynamodb/latest/developerguide/Contributor_Insights_IAM.html`,
  },
  {
    type: 'AWS::DynamoDB::GlobalTable', phases: ['create', 'update'], when: 'Replicas', serviceLinkedRole: 'replication.dynamodb.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'adding a replica creates the replication service-linked role',
    source: `${DOCS}/amazondynamodb/latest/developerguide/V2gt_IAM.html`,
  },
  {
    type: 'AWS::DynamoDB::Table', phases: ['create', 'update'], when: 'KinesisStreamSpecification', serviceLinkedRole: 'kinesisreplication.dynamodb.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'dynamodb creates the kinesis replication service-linked role for a stream destination',
    source: `${DOCS}/amazondynamodb/latest/developerguide/kds_iam.html`,
  },
  {
    type: 'AWS::DynamoDB::Table', phases: ['create', 'update'], when: 'ContributorInsightsSpecification', serviceLinkedRole: 'contributorinsights.dynamodb.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'dynamodb creates the contributor insights service-linked role',
    source: `${DOCS}/amazondynamodb/latest/developerguide/Contributor_Insights_IAM.html`,
  },
  {
    type: 'AWS::EC2::EIP', phases: ['read'], when: 'Tags',
    actions: ['ec2:DescribeTags'],
    why: 'the tagging section of the schema lists it, and no handler does',
    source: 'https://schema.cloudformation.us-east-1.amazonaws.com/aws-ec2-eip.json',
  },
  {
    type: 'AWS::EC2::FlowLog', phases: ['create'], when: 'LogFormat',
    actions: ['ecs:ListClusters', 'ecs:ListContainerInstances', 'ecs:ListServices', 'ecs:ListTaskDefinitions', 'ecs:ListTasks'],
    why: 'the service authorization reference lists them as dependent actions of createflowlogs, for the ecs fields of a log format',
    source: `${DOCS}/service-authorization/latest/reference/list_amazonec2.html`,
  },
  {
    type: 'AWS::EC2::FlowLog', phases: ['create'], when: 'LogDestinationType', mentions: 'kinesis-data-firehose',
    actions: ['firehose:TagDeliveryStream'],
    why: 'a flow log to a firehose stream tags the stream for log delivery',
    source: `${DOCS}/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html`,
  },
  {
    type: 'AWS::EC2::FlowLog', phases: ['create'], when: 'LogDestinationType', mentions: 'kinesis-data-firehose', serviceLinkedRole: 'delivery.logs.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'the first log delivery to firehose creates the log delivery service-linked role',
    source: `${DOCS}/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html`,
  },
  {
    type: 'AWS::EC2::FlowLog', phases: ['create'], when: 'LogDestinationType', mentions: 's3',
    actions: ['logs:DeleteLogDelivery'],
    why: 'the principal that creates a flow log to s3 must have both log delivery actions',
    source: `${DOCS}/vpc/latest/userguide/flow-logs-s3-create-flow-log.html`,
  },
  {
    type: 'AWS::EC2::FlowLog', phases: ['create'], when: 'DeliverCrossAccountRole',
    actions: ['logs:DeleteLogDelivery', 'logs:ListLogDeliveries', 'logs:GetLogDelivery'],
    why: 'cross-account delivery to firehose lists these for the source account role',
    source: `${DOCS}/vpc/latest/userguide/flow-logs-firehose.html`,
  },
  {
    type: 'AWS::EC2::VPCEndpoint', phases: ['create'], when: 'PrivateDnsEnabled',
    actions: ['route53:AssociateVPCWithHostedZone'],
    why: 'the service authorization reference lists it as a dependent action of createvpcendpoint; private dns associates a hosted zone with the vpc',
    source: `${DOCS}/service-authorization/latest/reference/list_amazonec2.html`,
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', phases: ['create'],
    actions: ['ec2:DescribeAccountAttributes', 'ec2:DescribeAddresses', 'ec2:DescribeInternetGateways', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
    why: 'createloadbalancer checks the network with the caller\'s permissions',
    source: `${DOCS}/elasticloadbalancing/latest/userguide/elb-api-permissions.html`,
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', phases: ['create'], serviceLinkedRole: 'elasticloadbalancing.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'elastic load balancing creates its service-linked role with the first load balancer',
    source: 'https://github.com/brentley/ecsworkshop/issues/32',
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', phases: ['update'],
    actions: ['ec2:DescribeSubnets'],
    why: 'setsubnets and setipaddresstype look up the subnets with the caller\'s permissions',
    source: `${DOCS}/elasticloadbalancing/latest/userguide/elb-api-permissions.html`,
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::TargetGroup', phases: ['create', 'update'], when: 'Targets',
    actions: ['ec2:DescribeInstances', 'ec2:DescribeInternetGateways', 'ec2:DescribeSubnets'],
    why: 'registertargets looks up the targets with the caller\'s permissions',
    source: `${DOCS}/elasticloadbalancing/latest/userguide/elb-api-permissions.html`,
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::TargetGroup', phases: ['create'],
    actions: ['ec2:DescribeInternetGateways'],
    why: 'createtargetgroup checks the network with the caller\'s permissions',
    source: `${DOCS}/elasticloadbalancing/latest/userguide/elb-api-permissions.html`,
  },
  {
    type: 'AWS::IAM::Role', phases: ['read'], when: 'Tags',
    actions: ['iam:ListRoleTags'],
    why: 'the tagging section of the schema lists it, and no handler does',
    source: 'https://schema.cloudformation.us-east-1.amazonaws.com/aws-iam-role.json',
  },
  {
    type: 'AWS::KMS::Key', phases: ['create'], when: 'MultiRegion', serviceLinkedRole: 'mrk.kms.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'the first multi-region key in an account creates the kms service-linked role',
    source: `${DOCS}/kms/latest/developerguide/multi-region-auth-slr.html`,
  },
  {
    type: 'AWS::Lambda::Function', phases: ['create', 'update'], when: 'Code.ImageUri',
    actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    why: 'the role that creates a function from an image in another account must be able to pull the image',
    source: 'https://repost.aws/knowledge-center/lambda-ecr-image',
  },
  {
    type: 'AWS::Lambda::Function', phases: ['create', 'update'], when: 'Code.ImageUri',
    actions: ['ecr:SetRepositoryPolicy', 'ecr:GetRepositoryPolicy'],
    why: 'lambda adds the image permissions to the repository policy with the caller\'s permissions',
    source: 'https://github.com/awsdocs/aws-lambda-developer-guide/blob/806c0ebf8b3cd6717796359a2cd97e85054a4f1d/doc_source/gettingstarted-images.md',
  },
  {
    type: 'AWS::Lambda::Function', phases: ['read'], when: 'Tags',
    actions: ['lambda:ListTags'],
    why: 'the tagging section of the schema lists it, and no handler does',
    source: 'https://schema.cloudformation.us-east-1.amazonaws.com/aws-lambda-function.json',
  },
  {
    type: 'AWS::Lambda::Function', phases: ['update'], when: 'Layers',
    actions: ['lambda:GetLayerVersion'],
    why: 'adding a layer to a function reads the layer version (the create handler lists it)',
    source: 'https://github.com/awsdocs/aws-lambda-developer-guide/blob/806c0ebf8b3cd6717796359a2cd97e85054a4f1d/doc_source/access-control-identity-based.md',
  },
  {
    type: 'AWS::Logs::LogGroup', phases: ['create', 'update'], when: 'DataProtectionPolicy', mentions: '"S3"',
    actions: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'],
    why: 'a data protection policy with an s3 audit destination updates the bucket policy (the handlers name s3:rest.put.object, which is no iam action)',
    source: `${DOCS}/AmazonCloudWatch/latest/logs/data-protection-policy-permissions.html`,
  },
  {
    type: 'AWS::RDS::DBCluster', phases: ['create'], serviceLinkedRole: 'rds.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'rds creates its service-linked role the first time it is used',
    source: `${DOCS}/AmazonRDS/latest/UserGuide/UsingWithRDS.IAM.ServiceLinkedRoles.html`,
  },
  {
    type: 'AWS::RDS::DBCluster', phases: ['create', 'update'], when: 'PerformanceInsightsKmsKeyId', viaService: 'rds',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    why: 'performance insights needs both permissions on its customer key',
    source: `${DOCS}/AmazonRDS/latest/UserGuide/USER_PerfInsights.access-control.html`,
  },
  {
    type: 'AWS::RDS::DBCluster', phases: ['create', 'update'], when: 'MasterUserSecret.KmsKeyId', viaService: 'secretsmanager',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:CreateGrant'],
    why: 'rds stores the master password in a secret encrypted under the customer key with the caller\'s permissions',
    source: `${DOCS}/AmazonRDS/latest/UserGuide/rds-secrets-manager.html`,
  },
  {
    type: 'AWS::RDS::DBCluster', phases: ['create'],
    actions: ['rds:ModifyDBInstance'],
    why: 'the service authorization reference lists it as a dependent action of modifydbcluster, which the create handler may call',
    source: `${DOCS}/service-authorization/latest/reference/list_amazonrds.html`,
  },
  {
    type: 'AWS::RDS::DBCluster', phases: ['update'], when: 'ManageMasterUserPassword',
    actions: ['secretsmanager:RotateSecret'],
    why: 'a modify that rotates the managed master password needs it',
    source: `${DOCS}/AmazonRDS/latest/UserGuide/rds-secrets-manager.html`,
  },
  {
    type: 'AWS::RDS::DBCluster', phases: ['delete'],
    actions: ['rds:CreateDBSnapshot'],
    why: 'the service authorization reference lists it as a dependent action of deletedbinstance, which the delete handler may call',
    source: `${DOCS}/service-authorization/latest/reference/list_amazonrds.html`,
  },
  {
    type: 'AWS::RDS::DBClusterParameterGroup', phases: ['create'], serviceLinkedRole: 'rds.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'rds creates its service-linked role the first time it is used',
    source: `${DOCS}/AmazonRDS/latest/UserGuide/UsingWithRDS.IAM.ServiceLinkedRoles.html`,
  },
  {
    type: 'AWS::RDS::DBInstance', phases: ['create'], serviceLinkedRole: 'rds.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'rds creates its service-linked role the first time it is used',
    source: `${DOCS}/AmazonRDS/latest/UserGuide/UsingWithRDS.IAM.ServiceLinkedRoles.html`,
  },
  {
    type: 'AWS::RDS::DBInstance', phases: ['create', 'update'], when: 'PerformanceInsightsKMSKeyId', viaService: 'rds',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    why: 'performance insights needs both permissions on its customer key',
    source: `${DOCS}/AmazonRDS/latest/UserGuide/USER_PerfInsights.access-control.html`,
  },
  {
    type: 'AWS::RDS::DBInstance', phases: ['update'], when: 'ManageMasterUserPassword',
    actions: ['secretsmanager:RotateSecret'],
    why: 'a modify that rotates the managed master password needs it',
    source: `${DOCS}/AmazonRDS/latest/UserGuide/rds-secrets-manager.html`,
  },
  {
    type: 'AWS::RDS::DBParameterGroup', phases: ['create'], serviceLinkedRole: 'rds.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'rds creates its service-linked role the first time it is used',
    source: `${DOCS}/AmazonRDS/latest/UserGuide/UsingWithRDS.IAM.ServiceLinkedRoles.html`,
  },
  {
    type: 'AWS::RDS::DBSubnetGroup', phases: ['create'], serviceLinkedRole: 'rds.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'rds creates its service-linked role the first time it is used',
    source: `${DOCS}/AmazonRDS/latest/UserGuide/UsingWithRDS.IAM.ServiceLinkedRoles.html`,
  },
  {
    type: 'AWS::S3::Bucket', phases: ['create', 'update'], when: 'MetadataConfiguration.**.EncryptionConfiguration.KmsKeyArn', viaService: 's3',
    actions: ['kms:DescribeKey'],
    why: 'the service authorization reference lists it as a dependent action of the metadata table configuration with a customer key',
    source: `${DOCS}/service-authorization/latest/reference/list_amazons3.html`,
  },
  {
    type: 'AWS::S3::Bucket', phases: ['create'], when: 'AccessControl',
    actions: ['s3:PutBucketAcl'],
    why: 'a bucket created with a canned acl such as log-delivery-write needs the acl permission as well as createbucket',
    source: `${DOCS}/AmazonS3/latest/API/API_CreateBucket.html`,
  },
  {
    type: 'AWS::SecretsManager::SecretTargetAttachment', phases: ['create', 'update', 'delete'], viaService: 'secretsmanager',
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    why: 'the handler rewrites the secret value, which is encrypted under the customer key of the secret',
    source: `${DOCS}/secretsmanager/latest/userguide/security-encryption.html`,
  },
  {
    type: 'AWS::SecretsManager::SecretTargetAttachment', phases: ['read'], viaService: 'secretsmanager',
    actions: ['kms:Decrypt'],
    why: 'the read handler calls getsecretvalue, which decrypts with the customer key of the secret',
    source: `${DOCS}/secretsmanager/latest/apireference/API_GetSecretValue.html`,
  },
  {
    type: 'AWS::Shield::Protection', phases: ['create', 'update'], when: 'ApplicationLayerAutomaticResponseConfiguration',
    actions: ['cloudfront:GetDistribution'],
    why: 'the service authorization reference lists it as a dependent action of enabling the automatic response on a distribution',
    source: `${DOCS}/service-authorization/latest/reference/list_awsshield.html`,
  },
  {
    type: 'AWS::Shield::Protection', phases: ['create', 'update'], when: 'ApplicationLayerAutomaticResponseConfiguration',
    actions: ['elasticloadbalancing:GetLoadBalancerWebACL'],
    why: 'the service authorization reference lists it as a dependent action of wafv2:getwebaclforresource on a load balancer',
    source: `${DOCS}/service-authorization/latest/reference/list_awswafv2.html`,
  },
  {
    type: 'AWS::Shield::Protection', phases: ['create', 'update'], when: 'ApplicationLayerAutomaticResponseConfiguration', serviceLinkedRole: 'shield.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'automatic application layer mitigation uses the shield service-linked role',
    source: `${DOCS}/waf/latest/developerguide/shd-using-service-linked-roles.html`,
  },
  {
    type: 'AWS::WAFv2::LoggingConfiguration', phases: ['create', 'update'], serviceLinkedRole: 'wafv2.amazonaws.com',
    actions: ['iam:CreateServiceLinkedRole'],
    why: 'logging to firehose creates the waf logging service-linked role',
    source: `${DOCS}/waf/latest/developerguide/using-service-linked-roles.html`,
  },
  {
    type: 'AWS::WAFv2::LoggingConfiguration', phases: ['create', 'update'],
    actions: ['logs:DeleteLogDelivery'],
    why: 'the documented permissions for waf logs to s3 or a log group have both log delivery actions',
    source: `${DOCS}/waf/latest/developerguide/logging-cw-logs.html`,
  },
];
