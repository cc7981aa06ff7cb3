import {
  aws_cloudwatch as cloudwatch, type aws_apigateway as apigateway, type aws_apigatewayv2 as apigatewayv2, type aws_cloudfront as cloudfront,
  type aws_ecs as ecs, type aws_elasticloadbalancingv2 as elbv2, type aws_lambda as lambda, type aws_logs as logs,
  type aws_route53 as route53, type Duration,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { httpApiSight, restApiSight, throttlesSight } from './private/api-sight';
import { functionSight, serviceSight } from './private/compute-sight';
import { distributionSight } from './private/distribution-sight';
import { healthCheckSight } from './private/health-check-sight';
import { loadBalancerSight, targetsSight } from './private/load-balancer-sight';
import { shieldSight } from './private/shield-sight';
import type { Sight } from './private/sight';
import { webAclSight } from './private/web-acl-sight';
import { Domain } from '../../core';
import type { ShieldResource } from '../shield';
import type { IWebAcl } from '../waf';

/** Properties of a dashboard of the edge. */
export interface EdgeDashboardProps {
  /**
   * The domain that owns the dashboard.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * The name of the dashboard: letters, digits, hyphens and underscores.
   *
   * @default - made by CloudFormation
   */
  readonly dashboardName?: string;

  /**
   * How far back it shows when it is opened.
   *
   * @default - as CloudWatch does: three hours
   */
  readonly defaultInterval?: Duration;
}

/** The dashboard has 24 columns: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const COLUMNS = 24;
const NARROWEST = 6;

/**
 * A dashboard of what stands between visitors and an application: a heading and a row of graphs for each thing, in the order in which they are added.
 *
 * It shows what `EdgeAlarms` watch, and health checks, wherever they are: CloudFront, its web ACLs and its attacks, and health checks from us-east-1,
 * everything else from its own Region.
 *
 * @example
 * declare const site: edge.SecureDistribution;
 * declare const balancer: edge.SecureLoadBalancer;
 * const shop = new core.Domain(this, 'Shop');
 * const dashboard = new edge.EdgeDashboard(shop, 'Dashboard');
 * dashboard.addWebAcl('Firewall', site.webAcl);
 * dashboard.addDistribution('Site', site.distribution);
 * dashboard.addLoadBalancer('Load balancer', balancer);
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_crossaccount_dashboard.html
 */
export class EdgeDashboard extends cloudwatch.Dashboard {
  /** The domain that owns the dashboard. */
  public readonly domain: Domain;

  constructor(scope: Construct, id: string, props: EdgeDashboardProps = {}) {
    const domain = props.domain ?? Domain.of(scope);
    super(scope, id, { dashboardName: props.dashboardName, defaultInterval: props.defaultInterval });
    this.domain = domain;
    domain.tag(this);
  }

  /**
   * Shows a web ACL: allowed, blocked, counted and rate-limited requests, and what each rule blocked.
   *
   * @param title of the row
   * @param webAcl that was made by this library
   * @throws if the web ACL was made elsewhere
   */
  public addWebAcl(title: string, webAcl: IWebAcl): void { this.show(title, webAclSight(webAcl)); }

  /** Shows what Shield Advanced sees of a resource: whether an attack goes on, and how much of it. */
  public addShield(title: string, resource: ShieldResource): void { this.show(title, shieldSight(this, resource)); }

  /** Shows a distribution: requests, errors, bytes. */
  public addDistribution(title: string, distribution: cloudfront.IDistribution): void { this.show(title, distributionSight(distribution)); }

  /** Shows a health check, such as `check` of `HealthCheck`: whether it is healthy, and how many percent of its checkers say so. */
  public addHealthCheck(title: string, check: route53.IHealthCheck): void { this.show(title, healthCheckSight(check)); }

  /** Shows a load balancer: requests, errors, latency, connections. */
  public addLoadBalancer(title: string, loadBalancer: elbv2.ApplicationLoadBalancer): void { this.show(title, loadBalancerSight(loadBalancer)); }

  /** Shows how many targets are healthy. Their group must be attached to a load balancer already. */
  public addTargets(title: string, targets: elbv2.ApplicationTargetGroup): void { this.show(title, targetsSight(targets)); }

  /** Shows a stage of a REST API: requests, errors, latency. */
  public addRestApi(title: string, stage: apigateway.IStage): void { this.show(title, restApiSight(stage)); }

  /** Shows a stage of an HTTP API: requests, errors, latency. */
  public addHttpApi(title: string, stage: apigatewayv2.IHttpStage): void { this.show(title, httpApiSight(stage)); }

  /** Shows how many requests an API throttles, by its access logs: JSON with the status as `status`, as the APIs of this library write it. */
  public addThrottles(title: string, accessLogs: logs.LogGroup): void { this.show(title, throttlesSight(accessLogs)); }

  /** Shows a function: calls, errors, throttles, latency. */
  public addFunction(title: string, handler: lambda.IFunction): void { this.show(title, functionSight(handler)); }

  /** Shows a service: tasks and load. */
  public addService(title: string, service: ecs.IBaseService): void { this.show(title, serviceSight(service)); }

  private show(title: string, sight: Sight): void {
    const { graphs } = sight.viewFrom(this);
    const width = Math.max(NARROWEST, Math.floor(COLUMNS / graphs.length));
    this.addWidgets(new cloudwatch.TextWidget({ markdown: `## ${title}`, width: COLUMNS, height: 1 }));
    this.addWidgets(...graphs.map((graph) => new cloudwatch.GraphWidget({
      title: graph.title,
      left: Object.entries(graph.lines).map(([label, metric]) => metric.with({ label })),
      region: sight.region,
      width,
    })));
  }
}
