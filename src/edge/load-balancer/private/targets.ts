import { Duration, aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import { LambdaTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import { CONDITION_VALUES_PER_RULE, DEREGISTRATION_SECONDS, RULE_PRIORITY, STICKINESS_SECONDS } from './facts';
import { checkSeconds } from './seconds';
import { refuseUnless } from '../../../private/errors';
import type { SecureLoadBalancer } from '../secure-load-balancer';
import type { SecureTargetsOptions } from '../secure-targets';

/** Refuses rules that AWS would refuse, and HTTP without a reason. */
export function checkTargets({ targets, hosts, paths, priority, plaintextReason, deregistrationDelay, stickiness }: SecureTargetsOptions): void {
  refuseUnless(hosts.length > 0, { what: 'hosts', got: 'none', allowed: '1 or more', fix: 'name the hosts that the targets serve: others are answered by 404' });
  refuseUnless(!targets.some((target) => target instanceof LambdaTarget), {
    what: 'targets', got: 'a Lambda function', allowed: 'services, instances or addresses', fix: 'put an edge.SecureRestApi before the function: it is called by IAM, without a port and TLS of its own',
  });
  const values = hosts.length + (paths?.length ?? 0);
  refuseUnless(values <= CONDITION_VALUES_PER_RULE, {
    what: 'hosts and paths of a rule', got: values, allowed: `${CONDITION_VALUES_PER_RULE} together`, fix: 'use a wildcard such as *.example.com, or several rules',
  });
  refuseUnless(Number.isInteger(priority) && priority >= RULE_PRIORITY.min && priority <= RULE_PRIORITY.max, {
    what: 'priority', got: priority, allowed: `${RULE_PRIORITY.min} to ${RULE_PRIORITY.max}`, fix: 'pass a whole number within it',
  });
  refuseUnless(plaintextReason === undefined || plaintextReason.trim().length >= 10, {
    what: 'plaintextReason', got: plaintextReason, allowed: 'a sentence of 10 characters or more', fix: 'say why these targets have no TLS, or leave it out for HTTPS',
  });
  checkSeconds('deregistrationDelay', deregistrationDelay, DEREGISTRATION_SECONDS);
  checkSeconds('stickiness', stickiness, STICKINESS_SECONDS);
}

/** The target group of a rule. */
export function targetsOf(balancer: SecureLoadBalancer, id: string, options: SecureTargetsOptions): elbv2.ApplicationTargetGroup {
  const protocol = options.plaintextReason === undefined ? elbv2.ApplicationProtocol.HTTPS : elbv2.ApplicationProtocol.HTTP;
  const group = new elbv2.ApplicationTargetGroup(balancer, id, {
    vpc: balancer.vpc,
    protocol,
    port: options.port ?? 8443,
    targets: options.targets,
    targetType: options.targets.length === 0 ? elbv2.TargetType.IP : undefined, // otherwise CDK knows it from them
    deregistrationDelay: options.deregistrationDelay ?? Duration.seconds(30),
    stickinessCookieDuration: options.stickiness,
    healthCheck: {
      protocol: protocol === elbv2.ApplicationProtocol.HTTP ? elbv2.Protocol.HTTP : elbv2.Protocol.HTTPS,
      path: options.healthCheckPath ?? '/',
      healthyHttpCodes: '200',
      healthyThresholdCount: 2,
      interval: Duration.seconds(15),
    },
  });
  balancer.domain.tag(group);
  return group;
}

/** Which requests a rule takes. */
export function conditionsOf({ hosts, paths }: SecureTargetsOptions): elbv2.ListenerCondition[] {
  const host = elbv2.ListenerCondition.hostHeaders(hosts);
  return paths?.length ? [host, elbv2.ListenerCondition.pathPatterns(paths)] : [host];
}
