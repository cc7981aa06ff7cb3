import { Aspects, aws_apigatewayv2 as apigatewayv2, aws_apigatewayv2_authorizers as authorizers } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ApiEndpoint } from './api-endpoint';
import type { ApiThrottle } from './api-throttle';
import { HTTP_ACCESS_LOG } from './private/access-log-format';
import { acknowledgeAnonymous, checkAnonymousReason } from './private/anonymous';
import { checkCors } from './private/cors';
import { destinationArnOf } from './private/log-destination';
import { faultsOfRoutes, waitForThrottled } from './private/route-rules';
import { faultsOfHttpStages } from './private/stage-rules';
import { DEFAULT_THROTTLE, checkThrottle } from './private/throttle';
import { Domain } from '../../core';
import { DomainLogGroup } from '../../data';
import { refuseUnless } from '../../private/errors';
import type { WebAcl } from '../waf';

/** Properties of an HTTP API. */
export interface SecureHttpApiProps {
  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * What the API is for.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * Who calls a route that has no authorizer of its own.
   *
   * @default - identities of IAM
   */
  readonly authorizer?: apigatewayv2.IHttpRouteAuthorizer;

  /**
   * How many requests all callers together may make.
   *
   * @default - 100 a second, 200 at once
   */
  readonly throttle?: ApiThrottle;

  /**
   * How many requests may be made to single routes of the API's stack, by route key such as `GET /orders`. A key of no such route stops the synth.
   *
   * @default - no route has a limit of its own
   */
  readonly routeThrottles?: { [route: string]: ApiThrottle };

  /**
   * How browsers of other sites may call.
   *
   * @default - they may not
   */
  readonly cors?: apigatewayv2.CorsPreflightOptions;

  /**
   * Whether it is reached by its default name, `<id>.execute-api.<region>.amazonaws.com`. A domain name that is mapped to it turns it off.
   *
   * @default true
   */
  readonly defaultEndpoint?: boolean;

  /**
   * Where it is called: an HTTP API is Regional, and anything else is refused with the way out.
   *
   * @default ApiEndpoint.regional()
   */
  readonly endpoint?: ApiEndpoint;

  /**
   * An HTTP API can have no web ACL: any is refused with the way out.
   *
   * @default - none
   */
  readonly webAcl?: WebAcl;
}

/**
 * An HTTP API of which every route has an authorizer (IAM unless another is given), with throttling, and access logs encrypted with the domain's key
 * that hold nothing of what is sent.
 *
 * It costs less than a REST API, and lacks what protects one: AWS WAF, request validation, a resource policy, private and edge-optimized endpoints,
 * encrypted caching, API keys, execution logs, X-Ray and TLS newer than the policy `TLS_1_2`. Where that is needed, make a `SecureRestApi`. WAF can
 * stand before it by a `SecureDistribution` of CloudFront: then give the API a domain name with a truststore, or an authorizer that asks for a header
 * which only the distribution adds, or else its address goes around WAF.
 *
 * A route without an authorizer is an error of synthesis.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * const api = new edge.SecureHttpApi(orders, 'Api', { throttle: { rateLimit: 20, burstLimit: 40 } });
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
 */
export class SecureHttpApi extends apigatewayv2.HttpApi {
  /** The domain that owns the API. */
  public readonly domain: Domain;
  /** Where accesses are logged, without query strings and headers. */
  public readonly accessLogs: DomainLogGroup;

  private readonly anonymous = new Set<apigatewayv2.HttpRoute>();

  constructor(scope: Construct, id: string, props: SecureHttpApiProps = {}) {
    const domain = props.domain ?? Domain.of(scope);
    refuseWhatIsLacking(props);
    checkCors(props.cors);
    super(scope, id, {
      description: props.description,
      corsPreflight: props.cors,
      defaultAuthorizer: props.authorizer ?? new authorizers.HttpIamAuthorizer(),
      disableExecuteApiEndpoint: props.defaultEndpoint === false ? true : undefined,
    });
    this.domain = domain;
    domain.tag(this);
    this.accessLogs = new DomainLogGroup(this, 'AccessLogs', { domain });
    Object.assign(this.cfnStage, {
      accessLogSettings: { destinationArn: destinationArnOf(this.accessLogs), format: HTTP_ACCESS_LOG },
      defaultRouteSettings: { ...limitsOf('the stage', props.throttle ?? DEFAULT_THROTTLE), detailedMetricsEnabled: true },
      routeSettings: routeSettings(props.routeThrottles ?? {}),
    } satisfies Partial<apigatewayv2.CfnStage>);
    const throttled = Object.keys(props.routeThrottles ?? {});
    Aspects.of(this).add({ visit: (node) => { if (node === this) { waitForThrottled(this, this.cfnStage, throttled); } } });
    this.node.addValidation({ validate: () => [...faultsOfRoutes(this, { anonymous: this.anonymous, throttled }), ...faultsOfHttpStages(this)] });
  }

  /**
   * Lets anybody call a route: for what must be public, such as a health check.
   *
   * @param route that has the authorizer `HttpNoneAuthorizer`
   * @param reason at least 10 characters; it is recorded with the finding
   */
  public allowAnonymous(route: apigatewayv2.HttpRoute, reason: string): void {
    checkAnonymousReason(route.node.path, reason);
    this.anonymous.add(route);
    acknowledgeAnonymous(route, reason);
  }

  /** @internal a domain name stands before it: nobody goes around */
  public _closeDefaultEndpoint(): void { (this.node.defaultChild as apigatewayv2.CfnApi).disableExecuteApiEndpoint = true; }

  /** @internal */
  public get _stageName(): string { return this.cfnStage.ref; }

  private get cfnStage(): apigatewayv2.CfnStage { return this.defaultStage?.node.defaultChild as apigatewayv2.CfnStage; }
}

const limitsOf = (what: string, throttle: ApiThrottle) => {
  const { rateLimit, burstLimit } = checkThrottle(what, throttle);
  return { throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit };
};

/** Free-form JSON to CDK: the names are written as CloudFormation wants them. */
const routeSettings = (throttles: Readonly<Record<string, ApiThrottle>>) => Object.fromEntries(Object.entries(throttles).map(([route, throttle]) => {
  const { throttlingRateLimit, throttlingBurstLimit } = limitsOf(route, throttle);
  return [route, { ThrottlingRateLimit: throttlingRateLimit, ThrottlingBurstLimit: throttlingBurstLimit, DetailedMetricsEnabled: true }];
}));

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html */
function refuseWhatIsLacking({ webAcl, endpoint }: SecureHttpApiProps): void {
  refuseUnless(webAcl === undefined, {
    what: 'webAcl of an HTTP API',
    got: 'a web ACL',
    allowed: 'none: AWS WAF protects no HTTP API',
    fix: 'make a SecureRestApi, or put an edge.SecureDistribution with the web ACL in front',
  });
  refuseUnless(!endpoint?._isPrivate, {
    what: 'endpoint of an HTTP API', got: 'ApiEndpoint.privateTo(…)', allowed: 'ApiEndpoint.regional()', fix: 'only REST APIs are private: make a SecureRestApi',
  });
  refuseUnless(!endpoint?._isEdge, {
    what: 'endpoint of an HTTP API',
    got: 'ApiEndpoint.edge()',
    allowed: 'ApiEndpoint.regional()',
    fix: 'put an edge.SecureDistribution in front, or make a SecureRestApi',
  });
}
