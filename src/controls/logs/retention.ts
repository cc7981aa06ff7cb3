import { compliant, control, managedRule, unknown, violated } from '../control';
import { textOf } from '../policy';

const SHORTEST_DAYS = 365;

export const retention = control({
  id: 'logs.retention',
  title: 'logs are kept for a year or longer, but not for ever',
  titleKo: '로그는 1년 이상 보관하되 무기한 보관하지 않는다',
  why: 'an incident is often found months later, and data that is kept without end is a liability',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['AU-10', 'AU-11', 'AU-6(3)', 'AU-6(4)', 'CA-7', 'SI-12'],
    pciDss401: ['10.5.1'],
    hipaa: ['164.312(b)'],
    ismsP: ['2.9.4'],
    controlTower: ['CT.CLOUDWATCH.PR.2'],
  },
  appliesTo: ['AWS::Logs::LogGroup'],
  check: (group) => {
    const days = textOf(group.get('RetentionInDays') ?? '<AWS.NoValue>');
    if (days === '<AWS.NoValue>') { return violated('RetentionInDays is absent, so logs are kept for ever'); }
    if (days === undefined || Number.isNaN(Number(days))) { return unknown('RetentionInDays is known only at deployment'); }
    return Number(days) >= SHORTEST_DAYS ? compliant() : violated(`RetentionInDays is ${days}, less than ${SHORTEST_DAYS}`);
  },
  default: { RetentionInDays: 400 },
  fix: 'set RetentionInDays to 365 or more',
  runtime: managedRule('CW_LOGGROUP_RETENTION_PERIOD_CHECK', { MinRetentionTime: String(SHORTEST_DAYS) }),
  source: 'https://docs.aws.amazon.com/config/latest/developerguide/cw-loggroup-retention-period-check.html',
});
