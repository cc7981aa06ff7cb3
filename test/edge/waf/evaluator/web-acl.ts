import { fullLabel } from './labels';
import { type Properties, UnknownPropertyError, byPriority, known, listOf, oneOf, onlyOne, text } from './properties';
import { isRateLimited } from './rate-based';
import { Rates } from './rates';
import type { ProtectedResource, WebRequest } from './request';
import { Resources, type TemplateResource, nameOf } from './resources';
import { type Context, STATEMENTS, matches } from './statements';
import { ACCOUNT, type OracleRule, type World } from './world';

/** What becomes of a request. */
export interface Outcome {
  /** `ALLOW` or `BLOCK`; a puzzle or a challenge for a request that has not solved it. */
  readonly action: 'ALLOW' | 'BLOCK' | 'CAPTCHA' | 'CHALLENGE';
  /** The rule that decided, `<group>/<rule>` for one of a group, or `Default_Action`. */
  readonly rule: string;
  /** The rules that matched and did not decide, in their order. */
  readonly counted: readonly string[];
  /** The labels at the end. */
  readonly labels: readonly string[];
  /** The headers that rules added to the request, by their lower-case names: of two of one name the later counts. */
  readonly inserted: Readonly<Record<string, string>>;
  /** The status code of a custom response. */
  readonly status?: number;
}

type Action = 'Allow' | 'Block' | 'Count' | 'Captcha' | 'Challenge';
const ACTIONS: readonly Action[] = ['Allow', 'Block', 'Count', 'Captcha', 'Challenge'];

/** Where rules stand: in the web ACL, or in a group of it with the actions that it gives the group's rules. */
interface Place { readonly prefix: string; readonly path: string; readonly overrides?: ReadonlyMap<string, unknown> }

interface Decision { readonly action: Outcome['action']; readonly rule: string; readonly status?: number }

const ACL = ['Name', 'Scope', 'DefaultAction', 'Rules', 'VisibilityConfig', 'Description', 'Tags', 'CustomResponseBodies', 'CaptchaConfig', 'ChallengeConfig',
  'TokenDomains', 'AssociationConfig', 'DataProtectionConfig', 'OnSourceDDoSProtectionConfig', 'ApplicationConfig'];
const RULE = ['Name', 'Priority', 'Statement', 'Action', 'OverrideAction', 'RuleLabels', 'VisibilityConfig', 'CaptchaConfig', 'ChallengeConfig'];
const GROUPS = ['ManagedRuleGroupStatement', 'RuleGroupReferenceStatement'];

/** What of a body is seen: https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html */
const FIXED_LIMITS: readonly ProtectedResource[] = ['ALB', 'APPSYNC'];
const LIMITS: Readonly<Record<string, number>> = { KB_16: 16_384, KB_32: 32_768, KB_48: 49_152, KB_64: 65_536 };

/**
 * A web ACL of a template, over requests one after another.
 *
 * Written from AWS's developer guide alone: https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing.html
 */
export class EvaluatedWebAcl {
  private readonly properties: Properties;
  private readonly resources: Resources;
  private readonly prefix: string;
  private rates = new Rates();
  private labels = new Set<string>();
  private counted: string[] = [];
  private inserted: Record<string, string> = {};

  /** @throws if the web ACL, or what it refers to, says something that is not understood */
  constructor(resources: Readonly<Record<string, TemplateResource>>, id: string, private readonly world: World = {}) {
    const resource = resources[id];
    if (resource?.Type !== 'AWS::WAFv2::WebACL') { throw new UnknownPropertyError(`'${id}' is no web ACL of the template`); }
    this.properties = known(resource.Properties, id, ACL);
    this.resources = new Resources(resources);
    this.prefix = this.prefixOf('webacl', this.properties.Name);
    this.understand();
  }

  /** What becomes of a request. Rate-based rules remember those before. */
  public evaluate(request: WebRequest): Outcome {
    this.labels = new Set(request.labels);
    this.counted = [];
    this.inserted = {};
    const decision = this.run(rulesOf(this.properties), request, { prefix: this.prefix, path: '' }) ?? this.defaultDecision();
    return { ...decision, counted: this.counted, labels: [...this.labels], inserted: this.inserted };
  }

  private run(rules: readonly Properties[], request: WebRequest, place: Place): Decision | undefined {
    for (const rule of rules) {
      const decision = this.apply(rule, request, place);
      if (decision) { return decision; }
    }
    return undefined;
  }

  private apply(rule: Properties, request: WebRequest, { prefix, path, overrides }: Place): Decision | undefined {
    const name = text(rule.Name, 'Rule.Name');
    const [kind, content] = onlyOne(rule.Statement, name, [...STATEMENTS, 'RateBasedStatement', ...GROUPS]);
    const context = this.contextOf(request, prefix, `${path}${name}`);
    if (GROUPS.includes(kind)) { return this.group(rule, kind, content, context, path); }
    const isMatch = (kind === 'RateBasedStatement' ? isRateLimited(content, context) : matches(rule.Statement, context)) && !context.skips.rule;
    context.added.forEach((label) => this.labels.add(label));
    return isMatch ? this.act(`${path}${name}`, overrides?.get(name) ?? rule.Action, labelsOf(rule, prefix), request) : undefined;
  }

  /** A rule that matched: its labels stay whatever its action is. */
  private act(name: string, action: unknown, labels: readonly string[], request: WebRequest): Decision | undefined {
    const [kind, settings] = onlyOne(action, `${name}.Action`, ACTIONS);
    labels.forEach((label) => this.labels.add(label));
    const status = kind === 'Block' ? this.statusOf(settings, name) : undefined;
    const marks = kind === 'Block' ? {} : marksOf(settings, `${name}.Action.${kind}`);
    const isSolved = request.token?.[kind.toLowerCase() as 'captcha' | 'challenge'] === true;
    if (kind === 'Count' || kind === 'Allow' || isSolved) { Object.assign(this.inserted, marks); }
    if (kind === 'Count' || isSolved) {
      this.counted.push(name);
      return undefined;
    }
    return { action: kind.toUpperCase() as Outcome['action'], rule: name, status };
  }

  private group(rule: Properties, kind: string, content: unknown, context: Context, path: string): Decision | undefined {
    const name = text(rule.Name, 'Rule.Name');
    const [override] = onlyOne(rule.OverrideAction, `${name}.OverrideAction`, ['None', 'Count']);
    const decision = kind === 'ManagedRuleGroupStatement' ? this.managed(name, content, context) : this.own(name, content, context, path);
    if (!decision || override === 'None') { return decision; }
    this.counted.push(decision.rule);
    return undefined;
  }

  private managed(name: string, content: unknown, context: Context): Decision | undefined {
    const properties = known(content, name, ['VendorName', 'Name', 'Version', 'ExcludedRules', 'RuleActionOverrides', 'ScopeDownStatement', 'ManagedRuleGroupConfigs']);
    const isInScope = properties.ScopeDownStatement === undefined || matches(properties.ScopeDownStatement, context);
    context.added.forEach((label) => this.labels.add(label));
    const overrides = overridesOf(properties, name);
    if (!isInScope || context.skips.rule) { return undefined; }
    for (const rule of this.oracle(properties)) {
      if (!rule.matches(context.request)) { continue; }
      const decision = this.act(`${name}/${rule.name}`, overrides.get(rule.name) ?? { [rule.action]: {} }, rule.labels ?? [], context.request);
      if (decision) { return decision; }
    }
    return undefined;
  }

  private oracle({ VendorName, Name }: Properties): readonly OracleRule[] {
    const rules = this.world.managed?.[`${text(VendorName, 'VendorName')}/${text(Name, 'Name')}`];
    if (!rules) { throw new UnknownPropertyError(`no oracle stands in for the managed group ${String(VendorName)}/${String(Name)}`); }
    return rules;
  }

  private own(name: string, content: unknown, { request }: Context, path: string): Decision | undefined {
    const properties = known(content, name, ['Arn', 'ExcludedRules', 'RuleActionOverrides']);
    const group = this.resources.ruleGroup(properties.Arn);
    const rules = rulesOf(group);
    const overrides = overridesOf(properties, name);
    const unknown = [...overrides.keys()].filter((override) => !rules.some(({ Name }) => Name === override));
    if (unknown.length > 0) { throw new UnknownPropertyError(`${name}: the group has no rule ${unknown.join(', ')}`); }
    return this.run(rules, request, { prefix: this.prefixOf('rulegroup', group.Name), path: `${path}${name}/`, overrides });
  }

  private statusOf(settings: unknown, name: string): number | undefined {
    const { CustomResponse } = known(settings, `${name}.Block`, ['CustomResponse']);
    if (CustomResponse === undefined) { return undefined; }
    const { ResponseCode, CustomResponseBodyKey } = known(CustomResponse, `${name}.CustomResponse`, ['ResponseCode', 'CustomResponseBodyKey', 'ResponseHeaders']);
    const bodies = (this.properties.CustomResponseBodies ?? {}) as object;
    if (CustomResponseBodyKey !== undefined && !Object.hasOwn(bodies, String(CustomResponseBodyKey))) {
      throw new UnknownPropertyError(`${name}: the web ACL has no response body ${String(CustomResponseBodyKey)}`);
    }
    return Number(ResponseCode);
  }

  private defaultDecision(): Decision {
    const [kind, settings] = onlyOne(this.properties.DefaultAction, 'DefaultAction', ['Allow', 'Block']);
    if (kind === 'Allow') { Object.assign(this.inserted, marksOf(settings, 'DefaultAction.Allow')); }
    return { action: kind === 'Allow' ? 'ALLOW' : 'BLOCK', rule: 'Default_Action', status: kind === 'Block' ? this.statusOf(settings, 'DefaultAction') : undefined };
  }

  private contextOf(request: WebRequest, prefix: string, rule: string): Context {
    const { world, resources, rates } = this;
    const [labels, bodyLimit] = [new Set(this.labels), this.bodyLimit()];
    return { request, world, resources, rates, bodyLimit, labels, added: new Set(), skips: { rule: false }, prefix, rule };
  }

  private prefixOf(kind: string, name: unknown): string {
    return `awswaf:${this.world.account ?? ACCOUNT}:${kind}:${text(name, `${kind}.Name`)}:`;
  }

  private bodyLimit(): number {
    const resource = this.world.resource ?? (this.properties.Scope === 'CLOUDFRONT' ? 'CLOUDFRONT' : 'ALB');
    if (FIXED_LIMITS.includes(resource)) { return 8192; }
    const { RequestBody = {} } = known(this.properties.AssociationConfig ?? {}, 'AssociationConfig', ['RequestBody']);
    const config = (RequestBody as Readonly<Record<string, { readonly DefaultSizeInspectionLimit?: unknown }>>)[resource];
    return LIMITS[oneOf(config?.DefaultSizeInspectionLimit ?? 'KB_16', 'DefaultSizeInspectionLimit', ...Object.keys(LIMITS))];
  }

  /** Reads every rule once, also those that no request of a test would reach, so that nothing stands there that is not understood. */
  private understand(): void {
    oneOf(this.properties.Scope, 'Scope', 'REGIONAL', 'CLOUDFRONT');
    this.defaultDecision();
    this.checkRules(rulesOf(this.properties), this.prefix, '');
    this.rates = new Rates();
    this.labels = new Set();
  }

  private checkRules(rules: readonly Properties[], prefix: string, path: string): void {
    for (const rule of rules) {
      checkRule(rule);
      const [kind, content] = onlyOne(rule.Statement, String(rule.Name), [...STATEMENTS, 'RateBasedStatement', ...GROUPS]);
      if (path !== '' && GROUPS.includes(kind)) { throw new UnknownPropertyError(`${path}${String(rule.Name)}: a group can't stand in a group`); }
      this.apply(rule, { ip: '192.0.2.1' }, { prefix, path });
      if (rule.Action !== undefined) { this.act(`${path}${String(rule.Name)}`, rule.Action, labelsOf(rule, prefix), { ip: '192.0.2.1' }); }
      if (kind === 'ManagedRuleGroupStatement') { this.oracle(content as Properties); }
      if (kind !== 'RuleGroupReferenceStatement') { continue; }
      const group = this.resources.ruleGroup((content as Properties).Arn);
      this.checkRules(rulesOf(group), this.prefixOf('rulegroup', group.Name), `${nameOf((content as Properties).Arn)}/`);
    }
  }
}

/** The headers that an action adds: https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-incoming-request.html */
function marksOf(settings: unknown, where: string): Record<string, string> {
  const { CustomRequestHandling } = known(settings, where, ['CustomRequestHandling']);
  if (CustomRequestHandling === undefined) { return {}; }
  const { InsertHeaders } = known(CustomRequestHandling, where, ['InsertHeaders']);
  return Object.fromEntries(listOf(InsertHeaders, `${where}.InsertHeaders`).map((header) => {
    const { Name, Value } = known(header, where, ['Name', 'Value']);
    return [`x-amzn-waf-${text(Name, where).toLowerCase()}`, text(Value, where)];
  }));
}

/** The rules, in the order of their priorities. */
function rulesOf({ Rules = [], Name }: Properties): Properties[] {
  const rules = byPriority(listOf(Rules, `${String(Name)}.Rules`, 0).map((rule) => known(rule, 'Rule', RULE)), `${String(Name)}.Rules`);
  if (new Set(rules.map((rule) => rule.Name)).size < rules.length) { throw new UnknownPropertyError(`${String(Name)}: two rules have one name`); }
  return rules;
}

/** A group is overridden, any other rule acts; labels and metrics as AWS demands. */
function checkRule({ Name, Statement, Action, OverrideAction, RuleLabels, VisibilityConfig }: Properties): void {
  const isGroup = GROUPS.some((kind) => Object.hasOwn(Statement as object, kind));
  if ((Action !== undefined) === isGroup || (OverrideAction !== undefined) !== isGroup) {
    throw new UnknownPropertyError(`${String(Name)}: ${isGroup ? 'a group needs OverrideAction and no Action' : 'a rule needs Action and no OverrideAction'}`);
  }
  if (isGroup && RuleLabels !== undefined) { throw new UnknownPropertyError(`${String(Name)}: a group's rule takes no labels`); }
  const { CloudWatchMetricsEnabled, MetricName, SampledRequestsEnabled } = known(VisibilityConfig, `${String(Name)}.VisibilityConfig`,
    ['CloudWatchMetricsEnabled', 'MetricName', 'SampledRequestsEnabled']);
  if (typeof CloudWatchMetricsEnabled !== 'boolean' || typeof SampledRequestsEnabled !== 'boolean' || !/^[\w-]{1,128}$/.test(text(MetricName, 'MetricName'))) {
    throw new UnknownPropertyError(`${String(Name)}: its visibility configuration is not valid`);
  }
}

const labelsOf = ({ RuleLabels = [] }: Properties, prefix: string): string[] =>
  listOf(RuleLabels, 'RuleLabels', 0).map((label) => fullLabel(prefix, text(known(label, 'RuleLabels', ['Name']).Name, 'RuleLabels.Name')));

/** The actions that a web ACL gives to rules of a group in place of their own. */
function overridesOf({ RuleActionOverrides = [], ExcludedRules = [] }: Properties, where: string): Map<string, unknown> {
  return new Map([
    ...listOf(ExcludedRules, where, 0).map((rule): [string, unknown] => [text(known(rule, where, ['Name']).Name, where), { Count: {} }]),
    ...listOf(RuleActionOverrides, where, 0).map((override): [string, unknown] => {
      const { Name, ActionToUse } = known(override, where, ['Name', 'ActionToUse']);
      return [text(Name, where), ActionToUse];
    }),
  ]);
}
