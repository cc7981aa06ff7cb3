/** A property that names a role which a service assumes: whoever sets it passes the role. */
export interface PassRoleTarget {
  readonly type: string;
  /** The property, `*` for each element of an array. */
  readonly property: string;
  /** The value of `iam:PassedToService`. */
  readonly service: string;
  readonly source: string;
}

const DOCS = 'https://docs.aws.amazon.com';

/** To which service a role is passed by which property. A type without a row passes none. */
export const PASS_ROLE_TARGETS: readonly PassRoleTarget[] = [
  { type: 'AWS::Lambda::Function', property: 'Role', service: 'lambda.amazonaws.com', source: `${DOCS}/lambda/latest/dg/lambda-intro-execution-role.html` },
  { type: 'AWS::RDS::DBInstance', property: 'MonitoringRoleArn', service: 'monitoring.rds.amazonaws.com', source: `${DOCS}/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html` },
  { type: 'AWS::RDS::DBCluster', property: 'MonitoringRoleArn', service: 'monitoring.rds.amazonaws.com', source: `${DOCS}/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html` },
  { type: 'AWS::RDS::DBInstance', property: 'AssociatedRoles.*.RoleArn', service: 'rds.amazonaws.com', source: `${DOCS}/AmazonRDS/latest/UserGuide/PostgreSQL-Lambda.html` },
  { type: 'AWS::RDS::DBInstance', property: 'DomainIAMRoleName', service: 'rds.amazonaws.com', source: `${DOCS}/AmazonRDS/latest/UserGuide/postgresql-kerberos-setting-up.html` },
  { type: 'AWS::RDS::DBCluster', property: 'AssociatedRoles.*.RoleArn', service: 'rds.amazonaws.com', source: `${DOCS}/AmazonRDS/latest/UserGuide/PostgreSQL-Lambda.html` },
  { type: 'AWS::RDS::DBCluster', property: 'DomainIAMRoleName', service: 'rds.amazonaws.com', source: `${DOCS}/AmazonRDS/latest/UserGuide/postgresql-kerberos-setting-up.html` },
  { type: 'AWS::S3::Bucket', property: 'ReplicationConfiguration.Role', service: 's3.amazonaws.com', source: `${DOCS}/AmazonS3/latest/userguide/replication-walkthrough1.html` },
  { type: 'AWS::SNS::Topic', property: 'DeliveryStatusLogging.*.SuccessFeedbackRoleArn', service: 'sns.amazonaws.com', source: `${DOCS}/sns/latest/dg/msg-status-cloudformation.html` },
  { type: 'AWS::SNS::Topic', property: 'DeliveryStatusLogging.*.FailureFeedbackRoleArn', service: 'sns.amazonaws.com', source: `${DOCS}/sns/latest/dg/msg-status-cloudformation.html` },
  { type: 'AWS::SNS::Subscription', property: 'SubscriptionRoleArn', service: 'sns.amazonaws.com', source: `${DOCS}/sns/latest/dg/prereqs-kinesis-data-firehose.html` },
  { type: 'AWS::Events::Rule', property: 'RoleArn', service: 'events.amazonaws.com', source: `${DOCS}/eventbridge/latest/userguide/eb-use-identity-based.html` },
  { type: 'AWS::Events::Rule', property: 'Targets.*.RoleArn', service: 'events.amazonaws.com', source: `${DOCS}/eventbridge/latest/userguide/eb-use-identity-based.html` },
  { type: 'AWS::EC2::FlowLog', property: 'DeliverLogsPermissionArn', service: 'vpc-flow-logs.amazonaws.com', source: `${DOCS}/vpc/latest/userguide/flow-logs-cwl.html` },
  { type: 'AWS::EC2::FlowLog', property: 'DeliverLogsPermissionArn', service: 'delivery.logs.amazonaws.com', source: `${DOCS}/vpc/latest/userguide/flow-logs-firehose.html` },
  { type: 'AWS::SecretsManager::RotationSchedule', property: 'ExternalSecretRotationRoleArn', service: 'secretsmanager.amazonaws.com', source: `${DOCS}/secretsmanager/latest/userguide/mes-security.html` },
  { type: 'AWS::ECS::TaskDefinition', property: 'TaskRoleArn', service: 'ecs-tasks.amazonaws.com', source: `${DOCS}/AmazonECS/latest/developerguide/task-iam-roles.html` },
  { type: 'AWS::ECS::TaskDefinition', property: 'ExecutionRoleArn', service: 'ecs-tasks.amazonaws.com', source: `${DOCS}/AmazonECS/latest/developerguide/task_execution_IAM_role.html` },
  { type: 'AWS::StepFunctions::StateMachine', property: 'RoleArn', service: 'states.amazonaws.com', source: `${DOCS}/step-functions/latest/dg/procedure-create-iam-role.html` },
  { type: 'AWS::ApiGateway::Account', property: 'CloudWatchRoleArn', service: 'apigateway.amazonaws.com', source: `${DOCS}/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-account.html` },
  { type: 'AWS::CodeBuild::Project', property: 'ServiceRole', service: 'codebuild.amazonaws.com', source: `${DOCS}/codebuild/latest/userguide/setting-up-service-role.html` },
  { type: 'AWS::CodeBuild::Project', property: 'BuildBatchConfig.ServiceRole', service: 'codebuild.amazonaws.com', source: `${DOCS}/codebuild/latest/userguide/setting-up-service-role.html` },
  { type: 'AWS::CodeBuild::Project', property: 'ResourceAccessRole', service: 'codebuild.amazonaws.com', source: `${DOCS}/codebuild/latest/userguide/setting-up-service-role.html` },
  // whoever adds a role to an instance profile, or launches with the profile, passes the role to EC2
  { type: 'AWS::IAM::InstanceProfile', property: 'Roles.*', service: 'ec2.amazonaws.com', source: `${DOCS}/IAM/latest/UserGuide/troubleshoot_iam-ec2.html` },
  { type: 'AWS::EC2::Instance', property: 'IamInstanceProfile', service: 'ec2.amazonaws.com', source: `${DOCS}/IAM/latest/UserGuide/troubleshoot_iam-ec2.html` },
];
