import { accessLogs as apigatewayAccessLogs } from './apigateway/access-logs';
import { authorization as apigatewayAuthorization } from './apigateway/authorization';
import { cacheEncryption as apigatewayCacheEncryption } from './apigateway/cache-encryption';
import { clientCertificate as apigatewayClientCertificate } from './apigateway/client-certificate';
import { executionLogs as apigatewayExecutionLogs } from './apigateway/execution-logs';
import { noDataTrace as apigatewayNoDataTrace } from './apigateway/no-data-trace';
import { privateApiPolicy as apigatewayPrivateApiPolicy } from './apigateway/private-api-policy';
import { privateIntegrationTls as apigatewayPrivateIntegrationTls } from './apigateway/private-integration-tls';
import { requestValidation as apigatewayRequestValidation } from './apigateway/request-validation';
import { tlsPolicy as apigatewayTlsPolicy } from './apigateway/tls-policy';
import { tracing as apigatewayTracing } from './apigateway/tracing';
import { webAcl as apigatewayWebAcl } from './apigateway/web-acl';
import { fieldLogs as appsyncFieldLogs } from './appsync/field-logs';
import { noApiKeys as appsyncNoApiKeys } from './appsync/no-api-keys';
import { webAcl as appsyncWebAcl } from './appsync/web-acl';
import { deletionProtection as cognitoDeletionProtection } from './cognito/deletion-protection';
import { mfa as cognitoMfa } from './cognito/mfa';
import { noGuests as cognitoNoGuests } from './cognito/no-guests';
import { passwordPolicy as cognitoPasswordPolicy } from './cognito/password-policy';
import { threatProtection as cognitoThreatProtection } from './cognito/threat-protection';
import { webAcl as cognitoWebAcl } from './cognito/web-acl';
import type { Control } from './control';
import { accessLogs as elbAccessLogs } from './elasticloadbalancing/access-logs';
import { deletionProtection as elbDeletionProtection } from './elasticloadbalancing/deletion-protection';
import { desyncMitigation as elbDesyncMitigation } from './elasticloadbalancing/desync-mitigation';
import { healthCheckEncryption as elbHealthCheckEncryption } from './elasticloadbalancing/health-check-encryption';
import { invalidHeaders as elbInvalidHeaders } from './elasticloadbalancing/invalid-headers';
import { listenerEncryption as elbListenerEncryption } from './elasticloadbalancing/listener-encryption';
import { targetEncryption as elbTargetEncryption } from './elasticloadbalancing/target-encryption';
import { tlsPolicy as elbTlsPolicy } from './elasticloadbalancing/tls-policy';
import { webAcl as elbWebAcl } from './elasticloadbalancing/web-acl';
import { zones as elbZones } from './elasticloadbalancing/zones';

/** Controls of what takes requests in a Region. */
export const API_CONTROLS: readonly Control[] = [
  elbListenerEncryption, elbTlsPolicy, elbTargetEncryption, elbHealthCheckEncryption, elbInvalidHeaders, elbDesyncMitigation, elbWebAcl,
  elbAccessLogs, elbDeletionProtection, elbZones,
  apigatewayAccessLogs, apigatewayAuthorization, apigatewayCacheEncryption, apigatewayClientCertificate, apigatewayExecutionLogs,
  apigatewayNoDataTrace, apigatewayPrivateApiPolicy, apigatewayPrivateIntegrationTls, apigatewayRequestValidation, apigatewayTlsPolicy,
  apigatewayTracing, apigatewayWebAcl, appsyncFieldLogs, appsyncNoApiKeys, appsyncWebAcl, cognitoDeletionProtection, cognitoMfa,
  cognitoNoGuests, cognitoPasswordPolicy, cognitoThreatProtection, cognitoWebAcl,
];
