/** https://docs.aws.amazon.com/waf/latest/developerguide/fms-limits.html: those that more is refused of, unless AWS raised them. */
export const QUOTAS = {
  units: 20,
  accounts: 200,
  resourceTags: 8,
  wafRuleGroups: 50,
  wafCapacity: 5_000,
  dnsRuleGroups: 2,
} as const;
