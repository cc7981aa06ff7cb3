import { CERTIFICATE } from './certificate';
import { compliant, control, noRuntimeRule, violated } from '../control';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const noExport = control({
  id: 'acm.no-export',
  title: 'the private key of a certificate stays in ACM',
  titleKo: '인증서의 개인 키는 ACM 밖으로 내보낼 수 없다',
  why: 'a private key that was exported can be copied, and nobody sees its use',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-12'], iso27001: ['A.8.24'], ismsP: ['2.7.2'] },
  appliesTo: [CERTIFICATE],
  check: (certificate) => decideEach(valuesAt(certificate.properties, 'CertificateExport'), (choice) => {
    if (isIntrinsic(choice)) { return deferred('CertificateExport'); }
    return choice === 'ENABLED' ? violated('CertificateExport is ENABLED') : compliant();
  }),
  default: { CertificateExport: 'DISABLED' },
  fix: 'set CertificateExport to DISABLED, or leave it out',
  runtime: noRuntimeRule('no managed rule looks at the export of certificates'),
  source: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-exportable-certificates.html',
});
