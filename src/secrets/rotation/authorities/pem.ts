/** One PEM text of certificates that are kept as base64 without line breaks: OpenSSL reads no longer lines than these. */
export function pemOf(certificates: readonly string[]): string {
  return certificates.map((body) => `-----BEGIN CERTIFICATE-----\n${body.replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`).join('');
}
