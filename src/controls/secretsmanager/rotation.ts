import { attachedTo } from './attached';
import { type CheckResult, compliant, control, managedRule, unknown, violated } from '../control';
import { textOf } from '../policy';
import { asArray, isIntrinsic, type TemplateResource } from '../template';

const LONGEST_DAYS = 90;

/** Days between rotations; `undefined` where the template does not say. */
function daysOf(schedule: TemplateResource): number | undefined {
  const days = schedule.get('RotationRules', 'AutomaticallyAfterDays');
  if (days !== undefined) { return Number.isNaN(Number(days)) ? undefined : Number(days); }
  const expression = String(schedule.get('RotationRules', 'ScheduleExpression'));
  const [, count, unit] = /^rate\(\s*(\d+)\s+(hour|day)s?\s*\)$/.exec(expression) ?? [];
  if (unit !== undefined) { return Number(count) / (unit === 'hour' ? 24 : 1); }
  const [, parameter = '', chosen] = /^rate\(<(\w+)> (hour|day)s\)$/.exec(textOf(schedule.get('RotationRules', 'ScheduleExpression')) ?? '') ?? [];
  const choices = asArray(schedule.template.parameter(parameter)?.get('AllowedValues')).map(Number);
  if (choices.length > 0 && choices.every(Number.isFinite)) { return Math.max(...choices) / (chosen === 'hour' ? 24 : 1); }
  // A cron expression for every month leaves at most the months without a 31st between two rotations.
  return /^cron\(\S+ \S+ \S+ (\*|1\/1) \S+ \*\)$/.test(expression) ? 62 : undefined;
}

function judge(schedule: TemplateResource): CheckResult {
  const rules = schedule.get('RotationRules');
  const given = ['AutomaticallyAfterDays', 'ScheduleExpression'].some((name) => schedule.get('RotationRules', name) !== undefined);
  if (!given && !isIntrinsic(rules)) { return violated('its RotationSchedule has no interval'); }
  const days = daysOf(schedule);
  if (days === undefined) { return unknown('the interval of its RotationSchedule can\'t be read from the template'); }
  return days <= LONGEST_DAYS ? compliant() : violated(`it rotates every ${days} days, more than ${LONGEST_DAYS}`);
}

export const rotation = control({
  id: 'secretsmanager.rotation',
  title: 'a secret rotates every 90 days or sooner',
  titleKo: '시크릿은 90일 이내마다 자동으로 교체된다',
  why: 'bounds how long a leaked secret is of use',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['SecretsManager.1', 'SecretsManager.4'],
    nist80053r5: ['AC-2(1)', 'AC-3(15)'],
    pciDss401: ['8.3.9', '8.6.3'],
    hipaa: ['164.308(a)(4)(ii)(B)'],
    ismsP: ['2.5.4', '2.7.2'],
  },
  appliesTo: ['AWS::SecretsManager::Secret'],
  check: (secret) => {
    const results = attachedTo(secret, 'AWS::SecretsManager::RotationSchedule').map(judge);
    return results.find(({ status }) => status === 'compliant') ?? results[0] ?? violated('no RotationSchedule of the template refers to it');
  },
  default: {},
  fix: 'add a RotationSchedule with AutomaticallyAfterDays of 90 or less',
  runtime: managedRule('SECRETSMANAGER_ROTATION_ENABLED_CHECK', { maximumAllowedRotationFrequency: String(LONGEST_DAYS) }),
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html',
});
