import { alarmOn } from '../alarm';
import { control, noRuntimeRule } from '../control';
import { textOf } from '../policy';
import { checkThere, type Presence } from '../presence';
import type { TemplateResource } from '../template';
import { allOf } from '../value';

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html */
const METRICS = ['DNSSECInternalFailure', 'DNSSECKeySigningKeysNeedingAction'];

/** They are 1 while something is wrong. */
const alarm = (dnssec: TemplateResource, name: string): Presence => {
  const zone = textOf(dnssec.get('HostedZoneId'));
  return alarmOn(dnssec, {
    namespace: 'AWS/Route53',
    name,
    dimension: 'HostedZoneId',
    isOf: (value) => zone !== undefined && textOf(value) === zone,
    rings: (operator, threshold) => (operator === 'GreaterThanOrEqualToThreshold' ? threshold > 0 && threshold <= 1
      : operator === 'GreaterThanThreshold' && threshold >= 0 && threshold < 1),
  });
};

export const dnssecAlarms = control({
  id: 'route53.dnssec-alarms',
  title: 'an alarm tells when the signing of a zone fails',
  titleKo: 'DNSSEC 서명에 문제가 생기면 경보가 알린다',
  why: 'when signing fails and nobody acts, resolvers that validate take the whole domain for forged',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-20', 'SI-4'], iso27001: ['A.8.16'], ismsP: ['2.9.2'] },
  appliesTo: ['AWS::Route53::DNSSEC'],
  check: (dnssec) => allOf(...METRICS.map((metric) => checkThere(alarm(dnssec, metric), `the template has no alarm of its zone on ${metric} that tells somebody`))),
  default: {},
  fix: 'add alarms with an action of the zone on DNSSECInternalFailure and DNSSECKeySigningKeysNeedingAction, in us-east-1',
  runtime: noRuntimeRule('AWS Config does not record DNSSEC of hosted zones'),
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-enable-signing.html',
});
