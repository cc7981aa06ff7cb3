import { type LaunchedResource, STACK_NAME, patternOf } from './template';
import { arnFacts, resourceTypeFacts } from '../facts';

/** How the resource of a type is named in its ARN. */
interface NameFacts {
  readonly type: string;
  /** The kinds of resources of the service authorization reference whose ARN has the name. */
  readonly kinds: readonly string[];
  /** The property that names it. */
  readonly property?: string;
  /** What CloudFormation names it where the property is not set; `<id>` is the logical id. */
  readonly otherwise: string;
  /** The property with the path before the name. */
  readonly path?: string;
  /** What the service writes behind the name. */
  readonly suffix?: string;
}

/**
 * `<stack>-<logical id>-<random>`: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html. Where a name may have no
 * more than 63 characters, both are cut to some 25: what a stack of AWS Service Catalog begins with stays.
 */
const BY_STACK = STACK_NAME;
/** Where capitals are not allowed, the stack's name is in small letters. */
const BY_STACK_SMALL = STACK_NAME.replace('SC-', 'sc-');
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html */
const BY_LOGICAL_ID = '<id>-*';

const named = (type: string, property: string, otherwise: string, kinds: readonly string[], more: Partial<NameFacts> = {}): NameFacts =>
  ({ type, property, otherwise, kinds, ...more });

const NAMES: readonly NameFacts[] = [
  named('AWS::S3::Bucket', 'BucketName', BY_STACK_SMALL, ['s3:bucket', 's3:object']),
  named('AWS::SQS::Queue', 'QueueName', BY_STACK, ['sqs:queue']),
  named('AWS::SNS::Topic', 'TopicName', BY_STACK, ['sns:topic']),
  ...['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].map((type) =>
    named(type, 'TableName', BY_STACK, ['dynamodb:table', 'dynamodb:index', 'dynamodb:stream', 'dynamodb:backup', 'dynamodb:import', 'dynamodb:global-table'])),
  named('AWS::Lambda::Function', 'FunctionName', BY_STACK, ['lambda:function', 'lambda:function alias', 'lambda:function version']),
  named('AWS::Logs::LogGroup', 'LogGroupName', BY_STACK, ['logs:log-group', 'logs:log-stream'], { suffix: ':*' }),
  // six characters of Secrets Manager's own stand behind a name
  named('AWS::SecretsManager::Secret', 'Name', BY_LOGICAL_ID, ['secretsmanager:Secret'], { suffix: '-??????' }),
  named('AWS::IAM::Role', 'RoleName', BY_STACK, ['iam:role'], { path: 'Path' }),
  named('AWS::IAM::ManagedPolicy', 'ManagedPolicyName', BY_STACK, ['iam:policy'], { path: 'Path' }),
  named('AWS::IAM::InstanceProfile', 'InstanceProfileName', BY_STACK, ['iam:instance-profile'], { path: 'Path' }),
  named('AWS::IAM::User', 'UserName', BY_STACK, ['iam:user'], { path: 'Path' }),
  named('AWS::RDS::DBInstance', 'DBInstanceIdentifier', BY_STACK_SMALL, ['rds:db']),
  named('AWS::RDS::DBCluster', 'DBClusterIdentifier', BY_STACK_SMALL, ['rds:cluster']),
  named('AWS::RDS::DBSubnetGroup', 'DBSubnetGroupName', BY_STACK_SMALL, ['rds:subgrp']),
  named('AWS::RDS::DBParameterGroup', 'DBParameterGroupName', BY_STACK_SMALL, ['rds:pg']),
  named('AWS::RDS::DBClusterParameterGroup', 'DBClusterParameterGroupName', BY_STACK_SMALL, ['rds:cluster-pg']),
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html: RDS names the secrets that it manages itself
  ...['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'].map((type): NameFacts => ({ type, kinds: ['secretsmanager:Secret'], otherwise: 'rds!*' })),
  named('AWS::ECS::Cluster', 'ClusterName', BY_STACK, ['ecs:cluster']),
  named('AWS::ECR::Repository', 'RepositoryName', BY_STACK_SMALL, ['ecr:repository']),
  named('AWS::Kinesis::Stream', 'Name', BY_STACK, ['kinesis:stream']),
  named('AWS::KinesisFirehose::DeliveryStream', 'DeliveryStreamName', BY_STACK, ['firehose:deliverystream']),
  named('AWS::Events::EventBus', 'Name', '*', ['events:event-bus']),
  named('AWS::Events::Rule', 'Name', BY_STACK, ['events:rule-on-default-event-bus', 'events:rule-on-custom-event-bus']),
  named('AWS::CloudWatch::Alarm', 'AlarmName', BY_STACK, ['cloudwatch:alarm']),
  named('AWS::StepFunctions::StateMachine', 'StateMachineName', '*', ['states:statemachine']),
  named('AWS::SSM::Parameter', 'Name', 'CFN-<id>-*', ['ssm:parameter']),
  named('AWS::Backup::BackupVault', 'BackupVaultName', '*', ['backup:backupVault']),
  named('AWS::KMS::Alias', 'AliasName', '*', ['kms:alias']),
];

/** Kinds that the reference calls otherwise than CloudFormation. */
const OTHER_KINDS: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::EIP': ['ec2:elastic-ip'],
  'AWS::EC2::FlowLog': ['ec2:vpc-flow-log'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['app', 'gwy', 'net'].map((kind) => `elasticloadbalancing:loadbalancer/${kind}/`),
  'AWS::ElasticLoadBalancingV2::Listener': ['app', 'gwy', 'net'].map((kind) => `elasticloadbalancing:listener/${kind}`),
  'AWS::ElasticLoadBalancingV2::ListenerRule': ['elasticloadbalancing:listener-rule/app', 'elasticloadbalancing:listener-rule/net'],
};

const plain = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();

const known = new Map<string, readonly string[]>();

/** The kinds of resources, `service:kind`, that a type makes; the name of `AWS::EC2::RouteTable` says `ec2:route-table`. */
export function kindsOf(type: string): readonly string[] {
  const kinds = known.get(type) ?? searched(type);
  known.set(type, kinds);
  return kinds;
}

function searched(type: string): readonly string[] {
  const rows = NAMES.filter((row) => row.type === type && row.property !== undefined).flatMap(({ kinds }) => kinds);
  if (rows.length > 0) { return rows; }
  if (OTHER_KINDS[type] !== undefined) { return OTHER_KINDS[type]; }
  const [, , name = ''] = type.split('::');
  const services = new Set((resourceTypeFacts(type)?.create ?? []).map((action) => action.split(':')[0]));
  return [...services].flatMap((service) => Object.keys(arnFacts(service)).filter((kind) => plain(kind) === plain(name)).map((kind) => `${service}:${kind}`));
}

/** What the name of a resource of a kind is, or patterns of it; nothing if no name of the template's is in its ARN. */
export function namesOf(kind: string, { id, type, properties }: LaunchedResource): string[] | undefined {
  const row = NAMES.find((one) => one.type === type && one.kinds.includes(kind));
  if (!row) { return undefined; }
  const given = row.property === undefined ? undefined : properties[row.property];
  const path = row.path === undefined ? '' : patternOf(properties[row.path] ?? '/').replace(/^\//, '');
  if (given === undefined) { return [`${path}${row.otherwise.replace('<id>', id)}`]; }
  const name = patternOf(given).replace(kind === 'kms:alias' ? /^alias\// : /^\//, '');
  if (row.suffix === undefined || name.endsWith('*')) { return [`${path}${name}`]; }
  return row.suffix.startsWith(':') ? [name, `${name}${row.suffix}`] : [`${name}${row.suffix}`];
}
