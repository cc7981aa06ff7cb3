import { DOMAIN_NAME } from './stage';
import { type CheckResult, compliant, control, managedRule, violated } from '../control';
import { decideItems } from '../items';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

/** TLS 1.2 with TLS 1.3 beside it, and the enhanced policies but the one of 2018. */
const CURRENT = /^(TLS_1_2|SecurityPolicy_TLS13_\w+|SecurityPolicy_TLS12_PFS_2025_EDGE)$/;

const current = (values: readonly unknown[], byDefault?: string): CheckResult => decideEach(values, (value = byDefault) => {
  if (isIntrinsic(value)) { return deferred('SecurityPolicy'); }
  return typeof value === 'string' && CURRENT.test(value) ? compliant() : violated(`SecurityPolicy is ${String(value ?? 'not set')}`);
});

export const tlsPolicy = control({
  id: 'apigateway.tls-policy',
  title: 'a custom domain name takes TLS 1.2 and later only',
  titleKo: '사용자 지정 도메인은 TLS 1.2 이상만 허용한다',
  why: 'old versions and ciphers can be broken, and a client can be made to use them',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['APIGateway.11'], nist80053r5: ['SC-8', 'SC-8(1)', 'SC-13', 'SC-23'], iso27001: ['A.8.24'], ismsP: ['2.7.1'], controlTower: ['CT.APIGATEWAY.PR.6'] },
  appliesTo: [DOMAIN_NAME, 'AWS::ApiGateway::DomainNameV2', 'AWS::ApiGatewayV2::DomainName'],
  check: ({ type, properties }) => (type === 'AWS::ApiGatewayV2::DomainName'
    ? decideItems(valuesAt(properties, 'DomainNameConfigurations'), 'DomainNameConfigurations', (item) => current(valuesAt(item, 'SecurityPolicy')))
    : current(valuesAt(properties, 'SecurityPolicy'), type === 'AWS::ApiGateway::DomainNameV2' ? 'TLS_1_2' : undefined)),
  default: {},
  fix: 'set SecurityPolicy to SecurityPolicy_TLS13_1_3_2025_09 or, where clients need it, to TLS_1_2',
  runtime: managedRule('APIGATEWAY_DOMAIN_NAME_TLS_CHECK'),
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html',
});
