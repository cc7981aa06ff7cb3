/** What Route 53 asks of zones that it signs and logs. Each with AWS's page. */
export const DNS_FACTS = {
  /** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html */
  queryLogPrefix: '/aws/route53/',
  /** Key-signing keys that a zone may have: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
  signingKeys: 2,
  /** Names of key-signing keys: https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateKeySigningKey.html */
  signingKeyName: /^[A-Za-z0-9_]{3,128}$/,
  /** Metrics that tell of a zone that resolvers will soon reject: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html */
  signingFailures: ['DNSSECInternalFailure', 'DNSSECKeySigningKeysNeedingAction'],
  /** Route 53 publishes each once in 4 hours. */
  metricHours: 4,
  /** What a CAA record says to let ACM issue: https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html */
  certificateAuthority: 'amazon.com',
} as const;
