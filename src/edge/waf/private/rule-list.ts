import { Token, type aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { type Cost, leastOf, mostOf, sumOf } from './capacity';
import { LIMITS } from './limits';
import { type RuleOwner, checkReferences } from './reference';
import { refuseUnless } from '../../../private/errors';
import { RuleMode } from '../rule-mode';
import type { WafAction } from '../waf-action';
import type { WebAclRule } from '../web-acl-rule';
import { WebAclScope } from '../web-acl-scope';

/** Rules that are numbered one after another, from where. */
export interface Band {
  readonly start: number;
  readonly rules: readonly WebAclRule[];
}

/** A rule with its place. */
export interface NumberedRule { readonly rule: WebAclRule; readonly priority: number }

const GAP = 10;

/** Numbers rules with gaps between them; a priority of a rule's own is left as it is. */
export function numbered(bands: readonly Band[]): NumberedRule[] {
  const rules = bands.flatMap(({ start, rules: list }) =>
    list.map((rule, index) => ({ rule, priority: rule._placement.priority ?? start + index * GAP })));
  checkUnique(rules);
  return rules.filter(({ rule }) => rule._placement.mode !== RuleMode.OFF).sort((one, other) => one.priority - other.priority);
}

function checkUnique(rules: readonly NumberedRule[]): void {
  const [priorities, names] = [new Map<number, string>(), new Set<string>()];
  for (const { rule: { name }, priority } of rules) {
    refuseUnless(!names.has(name), {
      what: 'the name of a rule', got: name, allowed: 'each name once', fix: 'rename one of the two: metrics and logs tell rules apart by name',
    });
    const other = priorities.get(priority);
    refuseUnless(other === undefined, {
      what: `the priority of rule '${name}'`,
      got: `${priority}, which rule '${other}' has`,
      allowed: 'each priority once',
      fix: 'leave `priority` out, or choose a number between the tens: rules are numbered 10, 20, … before, 1000, 1010, … in and 2000, 2010, … after the baseline',
    });
    names.add(name);
    priorities.set(priority, name);
  }
}

/** Refuses rules that refer to what lies elsewhere, or more than WAF takes. */
export function checkRules(rules: readonly WebAclRule[], owner: RuleOwner, rateRules: number): void {
  const { what, aclScope } = owner;
  const references = rules.flatMap(({ _references }) => _references);
  checkReferences(references, owner);
  refuseUnless(references.length <= LIMITS.references, {
    what: `the references of ${what}`,
    got: `${references.length} sets and groups`,
    allowed: `at most ${LIMITS.references}`,
    fix: 'join IP sets: one IpSet takes more than 10,000 addresses',
  });
  for (const { name, _statement } of rules) {
    const countries = countriesOf(_statement);
    refuseUnless(countries <= LIMITS.countries, {
      what: `the countries of rule '${name}'`,
      got: `${countries} countries`,
      allowed: `at most ${LIMITS.countries} in one rule`,
      fix: 'name those on the other side of the line, or label requests by several rules and ask for the label',
    });
  }
  checkHeaders(rules, what);
  const reader = rules.find(({ _readsResponses }) => _readsResponses);
  refuseUnless(aclScope === WebAclScope.CLOUDFRONT || !reader, {
    what: `the \`response\` of rule '${reader?.name}'`, got: `one of ${what}, whose scope is ${aclScope}`, allowed: 'in front of CloudFront only', fix: 'leave `response` out',
  });
  const rates = rules.filter(({ _isRate }) => _isRate).length;
  refuseUnless(rates <= rateRules, {
    what: `the rules of ${what} that limit a rate`, got: `${rates} rules`, allowed: `at most ${rateRules}`, fix: 'join them: RateKey.custom(…) counts by several parts of a request',
  });
}

/** How many countries a statement names, those in it as well. */
function countriesOf(statement: unknown): number {
  if (typeof statement !== 'object' || statement === null || Token.isUnresolved(statement)) { return 0; }
  return Object.entries(statement).reduce((sum, [name, value]) => sum + (name === 'countryCodes' ? (value as string[]).length : countriesOf(value)), 0);
}

function checkHeaders(rules: readonly WebAclRule[], what: string): void {
  const actions = rules.flatMap(({ _actions }) => _actions);
  for (const [kind, count] of [['requests', (action: WafAction) => action._requestHeaders], ['responses', (action: WafAction) => action._responseHeaders]] as const) {
    const headers = actions.reduce((sum, action) => sum + count(action), 0);
    refuseUnless(headers <= LIMITS.headersTogether, {
      what: `the headers that rules of ${what} add to ${kind}`, got: `${headers} headers`, allowed: `at most ${LIMITS.headersTogether}`, fix: 'add fewer, or labels: rules add as many as they like',
    });
  }
}

/** What the rules cost together. */
export const costOfRules = (rules: readonly WebAclRule[]): Cost => sumOf(rules.map(({ _cost }) => _cost));

/** Refuses rules that certainly cost more than there is, naming the costliest. */
export function checkCapacity(what: string, rules: readonly WebAclRule[], capacity: number, reserved = 0): void {
  const needed = leastOf(costOfRules(rules)) + reserved;
  const costliest = rules.map((rule) => ({ name: rule.name, cost: mostOf(rule._cost) })).sort((one, other) => other.cost - one.cost).slice(0, 5);
  refuseUnless(needed <= capacity, {
    what: `the capacity of ${what}`,
    got: `${needed} WCU${reserved > 0 ? `, ${reserved} of them reserved for Shield` : ''}`,
    allowed: `at most ${capacity}`,
    fix: `leave rules out, or make them cheaper; the costliest are ${costliest.map(({ name, cost }) => `${name} (${cost})`).join(', ')}`,
  });
}

/** The rules as CloudFormation wants them. */
export const renderRules = (rules: readonly NumberedRule[], mode: RuleMode, sampled: boolean): wafv2.CfnWebACL.RuleProperty[] =>
  rules.map(({ rule, priority }) => rule._render(priority, mode, sampled));
