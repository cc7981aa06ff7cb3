import { Stack, Stage, Token, aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { CURRENT_TLS_POLICIES } from './facts';
import { referenced } from './referenced';
import { InvalidInputError, type InvalidInput } from '../../../private/errors';

const { HTTP, HTTPS } = elbv2.ApplicationProtocol;

/** A rule, with the listener that it is one of. */
interface Rule {
  readonly rule: elbv2.CfnListenerRule;
  readonly listener: elbv2.CfnListener;
}

/**
 * What is wrong with the listeners, rules and target groups of a load balancer, whoever made them and wherever they lie: those that name it by its
 * ARN pass no method of it.
 *
 * @param plaintext the paths of target groups that are reached by HTTP, with a reason
 */
export function listenerFaults(balancer: elbv2.ApplicationLoadBalancer, plaintext: ReadonlySet<string>): string[] {
  const all = (Stage.of(balancer) ?? balancer.node.root).node.findAll();
  const cfnBalancer = balancer.node.defaultChild!;
  const listeners = all.filter((child) => child instanceof elbv2.CfnListener)
    .filter((listener) => referenced(listener, listener.loadBalancerArn).has(cfnBalancer));
  const rules = all.filter((child) => child instanceof elbv2.CfnListenerRule).flatMap((rule): Rule[] => {
    const targets = referenced(rule, rule.listenerArn);
    return listeners.filter((listener) => targets.has(listener)).map((listener) => ({ rule, listener }));
  });
  const faults = [
    ...listeners.flatMap(faultsOfListener), ...rules.flatMap(faultsOfRule), ...faultsOfPriorities(rules),
    ...plaintextGroups(balancer, listeners, rules).filter((group) => !plaintext.has(pathOf(group))).map((group) => ({
      what: `the target group '${pathOf(group)}'`, got: HTTP, allowed: HTTPS, fix: 'add targets with `addSecureTargets`, where HTTP needs a `plaintextReason`',
    })),
  ];
  return faults.map((fault) => new InvalidInputError(fault).message);
}

function faultsOfListener(listener: elbv2.CfnListener): InvalidInput[] {
  const what = `the listener '${pathOf(listener)}'`;
  if (isPlaintext(listener)) {
    return onlyRedirects(listener, listener.defaultActions) ? [] : [{
      what, got: resolvedOf(listener, listener.protocol), allowed: 'HTTPS, or a redirect to it', fix: 'add it with `addListener` of the load balancer; for a redirect from port 80, set `redirectHttp`',
    }];
  }
  const policy = resolvedOf(listener, listener.sslPolicy) ?? 'no TLS policy';
  return typeof policy !== 'string' || CURRENT_TLS_POLICIES.includes(policy) ? [] : [{
    what, got: policy, allowed: CURRENT_TLS_POLICIES.join(', '), fix: 'add it with `addListener` of the load balancer, which sets its TLS policy',
  }];
}

function faultsOfRule({ rule, listener }: Rule): InvalidInput[] {
  return !isPlaintext(listener) || onlyRedirects(rule, rule.actions) ? [] : [{
    what: `the rule '${pathOf(rule)}' of the listener '${pathOf(listener)}'`, got: HTTP, allowed: 'HTTPS, or a redirect to it', fix: 'add targets with `addSecureTargets`, which serves them by HTTPS',
  }];
}

/** AWS takes a priority once on a listener: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html */
function faultsOfPriorities(rules: readonly Rule[]): InvalidInput[] {
  const taken = new Map<elbv2.CfnListener, Map<number, elbv2.CfnListenerRule>>();
  return rules.flatMap(({ rule, listener }): InvalidInput[] => {
    const priority = resolvedOf(rule, rule.priority);
    const ofListener = taken.get(listener) ?? new Map<number, elbv2.CfnListenerRule>();
    taken.set(listener, ofListener);
    if (typeof priority !== 'number') { return []; }
    const other = ofListener.get(priority);
    if (other === undefined) { ofListener.set(priority, rule); return []; }
    return [{
      what: `the priority of the rule '${pathOf(rule)}'`,
      got: priority,
      allowed: `one that no other rule of the listener '${pathOf(listener)}' has: '${pathOf(other)}' has it`,
      fix: 'give each rule its own; the lowest is tried first',
    }];
  });
}

/** The target groups of HTTP below the load balancer, and those that its listeners and rules forward to. */
function plaintextGroups(balancer: IConstruct, listeners: readonly elbv2.CfnListener[], rules: readonly Rule[]): elbv2.CfnTargetGroup[] {
  const found = new Set([
    ...balancer.node.findAll(),
    ...listeners.flatMap((listener) => [...referenced(listener, listener.defaultActions)]),
    ...rules.flatMap(({ rule }) => [...referenced(rule, rule.actions)]),
  ]);
  return [...found].filter((child) => child instanceof elbv2.CfnTargetGroup).filter((group) => resolvedOf(group, group.protocol) === HTTP);
}

/** A listener that names no protocol has none of TLS; one that only the deployment knows passes. */
const isPlaintext = (listener: elbv2.CfnListener): boolean => !Token.isUnresolved(listener.protocol) && listener.protocol !== HTTPS;

function onlyRedirects(scope: IConstruct, actions: unknown): boolean {
  const resolved = resolvedOf(scope, actions) as { readonly redirectConfig?: { readonly protocol?: unknown } }[] | undefined;
  return Array.isArray(resolved) && resolved.length > 0 && resolved.every(({ redirectConfig }) => redirectConfig?.protocol === HTTPS);
}

const resolvedOf = (scope: IConstruct, value: unknown): unknown => Stack.of(scope).resolve(value);

/** As whoever wrote it knows it: the L2, where there is one. */
const pathOf = ({ node }: IConstruct): string => (node.id === 'Resource' && node.scope ? node.scope.node.path : node.path);
