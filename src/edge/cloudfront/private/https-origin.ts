import { Token, aws_apigateway as apigateway, aws_cloudfront as cloudfront, aws_cloudfront_origins as origins, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { certificateArnIn } from './global-certificate';
import { type OriginPart, checkServerName, serverProps } from './origin-part';
import { refuseUnless } from '../../../private/errors';
import { globalName } from '../../private/global-name';
import type { HttpsOriginOptions, ServerOriginOptions } from '../origin-options';

/** A server that CloudFront speaks HTTPS with. CDK's own origin has no mutual TLS. */
class HttpsOrigin extends cloudfront.OriginBase {
  private clientCertificateArn?: string;

  constructor(domainName: string, private readonly options: HttpsOriginOptions) {
    super(domainName, serverProps(options));
  }

  public bind(scope: Construct, options: cloudfront.OriginBindOptions): cloudfront.OriginBindConfig {
    const { clientCertificate } = this.options;
    if (clientCertificate) { this.clientCertificateArn = certificateArnIn(scope, 'clientCertificate', clientCertificate); }
    return super.bind(scope, options);
  }

  protected renderCustomOriginConfig(): cloudfront.CfnDistribution.CustomOriginConfigProperty {
    const { port, responseTimeout, keepAliveTimeout } = this.options;
    return {
      originProtocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
      httpsPort: port,
      originReadTimeout: responseTimeout?.toSeconds(),
      originKeepaliveTimeout: keepAliveTimeout?.toSeconds(),
      originMtlsConfig: this.clientCertificateArn === undefined ? undefined : { clientCertificateArn: this.clientCertificateArn },
    };
  }
}

/** A server of the internet as an origin. */
export function httpsOrigin(domainName: string, options: HttpsOriginOptions): OriginPart {
  checkServerName('domainName of an origin', domainName);
  checkPort(options.port);
  return { origin: new HttpsOrigin(domainName, options), serves: 'application' };
}

/** A REST API as an origin. */
export function restApiOrigin(api: apigateway.RestApiBase, options: ServerOriginOptions): OriginPart {
  const cfn = api.node.defaultChild;
  if (cfn instanceof apigateway.CfnRestApi) {
    const { types } = cfn.stack.resolve(cfn.endpointConfiguration ?? {}) as { types?: string[] };
    const type = types?.[0] ?? 'EDGE';
    refuseUnless(type === 'REGIONAL', {
      what: `the REST API '${api.node.path}' as an origin`,
      got: `an API of type ${type}`,
      allowed: 'a Regional API',
      fix: type === 'PRIVATE'
        ? 'put a load balancer in front of the API\'s endpoint, and pass that: EdgeOrigin.networkLoadBalancer(…)'
        : 'pass `endpointTypes: [apigateway.EndpointType.REGIONAL]`: an edge API has a distribution of AWS\'s own, which would be behind yours',
    });
    refuseUnless(cfn.disableExecuteApiEndpoint !== true, {
      what: `the REST API '${api.node.path}' as an origin`,
      got: 'an API whose default endpoint is off',
      allowed: 'an API with its default endpoint',
      fix: 'pass the API\'s own domain: EdgeOrigin.https(\'api.example.com\', { clientCertificate })',
    });
  }
  const { region, urlSuffix } = api.stack;
  const { originPath = '' } = serverProps(options);
  // CDK's own origin cuts its name out of the API's URL, which only a deployment can read
  const origin = new HttpsOrigin(`${api.restApiId}.execute-api.${region}.${urlSuffix}`, { ...options, originPath: `/${api.deploymentStage.stageName}${originPath}` });
  return { origin, serves: 'application' };
}

/** A function URL as an origin: CloudFront signs its requests, and the function's policy names the distribution. */
export function functionUrlOrigin(functionUrl: lambda.IFunctionUrl, options: ServerOriginOptions): OriginPart {
  refuseUnless(functionUrl.authType === lambda.FunctionUrlAuthType.AWS_IAM, {
    what: 'a function URL as an origin',
    got: `authType ${functionUrl.authType}`,
    allowed: 'authType AWS_IAM',
    fix: 'pass `authType: lambda.FunctionUrlAuthType.AWS_IAM`: otherwise anybody calls the function past CloudFront',
  });
  const props = serverProps(options);
  return {
    serves: 'application',
    origin: {
      bind: (scope, bindOptions) => {
        const part = new Construct(scope, 'AccessControl');
        const originAccessControl = new cloudfront.FunctionUrlOriginAccessControl(part, 'Resource', { originAccessControlName: globalName(part, 64) });
        return origins.FunctionUrlOrigin.withOriginAccessControl(functionUrl, { ...props, originAccessControl }).bind(scope, bindOptions);
      },
    },
  };
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesHTTPSPort */
export function checkPort(port?: number): void {
  refuseUnless(port === undefined || Token.isUnresolved(port) || port === 443 || (Number.isInteger(port) && port >= 1024 && port <= 65_535), {
    what: 'port of an origin', got: port, allowed: '443, or 1024 to 65535', fix: 'let the server listen for HTTPS on one of them',
  });
}
