import { Stack, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { globalName } from '../private/global-name';
import { checkWafArn, labelNamespaceOf } from './private/arn';
import { mostOf } from './private/capacity';
import { checkOwnLabel } from './private/labels';
import { LIMITS } from './private/limits';
import { checkDescription, checkName } from './private/names';
import { placeOf } from './private/place';
import { checkBodyKeys, renderBodies } from './private/response-bodies';
import { checkCapacity, checkRules, costOfRules, numbered, renderRules } from './private/rule-list';
import { claimName } from './private/taken-names';
import type { ResponseBody } from './response-body';
import { RuleMode } from './rule-mode';
import type { WebAclRule } from './web-acl-rule';
import { WebAclScope } from './web-acl-scope';
import { Classification, Domain } from '../../core';
import { refuseUnless } from '../../private/errors';

/** Rules that web ACLs share. */
export interface IRuleGroup extends IConstruct {
  /** What kind of web ACL may refer to it. */
  readonly aclScope: WebAclScope;
  /** Its ARN, as the stack that it lies in knows it. */
  readonly ruleGroupArn: string;
  /** What a web ACL pays for it, in WCU. */
  readonly capacity: number;

  /**
   * A label that a rule of the group adds, as later rules of a web ACL ask for it: `WafStatement.label(group.labelFor('login:failed'))`. Within the
   * group the label alone will do.
   *
   * @param label as the rule has it
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-label-requirements.html
   */
  labelFor(label: string): string;
}

/** A rule group that exists. */
export interface RuleGroupAttributes {
  /** Its ARN. */
  readonly ruleGroupArn: string;
  /** What a web ACL pays for it, in WCU: the capacity that it was made with. */
  readonly capacity: number;
}

/** Properties of a rule group. */
export interface RuleGroupProps {
  /** The rules. None of them asks another group. */
  readonly rules: WebAclRule[];

  /**
   * Its name: 1 to 128 letters, digits, hyphens or underscores. It stands in its labels. It needs `capacity`: with another one AWS makes another group
   * beside the old one, which has the name already, so that both change together.
   *
   * @default - made of the construct's path and the capacity
   */
  readonly name?: string;

  /**
   * What the group may ever cost, in WCU: web ACLs pay all of it, and AWS never changes it.
   *
   * Rules that outgrow it are refused. Another number makes another group, to which the web ACLs of the stack turn before the old one goes.
   *
   * @default - what the rules cost, rounded up to the next hundred
   */
  readonly capacity?: number;

  /**
   * Whether the rules act or only watch, where they don't say so themselves.
   *
   * @default RuleMode.ENFORCE
   */
  readonly mode?: RuleMode;

  /**
   * Bodies for blocked requests, by key.
   *
   * @default - none
   */
  readonly responseBodies?: { [key: string]: ResponseBody };

  /**
   * What it is for: 3 to 256 letters and digits of ASCII, `_+=:#@/-,.` and spaces between them.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * What kind of web ACL may refer to it.
   *
   * @default WebAclScope.REGIONAL
   */
  readonly aclScope?: WebAclScope;
}

/**
 * Rules that web ACLs share: of this app, of the account, and of other accounts.
 *
 * WAF shares a group with another account by a policy on it that only the API writes (`PutPermissionPolicy`; CloudFormation has no such resource,
 * and AWS RAM shares no rule groups), or through a Firewall Manager policy. In the other account it is `RuleGroup.fromRuleGroupAttributes(…)`.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * const shared = new edge.RuleGroup(orders, 'Shared', { rules: [edge.WebAclRule.geo('Abroad', ['KP'])], capacity: 50 });
 * new edge.WebAcl(orders, 'Acl', { rules: [edge.WebAclRule.group('Shared', shared)] });
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-user-created-rule-groups.html
 */
export class RuleGroup extends Construct implements IRuleGroup {
  /**
   * A rule group that exists, of this account or shared by another.
   *
   * @throws if the ARN is none of a rule group
   */
  public static fromRuleGroupAttributes(scope: Construct, id: string, attributes: RuleGroupAttributes): IRuleGroup {
    const aclScope = checkWafArn('a rule group', 'rulegroup', attributes.ruleGroupArn);
    return new (class extends Construct implements IRuleGroup {
      public readonly aclScope = aclScope;
      public readonly ruleGroupArn = attributes.ruleGroupArn;
      public readonly capacity = attributes.capacity;
      public labelFor(label: string): string { return `${labelNamespaceOf(attributes.ruleGroupArn)}${checkOwnLabel(label)}`; }
    })(scope, id);
  }

  /** The domain that owns it. */
  public readonly domain: Domain;
  /** What kind of web ACL may refer to it. */
  public readonly aclScope: WebAclScope;
  /** Its ARN, as the stack that it lies in knows it. */
  public readonly ruleGroupArn: string;
  /** What a web ACL pays for it, in WCU. */
  public readonly capacity: number;
  /** What stands before its labels outside of it, a colon last. It changes with the group's name on AWS, so with its capacity unless it has a `name`. */
  public readonly labelNamespace: string;

  constructor(scope: Construct, id: string, props: RuleGroupProps) {
    super(scope, id);
    this.domain = props.domain ?? Domain.of(scope);
    this.aclScope = props.aclScope ?? WebAclScope.REGIONAL;
    const place = placeOf(this, this.aclScope, 'a rule group for CloudFront');
    const what = `the rule group '${this.node.path}'`;
    refuseUnless(props.mode !== RuleMode.OFF, { what: `the mode of ${what}`, got: 'OFF', allowed: 'ENFORCE or COUNT', fix: 'turn single rules off, or leave the group out' });
    for (const rule of props.rules) {
      refuseUnless(!rule._isGroup, { what: `rule '${rule.name}' of ${what}`, got: 'one that asks a group', allowed: 'rules that act themselves', fix: 'ask the group in the web ACL' });
    }
    if (props.name !== undefined) { claimName('rule group', this, place, { aclScope: this.aclScope, name: props.name }); }
    const rules = numbered([{ start: 10, rules: props.rules }]);
    const list = rules.map(({ rule }) => rule);
    checkRules(list, { what, aclScope: this.aclScope, region: Stack.of(place).region }, LIMITS.rateRulesOfRuleGroup);
    checkBodyKeys(list, props.responseBodies);
    this.capacity = props.capacity ?? Math.max(100, Math.ceil(mostOf(costOfRules(list)) / 100) * 100);
    refuseUnless(Number.isInteger(this.capacity) && this.capacity >= 1 && this.capacity <= LIMITS.capacity, {
      what: `the capacity of ${what}`, got: this.capacity, allowed: `1 to ${LIMITS.capacity} WCU`, fix: 'split the group',
    });
    checkCapacity(what, list, this.capacity);
    refuseUnless(props.name === undefined || props.capacity !== undefined, {
      what: `the capacity of ${what}`, got: 'none, beside a name', allowed: 'a capacity beside each name', fix: `pass \`capacity: ${this.capacity}\`, or leave \`name\` out`,
    });
    const sampled = this.domain.classification !== Classification.RESTRICTED;
    const metricName = globalName(this, 128);
    const group = new wafv2.CfnRuleGroup(place, 'Resource', {
      // AWS changes neither name nor capacity: with another capacity it is another group, made before the old one goes
      name: props.name === undefined ? `${globalName(this, 120)}-${this.capacity}` : checkName('the name of a rule group', props.name),
      scope: this.aclScope,
      description: checkDescription(`the description of ${what}`, props.description),
      capacity: this.capacity,
      rules: renderRules(rules, props.mode ?? RuleMode.ENFORCE, sampled) as wafv2.CfnRuleGroup.RuleProperty[],
      customResponseBodies: renderBodies(props.responseBodies),
      visibilityConfig: { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: sampled },
    });
    this.ruleGroupArn = group.attrArn;
    this.labelNamespace = group.attrLabelNamespace;
    this.domain.tag(place);
  }

  /** A label that a rule of the group adds, as later rules of a web ACL ask for it. */
  public labelFor(label: string): string { return `${this.labelNamespace}${checkOwnLabel(label)}`; }
}
