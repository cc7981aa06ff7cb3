import { CERTIFICATE, isPrivate } from './certificate';
import { compliant, control, managedRule, notApplicable, violated } from '../control';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const transparencyLogging = control({
  id: 'acm.transparency-logging',
  title: 'a public certificate is in the transparency logs',
  titleKo: '공인 인증서는 인증서 투명성 로그에 기록된다',
  why: 'browsers refuse certificates that are in no log, and a log shows certificates that somebody else got for the domain',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-17'], iso27001: ['A.8.24'], ismsP: ['2.7.1'] },
  appliesTo: [CERTIFICATE],
  check: (certificate) => (isPrivate(certificate) ? notApplicable()
    : decideEach(valuesAt(certificate.properties, 'CertificateTransparencyLoggingPreference'), (preference) => {
      if (isIntrinsic(preference)) { return deferred('CertificateTransparencyLoggingPreference'); }
      return preference === 'DISABLED' ? violated('CertificateTransparencyLoggingPreference is DISABLED') : compliant();
    })),
  default: { CertificateTransparencyLoggingPreference: 'ENABLED' },
  fix: 'set CertificateTransparencyLoggingPreference to ENABLED, or leave it out',
  runtime: managedRule('ACM_CERTIFICATE_TRANSPARENT_LOGGING_ENABLED'),
  source: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html',
});
