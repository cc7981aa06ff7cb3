import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuseUnless } from '../../../private/errors';
import { ApiTlsVersion } from '../api-tls-version';

type Policies = Readonly<Record<ApiTlsVersion, apigateway.SecurityPolicy>>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html */
const EDGE: Policies = {
  [ApiTlsVersion.TLS_1_2]: apigateway.SecurityPolicy.TLS12_PFS_2025_EDGE,
  [ApiTlsVersion.TLS_1_3]: apigateway.SecurityPolicy.TLS13_2025_EDGE,
};
const REGIONAL_AND_PRIVATE: Policies = {
  [ApiTlsVersion.TLS_1_2]: apigateway.SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09,
  [ApiTlsVersion.TLS_1_3]: apigateway.SecurityPolicy.TLS13_1_3_2025_09,
};

/** The enhanced security policy of an endpoint type. An API without any takes TLS 1.0 at Regional and edge-optimized endpoints. */
export const enhancedPolicy = (type: apigateway.EndpointType, version: ApiTlsVersion): apigateway.SecurityPolicy =>
  (type === apigateway.EndpointType.EDGE ? EDGE : REGIONAL_AND_PRIVATE)[version];

/**
 * What goes with an enhanced policy: requests come by the endpoint type of the resource, and by the host that TLS was agreed for.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html
 */
export const STRICT = apigateway.EndpointAccessMode.STRICT;

/**
 * What a domain name with mutual TLS, or with an HTTP API behind it, must have: it can have no enhanced policy.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
 */
export const LEGACY = apigateway.SecurityPolicy.TLS_1_2;

/**
 * Refuses a name whose API takes an older version of TLS: the handshake follows the API's policy, not the name's.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
 */
export function checkTlsOfApi(name: IConstruct, version: ApiTlsVersion | undefined, api: IConstruct & { readonly _tlsVersion: ApiTlsVersion }): void {
  refuseUnless(version !== ApiTlsVersion.TLS_1_3 || api._tlsVersion === ApiTlsVersion.TLS_1_3, {
    what: `tlsVersion of the API '${api.node.path}'`,
    got: api._tlsVersion,
    allowed: `TLS_1_3, as the domain name '${name.node.path}' has`,
    fix: 'pass tlsVersion: ApiTlsVersion.TLS_1_3 to the API too: API Gateway takes what the policy of the API takes, whatever the name\'s is',
  });
}
