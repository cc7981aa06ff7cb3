import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { regionOf, seenFrom } from './across-regions';
import { global, graph, Metrics, ONCE, ONE_MINUTE, type Sight } from './sight';
import { refuseUnless } from '../../../private/errors';
import { type ShieldResource, ShieldResourceType } from '../../shield';

const NAMESPACE = 'AWS/DDoSProtection';
const GLOBAL_TYPES = [ShieldResourceType.DISTRIBUTION, ShieldResourceType.HOSTED_ZONE];

/**
 * What Shield Advanced sees of a resource. Only `DDoSDetected` has no other dimension; what is measured of an attack is kept by its vector.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/shield-metrics.html
 */
export function shieldSight(scope: IConstruct, { resourceType, resourceArn }: ShieldResource): Sight {
  refuseUnless(resourceType !== ShieldResourceType.ACCELERATOR, {
    what: 'what Shield Advanced watches',
    got: 'an accelerator',
    allowed: 'a distribution, a load balancer, an Elastic IP address or a hosted zone',
    fix: 'watch the load balancer behind it: AWS does not say in which Region an accelerator has these metrics',
  });
  const viewFrom: Sight['viewFrom'] = (consumer) => {
    const arn = seenFrom(consumer, resourceArn);
    const detected = new Metrics(NAMESPACE, consumer, { ResourceArn: resourceArn }).of('DDoSDetected', { statistic: 'Maximum', period: ONE_MINUTE });
    const volume = (metricName: string, title: string) => graph(title, {
      '': new cloudwatch.MathExpression({
        expression: `SEARCH('{${NAMESPACE},AttackVector,ResourceArn} MetricName="${metricName}" ResourceArn="${arn}"', 'Maximum', 60)`,
        period: ONE_MINUTE,
        searchRegion: sight.region,
      }),
    });
    return {
      graphs: [
        graph('DDoS detected', { Detected: detected }),
        volume('DDoSAttackRequestsPerSecond', 'Requests of an attack, each second'),
        volume('DDoSAttackPacketsPerSecond', 'Packets of an attack, each second'),
        volume('DDoSAttackBitsPerSecond', 'Bits of an attack, each second'),
      ],
      signs: [{ id: 'Attack', description: 'Shield Advanced sees what may be a DDoS attack', metric: detected, limit: () => 1, periods: ONCE }],
    };
  };
  const sight = GLOBAL_TYPES.includes(resourceType)
    ? global('what Shield Advanced protects', viewFrom)
    : { what: 'what Shield Advanced protects', region: regionOf(resourceArn, scope), isGlobal: false, viewFrom };
  return sight;
}
