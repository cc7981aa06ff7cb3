import {
  aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, Stack, type aws_apigateway as apigateway, type aws_apigatewayv2 as apigatewayv2,
  type aws_cloudfront as cloudfront, type aws_ecs as ecs, type aws_elasticloadbalancingv2 as elbv2, type aws_lambda as lambda, type aws_logs as logs,
  type aws_sns as sns,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { EdgeThresholds } from './edge-thresholds';
import { topicFor } from './private/across-regions';
import { httpApiSight, restApiSight, throttlesSight } from './private/api-sight';
import { functionSight, serviceSight } from './private/compute-sight';
import { distributionSight } from './private/distribution-sight';
import { loadBalancerSight, targetsSight } from './private/load-balancer-sight';
import { shieldSight } from './private/shield-sight';
import type { Sight } from './private/sight';
import { limitsOf } from './private/thresholds';
import { webAclSight } from './private/web-acl-sight';
import { Domain } from '../../core';
import { DomainTopic } from '../../data';
import { areDifferent } from '../../private/arns';
import { refuseUnless } from '../../private/errors';
import { letAlarmsPublish } from '../../private/event-alarm';
import { globalScopeAfter, globalScopeOf } from '../../private/global-stack';
import type { ShieldResource } from '../shield';
import type { IWebAcl } from '../waf';

/** Properties of alarms at the edge. */
export interface EdgeAlarmsProps {
  /**
   * The domain that owns the alarms and their topics.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * From when alarms ring. Each `watch…` takes others for one thing.
   *
   * @default - the defaults of EdgeThresholds
   */
  readonly thresholds?: EdgeThresholds;
}

/**
 * Raises alarms on what stands between visitors and an application:
 *
 * | watched | rings when |
 * | --- | --- |
 * | web ACL | AWS WAF blocks many requests, or many come faster than its rules on rates allow |
 * | Shield Advanced | it sees what may be a DDoS attack |
 * | distribution, load balancer, API | many answers are 4xx or 5xx, answers are slow, connections are rejected, or more requests come than you say is usual |
 * | access logs of an API | it turns many requests away with 429: there is no metric of that, so the logs are counted |
 * | target group, service, function | targets are unhealthy, tasks are missing or overloaded, calls fail or are turned away |
 *
 * Alarms lie where AWS keeps the metrics: what serves CloudFront is watched in us-east-1, from a stack of any Region, with a topic there. Each alarm
 * costs what CloudWatch charges for one.
 *
 * @example
 * declare const site: edge.SecureDistribution;
 * const shop = new core.Domain(this, 'Shop');
 * const alarms = new edge.EdgeAlarms(shop, 'Alarms', { thresholds: { blockedRequests: 5000 } });
 * alarms.watchDistribution('Site', site.distribution);
 * alarms.watchWebAcl('Firewall', site.webAcl);
 * alarms.subscribe(new subscriptions.EmailSubscription('operations@example.com'));
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html
 */
export class EdgeAlarms extends Construct {
  /** The domain that owns the alarms. */
  public readonly domain: Domain;
  /** Where the alarms of this construct's Region are told. */
  public readonly topic: DomainTopic;

  private readonly thresholds: EdgeThresholds;
  private readonly rings: cloudwatch.Alarm[] = [];
  private readonly subscriptions: sns.ITopicSubscription[] = [];
  private topicInUsEast1?: DomainTopic;

  /** @throws if a threshold is out of bounds */
  constructor(scope: Construct, id: string, props: EdgeAlarmsProps = {}) {
    super(scope, id);
    this.domain = props.domain ?? Domain.of(scope);
    this.thresholds = props.thresholds ?? {};
    limitsOf(this.thresholds);
    this.topic = this.topicIn(this);
    this.domain.tag(this);
  }

  /** The alarms so far. */
  public get alarms(): cloudwatch.Alarm[] { return [...this.rings]; }

  /**
   * Where the alarms on what serves CloudFront are told: in us-east-1. Made when it is first asked for, or something global is watched.
   *
   * @throws if the stack names no Region
   */
  public get globalTopic(): DomainTopic {
    if (!this.topicInUsEast1) {
      // beside what the alarms watch, so that it is there before them, whatever comes between
      const place = globalScopeOf(this, 'the topic of alarms on what CloudFront serves');
      this.topicInUsEast1 = place === this ? this.topic : this.topicIn(place);
      if (place !== this) { this.subscriptions.forEach((subscription) => this.topicInUsEast1?.addSubscription(subscription)); }
    }
    return this.topicInUsEast1;
  }

  /** Tells somebody of all alarms, of those in us-east-1 too. */
  public subscribe(subscription: sns.ITopicSubscription): void {
    this.subscriptions.push(subscription);
    const topics = new Set([this.topic, ...this.topicInUsEast1 ? [this.topicInUsEast1] : []]);
    for (const topic of topics) { topic.addSubscription(subscription); }
  }

  /**
   * Watches a web ACL: blocked and rate-limited requests.
   *
   * @param id of the alarms, unique among those of this construct, as in all methods here
   * @param webAcl that was made by this library
   * @param thresholds for this one
   * @throws if the web ACL was made elsewhere
   */
  public watchWebAcl(id: string, webAcl: IWebAcl, thresholds: EdgeThresholds = {}): void {
    this.watch(id, webAclSight(webAcl), thresholds);
  }

  /** Watches what Shield Advanced sees of a resource. Without its protection there is nothing to see, and the alarm never rings. */
  public watchShield(id: string, resource: ShieldResource, thresholds: EdgeThresholds = {}): void {
    this.watch(id, shieldSight(this, resource), thresholds);
  }

  /** Watches a distribution: errors, and many requests. */
  public watchDistribution(id: string, distribution: cloudfront.IDistribution, thresholds: EdgeThresholds = {}): void {
    this.watch(id, distributionSight(distribution), thresholds);
  }

  /** Watches a load balancer: errors of its own and of its targets, latency, rejected connections, and many requests. */
  public watchLoadBalancer(id: string, loadBalancer: elbv2.ApplicationLoadBalancer, thresholds: EdgeThresholds = {}): void {
    this.watch(id, loadBalancerSight(loadBalancer), thresholds);
  }

  /** Watches the health of targets. Their group must be attached to a load balancer already. */
  public watchTargets(id: string, targets: elbv2.ApplicationTargetGroup, thresholds: EdgeThresholds = {}): void {
    this.watch(id, targetsSight(targets), thresholds);
  }

  /** Watches a stage of a REST API: errors, latency, and many requests. */
  public watchRestApi(id: string, stage: apigateway.IStage, thresholds: EdgeThresholds = {}): void {
    this.watch(id, restApiSight(stage), thresholds);
  }

  /** Watches a stage of an HTTP API: errors, latency, and many requests. */
  public watchHttpApi(id: string, stage: apigatewayv2.IHttpStage, thresholds: EdgeThresholds = {}): void {
    this.watch(id, httpApiSight(stage), thresholds);
  }

  /** Watches how many requests an API throttles, by its access logs: JSON with the status as `status`, as the APIs of this library write it. */
  public watchThrottles(id: string, accessLogs: logs.LogGroup, thresholds: EdgeThresholds = {}): void {
    this.watch(id, throttlesSight(accessLogs), thresholds);
  }

  /** Watches a function: throttles, errors, latency. */
  public watchFunction(id: string, handler: lambda.IFunction, thresholds: EdgeThresholds = {}): void {
    this.watch(id, functionSight(handler), thresholds);
  }

  /** Watches a service: load, and missing tasks if its cluster has Container Insights. */
  public watchService(id: string, service: ecs.IBaseService, thresholds: EdgeThresholds = {}): void {
    this.watch(id, serviceSight(service), thresholds);
  }

  private watch(id: string, sight: Sight, thresholds: EdgeThresholds): void {
    const limits = limitsOf(this.thresholds, thresholds);
    const here = Stack.of(this).region;
    refuseUnless(sight.isGlobal || !areDifferent(sight.region, here), {
      what: `what '${id}' watches`,
      got: `${sight.what} of ${sight.region}`,
      allowed: `one of ${here}`,
      fix: `CloudWatch has no alarms across Regions: make EdgeAlarms in a stack of ${sight.region}`,
    });
    const topic = sight.isGlobal ? this.globalTopic : this.topic;
    const place = sight.isGlobal ? globalScopeAfter(this, 'the alarms on what CloudFront serves') : this;
    const watched = new Construct(place, id);
    const rung = topicFor(watched, topic);
    for (const { id: sign, description, metric, limit, periods } of sight.viewFrom(watched).signs) {
      const threshold = limit(limits);
      if (threshold === undefined) { continue; }
      const alarm = new cloudwatch.Alarm(watched, sign, {
        alarmDescription: `${id}: ${description}`,
        metric,
        threshold,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: periods,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(new actions.SnsAction(rung));
      this.rings.push(alarm);
    }
    this.domain.tag(watched);
  }

  private topicIn(place: Construct): DomainTopic {
    const topic = new DomainTopic(place, 'Topic', { domain: this.domain.inRegionOf(place), displayName: `Edge of ${this.domain.name}` });
    letAlarmsPublish(topic);
    return topic;
  }
}
