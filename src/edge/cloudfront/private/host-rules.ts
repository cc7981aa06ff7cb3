import { Annotations, Stack, aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Warns where a load balancer has rules for hosts, and none for the one by which CloudFront asks it: viewers would get the answer of no rule. */
export function warnOfOtherHosts(distribution: Construct, balancer: elbv2.IApplicationLoadBalancer, domainName: string): void {
  distribution.node.addValidation({
    validate: () => {
      const hosts = hostsOf(balancer);
      if (hosts && !hosts.some((host) => matches(host, domainName))) {
        Annotations.of(distribution).addWarningV2('cdk-gold:originHost', `no rule of the load balancer '${balancer.node.path}' is for the host ${domainName}, by which `
          + `CloudFront asks it; its rules are for ${hosts.join(', ')}: name ${domainName} in \`hosts\`, or pass viewers' host on by an \`originRequestPolicy\``);
      }
      return [];
    },
  });
}

/** The hosts of all rules; nothing where a rule is for any host, or where they are not known. */
function hostsOf(balancer: elbv2.IApplicationLoadBalancer): string[] | undefined {
  const rules = (balancer.listeners ?? []).flatMap((listener) => listener.node.findAll()).filter((part) => part instanceof elbv2.CfnListenerRule);
  const hosts = rules.map((rule) => hostsIn(Stack.of(rule).resolve(rule.conditions)));
  return hosts.length === 0 || hosts.includes(undefined) ? undefined : hosts.flatMap((some) => some ?? []);
}

interface Condition {
  readonly field?: string;
  readonly hostHeaderConfig?: { readonly values?: unknown[] };
  readonly values?: unknown[];
}

function hostsIn(conditions: unknown): string[] | undefined {
  const values = [conditions].flat().flatMap((condition) => {
    const { field, hostHeaderConfig: config, values: own } = (condition ?? {}) as Condition;
    return field === 'host-header' ? config?.values ?? own ?? [] : [];
  });
  return values.length > 0 && values.every((value) => typeof value === 'string') ? values : undefined;
}

/** `*` stands for any letters, `?` for one: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
const matches = (host: string, name: string): boolean =>
  new RegExp(`^${host.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(name);
