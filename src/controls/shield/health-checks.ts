import { PROTECTION, protectedKind } from './protection';
import { presenceIn } from '../alarm';
import { control, noRuntimeRule, notApplicable } from '../control';
import { checkThere } from '../presence';
import { valuesAt } from '../value';

export const healthChecks = control({
  id: 'shield.health-checks',
  title: 'Shield Advanced knows from health checks how what it protects fares',
  titleKo: 'Shield Advanced는 상태 확인으로 보호 대상의 상태를 파악한다',
  why: 'without health, attacks are found later, and the response team does not call',
  severity: 'low',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-5', 'SC-5(3)', 'SI-4'], iso27001: ['A.8.16'], ismsP: ['2.9.2', '2.11.3'] },
  appliesTo: [PROTECTION],
  check: (protection) => (protectedKind(protection) === 'zone' ? notApplicable() : checkThere(presenceIn(valuesAt(protection.properties, 'HealthCheckArns')), 'HealthCheckArns is empty')),
  default: {},
  fix: 'set HealthCheckArns to a health check of Route 53 that tells how the application fares',
  runtime: noRuntimeRule('no managed rule looks at the health checks of a protection'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-health-checks.html',
});
