/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
export const CONDITION_VALUES_PER_RULE = 5;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html */
export const RULE_PRIORITY = { min: 1, max: 50_000 };

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-subnets.html */
export const LEAST_ZONES = 2;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html */
export const IDLE_TIMEOUT_SECONDS = { min: 1, max: 4_000 };

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html */
export const DEREGISTRATION_SECONDS = { min: 0, max: 3_600 };

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html */
export const STICKINESS_SECONDS = { min: 1, max: 604_800 };

/**
 * The policies of TLS 1.2 and 1.3 that agree on keys by ML-KEM beside elliptic curves, and have no cipher of CBC mode.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const CURRENT_TLS_POLICIES = [
  'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
  'ELBSecurityPolicy-TLS13-1-3-PQ-2025-09',
  'ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09',
  'ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09',
];

/**
 * Headers that the load balancer sets or removes in each answer.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html
 */
export const RESPONSE_HEADERS = [
  { key: 'routing.http.response.server.enabled', value: 'false' },
  { key: 'routing.http.response.strict_transport_security.header_value', value: 'max-age=31536000' },
  { key: 'routing.http.response.x_content_type_options.header_value', value: 'nosniff' },
];
