/** How long before their end ACM renews certificates, and when whoever owns them must be told. Each with AWS's page. */
export const CERTIFICATE_FACTS = {
  /** Longest first name, which becomes the common name: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
  commonNameOctets: 64,
  /** Names in one certificate, unless AWS raised it, up to 100: https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
  names: { quota: 10, max: 100 },
  /**
   * Public certificates live 198 days and are renewed 45 days before their end: at 30 days two weeks of tries have failed, and ACM begins to tell.
   * https://docs.aws.amazon.com/acm/latest/userguide/gs-acm-request-public.html
   */
  publicDaysLeft: 30,
  /**
   * Private ones live 395 days and are renewed 60 days before their end: https://docs.aws.amazon.com/acm/latest/userguide/renew-private-cert.html
   */
  privateDaysLeft: 45,
  /** Nobody renews imported ones; ACM begins to tell at 45 days: https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html */
  importedDaysLeft: 45,
} as const;
