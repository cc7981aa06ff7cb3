import { aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** What is wrong with target groups that CDK's own methods made on the listeners of a load balancer. */
export function plaintextTargets(balancer: IConstruct, allowed: ReadonlySet<string>): string[] {
  return balancer.node.findAll()
    .filter((child): child is elbv2.CfnTargetGroup => child instanceof elbv2.CfnTargetGroup)
    .filter(({ protocol, node }) => protocol === elbv2.ApplicationProtocol.HTTP && node.scope !== undefined && !allowed.has(node.scope.node.path))
    .map(({ node }) => `the target group '${node.scope?.node.path}' is not valid: got 'HTTP'; allowed: HTTPS; `
      + 'add targets with `addSecureTargets`, where HTTP needs a `plaintextReason`');
}
