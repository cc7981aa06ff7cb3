import { HOSTED_ZONE, isPrivateZone } from './hosted-zone';
import { control, noRuntimeRule, notApplicable, unknown } from '../control';
import { accepted, best, checkThere, presenceOf, presencesOf, worst } from '../presence';
import { allOf, valuesAt } from '../value';

export const dnssec = control({
  id: 'route53.dnssec',
  title: 'a public zone signs its answers',
  titleKo: '퍼블릭 호스팅 영역은 DNSSEC으로 응답에 서명한다',
  why: 'without signatures, a resolver can\'t tell a forged answer from a true one',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-20', 'SC-21'], iso27001: ['A.8.20', 'A.8.21'], ismsP: ['2.6.1'] },
  appliesTo: [HOSTED_ZONE],
  check: (zone) => {
    const isPrivate = isPrivateZone(zone);
    if (isPrivate === undefined) { return unknown('whether it is a private zone is known only at deployment'); }
    if (isPrivate) { return notApplicable(); }
    const keys = zone.template.ofType('AWS::Route53::KeySigningKey').map((key) => worst([
      presenceOf(zone, key, valuesAt(key.properties, 'HostedZoneId').map((id) => zone.isReferredBy(id))), accepted(valuesAt(key.properties, 'Status'), (status) => status === 'ACTIVE'),
    ]));
    return allOf(
      checkThere(best(presencesOf(zone, 'AWS::Route53::DNSSEC', 'HostedZoneId')), 'no DNSSEC of the template refers to it'),
      checkThere(best(keys), 'it has no active KeySigningKey'),
    );
  },
  default: {},
  fix: 'add a KeySigningKey of Status ACTIVE with a KMS key ECC_NIST_P256 in us-east-1, and DNSSEC; then the DS record at the parent',
  runtime: noRuntimeRule('AWS Config does not record DNSSEC of hosted zones'),
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html',
});
