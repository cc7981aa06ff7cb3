import { Aspects, Names, aws_apigateway as apigateway } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { ApiCache } from './api-cache';
import { ApiEndpoint } from './api-endpoint';
import { ApiGatewayAccount } from './api-gateway-account';
import type { ApiThrottle } from './api-throttle';
import { ApiTlsVersion } from './api-tls-version';
import { REST_ACCESS_LOG } from './private/access-log-format';
import { acknowledgeAnonymous, checkAnonymousReason } from './private/anonymous';
import { checkCors } from './private/cors';
import { destinationArnOf } from './private/log-destination';
import { faultsOfMethods, validateMethods } from './private/method-rules';
import { letThrough, letUnsignedThrough, privateApiPolicy, sidOf, unsignedCallers } from './private/private-access';
import { faultsOfRestStages } from './private/stage-rules';
import { stageSettings } from './private/stage-settings';
import { STRICT, enhancedPolicy } from './private/tls-policies';
import { Domain } from '../../core';
import { DomainLogGroup } from '../../data';
import { acknowledge } from '../../private/acknowledge';
import { refuseUnless } from '../../private/errors';
import { type IWebAcl, WebAcl, WebAclBaseline, WebAclScope } from '../waf';

/** Properties of a REST API. */
export interface SecureRestApiProps {
  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * Where it is called.
   *
   * @default ApiEndpoint.regional()
   */
  readonly endpoint?: ApiEndpoint;

  /**
   * What the API is for.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * Name of the stage: letters, digits, hyphens and underscores. It stands in the API's address.
   *
   * @default 'prod'
   */
  readonly stageName?: string;

  /**
   * The web ACL of the stage: a regional one, for edge-optimized APIs too.
   *
   * @default - one of its own, with `WebAclBaseline.recommendedForApis()`
   */
  readonly webAcl?: IWebAcl;

  /**
   * The oldest version of TLS by which it is called.
   *
   * @default ApiTlsVersion.TLS_1_2
   */
  readonly tlsVersion?: ApiTlsVersion;

  /**
   * How many requests all callers together may make.
   *
   * @default - 100 a second, 200 at once
   */
  readonly throttle?: ApiThrottle;

  /**
   * How many requests may be made to single methods, by path and verb such as `/orders/{id}/GET`. A key of no method stops the synth.
   *
   * @default - no method has a limit of its own
   */
  readonly methodThrottles?: { [method: string]: ApiThrottle };

  /**
   * A cache of responses. Whoever is allowed to call a method gets the response that another caller had, unless what tells callers apart is part of
   * the cache's key (`cacheKeyParameters` of the integration).
   *
   * @default - none
   */
  readonly cache?: ApiCache;

  /**
   * How browsers of other sites may call: answered at every path.
   *
   * @default - they may not
   */
  readonly cors?: apigateway.CorsOptions;

  /**
   * Whether the stage shows a certificate of its own to backends that are called by HTTP, so that they know that API Gateway calls. Lambda and AWS
   * services know it by IAM. It is valid for 365 days: make the next one before. An account has 60 of them in a Region, unless AWS raised the quota.
   *
   * @default true
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html#certificate-rotation
   */
  readonly clientCertificate?: boolean;

  /**
   * Whether it is reached by its default name, `<id>.execute-api.<region>.amazonaws.com`. A domain name that is mapped to it turns it off.
   *
   * @default true
   */
  readonly defaultEndpoint?: boolean;
}

/**
 * A REST API that nobody calls without being known: every method has an authorizer (IAM unless another is given), requests are validated, and WAF
 * stands before the stage.
 *
 * Its logs are encrypted with the domain's key and hold nothing of what is sent; X-Ray traces it. The account must let API Gateway write logs, once
 * in each Region: see `ApiGatewayAccount`.
 *
 * A method without an authorizer, a body without a model for every content type, a second stage, and one that logs data are errors of synthesis.
 *
 * @example
 * const gold = new environment.GoldEnvironment(this, 'Gold');
 * const orders = new core.Domain(this, 'Orders');
 * const list = new compute.DomainFunction(orders, 'List', {
 *   vpc: gold.vpc,
 *   handler: 'index.handler',
 *   code: lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200, body: "[]" })'),
 * });
 * const api = new edge.SecureRestApi(orders, 'Api');
 * api.root.addResource('orders').addMethod('GET', new apigateway.LambdaIntegration(list));
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-protect.html
 */
export class SecureRestApi extends apigateway.RestApi {
  /** The domain that owns the API. */
  public readonly domain: Domain;
  /** The web ACL before its stage. */
  public readonly webAcl: IWebAcl;
  /** Where accesses are logged, without query strings and headers. */
  public readonly accessLogs: DomainLogGroup;

  /** @internal */
  public readonly _endpoint: ApiEndpoint;
  /** @internal */
  public readonly _tlsVersion: ApiTlsVersion;

  private readonly anonymous = new Set<apigateway.Method>();
  private readonly unsignedWork: (() => void)[] = [];

  constructor(scope: Construct, id: string, props: SecureRestApiProps = {}) {
    const domain = props.domain ?? Domain.of(scope);
    const endpoint = props.endpoint ?? ApiEndpoint.regional();
    const stageName = props.stageName ?? 'prod';
    checkProps(props);
    super(scope, id, {
      // metrics know an API by this name only
      restApiName: `${Names.uniqueResourceName(scope, { maxLength: 200, separator: '-' })}-${id}`,
      description: props.description,
      endpointConfiguration: { types: [endpoint._type], vpcEndpoints: endpoint._isPrivate ? [...endpoint._vpcEndpoints] : undefined },
      policy: endpoint._isPrivate ? privateApiPolicy(scope, endpoint._vpcEndpoints) : undefined,
      cloudWatchRole: false,
      disableExecuteApiEndpoint: props.defaultEndpoint === false ? true : undefined,
      defaultCorsPreflightOptions: props.cors,
      defaultMethodOptions: { authorizer: IAM_CALLERS },
      deployOptions: { stageName, ...stageSettings(props) },
    });
    this.domain = domain;
    this._endpoint = endpoint;
    this._tlsVersion = props.tlsVersion ?? ApiTlsVersion.TLS_1_2;
    domain.tag(this);
    this.validateRequests();
    const securityPolicy = enhancedPolicy(endpoint._type, this._tlsVersion);
    Object.assign(this.node.defaultChild as apigateway.CfnRestApi, { securityPolicy, endpointAccessMode: STRICT });
    if (endpoint._isPrivate) { this.letUnsignedCallersIn(stageName); }
    const [sid, resource] = [sidOf('OwnApisAtStage', stageName), `*/${stageName}/*`];
    letThrough(this, endpoint._vpcEndpoints, sid, resource);
    this._whenUnsigned(() => { letUnsignedThrough(this, endpoint._vpcEndpoints, sid, resource); });
    this.accessLogs = this.logAccess(stageName);
    if (props.clientCertificate !== false) { this.showClientCertificate(); }
    this.webAcl = props.webAcl ?? new WebAcl(this, 'WebAcl', { domain, baseline: WebAclBaseline.recommendedForApis() });
    this.webAcl.protect(Names.uniqueId(this), this.deploymentStage.stageArn);
    ApiGatewayAccount._beforeStage(this.deploymentStage);
    const stage = this.deploymentStage;
    const context = { anonymous: this.anonymous, isPrivate: endpoint._isPrivate, throttled: Object.keys(props.methodThrottles ?? {}) };
    this.node.addValidation({ validate: () => [...faultsOfMethods(this, context), ...faultsOfRestStages(this, stage)] });
    this.explain(props);
  }

  /**
   * Lets anybody call a method: for what must be public, such as a health check.
   *
   * @param method that has `authorizationType: NONE`
   * @param reason at least 10 characters; it is recorded with the finding
   */
  public allowAnonymous(method: apigateway.Method, reason: string): void {
    checkAnonymousReason(`${method.httpMethod} ${method.resource.path}`, reason);
    this.anonymous.add(method);
    acknowledgeAnonymous(method, reason);
  }

  /** @internal a domain name stands before it: nobody goes around */
  public _closeDefaultEndpoint(): void { (this.node.defaultChild as apigateway.CfnRestApi).disableExecuteApiEndpoint = true; }

  /**
   * Does something if there is a method whose callers don't sign, which is known when all methods are there.
   *
   * @internal
   */
  public _whenUnsigned(work: () => void): void { this.unsignedWork.push(work); }

  /** Which methods there are, is known when all are there. */
  private validateRequests(): void {
    const { requestValidatorId } = this.addRequestValidator('RequestValidator', { validateRequestBody: true, validateRequestParameters: true });
    Aspects.of(this).add({ visit: (node) => { if (node === this) { validateMethods(this, requestValidatorId); } } });
  }

  /** Which methods have another authorizer than IAM is known when all are there. */
  private letUnsignedCallersIn(stageName: string): void {
    Aspects.of(this).add({
      visit: (node: IConstruct) => {
        const statement = node === this ? unsignedCallers(this, stageName) : undefined;
        if (!statement) { return; }
        this.addToResourcePolicy(statement);
        for (const work of this.unsignedWork) { work(); }
      },
    });
  }

  /** API Gateway would make the log group of executions itself, without the domain's key. */
  private logAccess(stageName: string): DomainLogGroup {
    const executions = new DomainLogGroup(this, 'ExecutionLogs', { domain: this.domain, logGroupName: `API-Gateway-Execution-Logs_${this.restApiId}/${stageName}` });
    const accesses = new DomainLogGroup(this, 'AccessLogs', { domain: this.domain });
    this.cfnStage.node.addDependency(executions);
    this.cfnStage.accessLogSetting = { destinationArn: destinationArnOf(accesses), format: REST_ACCESS_LOG };
    return accesses;
  }

  private showClientCertificate(): void {
    this.cfnStage.clientCertificateId = new apigateway.CfnClientCertificate(this, 'ClientCertificate', { description: `API Gateway for ${this.node.path}` }).ref;
  }

  private get cfnStage(): apigateway.CfnStage { return this.deploymentStage.node.defaultChild as apigateway.CfnStage; }

  private explain({ cache, clientCertificate }: SecureRestApiProps): void {
    acknowledge(this, 'AwsSolutions', 'AwsSolutions-COG4',
      'every method has an authorizer, or synthesis fails: IAM unless a Cognito or Lambda authorizer is given');
    if (cache === undefined) {
      this.acknowledgeOnStage('APIGWCacheEnabledAndEncrypted',
        'nothing is cached, so there is no cached data to encrypt: a cache gives one caller the response of another unless its key tells them apart');
    }
    if (clientCertificate === false) {
      const reason = 'declared by clientCertificate: false: no backend of this API asks for a certificate; Lambda and AWS services know API Gateway by IAM';
      this.acknowledgeOnStage('APIGWSSLEnabled', reason);
      acknowledge(this.deploymentStage, 'Gold', 'apigateway.client-certificate', reason);
    }
  }

  private acknowledgeOnStage(rule: string, reason: string): void {
    for (const pack of ['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321']) { acknowledge(this.deploymentStage, pack, `${pack}-${rule}`, reason); }
  }
}

/** As an authorizer it gives way to one that a method names; as an `authorizationType` it would contradict it. */
const IAM_CALLERS: apigateway.IAuthorizer = { authorizerId: '', authorizationType: apigateway.AuthorizationType.IAM };

function checkProps({ stageName, webAcl, cors }: SecureRestApiProps): void {
  refuseUnless(stageName === undefined || /^[A-Za-z0-9_-]{1,128}$/.test(stageName), {
    what: 'stageName', got: stageName, allowed: '1 to 128 letters, digits, hyphens and underscores', fix: 'pass a name such as prod',
  });
  refuseUnless(webAcl === undefined || webAcl.aclScope === WebAclScope.REGIONAL, {
    what: 'webAcl of a REST API',
    got: 'a web ACL of the scope CLOUDFRONT',
    allowed: 'a web ACL of the scope REGIONAL, for edge-optimized APIs too',
    fix: 'make one with aclScope: WebAclScope.REGIONAL, or leave it out',
  });
  checkCors(cors);
}
