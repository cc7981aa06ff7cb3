import type { BillItem } from './bill';
import { KEY_MONTHLY_USD, KEY_PRICE_SOURCE } from './key-cost';
import { asArray, asBoolean, isRecord, type Template } from '../../controls/template';

/** An item of the bill, and how many of it a template has. */
export interface Priced extends Omit<BillItem, 'count'> {
  readonly countIn: (template: Template) => number;
  /** Whether many of it cost as much as one: a subscription of the organization. */
  readonly once?: boolean;
}

const WAF_PRICES = 'https://aws.amazon.com/waf/pricing/';
const CLOUDWATCH_PRICES = 'https://aws.amazon.com/cloudwatch/pricing/';
const ROUTE53_PRICES = 'https://aws.amazon.com/route53/pricing/';

/** A twelfth of a year. */
const HOURS_A_MONTH = 365 * 24 / 12;

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

/** A replica is charged as a secret. */
const secretsIn = (template: Template): number => template.ofType('AWS::SecretsManager::Secret')
  .reduce((sum, secret) => sum + 1 + asArray(secret.get('ReplicaRegions')).length, 0);

/** One for each subnet that an interface endpoint has an address in; a gateway endpoint, which is the default, is free. */
const endpointsIn = (template: Template): number => template.ofType('AWS::EC2::VPCEndpoint')
  .filter((endpoint) => endpoint.get('VpcEndpointType') === 'Interface')
  .reduce((sum, endpoint) => sum + Math.max(1, asArray(endpoint.get('SubnetIds')).length), 0);

const cachesIn = (template: Template): number => template.ofType('AWS::ApiGateway::Stage')
  .filter((stage) => asBoolean(stage.get('CacheClusterEnabled')) === true).length;

/** What is charged for being there, by the month or by the hour. No price where it depends on the Region, on a free tier, or on who asks. */
export const ITEMS: readonly Priced[] = [
  { id: 'kms.key', en: 'customer-managed KMS key', ko: '고객 관리형 KMS 키', usd: KEY_MONTHLY_USD, source: KEY_PRICE_SOURCE, countIn: all('AWS::KMS::Key', 'AWS::KMS::ReplicaKey') },
  { id: 'secretsmanager.secret', en: 'secret or replica of one', ko: '보안 암호 또는 그 복제본', usd: 0.4, source: 'https://aws.amazon.com/secrets-manager/pricing/', countIn: secretsIn },
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
    source: 'https://aws.amazon.com/shield/pricing/',
    once: true,
    countIn: (template) => all('AWS::Shield::Protection', 'AWS::Shield::ProtectionGroup', 'AWS::Shield::ProactiveEngagement', 'AWS::Shield::DRTAccess')(template)
      + shieldPolicies(template),
  },
  {
    id: 'fms.policy',
    en: 'Firewall Manager policy, in each Region, and what it makes; other terms with Shield Advanced',
    ko: 'Firewall Manager 정책(리전별, 정책이 만드는 리소스 별도, Shield Advanced 구독 시 조건이 다름)',
    source: 'https://aws.amazon.com/firewall-manager/pricing/',
    countIn: all('AWS::FMS::Policy'),
  },
  { id: 'route53.hosted-zone', en: 'hosted zone; less from the 26th of an account on', ko: '호스팅 영역(계정의 26번째부터는 더 저렴)', usd: 0.5, source: ROUTE53_PRICES, countIn: all('AWS::Route53::HostedZone') },
  { id: 'route53.health-check', en: 'health check; by what it asks, and how', ko: '상태 검사(대상과 방식에 따라 다름)', source: ROUTE53_PRICES, countIn: all('AWS::Route53::HealthCheck') },
  { id: 'cloudwatch.alarm', en: 'CloudWatch alarm; by the metrics that it reads', ko: 'CloudWatch 경보(읽는 지표 수에 따라 부과)', source: CLOUDWATCH_PRICES, countIn: all('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm') },
  { id: 'cloudwatch.dashboard', en: 'CloudWatch dashboard; an account\'s first three are free up to 50 metrics each', ko: 'CloudWatch 대시보드(계정당 지표 50개 이하인 3개까지 무료)', source: CLOUDWATCH_PRICES, countIn: all('AWS::CloudWatch::Dashboard') },
  {
    id: 'globalaccelerator.accelerator',
    en: 'accelerator, by the hour',
    ko: '액셀러레이터(시간당 부과)',
    usd: 0.025 * HOURS_A_MONTH,
    source: 'https://aws.amazon.com/global-accelerator/pricing/',
    countIn: all('AWS::GlobalAccelerator::Accelerator'),
  },
  { id: 'elb.load-balancer', en: 'load balancer, by the hour', ko: '로드 밸런서(시간당 부과)', source: 'https://aws.amazon.com/elasticloadbalancing/pricing/', countIn: all('AWS::ElasticLoadBalancingV2::LoadBalancer') },
  { id: 'vpc.interface-endpoint', en: 'interface endpoint in a subnet, by the hour', ko: '서브넷의 인터페이스 엔드포인트(시간당 부과)', source: 'https://aws.amazon.com/privatelink/pricing/', countIn: endpointsIn },
  { id: 'vpc.nat-gateway', en: 'NAT gateway, by the hour', ko: 'NAT 게이트웨이(시간당 부과)', source: 'https://aws.amazon.com/vpc/pricing/', countIn: all('AWS::EC2::NatGateway') },
  { id: 'apigateway.cache', en: 'cache of an API, by the hour and its size', ko: 'API 캐시(크기에 따라 시간당 부과)', source: 'https://aws.amazon.com/api-gateway/pricing/', countIn: cachesIn },
  { id: 'private-ca.authority', en: 'private certificate authority', ko: '사설 인증 기관', source: 'https://aws.amazon.com/private-ca/pricing/', countIn: all('AWS::ACMPCA::CertificateAuthority') },
];
