import { HOSTED_ZONE, isPrivateZone } from './hosted-zone';
import { control, managedRule, notApplicable, unknown } from '../control';
import { checkPresent } from '../items';
import { valuesAt } from '../value';

export const queryLogs = control({
  id: 'route53.query-logs',
  title: 'a public zone logs the queries it answers',
  titleKo: '퍼블릭 호스팅 영역은 DNS 쿼리를 로그로 남긴다',
  why: 'without it, nobody sees who looks for names that lead nowhere, or that a name is attacked',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['Route53.2'],
    nist80053r5: ['AC-2(4)', 'AC-4(26)', 'AC-6(9)', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-12', 'CA-7', 'SC-7(9)', 'SI-3(8)', 'SI-4(20)', 'SI-7(8)'],
    pciDss401: ['10.4.2'],
    iso27001: ['A.8.15'],
    ismsP: ['2.9.4'],
  },
  appliesTo: [HOSTED_ZONE],
  check: (zone) => {
    const isPrivate = isPrivateZone(zone);
    if (isPrivate === undefined) { return unknown('whether it is a private zone is known only at deployment'); }
    const property = 'CloudWatchLogsLogGroupArn';
    return isPrivate ? notApplicable()
      : checkPresent(zone.template, valuesAt(zone.properties, 'QueryLoggingConfig', property), property, 'QueryLoggingConfig is not set');
  },
  default: {},
  fix: 'set CloudWatchLogsLogGroupArn of QueryLoggingConfig to a log group in us-east-1',
  runtime: managedRule('ROUTE53_QUERY_LOGGING_ENABLED'),
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html',
});
