import { Duration, type Stack, aws_ec2 as ec2, aws_ecr as ecr, aws_ecs as ecs, aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import { DomainService, type DomainServiceProps } from '../../src/compute';
import { Domain } from '../../src/core';
import { DomainBucket } from '../../src/data';
import { IsolatedVpc } from '../../src/network';
import { DomainSecret } from '../../src/secrets';
import { ACCOUNT, REGION, type Resource, deployed, resourceOf, resourcesOf, statementsOf, testStack } from '../checks/template';

const TAGS = [{ Key: 'data-classification', Value: 'confidential' }, { Key: 'domain', Value: 'orders' }];
const ours = (stack: Stack) => ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Images', 'orders/web'), '1.4.0');

function serviceIn(stack: Stack, props: Partial<DomainServiceProps> = {}): DomainService {
  const vpc = new IsolatedVpc(stack, 'Vpc', { domain: new Domain(stack, 'Platform') });
  return new DomainService(new Domain(stack, 'Orders'), 'Web', { vpc, image: ours(stack), ...props });
}

interface Container {
  readonly Environment?: unknown;
  readonly Secrets: unknown;
  readonly MountPoints: unknown;
  readonly LogConfiguration: { readonly Options: Record<string, unknown> };
}

describe('a service of a domain', () => {
  let stack: Stack;
  beforeAll(() => {
    stack = testStack();
    const web = serviceIn(stack, { writableDirectories: ['/tmp'] });
    const token = new DomainSecret(web.domain, 'Token');
    web.container.addSecret('TOKEN', ecs.Secret.fromSecretsManager(token));
    new DomainBucket(web.domain, 'Receipts').grantRead(web.taskRole);
    const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: stack.node.findChild('Vpc') as IsolatedVpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
    const listener = balancer.addListener('Https', { port: 443, certificates: [{ certificateArn: `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/one` }], open: false });
    web.scaleOnRequests(listener.addTargets('Web', { port: 8443, targets: [web] }), 1_000);
  });
  const service = (): Resource => resourceOf(stack, 'AWS::ECS::Service');
  const task = (): Resource => resourceOf(stack, 'AWS::ECS::TaskDefinition');
  const container = () => (task().Properties.ContainerDefinitions as Container[])[0];
  const statementsIn = (beginning: string) => statementsOf(resourceOf(stack, 'AWS::IAM::ManagedPolicy', beginning));

  test('runs in the isolated subnets without public addresses', () => {
    const subnets = Object.keys(resourcesOf(stack, 'AWS::EC2::Subnet')).map((id) => ({ Ref: id }));
    expect(service().Properties.NetworkConfiguration).toMatchObject({ AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', Subnets: subnets } });
  });

  test('runs as no root user, without capabilities, on a read-only file system, and can write only where it was asked for', () => {
    expect(container()).toMatchObject({
      ReadonlyRootFilesystem: true,
      User: '1000:1000',
      LinuxParameters: { InitProcessEnabled: true, Capabilities: { Drop: ['ALL'] } },
      MountPoints: [{ ContainerPath: '/tmp', ReadOnly: false, SourceVolume: 'writable-0' }],
    });
    expect(task().Properties.Volumes).toEqual([{ Name: 'writable-0' }]);
  });

  test('lets nobody open a shell in it, and rolls back what does not start', () => {
    expect(service().Properties).toMatchObject({
      EnableExecuteCommand: false,
      PlatformVersion: 'LATEST',
      DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true }, MinimumHealthyPercent: 100, MaximumPercent: 200 },
    });
  });

  test('leaves the number of tasks to scaling: at least two, with its CPU and the requests', () => {
    expect(service().Properties).not.toHaveProperty('DesiredCount');
    expect(resourceOf(stack, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties).toMatchObject({ MinCapacity: 2, MaxCapacity: 10 });
    const metrics = Object.values(resourcesOf(stack, 'AWS::ApplicationAutoScaling::ScalingPolicy')).map(({ Properties }) => Properties.TargetTrackingScalingPolicyConfiguration);
    expect(metrics).toEqual([
      expect.objectContaining({ TargetValue: 60, PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' } }),
      expect.objectContaining({ TargetValue: 1_000, PredefinedMetricSpecification: expect.objectContaining({ PredefinedMetricType: 'ALBRequestCountPerTarget' }) as unknown }),
    ]);
  });

  test('writes to an encrypted, retained log group of its own', () => {
    const [logId, logGroup] = Object.entries(resourcesOf(stack, 'AWS::Logs::LogGroup')).find(([id]) => id.startsWith('OrdersWebParts'))!;
    expect(container().LogConfiguration.Options).toMatchObject({ 'awslogs-group': { Ref: logId }, 'awslogs-region': REGION });
    expect(logGroup.Properties).toMatchObject({ RetentionInDays: 400, KmsKeyId: expect.anything() });
  });

  test('has roles on the domain\'s path that only ECS assumes, for tasks of this account', () => {
    const roles = Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).filter(([id]) => id.startsWith('OrdersWebParts'));
    expect(roles).toHaveLength(2);
    for (const [, role] of roles) {
      expect(role.Properties.Path).toBe('/gold/orders/');
      expect(deployed(statementsOf(role, 'AssumeRolePolicyDocument'))).toEqual([expect.objectContaining({
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': `arn:aws:ecs:${REGION}:${ACCOUNT}:*` } },
      })]);
    }
    expect(resourcesOf(stack, 'AWS::IAM::Policy')).toEqual({});
  });

  test('starts with a role that reads image and secrets, and runs with another that can\'t', () => {
    const actionsOf = (beginning: string) => statementsIn(beginning).flatMap(({ Action }) => Action);
    expect(actionsOf('OrdersWebPartsExecutionRole')).toEqual(expect.arrayContaining(['ecr:BatchGetImage', 'secretsmanager:GetSecretValue', 'logs:PutLogEvents']));
    expect(actionsOf('OrdersWebPartsTaskRole').filter((action) => !action.startsWith('s3:') && !action.startsWith('kms:'))).toEqual([]);
  });

  test('shows its secrets to the task alone: the template has their ARN', () => {
    expect(container().Secrets).toEqual([{ Name: 'TOKEN', ValueFrom: { Ref: expect.stringMatching(/^OrdersToken/) as string } }]);
  });

  test('lets in its load balancer only, on the port of HTTPS, and goes out by HTTPS only', () => {
    const group = resourceOf(stack, 'AWS::EC2::SecurityGroup', 'OrdersWebParts');
    expect(group.Properties).not.toHaveProperty('SecurityGroupIngress');
    expect(group.Properties.SecurityGroupEgress).toEqual([expect.objectContaining({ FromPort: 443, ToPort: 443 })]);
    expect(resourceOf(stack, 'AWS::EC2::SecurityGroupIngress', 'OrdersWebParts').Properties).toMatchObject({ FromPort: 8443, ToPort: 8443 });
  });

  test('has a cluster with Container Insights', () => {
    expect(resourceOf(stack, 'AWS::ECS::Cluster').Properties.ClusterSettings).toEqual([{ Name: 'containerInsights', Value: 'enhanced' }]);
  });

  test('carries the domain\'s tags on all that it consists of', () => {
    const taggable = /^AWS::(ECS::.*|IAM::Role|Logs::LogGroup|EC2::SecurityGroup)$/;
    const parts = Object.entries(resourcesOf(stack)).filter(([id, { Type }]) => id.startsWith('OrdersWeb') && taggable.test(Type));
    expect(parts.length).toBeGreaterThanOrEqual(7);
    expect(parts.filter(([, { Properties: { Tags } }]) => JSON.stringify(Tags) !== JSON.stringify(TAGS)).map(([id]) => id)).toEqual([]);
  });
});

test('a service takes what it was given', () => {
  const stack = testStack();
  serviceIn(stack, {
    port: 9443,
    cpu: 1024,
    memoryLimitMiB: 4096,
    user: '65532',
    minTasks: 3,
    maxTasks: 6,
    cpuTargetPercent: 40,
    healthCheckGracePeriod: Duration.minutes(2),
    httpsPeers: [ec2.Peer.ipv4('10.0.0.0/16')],
    environment: { STAGE: 'test' },
    cpuArchitecture: ecs.CpuArchitecture.X86_64,
  });
  const { Properties } = resourceOf(stack, 'AWS::ECS::TaskDefinition');
  expect(Properties).toMatchObject({
    Cpu: '1024',
    Memory: '4096',
    RuntimePlatform: { CpuArchitecture: 'X86_64' },
    ContainerDefinitions: [{ User: '65532', PortMappings: [{ ContainerPort: 9443 }], Environment: [{ Name: 'STAGE', Value: 'test' }] }],
  });
  expect(resourceOf(stack, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties).toMatchObject({ MinCapacity: 3, MaxCapacity: 6 });
  expect(resourceOf(stack, 'AWS::ECS::Service').Properties.HealthCheckGracePeriodSeconds).toBe(120);
  expect(resourceOf(stack, 'AWS::EC2::SecurityGroup', 'OrdersWeb').Properties.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '10.0.0.0/16' })]);
});

test.each<[number | undefined, number | undefined, string, string]>([
  [undefined, undefined, '512', '1024'], [256, undefined, '256', '512'], [16_384, undefined, '16384', '32768'], [2048, 16_384, '2048', '16384'], [16_384, 122_880, '16384', '122880'],
])('a service of %p CPU units and %p MiB has tasks of a size that Fargate has: %s, %s', (cpu, memoryLimitMiB, Cpu, Memory) => {
  const stack = testStack();
  serviceIn(stack, { cpu, memoryLimitMiB });
  expect(resourceOf(stack, 'AWS::ECS::TaskDefinition').Properties).toMatchObject({ Cpu, Memory });
});

test.each<[string, Partial<DomainServiceProps>, RegExp]>([
  ['as root', { user: '0' }, /user of a container.*above 0/],
  ['as a user whose name may stand for root', { user: 'app' }, /user of a container.*by its number/],
  ['in the group of root', { user: '1000:0' }, /user of a container/],
  ['of one task', { minTasks: 1 }, /minTasks.*2 to/],
  ['of fewer tasks at most than at least', { minTasks: 4, maxTasks: 3 }, /maxTasks.*4 to/],
  ['with CPU that Fargate has not', { cpu: 300 }, /cpu.*256, 512/],
  ['with memory that its CPU does not take', { cpu: 256, memoryLimitMiB: 3072 }, /memoryLimitMiB with a cpu of 256 is not valid: got 3072; allowed: 512, 1024, 2048/],
  ['with memory between two steps', { cpu: 8192, memoryLimitMiB: 17_408 }, /allowed: 16384, 20480, … 61440/],
  ['with memory that the usual CPU does not take', { memoryLimitMiB: 8192 }, /memoryLimitMiB with a cpu of 512 is not valid: got 8192; allowed: 1024, 2048, 3072, 4096/],
  ['on no port', { port: 0 }, /port.*1 to 65535/],
  ['that scales with no CPU', { cpuTargetPercent: 100 }, /cpuTargetPercent.*10 to 90/],
  ['that may write everywhere', { writableDirectories: ['/'] }, /writableDirectories.*below \//],
  ['with an image from elsewhere', { image: ecs.ContainerImage.fromRegistry('nginx') }, /image of a service.*copy it there/],
])('a service %s is refused', (_name, props, message) => {
  expect(() => serviceIn(testStack(), props)).toThrow(message);
});

test('scaling with no request is refused', () => {
  const stack = testStack();
  const group = new elbv2.ApplicationTargetGroup(stack, 'Group', { vpc: new ec2.Vpc(stack, 'Other'), protocol: elbv2.ApplicationProtocol.HTTPS, targetType: elbv2.TargetType.IP });
  expect(() => serviceIn(stack).scaleOnRequests(group, 0)).toThrow(/requestsPerTarget/);
});
