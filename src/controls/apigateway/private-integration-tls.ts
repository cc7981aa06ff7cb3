import { INTEGRATION_V2 } from './stage';
import { compliant, control, managedRule, notApplicable, violated } from '../control';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const privateIntegrationTls = control({
  id: 'apigateway.private-integration-tls',
  title: 'an HTTP or WebSocket API reaches private backends by TLS',
  titleKo: 'HTTP·WebSocket API는 프라이빗 백엔드와 TLS로 통신한다',
  why: 'between API and backend, whoever is in the network reads what is sent',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['APIGateway.10'], nist80053r5: ['SC-8', 'SC-8(1)'], iso27001: ['A.8.24'], ismsP: ['2.7.1'] },
  appliesTo: [INTEGRATION_V2],
  check: ({ properties }) => decideEach(valuesAt(properties, 'ConnectionType'), (type) => {
    if (isIntrinsic(type)) { return deferred('ConnectionType'); }
    if (type !== 'VPC_LINK') { return notApplicable(); }
    return decideEach(valuesAt(properties, 'TlsConfig'), (tls) => (isIntrinsic(tls) ? deferred('TlsConfig') : tls === undefined ? violated('TlsConfig is not set') : compliant()));
  }),
  default: {},
  fix: 'set the ServerNameToVerify of TlsConfig, and let the integration lead to a listener of HTTPS',
  runtime: managedRule('APIGATEWAYV2_INTEGRATION_PRIVATE_HTTPS_ENABLED'),
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html',
});
