import { CERTIFICATE, isPrivate } from './certificate';
import { control, noRuntimeRule, notApplicable } from '../control';
import { checkEquals, valuesAt } from '../value';

export const dnsValidation = control({
  id: 'acm.dns-validation',
  title: 'a certificate proves its domain by DNS',
  titleKo: '인증서는 DNS로 도메인 소유를 검증한다',
  why: 'validated by mail, a certificate expires unless somebody answers a letter in time',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-12', 'SC-17'], iso27001: ['A.8.24'], ismsP: ['2.7.1'] },
  appliesTo: [CERTIFICATE],
  check: (certificate) => (isPrivate(certificate) ? notApplicable() : checkEquals(valuesAt(certificate.properties, 'ValidationMethod'), 'ValidationMethod', 'DNS')),
  default: { ValidationMethod: 'DNS' },
  fix: 'set ValidationMethod to DNS, with the hosted zone in DomainValidationOptions',
  runtime: noRuntimeRule('no managed rule looks at the method of validation'),
  source: 'https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html',
});
