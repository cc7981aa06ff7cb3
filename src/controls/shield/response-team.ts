import { control, managedRule } from '../control';
import { best, checkThere, presenceOf } from '../presence';

export const responseTeam = control({
  id: 'shield.response-team',
  title: 'the Shield Response Team may act on the web ACLs of the account',
  titleKo: 'Shield 대응 팀(SRT)은 계정의 웹 ACL을 변경할 권한을 가진다',
  why: 'without a role for it, the team can call during an attack, but not help',
  severity: 'low',
  responsibility: 'shared',
  frameworks: { nist80053r5: ['IR-4', 'SC-5'], iso27001: ['A.5.26'], ismsP: ['2.11.1'] },
  appliesTo: ['AWS::Shield::ProactiveEngagement'],
  check: (engagement) => checkThere(
    best(engagement.template.ofType('AWS::Shield::DRTAccess').map((access) => presenceOf(engagement, access, [true]))), 'the template has no DRTAccess',
  ),
  default: {},
  fix: 'add DRTAccess with a role that drt.shield.amazonaws.com may assume and that has the policy AWSShieldDRTAccessPolicy',
  runtime: managedRule('SHIELD_DRT_ACCESS'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/ddos-srt-access.html',
});
