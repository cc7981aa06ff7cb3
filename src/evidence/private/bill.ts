import { KEY_MONTHLY_USD, KEY_PRICE_SOURCE } from './key-cost';
import { asArray, isRecord, type Template } from '../../controls/template';

/** What AWS charges a fixed amount for each month, before any request. */
export interface BillItem {
  readonly id: string;
  readonly en: string;
  readonly ko: string;
  readonly count: number;
  /** US dollars for one; `undefined` where AWS charges, and only its page says how much. */
  readonly usd?: number;
  readonly source: string;
}

const WAF_PRICES = 'https://aws.amazon.com/waf/pricing/';
const SHIELD_PRICES = 'https://aws.amazon.com/shield/pricing/';

/** An item of the bill, and how many of it a template has. */
interface Priced extends Omit<BillItem, 'count'> {
  readonly countIn: (template: Template) => number;
  /** Whether many of it cost as much as one: a subscription of the organization. */
  readonly once?: boolean;
}

const all = (...types: string[]) => (template: Template): number => types.reduce((sum, type) => sum + template.ofType(type).length, 0);

/** Rules of web ACLs and rule groups, as statements. */
const rulesOf = (template: Template): readonly unknown[] => ['AWS::WAFv2::WebACL', 'AWS::WAFv2::RuleGroup']
  .flatMap((type) => template.ofType(type)).flatMap((acl) => asArray(acl.get('Rules')));

/** Web ACLs with a managed rule group of AWS; a web ACL is charged once for it. */
const withGroup = (name: string) => (template: Template): number => template.ofType('AWS::WAFv2::WebACL').filter((acl) =>
  asArray(acl.get('Rules')).some((rule) => isRecord(rule) && isRecord(rule.Statement) && isRecord(rule.Statement.ManagedRuleGroupStatement)
    && rule.Statement.ManagedRuleGroupStatement.Name === name)).length;

const shieldPolicies = (template: Template): number => template.ofType('AWS::FMS::Policy')
  .filter((policy) => policy.get('SecurityServicePolicyData', 'Type') === 'SHIELD_ADVANCED').length;

const ITEMS: readonly Priced[] = [
  { id: 'kms.key', en: 'customer-managed KMS key', ko: '고객 관리형 KMS 키', usd: KEY_MONTHLY_USD, source: KEY_PRICE_SOURCE, countIn: all('AWS::KMS::Key', 'AWS::KMS::ReplicaKey') },
  { id: 'waf.web-acl', en: 'web ACL', ko: '웹 ACL', usd: 5, source: WAF_PRICES, countIn: all('AWS::WAFv2::WebACL') },
  { id: 'waf.rule', en: 'rule of a web ACL or rule group', ko: '웹 ACL 또는 규칙 그룹의 규칙', usd: 1, source: WAF_PRICES, countIn: (template) => rulesOf(template).length },
  { id: 'waf.anti-ddos', en: 'web ACL with the Anti-DDoS rule group', ko: 'Anti-DDoS 규칙 그룹을 쓰는 웹 ACL', source: WAF_PRICES, countIn: withGroup('AWSManagedRulesAntiDDoSRuleSet') },
  { id: 'waf.bot-control', en: 'web ACL with Bot Control', ko: 'Bot Control을 쓰는 웹 ACL', usd: 10, source: WAF_PRICES, countIn: withGroup('AWSManagedRulesBotControlRuleSet') },
  { id: 'waf.account-takeover', en: 'web ACL with account takeover prevention', ko: '계정 탈취 방지를 쓰는 웹 ACL', usd: 10, source: WAF_PRICES, countIn: withGroup('AWSManagedRulesATPRuleSet') },
  { id: 'waf.account-creation', en: 'web ACL with account creation fraud prevention', ko: '계정 생성 사기 방지를 쓰는 웹 ACL', usd: 10, source: WAF_PRICES, countIn: withGroup('AWSManagedRulesACFPRuleSet') },
  {
    id: 'shield.advanced',
    en: 'Shield Advanced, for the whole organization, for a year at least',
    ko: 'Shield Advanced(조직 전체, 최소 1년 약정)',
    usd: 3_000,
    source: SHIELD_PRICES,
    once: true,
    countIn: (template) => all('AWS::Shield::Protection', 'AWS::Shield::ProtectionGroup', 'AWS::Shield::ProactiveEngagement', 'AWS::Shield::DRTAccess')(template)
      + shieldPolicies(template),
  },
];

/** What is in the templates that AWS charges a fixed amount for. */
export function billOf(templates: readonly Template[]): BillItem[] {
  return ITEMS.map(({ countIn, once, ...item }) => {
    const count = templates.reduce((sum, template) => sum + countIn(template), 0);
    return { ...item, count: once ? Math.min(count, 1) : count };
  }).filter(({ count }) => count > 0);
}

/** US dollars of all whose price is known. */
export const totalOf = (bill: readonly BillItem[]): number => bill.reduce((sum, { count, usd = 0 }) => sum + count * usd, 0);
