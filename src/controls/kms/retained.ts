import { compliant, control, managedRule, unknown, violated, type CheckResult } from '../control';
import type { TemplateResource } from '../template';

/** Whether a resource outlives its stack and its replacement; removing it when its own creation failed is harmless. */
export function isRetained(resource: TemplateResource): CheckResult {
  const { deletionPolicy, updateReplacePolicy } = resource;
  if ([deletionPolicy, updateReplacePolicy].some((policy: unknown) => policy !== undefined && typeof policy !== 'string')) {
    return unknown('DeletionPolicy or UpdateReplacePolicy is known only at deployment');
  }
  if (deletionPolicy !== 'Retain' && deletionPolicy !== 'RetainExceptOnCreate') {
    return violated(`DeletionPolicy is ${deletionPolicy ?? 'absent'}, not Retain or RetainExceptOnCreate`);
  }
  return updateReplacePolicy === 'Retain' ? compliant() : violated(`UpdateReplacePolicy is ${updateReplacePolicy ?? 'absent'}, not Retain`);
}

export const retained = control({
  id: 'kms.retained',
  title: 'a key outlives its stack',
  titleKo: '키는 스택이 삭제되거나 키가 대체되어도 보존된다',
  why: 'what a key encrypted can never be read again once the key is gone',
  severity: 'critical',
  responsibility: 'customer',
  frameworks: { fsbp: ['KMS.3'], nist80053r5: ['SC-12', 'SC-12(2)'], iso27001: ['A.8.24'], ismsP: ['2.7.2'] },
  appliesTo: ['AWS::KMS::Key'],
  check: isRetained,
  default: {},
  fix: 'set DeletionPolicy to Retain or RetainExceptOnCreate, and UpdateReplacePolicy to Retain',
  runtime: managedRule('KMS_CMK_NOT_SCHEDULED_FOR_DELETION'),
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
});
