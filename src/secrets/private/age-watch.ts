import * as path from 'node:path';
import {
  Annotations, Duration, Lazy, Stack, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_events as events,
  aws_events_targets as targets, aws_iam as iam, aws_lambda as lambda, type aws_ec2 as ec2, type aws_sns as sns,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ARN_LENGTH, type RotatedSecret } from './rotated-secret';
import { SecretGroups } from './rotated-secret-groups';
import { DomainFunction } from '../../compute';
import type { Domain } from '../../core';
import { LATE_HOURS } from '../alarms/late-hours';

/** What a schedule sends to the function takes 8,192 characters, names of domain and stack included. */
const SCHEDULE = { count: 25, length: 7_700 };

/** A secret's ARN, name and interval, with the names of these fields. */
const lengthOf = ({ nameLength }: RotatedSecret): number => 2 * nameLength + ARN_LENGTH + 50;

interface Watched { readonly secret: RotatedSecret; readonly intervalHours?: number }

/** What is known of a rotation: how often, and where its function runs. */
export interface WatchedRotation { readonly intervalHours?: number; readonly vpc?: ec2.IVpc; readonly vpcSubnets?: ec2.SubnetSelection }

/**
 * The function that looks every hour how late rotations are, and the alarm on it. One for all secrets of a domain in a stack; it runs where the
 * first rotation function runs.
 */
export class AgeWatch {
  public readonly alarms: cloudwatch.Alarm[] = [];

  private readonly secrets = new SecretGroups<Watched>(SCHEDULE);
  private handler?: DomainFunction;

  constructor(
    private readonly scope: Construct, private readonly domain: Domain, private readonly topic: sns.Topic, private readonly vpc?: ec2.IVpc,
  ) {
    scope.node.addValidation({ validate: () => { this.warnIfNobodyLooks(); return []; } }); // then all rotations are known
  }

  public add(secret: RotatedSecret, { intervalHours, vpc, vpcSubnets }: WatchedRotation): void {
    this.secrets.add({ secret, intervalHours }, lengthOf(secret));
    if (this.vpc !== undefined) { this.handler ??= this.function(this.vpc); }
    if (vpc !== undefined) { this.handler ??= this.function(vpc, vpcSubnets); }
    if (this.handler === undefined) { return; } // rotations by services alone tell no VPC
    const { groups } = this.secrets;
    for (let at = this.alarms.length; at < groups.length; at += 1) { this.watch(this.handler, groups[at], at + 1); }
  }

  private warnIfNobodyLooks(): void {
    const [first] = this.secrets.groups.flat();
    if (first === undefined || this.handler !== undefined) { return; }
    Annotations.of(this.scope).addWarningV2('cdk-gold:lateRotation',
      `nobody looks whether rotations of secrets of the domain '${this.domain.name}' are late, such as of '${first.secret.owner.node.path}': `
      + 'none of them tells a VPC for the function that looks; make new SecretAlarms(domain, id, { vpc }) and pass it to the rotation as `alarms`');
  }

  private function(vpc: ec2.IVpc, vpcSubnets?: ec2.SubnetSelection): DomainFunction {
    return new DomainFunction(this.scope, 'Age', {
      domain: this.domain,
      vpc,
      vpcSubnets,
      code: lambda.Code.fromAsset(path.join(__dirname, '..', '..', '..', 'assets', 'secrets', 'alarms', 'rotation-age.lambda')),
      handler: 'index.handler',
      description: `looks for late rotations of secrets of the domain ${this.domain.name}`,
      timeout: Duration.minutes(2),
    });
  }

  private watch(handler: DomainFunction, group: readonly Watched[], number: number): void {
    const [suffix, stack] = [number === 1 ? '' : String(number), Stack.of(this.scope)];
    const dimensions = { Domain: this.domain.name, Stack: stack.stackName, Group: String(number) };
    const policy = new iam.ManagedPolicy(this.scope, `AgePolicy${suffix}`, { path: this.domain.rolePath, roles: [handler.role as iam.IRole] });
    policy.addStatements(new iam.PolicyStatement({
      sid: 'LookAtRotations',
      actions: ['secretsmanager:DescribeSecret'],
      resources: Lazy.list({ produce: () => group.map(({ secret: { arn } }) => arn) }),
    }));
    new events.Rule(this.scope, `AgeRule${suffix}`, {
      description: 'looks for late rotations',
      schedule: events.Schedule.rate(Duration.hours(1)),
      targets: [new targets.LambdaFunction(handler, {
        event: events.RuleTargetInput.fromObject({
          domain: dimensions.Domain,
          stack: dimensions.Stack,
          group: dimensions.Group,
          secrets: Lazy.any({ produce: () => group.map(({ secret: { arn, name }, intervalHours }) => ({ arn, name, intervalHours })) }),
        }),
      })],
    });
    const alarm = new cloudwatch.Alarm(this.scope, `LateAlarm${suffix}`, {
      alarmDescription: 'a rotation of a secret is a day late or more, or is turned off, or nobody could look: see the metric HoursOverdue of each secret',
      metric: new cloudwatch.Metric({ namespace: 'CdkGold/Rotation', metricName: 'HoursOverdue', dimensionsMap: dimensions, statistic: 'Maximum', period: Duration.hours(6) }),
      threshold: LATE_HOURS,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
    alarm.addAlarmAction(new actions.SnsAction(this.topic));
    this.alarms.push(alarm);
  }
}
