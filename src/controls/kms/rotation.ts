import { compliant, control, managedRule, notApplicable, unknown, violated } from '../control';
import { asBoolean, isIntrinsic, type TemplateResource } from '../template';

/** Only symmetric encryption keys whose material KMS makes and keeps rotate by themselves. */
function canRotate(key: TemplateResource): boolean {
  return (key.get('KeySpec') ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT' && (key.get('Origin') ?? 'AWS_KMS') === 'AWS_KMS';
}

export const rotation = control({
  id: 'kms.rotation',
  title: 'a customer-managed key rotates',
  titleKo: '고객 관리형 키는 자동으로 교체된다',
  why: 'bounds what one generation of key material protects',
  severity: 'high',
  responsibility: 'customer',
  frameworks: {
    cisAws5: ['3.6'],
    nist80053r5: ['SC-12', 'SC-12(2)', 'SC-28(3)'],
    pciDss401: ['3.7.4'],
    hipaa: ['164.312(a)(2)(iv)'],
    iso27001: ['A.8.24'],
    ismsP: ['2.7.2'],
    controlTower: ['CT.KMS.PR.1'],
  },
  appliesTo: ['AWS::KMS::Key'],
  check: (key) => {
    if (!canRotate(key)) { return notApplicable(); }
    const enabled = key.get('EnableKeyRotation');
    if (isIntrinsic(enabled)) { return unknown('EnableKeyRotation is known only at deployment'); }
    return asBoolean(enabled) === true ? compliant() : violated('EnableKeyRotation is not true');
  },
  default: { EnableKeyRotation: true },
  fix: 'set EnableKeyRotation to true',
  runtime: managedRule('CMK_BACKING_KEY_ROTATION_ENABLED'),
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
});
