/**
 * What AWS WAF lets one have: of https://docs.aws.amazon.com/waf/latest/developerguide/limits.html unless another page is named.
 */
export const LIMITS = {
  /** Capacity of a web ACL, and of a rule group. */
  capacity: 5000,
  /** Capacity that the price of a request covers: https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html */
  coveredCapacity: 1500,
  /** IP sets, pattern sets and rule groups that one web ACL or rule group refers to. */
  references: 50,
  rateRulesOfWebAcl: 10,
  rateRulesOfRuleGroup: 4,
  /** Requests in the window. */
  rateAtLeast: 10,
  /** https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
  rateAtMost: 2_000_000_000,
  /** https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
  rateWindowSeconds: [60, 120, 300, 600],
  /** https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
  rateKeys: 5,
  /** In one statement: https://docs.aws.amazon.com/waf/latest/APIReference/API_AsnMatchStatement.html */
  networks: 100,
  /** In one rule. */
  countries: 50,
  addressesOfIpSet: 10_000,
  /** Of a template, 1 MB: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
  templateBytes: 1_048_576,
  bytesOfString: 200,
  charactersOfPattern: 200,
  patternsOfSet: 10,
  transformations: 10,
  responseBodies: 50,
  responseBodyBytes: 4096,
  responseBodyBytesTogether: 51_200,
  /** Of one action. */
  headersOfAction: 10,
  /** Of all actions together, for requests and for responses each. */
  headersTogether: 100,
  tokenDomains: 10,
} as const;

/** The priority that Shield Advanced gives its own rule: https://docs.aws.amazon.com/waf/latest/developerguide/waf-service-owned-rule-groups.html */
export const SHIELD_PRIORITY = 10_000_000;
