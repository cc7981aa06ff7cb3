import { Stack, aws_wafv2 as wafv2, type aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IpSet } from './ip-set';
import { globalName } from '../private/global-name';
import { associate } from './private/association';
import { dataProtection, secretHeaders } from './private/data-protection';
import { immunityOf } from './private/immunity';
import { ImportedWebAcl } from './private/imported-web-acl';
import { LIMITS } from './private/limits';
import { checkDescription, checkName } from './private/names';
import { placeOf } from './private/place';
import { checkBodyKeys, renderBodies } from './private/response-bodies';
import { type NumberedRule, checkRules, numbered, renderRules } from './private/rule-list';
import { claimName } from './private/taken-names';
import { checkTokenDomains } from './private/token-domains';
import { WebAclCapacity } from './private/web-acl-capacity';
import { RuleMode } from './rule-mode';
import { RulePosition } from './rule-position';
import { WafAction } from './waf-action';
import { WebAclBaseline } from './web-acl-baseline';
import { WebAclLogging } from './web-acl-logging';
import type { WebAclProps } from './web-acl-props';
import type { IWebAcl } from './web-acl-reference';
import { WebAclRule } from './web-acl-rule';
import { WebAclScope } from './web-acl-scope';
import { Classification, Domain } from '../../core';
import { refuseUnless } from '../../private/errors';
import { fromRegionOf, fromStackBefore, globalScopeAfter } from '../../private/global-stack';

/** Where rules of one's own are numbered from. */
const BEFORE_BASELINE = 10;
const AFTER_BASELINE = 2000;

/**
 * A web ACL of AWS WAF: a curated baseline and rules of one's own, watched before they act, logged without secrets, never above WAF's capacity.
 *
 * For CloudFront it lies in us-east-1, wherever its stack does.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * const acl = new edge.WebAcl(orders, 'Acl', {
 *   mode: edge.RuleMode.COUNT, // look at metrics and logs for a week or two, then leave it out
 *   rules: [edge.WebAclRule.rate('Logins', { limit: 100 })],
 * });
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
 */
export class WebAcl extends Construct implements IWebAcl {
  /**
   * A web ACL that exists.
   *
   * @param webAclArn its ARN; of scope CLOUDFRONT if it is of us-east-1 and global
   * @throws if the ARN is none of a web ACL, or of another Region than the stack's
   */
  public static fromWebAclArn(scope: Construct, id: string, webAclArn: string): IWebAcl { return new ImportedWebAcl(scope, id, webAclArn); }

  /** The domain that owns the web ACL. */
  public readonly domain: Domain;
  /** What it protects. */
  public readonly aclScope: WebAclScope;
  /** The ARN of the web ACL, as the stack that the web ACL was made in knows it. A CloudFront distribution takes it as its `webAclId`. */
  public readonly webAclArn: string;
  /** Its name. */
  public readonly webAclName: string;
  /** The name of its metrics: the value of their dimension `WebACL`, in the namespace `AWS/WAFV2`. */
  public readonly metricName: string;
  /** The names of its rules, in the order in which they are asked: the values of the metrics' dimension `Rule`. */
  public readonly ruleNames: string[];
  /** The log group of its log, in the Region of the web ACL, if the log goes to one. */
  public readonly logGroup?: logs.ILogGroup;

  private readonly rules: readonly WebAclRule[];
  private readonly cost: WebAclCapacity;

  constructor(scope: Construct, id: string, props: WebAclProps = {}) {
    super(scope, id);
    this.domain = props.domain ?? Domain.of(scope);
    this.aclScope = props.aclScope ?? WebAclScope.REGIONAL;
    this.webAclName = props.name === undefined ? globalName(this, 128) : checkName('the name of a web ACL', props.name);
    this.metricName = this.webAclName;
    const place = placeOf(this, this.aclScope, 'a web ACL of CloudFront');
    if (props.name !== undefined) { claimName('web ACL', this, place, { aclScope: this.aclScope, name: props.name }); }
    const rules = this.rulesOf(props, Stack.of(place).region);
    this.rules = rules.map(({ rule }) => rule);
    this.ruleNames = this.rules.map(({ name }) => name);
    this.cost = new WebAclCapacity(this, this.rules, props.reserveShieldCapacity);
    const headers = secretHeaders(props.secretHeaders);
    const acl = new wafv2.CfnWebACL(place, 'Resource', {
      name: this.webAclName,
      description: checkDescription('the description of a web ACL', props.description),
      scope: this.aclScope,
      ...this.decisionsOf(rules, props),
      captchaConfig: immunityOf('captchaImmunity', 'CAPTCHA', props.captchaImmunity),
      challengeConfig: immunityOf('challengeImmunity', 'CHALLENGE', props.challengeImmunity),
      tokenDomains: checkTokenDomains(props.tokenDomains),
      associationConfig: this.associationConfig(props),
      dataProtectionConfig: dataProtection(this.domain.classification, headers),
    });
    this.webAclArn = fromRegionOf(acl.attrArn, acl, this);
    this.logGroup = this.log(place, acl, props.logging ?? WebAclLogging.logGroup(), headers);
    this.domain.tag(place);
  }

  /**
   * Protects a resource of the Region: an Application Load Balancer, a stage of a REST API, a GraphQL API, a user pool, an App Runner service or a
   * Verified Access instance.
   *
   * @param id of the association, unique in the web ACL
   * @param resourceArn the ARN of the resource
   * @throws if WAF can't stand before the resource, or not with these rules: groups against fraud don't serve user pools;
   * or another web ACL protects it
   */
  public protect(id: string, resourceArn: string): void { associate(this, id, this, resourceArn, this.rules); }

  /** What it costs in WCU, at most: AWS may charge once for a transformation that several rules share. With what is reserved for Shield. */
  public get capacity(): number { return this.cost.units; }

  /** Whether 150 WCU are kept free for Shield Advanced: because of `reserveShieldCapacity`, or since a `ShieldProtection` mitigates with this web ACL. */
  public get reservesShieldCapacity(): boolean { return this.cost.reservesForShield; }

  /** Keeps room for the rule group that Shield's automatic mitigation adds. @internal */
  public _reserveShieldCapacity(): void { this.cost.reserveForShield(); }

  private get sampled(): boolean { return this.domain.classification !== Classification.RESTRICTED; }

  private rulesOf(props: WebAclProps, region: string): NumberedRule[] {
    const own = props.rules ?? [];
    const isBefore = ({ _placement }: WebAclRule) => _placement.position === RulePosition.BEFORE_BASELINE;
    const rules = numbered([
      { start: 1, rules: this.addressRules(props) },
      { start: BEFORE_BASELINE, rules: own.filter(isBefore) },
      { start: AFTER_BASELINE, rules: own.filter((rule) => !isBefore(rule)) },
      { start: 0, rules: (props.baseline ?? WebAclBaseline.recommended())._rules },
    ]);
    const list = rules.map(({ rule }) => rule);
    checkRules(list, { what: `the web ACL '${this.node.path}'`, aclScope: this.aclScope, region }, LIMITS.rateRulesOfWebAcl);
    return rules;
  }

  private addressRules({ trustedAddresses, blockedAddresses }: WebAclProps): WebAclRule[] {
    const rule = (name: string, priority: number, action: WafAction, addresses: string[] = []) => (addresses.length === 0 ? []
      : [WebAclRule.ipSet(name, new IpSet(this, name, { addresses, domain: this.domain, aclScope: this.aclScope }), { priority, action })]);
    return [
      ...rule('TrustedAddresses', 1, WafAction.allow(), trustedAddresses),
      ...rule('BlockedAddresses', 2, WafAction.block(), blockedAddresses),
    ];
  }

  /** What is decided about requests, and shown of it. */
  private decisionsOf(rules: readonly NumberedRule[], props: WebAclProps) {
    const { mode = RuleMode.ENFORCE, defaultAction = WafAction.allow(), responseBodies } = props;
    refuseUnless(mode !== RuleMode.OFF, { what: 'the mode of a web ACL', got: mode, allowed: 'ENFORCE or COUNT', fix: 'turn single rules off, or leave the web ACL out' });
    refuseUnless(['ALLOW', 'BLOCK'].includes(defaultAction.actionName), {
      what: 'the default action of a web ACL', got: defaultAction.actionName, allowed: 'ALLOW or BLOCK', fix: 'pass WafAction.allow() or WafAction.block()',
    });
    checkBodyKeys(rules.map(({ rule }) => rule), responseBodies, defaultAction);
    return {
      // a default has no count: where nothing may be stopped, it lets through
      defaultAction: (mode === RuleMode.COUNT && defaultAction._stops ? WafAction.allow() : defaultAction)._json,
      rules: renderRules(rules, mode, this.sampled),
      customResponseBodies: renderBodies(responseBodies),
      visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: this.metricName, sampledRequestsEnabled: this.sampled },
    };
  }

  private associationConfig({ bodyInspection }: WebAclProps): wafv2.CfnWebACL.AssociationConfigProperty | undefined {
    if (!bodyInspection) { return undefined; }
    const resources = this.aclScope === WebAclScope.CLOUDFRONT ? ['CLOUDFRONT'] : ['API_GATEWAY', 'APP_RUNNER_SERVICE', 'COGNITO_USER_POOL', 'VERIFIED_ACCESS_INSTANCE'];
    return { requestBody: Object.fromEntries(resources.map((resource) => [resource, { defaultSizeInspectionLimit: bodyInspection }])) };
  }

  private log(place: Construct, acl: wafv2.CfnWebACL, { _bind, _filter }: WebAclLogging, headers: readonly string[]): logs.ILogGroup | undefined {
    if (!_bind) { return undefined; }
    const { arn, logGroup, dependency, isLater } = _bind(place, this, this.domain);
    // a bucket beside the construct is deployed after the web ACL in us-east-1
    const logged = isLater && place !== this ? globalScopeAfter(this, 'the log of a web ACL of CloudFront') : place;
    const configuration = new wafv2.CfnLoggingConfiguration(logged, 'Logging', {
      resourceArn: fromStackBefore(acl.attrArn, acl, logged),
      logDestinationConfigs: [arn],
      // CDK passes a header on as it is, so the name is CloudFormation's
      redactedFields: headers.map((Name) => ({ singleHeader: { Name } })),
      loggingFilter: _filter?._json,
    });
    if (dependency) { configuration.node.addDependency(dependency); }
    return logGroup;
  }
}
