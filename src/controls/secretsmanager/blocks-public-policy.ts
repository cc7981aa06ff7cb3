import { compliant, control, noRuntimeRule, unknown, violated } from '../control';
import { asBoolean, isIntrinsic } from '../template';

export const blocksPublicPolicy = control({
  id: 'secretsmanager.blocks-public-policy',
  title: 'a secret takes no public resource policy',
  titleKo: '시크릿은 공개 접근을 허용하는 리소스 정책을 차단한다',
  why: 'AWS then refuses a policy that opens the secret to broad access',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-3', 'AC-6'], ismsP: ['2.6.2'] },
  appliesTo: ['AWS::SecretsManager::ResourcePolicy'],
  check: (policy) => {
    const blocks = policy.get('BlockPublicPolicy');
    if (isIntrinsic(blocks)) { return unknown('BlockPublicPolicy is known only at deployment'); }
    return asBoolean(blocks) === true ? compliant() : violated('BlockPublicPolicy is not true');
  },
  default: { BlockPublicPolicy: true },
  fix: 'set BlockPublicPolicy to true',
  runtime: noRuntimeRule('it is an argument of the call that sets the policy, and is not kept'),
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html',
});
