import type { Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Duration, RemovalPolicy, Tags, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_dynamodb as dynamodb, aws_ec2 as ec2, aws_events as events, aws_events_targets as targets, aws_iam as iam, aws_lambda as lambda, aws_logs as logs, aws_s3 as s3, aws_secretsmanager as secretsmanager, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { keyByHand, usesOf } from './key-by-hand';

const DOMAINS = ['orders', 'payments', 'audit'];
type Conditions = Record<string, Record<string, unknown>>;
const KEEP = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** The same resources as `gold`, written by hand with the L2 constructs of aws-cdk-lib, key policies of the same statements with them. */
export function byHand(stack: Stack): void {
  const account = stack.account;
  const deployer = `arn:${stack.partition}:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-${stack.region}`;
  const uses = usesOf(stack);
  const key = (scope: Construct, id: string, domain: string, services: string[]) =>
    keyByHand(scope, id, domain, stack, services.map((service) => uses[service]));
  const queue = (scope: Construct, id: string, masterKey: kms.IKey) => new sqs.Queue(scope, id, {
    encryptionMasterKey: masterKey,
    enforceSSL: true,
    deadLetterQueue: { maxReceiveCount: 5, queue: new sqs.Queue(scope, `${id}DeadLetters`, { encryptionMasterKey: masterKey, enforceSSL: true, retentionPeriod: Duration.days(14) }) },
  });
  const role = (scope: Construct, id: string, domain: string, service: string) => {
    const made = new iam.Role(scope, id, { assumedBy: new iam.ServicePrincipal(service), path: `/gold/${domain}/` });
    return { made, grants: new iam.ManagedPolicy(scope, `${id}Grants`, { path: `/gold/${domain}/`, roles: [made] }) };
  };
  const logGroup = (scope: Construct, id: string, encryptionKey: kms.IKey) =>
    new logs.LogGroup(scope, id, { encryptionKey, retention: logs.RetentionDays.THIRTEEN_MONTHS, removalPolicy: KEEP });
  const statement = (actionNames: string[], resource: string) => new iam.PolicyStatement({ actions: actionNames, resources: [resource] });

  const platform = new Construct(stack, 'Platform');
  const platformLogs = key(platform, 'Logs', 'platform', ['logs']);
  const platformMessages = key(platform, 'Messages', 'platform', ['sns', 'sqsOfEvents']);
  const vpc = new ec2.Vpc(platform, 'Vpc', {
    maxAzs: 2, restrictDefaultSecurityGroup: true, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 20 }],
  });
  const flowLogs = role(platform, 'FlowLogs', 'platform', 'vpc-flow-logs.amazonaws.com');
  const flowLogsGroup = logGroup(platform, 'FlowLogsGroup', platformLogs);
  flowLogs.grants.addStatements(statement(['logs:CreateLogStream', 'logs:PutLogEvents'], flowLogsGroup.logGroupArn));
  new ec2.CfnFlowLog(platform, 'FlowLog', {
    resourceId: vpc.vpcId,
    resourceType: 'VPC',
    trafficType: 'ALL',
    logDestinationType: 'cloud-watch-logs',
    logGroupName: flowLogsGroup.logGroupName,
    deliverLogsPermissionArn: flowLogs.made.roleArn,
  });
  const endpointGroup = new ec2.SecurityGroup(platform, 'EndpointGroup', { vpc, allowAllOutbound: false });
  endpointGroup.addIngressRule(ec2.Peer.ipv4('10.0.0.0/16'), ec2.Port.HTTPS);
  const own = new iam.PolicyStatement({
    principals: [new iam.AnyPrincipal()], actions: ['*'], resources: ['*'], conditions: { StringEquals: { 'aws:PrincipalAccount': account } },
  });
  const { KMS, SECRETS_MANAGER, STS, CLOUDWATCH_LOGS } = ec2.InterfaceVpcEndpointAwsService;
  for (const service of [KMS, SECRETS_MANAGER, STS, CLOUDWATCH_LOGS]) {
    new ec2.InterfaceVpcEndpoint(platform, `Endpoint${service.shortName}`, { vpc, service, securityGroups: [endpointGroup], open: false }).addToPolicy(own);
  }
  for (const [id, service] of [['S3', ec2.GatewayVpcEndpointAwsService.S3], ['DynamoDb', ec2.GatewayVpcEndpointAwsService.DYNAMODB]] as const) {
    new ec2.GatewayVpcEndpoint(platform, `Endpoint${id}`, { vpc, service }).addToPolicy(own);
  }
  const tampering = queue(platform, 'Tampering', platformMessages);
  const alarmTopic = new sns.Topic(platform, 'AlarmTopic', { masterKey: platformMessages, enforceSSL: true });
  const rule = new events.Rule(platform, 'Rule', { eventPattern: { source: ['aws.kms'] }, targets: [new targets.SqsQueue(tampering)] });
  new cloudwatch.Alarm(platform, 'Alarm', {
    metric: new cloudwatch.Metric({ namespace: 'AWS/Events', metricName: 'TriggeredRules', dimensionsMap: { RuleName: rule.ruleName } }), threshold: 1, evaluationPeriods: 1,
  }).addAlarmAction(new actions.SnsAction(alarmTopic));
  const accessLogs = new s3.Bucket(stack, 'AccessLogs', {
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    versioned: true,
    removalPolicy: KEEP,
  });

  for (const domain of DOMAINS) {
    const scope = new Construct(stack, domain);
    const dataKey = key(scope, 'Data', domain, ['s3', 'dynamodb']);
    const messagesKey = key(scope, 'Messages', domain, ['sqs', 'sns']);
    const secretsKey = key(scope, 'Secrets', domain, ['secretsmanager', 'lambda']);
    const logsKey = key(scope, 'Logs', domain, ['logs']);
    const bucket = new s3.Bucket(scope, 'Bucket', {
      encryptionKey: dataKey,
      bucketKeyEnabled: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: KEEP,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7), noncurrentVersionExpiration: Duration.days(90) }],
    });
    (bucket.node.defaultChild as s3.CfnBucket).loggingConfiguration = { destinationBucketName: accessLogs.bucketName, logFilePrefix: `${domain}/` };
    for (const conditions of [
      { StringEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' }, Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'true' } },
      { Null: { 's3:x-amz-server-side-encryption': 'false' }, StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
      { ArnNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': dataKey.keyArn } },
    ]) {
      bucket.addToResourcePolicy(new iam.PolicyStatement({
        effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')], conditions,
      }));
    }
    const table = new dynamodb.TableV2(scope, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      encryption: dynamodb.TableEncryptionV2.customerManagedKey(dataKey),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: KEEP,
    });
    const work = queue(scope, 'Queue', messagesKey);
    const topic = new sns.Topic(scope, 'Topic', { masterKey: messagesKey, enforceSSL: true });
    const secret = new secretsmanager.Secret(scope, 'Secret', { encryptionKey: secretsKey, removalPolicy: KEEP });
    const denials: [string, Conditions][] = [
      ['secretsmanager:*', { StringNotEquals: { 'aws:PrincipalAccount': account } }],
      ['secretsmanager:GetSecretValue', { ArnNotLike: { 'aws:PrincipalArn': [`arn:${stack.partition}:iam::${account}:role/gold/${domain}/*`, deployer] } }],
    ];
    for (const [action, conditions] of denials) {
      secret.addToResourcePolicy(new iam.PolicyStatement({
        effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: [action], resources: ['*'], conditions,
      }));
    }
    const functionRole = role(scope, 'Role', domain, 'lambda.amazonaws.com');
    const functionLogs = logGroup(scope, 'FunctionLogs', logsKey);
    const failed = queue(scope, 'Failed', messagesKey);
    new lambda.Function(scope, 'Function', {
      code: lambda.Code.fromInline('exports.handler = async () => {}'),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      environment: { NAME: domain },
      environmentEncryption: secretsKey,
      role: functionRole.made.withoutPolicyUpdates(),
      logGroup: functionLogs,
      deadLetterQueue: failed,
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      reservedConcurrentExecutions: 10,
      securityGroups: [new ec2.SecurityGroup(scope, 'FunctionGroup', { vpc, allowAllOutbound: false })],
    });
    functionLogs.grantWrite(functionRole.grants);
    failed.grantSendMessages(functionRole.grants);
    functionRole.grants.addStatements(new iam.PolicyStatement({
      actions: ['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
      resources: ['*'],
      conditions: { Null: { 'lambda:SourceFunctionArn': 'true' } },
    }));
    bucket.grantReadWrite(functionRole.grants);
    table.grantReadWriteData(functionRole.grants);
    work.grantSendMessages(functionRole.grants);
    topic.grantPublish(functionRole.grants);
    // a managed policy can't be named by the key's policy, as the L2's grant wants
    functionRole.grants.addStatements(
      statement(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], secret.secretArn), statement(['kms:Decrypt'], secretsKey.keyArn),
    );
    Tags.of(scope).add('domain', domain);
    Tags.of(scope).add('data-classification', 'confidential');
  }
}
