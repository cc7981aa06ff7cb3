import { CERTIFICATE } from './certificate';
import { alarmOn, presenceIn } from '../alarm';
import { control, managedRule } from '../control';
import { accepted, agreed, best, checkThere, type Presence, presenceOf, worst } from '../presence';
import { isIntrinsic, isRecord, type TemplateResource } from '../template';
import { branchesOf, valuesAt } from '../value';

const DAYS = 30;
const EVENT = 'ACM Certificate Approaching Expiration';

/** An alarm that rings below a day rings when the certificate has expired. */
const alarm = (certificate: TemplateResource): Presence => alarmOn(certificate, {
  namespace: 'AWS/CertificateManager',
  name: 'DaysToExpiry',
  dimension: 'CertificateArn',
  isOf: (value) => certificate.isReferredBy(value),
  rings: (operator, threshold) => /^LessThan(OrEqualTo)?Threshold$/.test(operator) && threshold >= 1,
});

/** A rule that tells somebody of the events of all certificates, or of this one. */
const rule = (certificate: TemplateResource): Presence => best(certificate.template.ofType('AWS::Events::Rule').map((one) => worst([
  presenceOf(certificate, one, [true]),
  accepted(valuesAt(one.properties, 'State'), (state) => state !== 'DISABLED'),
  accepted(valuesAt(one.properties, 'EventBusName'), (bus) => bus === undefined || bus === 'default'),
  agreed(valuesAt(one.properties, 'EventPattern').map((pattern) => matching(certificate, pattern))),
  presenceIn(valuesAt(one.properties, 'Targets')),
])));

function matching(certificate: TemplateResource, pattern: unknown): Presence {
  if (isIntrinsic(pattern)) { return 'perhaps'; }
  if (!isRecord(pattern)) { return 'not'; }
  return worst(Object.entries(pattern).map(([field, filter]) => passing(filter, (value) => {
    switch (field) {
      case 'source': return value === 'aws.acm';
      case 'detail-type': return value === EVENT;
      case 'resources': return certificate.isReferredBy(value);
      default: return undefined;
    }
  }, PSEUDO_PARAMETERS[field])));
}

/** The only values of which a template knows that they are its own. */
const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = { account: 'AWS::AccountId', region: 'AWS::Region' };

/** Whether a filter lets events pass that have a value; one that compares by more than equality may. */
function passing(filter: unknown, accepts: (value: unknown) => boolean | undefined, own: string | undefined): Presence {
  if (!Array.isArray(filter)) { return 'perhaps'; }
  const values = filter.flatMap(branchesOf);
  const isFit = (value: unknown): boolean | undefined => (own !== undefined && isRecord(value) && value.Ref === own ? true : accepts(value));
  if (filter.some((item) => branchesOf(item).every((value) => isFit(value) === true))) { return 'there'; }
  return values.some((value) => isFit(value) !== false || isRecord(value)) ? 'perhaps' : 'not';
}

export const expiryWatched = control({
  id: 'acm.expiry-watched',
  title: 'somebody is told before a certificate expires',
  titleKo: '인증서가 만료되기 전에 담당자에게 알린다',
  why: 'a renewal fails in silence when a DNS record is gone, and then the site is down',
  severity: 'low',
  responsibility: 'shared',
  frameworks: {
    fsbp: ['ACM.1'],
    nist80053r5: ['SC-7(16)', 'SC-28(3)'],
    hipaa: ['164.312(e)(1)'],
    iso27001: ['A.8.24'],
    soc2: ['CC6.7'],
    ismsP: ['2.7.1'],
  },
  appliesTo: [CERTIFICATE],
  check: (certificate) => checkThere(best([alarm(certificate), rule(certificate)]),
    'the template has no alarm on DaysToExpiry of it that tells somebody, and no event rule with a target for certificates that approach their expiration'),
  default: {},
  fix: 'add an alarm with an action that rings when the metric DaysToExpiry of the certificate is low, or a rule with a target for the event ACM Certificate Approaching Expiration',
  runtime: managedRule('ACM_CERTIFICATE_EXPIRATION_CHECK', { daysToExpiration: String(DAYS) }),
  source: 'https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html',
});
