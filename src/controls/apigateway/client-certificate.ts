import { apiOf, METHOD, STAGE } from './stage';
import { compliant, control, managedRule, notApplicable, violated } from '../control';
import { isPresent } from '../items';
import type { TemplateResource } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

/** Functions and services of AWS are called by their own APIs, signed; a certificate is shown to HTTP backends only. */
function callsHttp(stage: TemplateResource): boolean | undefined {
  const api = apiOf(stage);
  if (api === undefined || api.get('Body') !== undefined || api.get('BodyS3Location') !== undefined) { return undefined; }
  const types = stage.template.ofType(METHOD).filter((method) => api.isReferredBy(method.get('RestApiId'))).flatMap(({ properties }) => valuesAt(properties, 'Integration', 'Type'));
  return types.some((type) => type === 'HTTP' || type === 'HTTP_PROXY');
}

export const clientCertificate = control({
  id: 'apigateway.client-certificate',
  title: 'a stage shows its backend a certificate',
  titleKo: '스테이지는 백엔드 인증용 클라이언트 인증서를 사용한다',
  why: 'without it, a backend that the internet reaches can\'t tell the API from anybody else',
  severity: 'low',
  responsibility: 'customer',
  frameworks: { fsbp: ['APIGateway.2'], nist80053r5: ['AC-4', 'AC-17(2)', 'IA-5(1)', 'SC-7(4)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-12(3)', 'SC-13', 'SC-23', 'SC-23(3)', 'SI-7(6)'], hipaa: ['164.312(e)(1)'], ismsP: ['2.7.1'] },
  appliesTo: [STAGE],
  check: (stage) => (callsHttp(stage) === false ? notApplicable() : decideEach(valuesAt(stage.properties, 'ClientCertificateId'), (certificate) => {
    const present = isPresent(stage.template, certificate);
    if (present === true) { return compliant(); }
    return present === undefined || callsHttp(stage) === undefined ? deferred('ClientCertificateId') : violated('ClientCertificateId is not set');
  })),
  default: {},
  fix: 'set ClientCertificateId, and have the backend ask for that certificate',
  runtime: managedRule('API_GW_SSL_ENABLED'),
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html',
});
