/** What AWS publishes of its managed rule groups. */
export interface ManagedGroupFacts {
  readonly capacity: number;
  /** Whether AWS asks a fee for it besides that of a rule: https://aws.amazon.com/waf/pricing/ */
  readonly paid?: boolean;
  readonly page: string;
}

const GUIDE = 'https://docs.aws.amazon.com/waf/latest/developerguide';

/** Of the vendor AWS, by name, with the capacity that each group's page gives. https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
export const MANAGED_GROUPS = {
  AWSManagedRulesAntiDDoSRuleSet: { capacity: 50, paid: true, page: `${GUIDE}/aws-managed-rule-groups-anti-ddos.html` },
  AWSManagedRulesAmazonIpReputationList: { capacity: 25, page: `${GUIDE}/aws-managed-rule-groups-ip-rep.html` },
  AWSManagedRulesAnonymousIpList: { capacity: 50, page: `${GUIDE}/aws-managed-rule-groups-ip-rep.html` },
  AWSManagedRulesCommonRuleSet: { capacity: 700, page: `${GUIDE}/aws-managed-rule-groups-baseline.html` },
  AWSManagedRulesAdminProtectionRuleSet: { capacity: 100, page: `${GUIDE}/aws-managed-rule-groups-baseline.html` },
  AWSManagedRulesKnownBadInputsRuleSet: { capacity: 200, page: `${GUIDE}/aws-managed-rule-groups-baseline.html` },
  AWSManagedRulesSQLiRuleSet: { capacity: 200, page: `${GUIDE}/aws-managed-rule-groups-use-case.html` },
  AWSManagedRulesLinuxRuleSet: { capacity: 200, page: `${GUIDE}/aws-managed-rule-groups-use-case.html` },
  AWSManagedRulesUnixRuleSet: { capacity: 100, page: `${GUIDE}/aws-managed-rule-groups-use-case.html` },
  AWSManagedRulesWindowsRuleSet: { capacity: 200, page: `${GUIDE}/aws-managed-rule-groups-use-case.html` },
  AWSManagedRulesPHPRuleSet: { capacity: 100, page: `${GUIDE}/aws-managed-rule-groups-use-case.html` },
  AWSManagedRulesWordPressRuleSet: { capacity: 100, page: `${GUIDE}/aws-managed-rule-groups-use-case.html` },
  AWSManagedRulesBotControlRuleSet: { capacity: 50, paid: true, page: `${GUIDE}/aws-managed-rule-groups-bot.html` },
  AWSManagedRulesATPRuleSet: { capacity: 50, paid: true, page: `${GUIDE}/aws-managed-rule-groups-atp.html` },
  AWSManagedRulesACFPRuleSet: { capacity: 50, paid: true, page: `${GUIDE}/aws-managed-rule-groups-acfp.html` },
} as const satisfies Readonly<Record<string, ManagedGroupFacts>>;

/** A name of the table. */
export type ManagedGroupName = keyof typeof MANAGED_GROUPS;

/** Groups that do nothing without a configuration of their own: https://docs.aws.amazon.com/waf/latest/APIReference/API_ManagedRuleGroupConfig.html */
export const CONFIGURED_GROUPS: ReadonlySet<string> = new Set<ManagedGroupName>([
  'AWSManagedRulesAntiDDoSRuleSet', 'AWSManagedRulesBotControlRuleSet', 'AWSManagedRulesATPRuleSet', 'AWSManagedRulesACFPRuleSet',
]);

/** Groups of which no user pool takes a web ACL: their own pages, and https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html */
export const NOT_FOR_USER_POOLS: ReadonlySet<string> = new Set<ManagedGroupName>(['AWSManagedRulesATPRuleSet', 'AWSManagedRulesACFPRuleSet']);
