import { CERTIFICATE } from './certificate';
import { compliant, control, managedRule, unknown, violated } from '../control';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const STRONG = ['RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1', 'EC_secp521r1'];

export const keyLength = control({
  id: 'acm.key-length',
  title: 'a certificate has an RSA key of 2048 bits or more, or an elliptic curve key',
  titleKo: '인증서의 키는 2048비트 이상의 RSA 키이거나 타원 곡선 키이다',
  why: 'a shorter key can be computed from the certificate',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { fsbp: ['ACM.2'], iso27001: ['A.8.24'], ismsP: ['2.7.1'] },
  appliesTo: [CERTIFICATE],
  check: (certificate) => decideEach(valuesAt(certificate.properties, 'KeyAlgorithm'), (algorithm) => {
    if (isIntrinsic(algorithm)) { return deferred('KeyAlgorithm'); }
    if (algorithm === undefined || STRONG.some((one) => one === algorithm)) { return compliant(); }
    return algorithm === 'RSA_1024' ? violated('KeyAlgorithm is RSA_1024') : unknown(`KeyAlgorithm is ${String(algorithm)}, which this version does not know`);
  }),
  default: { KeyAlgorithm: 'EC_prime256v1' },
  fix: 'set KeyAlgorithm to RSA_2048, EC_prime256v1 or EC_secp384r1',
  runtime: managedRule('ACM_CERTIFICATE_RSA_CHECK'),
  source: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html',
});
