import { compliant, control, noRuntimeRule, unknown, violated } from '../control';
import { asBoolean, isIntrinsic } from '../template';

export const lockoutCheck = control({
  id: 'kms.lockout-check',
  title: 'the policy of a key is set only if somebody can still change it',
  titleKo: '키 정책 잠금 방지 검사를 우회하지 않는다',
  why: 'a key whose policy nobody can change stays as it is for ever',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-12'], ismsP: ['2.7.2'] },
  appliesTo: ['AWS::KMS::Key'],
  check: (key) => {
    const bypass = key.get('BypassPolicyLockoutSafetyCheck');
    if (isIntrinsic(bypass)) { return unknown('BypassPolicyLockoutSafetyCheck is known only at deployment'); }
    return asBoolean(bypass) === true ? violated('BypassPolicyLockoutSafetyCheck is true') : compliant();
  },
  default: {},
  fix: 'leave BypassPolicyLockoutSafetyCheck out, or set it to false',
  runtime: noRuntimeRule('it is an argument of the call that sets the policy, and is not kept'),
  source: 'https://docs.aws.amazon.com/controltower/latest/controlreference/ct-kms-pv-3.html',
});
