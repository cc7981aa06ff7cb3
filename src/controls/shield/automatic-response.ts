import { checkAutomaticResponse, PROTECTION, protectedKind } from './protection';
import { control, noRuntimeRule, notApplicable, unknown } from '../control';

export const automaticResponseEnabled = control({
  id: 'shield.automatic-response',
  title: 'Shield Advanced blocks floods of web requests by itself',
  titleKo: 'Shield Advanced는 웹 계층 DDoS 공격을 자동으로 차단한다',
  why: 'without it, somebody must find and write the rules while the attack runs',
  severity: 'low',
  responsibility: 'shared',
  frameworks: { nist80053r5: ['SC-5', 'SC-5(2)'], iso27001: ['A.8.20'], ismsP: ['2.6.1', '2.10.1'] },
  appliesTo: [PROTECTION],
  check: (protection) => {
    const kind = protectedKind(protection);
    if (kind !== undefined && kind !== 'web') { return notApplicable(); }
    const result = checkAutomaticResponse(protection);
    return kind === undefined && result.status === 'violated' ? unknown('what it protects is known only at deployment') : result;
  },
  default: {},
  fix: 'set Status of ApplicationLayerAutomaticResponseConfiguration to ENABLED and its Action to Block; count first if in doubt',
  runtime: noRuntimeRule('no managed rule looks at the automatic response of a protection'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/ddos-automatic-app-layer-response.html',
});
