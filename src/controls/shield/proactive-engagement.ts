import { compliant, control, noRuntimeRule, unknown, violated } from '../control';
import { isPresent, itemsOf } from '../items';
import { allOf, checkEquals, valuesAt } from '../value';

export const proactiveEngagement = control({
  id: 'shield.proactive-engagement',
  title: 'the Shield Response Team calls somebody when health falls during an attack',
  titleKo: '공격 중 상태가 나빠지면 Shield 대응 팀(SRT)이 담당자에게 전화한다',
  why: 'without a telephone number, nobody is called',
  severity: 'low',
  responsibility: 'shared',
  frameworks: { nist80053r5: ['IR-4', 'IR-6', 'SC-5'], iso27001: ['A.5.26'], ismsP: ['2.11.1'] },
  appliesTo: ['AWS::Shield::ProactiveEngagement'],
  check: ({ properties, template }) => {
    const { items, certain } = itemsOf(valuesAt(properties, 'EmergencyContactList'));
    const numbers = items.flatMap((contact) => valuesAt(contact, 'PhoneNumber')).map((number) => isPresent(template, number));
    return allOf(
      checkEquals(valuesAt(properties, 'ProactiveEngagementStatus'), 'ProactiveEngagementStatus', 'ENABLED'),
      numbers.includes(true) ? compliant()
        : !certain || numbers.includes(undefined) ? unknown('EmergencyContactList is known only at deployment')
          : violated('EmergencyContactList has no PhoneNumber'),
    );
  },
  default: { ProactiveEngagementStatus: 'ENABLED' },
  fix: 'set ProactiveEngagementStatus to ENABLED, with a contact that has a PhoneNumber',
  runtime: noRuntimeRule('no managed rule looks at proactive engagement'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/ddos-srt-proactive-engagement.html',
});
