import { configOf, DISTRIBUTION } from './distribution';
import { compliant, control, noRuntimeRule } from '../control';
import { checkPresent } from '../items';
import { best, checkThere, type Presence, presenceOf, worst } from '../presence';
import { names } from '../resource-policy';
import { asBoolean, OUTPUT, type TemplateResource } from '../template';
import { valuesAt } from '../value';

/**
 * Metadata that says that a stack in us-east-1, where CloudFront's log deliveries must lie, delivers the logs. It counts only where the
 * template puts the distribution out for other stacks.
 */
export const LOGS_DELIVERED_ELSEWHERE = 'cdk-gold:access-logs-delivered';

const isDeliveredElsewhere = (distribution: TemplateResource): boolean => asBoolean(distribution.metadata[LOGS_DELIVERED_ELSEWHERE]) === true
  && distribution.template.subjects.some((subject) => subject.type === OUTPUT && distribution.isReferredBy(subject.properties.Value));

/** Both ends of a delivery must be there. */
const delivery = (distribution: TemplateResource): Presence => best(distribution.template.ofType('AWS::Logs::DeliverySource')
  .filter((source) => source.get('LogType') === 'ACCESS_LOGS')
  .map((source) => worst([
    presenceOf(distribution, source, valuesAt(source.properties, 'ResourceArn').map((arn) => distribution.isReferredBy(arn))),
    best(distribution.template.ofType('AWS::Logs::Delivery')
      .map((one) => presenceOf(distribution, one, valuesAt(one.properties, 'DeliverySourceName').map((name) => names(source, 'Name', name))))),
  ])));

export const accessLogs = control({
  id: 'cloudfront.access-logs',
  title: 'a distribution logs the requests it gets',
  titleKo: '배포는 받은 요청을 액세스 로그로 남긴다',
  why: 'without it, nobody can tell who asked for what, and an attack can\'t be reconstructed',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['CloudFront.5'],
    nist80053r5: ['AC-2(4)', 'AC-4(26)', 'AC-6(9)', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-12', 'CA-7', 'SC-7(9)', 'SI-3(8)', 'SI-4(20)', 'SI-7(8)'],
    iso27001: ['A.8.15', 'A.8.16'],
    ismsP: ['2.9.4'],
    controlTower: ['CT.CLOUDFRONT.PR.5'],
  },
  appliesTo: [DISTRIBUTION],
  check: (distribution) => {
    const result = checkThere(delivery(distribution), 'no Delivery of the template has its access logs');
    if (result.status === 'compliant' || isDeliveredElsewhere(distribution)) { return compliant(); }
    const legacy = checkPresent(distribution.template, configOf(distribution, 'Logging', 'Bucket'), 'Bucket of Logging',
      'Logging names no bucket, and no Delivery of the template has its access logs');
    return legacy.status === 'violated' && result.status === 'unknown' ? result : legacy;
  },
  default: {},
  fix: 'add a DeliverySource with LogType ACCESS_LOGS of the distribution and a Delivery to an encrypted destination, in us-east-1',
  runtime: noRuntimeRule('AWS Config sees legacy logs only, and would find fault with log deliveries'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html',
});
