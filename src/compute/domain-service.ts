import {
  Duration, Stack, Token, aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam,
  type aws_applicationautoscaling as scaling, type aws_elasticloadbalancingv2 as elbv2,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Domain, DomainRole } from '../core';
import { DomainLogGroup } from '../data';
import { taskSizeOf } from './private/fargate-sizes';
import { checkServiceProps, checkWithin } from './private/service-limits';
import { acknowledge } from '../private/acknowledge';

/** Properties of a domain's service. */
export interface DomainServiceProps {
  /** The VPC. Tasks run in its isolated subnets, with no way out but endpoints. */
  readonly vpc: ec2.IVpc;

  /** The image: one of Amazon ECR, such as `ecs.ContainerImage.fromEcrRepository(…)` or an asset. */
  readonly image: ecs.ContainerImage;

  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * The cluster.
   *
   * @default - one of its own, with Container Insights
   */
  readonly cluster?: ecs.ICluster;

  /**
   * The port that the container serves HTTPS on.
   *
   * @default 8443
   */
  readonly port?: number;

  /**
   * The subnets that tasks run in.
   *
   * @default - the isolated subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * CPU of a task in units of 1/1024: 256, 512, 1024, 2048, 4096, 8192 or 16384.
   *
   * @default 512
   */
  readonly cpu?: number;

  /**
   * Memory of a task in MiB, as its CPU allows.
   *
   * @default - the least that the CPU takes: 2 GiB for a CPU of 1024
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
   */
  readonly memoryLimitMiB?: number;

  /**
   * The processor.
   *
   * @default ecs.CpuArchitecture.ARM64
   */
  readonly cpuArchitecture?: ecs.CpuArchitecture;

  /**
   * The user that the container runs as, by number, `user` or `user:group`: never root.
   *
   * @default '1000:1000'
   */
  readonly user?: string;

  /**
   * Directories that the container may write, such as `/tmp`. The rest of its file system is read-only. What they hold goes with the task. The
   * image must name them as volumes (`VOLUME`) after giving them to the user, since they belong to root otherwise.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
   */
  readonly writableDirectories?: string[];

  /**
   * Environment variables. No secret belongs here: pass it in `secrets`.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * Environment variables that ECS fills from Secrets Manager or Parameter Store when a task starts.
   *
   * @default - none
   */
  readonly secrets?: { [name: string]: ecs.Secret };

  /**
   * The fewest tasks: 2 or more, so that one zone may fail.
   *
   * @default 2
   */
  readonly minTasks?: number;

  /**
   * The most tasks.
   *
   * @default 10
   */
  readonly maxTasks?: number;

  /**
   * The share of CPU in percent that scaling holds: 10 to 90.
   *
   * @default 60
   */
  readonly cpuTargetPercent?: number;

  /**
   * How long a new task may fail the health checks of its load balancer.
   *
   * @default Duration.seconds(60)
   */
  readonly healthCheckGracePeriod?: Duration;

  /**
   * Whom tasks may call by HTTPS (port 443). What else they may call is added by `connections`.
   *
   * @default - anybody: the routes of isolated subnets lead to VPC endpoints only
   */
  readonly httpsPeers?: ec2.IPeer[];
}

/**
 * A Fargate service of a domain: in the VPC without internet, with roles of its own and encrypted logs, as no root user on a read-only file
 * system, in two zones or more, scaled with its CPU, and rolled back where a new version does not start.
 *
 * It serves HTTPS, so that requests are encrypted up to the task: a load balancer takes a certificate that the container signs itself. It needs
 * endpoints of ECR, S3, CloudWatch Logs and what it calls. What a task keeps on its own disk is encrypted with a key of AWS.
 *
 * @example
 * declare const repository: ecr.IRepository;
 * const gold = new environment.GoldEnvironment(this, 'Gold');
 * const shop = new core.Domain(this, 'Shop');
 * new compute.DomainService(shop, 'Web', { vpc: gold.vpc, image: ecs.ContainerImage.fromEcrRepository(repository, '1.4.0') });
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html
 */
export class DomainService extends ecs.FargateService {
  /** The domain that owns the service. */
  public readonly domain: Domain;
  /** What the container's code runs as: grants go here. */
  public readonly taskRole: DomainRole;
  /** The one container. */
  public readonly container: ecs.ContainerDefinition;
  /** How many tasks there are. */
  public readonly taskCount: ecs.ScalableTaskCount;

  /** @throws if the image is of a registry outside ECR, the user is root, or a number is out of bounds */
  constructor(scope: Construct, id: string, props: DomainServiceProps) {
    const domain = props.domain ?? Domain.of(scope);
    checkServiceProps(props);
    const parts = new Construct(scope, `${id}Parts`);
    const roles = new TaskRoles(parts, id, domain);
    const taskDefinition = taskDefinitionOf(parts, roles, props);
    const container = containerOf(taskDefinition, new DomainLogGroup(parts, 'Logs', { domain }), id, props);
    super(scope, id, {
      cluster: props.cluster ?? new ecs.Cluster(parts, 'Cluster', { vpc: props.vpc, containerInsightsV2: ecs.ContainerInsights.ENHANCED }),
      taskDefinition,
      assignPublicIp: false,
      vpcSubnets: props.vpcSubnets ?? { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      securityGroups: [securityGroup(parts, id, props)],
      platformVersion: ecs.FargatePlatformVersion.LATEST,
      circuitBreaker: { enable: true, rollback: true },
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
      enableExecuteCommand: false,
      enableECSManagedTags: true,
      propagateTags: ecs.PropagatedTagSource.SERVICE,
      healthCheckGracePeriod: props.healthCheckGracePeriod,
    });
    this.domain = domain;
    this.container = container;
    this.taskRole = roles.task;
    domain.tag(this);
    domain.tag(parts);
    this.taskCount = this.autoScaleTaskCount({ minCapacity: props.minTasks ?? 2, maxCapacity: props.maxTasks ?? 10 });
    this.taskCount.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: props.cpuTargetPercent ?? 60, ...COOLDOWN });
  }

  /**
   * Scales with the requests that a load balancer sends, too.
   *
   * @param targetGroup of an Application Load Balancer, with this service as its target
   * @param requestsPerTarget how many a task takes in a minute: 1 or more
   */
  public scaleOnRequests(targetGroup: elbv2.ApplicationTargetGroup, requestsPerTarget: number): void {
    checkWithin('requestsPerTarget', requestsPerTarget, { min: 1, max: Number.MAX_SAFE_INTEGER });
    this.taskCount.scaleOnRequestCount('Requests', { targetGroup, requestsPerTarget, ...COOLDOWN });
  }
}

/** Quickly up, slowly down. */
const COOLDOWN: scaling.BaseTargetTrackingProps = { scaleOutCooldown: Duration.seconds(60), scaleInCooldown: Duration.minutes(5) };

/** What ECS starts a task with, and what the task's own code runs as. */
class TaskRoles {
  public readonly execution: DomainRole;
  public readonly task: DomainRole;

  constructor(scope: Construct, serviceId: string, domain: Domain) {
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
    const { account } = Stack.of(scope);
    const assumedBy = new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': Stack.of(scope).formatArn({ service: 'ecs', resource: '*' }) },
      },
    });
    this.execution = new DomainRole(scope, 'ExecutionRole', { domain, assumedBy, description: `starts tasks of the service ${serviceId} of the domain ${domain.name}` });
    this.task = new DomainRole(scope, 'TaskRole', { domain, assumedBy, description: `runs tasks of the service ${serviceId} of the domain ${domain.name}` });
    acknowledge(this.execution, 'AwsSolutions', 'AwsSolutions-IAM5[Resource::*]',
      'a token of ECR has no resource (ecr:GetAuthorizationToken); what is pulled with it is one repository');
  }
}

function taskDefinitionOf(scope: Construct, roles: TaskRoles, props: DomainServiceProps): ecs.FargateTaskDefinition {
  return new ecs.FargateTaskDefinition(scope, 'Task', {
    ...taskSizeOf(props.cpu, props.memoryLimitMiB),
    runtimePlatform: { cpuArchitecture: props.cpuArchitecture ?? ecs.CpuArchitecture.ARM64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
    executionRole: roles.execution,
    taskRole: roles.task,
    volumes: (props.writableDirectories ?? []).map((_, index) => ({ name: `writable-${index}` })),
  });
}

function containerOf(task: ecs.FargateTaskDefinition, logGroup: DomainLogGroup, id: string, props: DomainServiceProps): ecs.ContainerDefinition {
  const linuxParameters = new ecs.LinuxParameters(task, 'Linux', { initProcessEnabled: true });
  linuxParameters.dropCapabilities(ecs.Capability.ALL);
  const container = task.addContainer('Main', {
    image: props.image,
    containerName: 'main',
    essential: true,
    portMappings: [{ containerPort: props.port ?? 8443, protocol: ecs.Protocol.TCP }],
    readonlyRootFilesystem: true,
    user: props.user ?? '1000:1000',
    linuxParameters,
    environment: props.environment,
    secrets: props.secrets,
    logging: ecs.LogDrivers.awsLogs({ logGroup, streamPrefix: Token.isUnresolved(id) ? 'main' : id }),
  });
  container.addMountPoints(...(props.writableDirectories ?? []).map((containerPath, index) => ({ containerPath, sourceVolume: `writable-${index}`, readOnly: false })));
  return container;
}

function securityGroup(scope: Construct, serviceId: string, { vpc, httpsPeers }: DomainServiceProps): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc, description: `service ${serviceId}`, allowAllOutbound: false });
  if (httpsPeers === undefined) {
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'HTTPS: the routes of isolated subnets lead to VPC endpoints only');
  }
  for (const peer of httpsPeers ?? []) { group.addEgressRule(peer, ec2.Port.HTTPS, 'HTTPS'); }
  return group;
}
