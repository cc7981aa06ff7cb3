/**
 * The key pair of a certificate that ACM makes.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html#algorithms-term
 */
export enum CertificateKeyAlgorithm {
  /** ECDSA on the curve P-256: smaller and faster than RSA, and every browser in use knows it. */
  ECDSA_P256 = 'EC_prime256v1',

  /** ECDSA on the curve P-384. CloudFront takes none. */
  ECDSA_P384 = 'EC_secp384r1',

  /** RSA of 2048 bits, for clients that know no ECDSA. ACM makes no longer ones for public certificates. */
  RSA_2048 = 'RSA_2048',
}
