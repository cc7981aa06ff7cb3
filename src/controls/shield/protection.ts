import { type CheckResult, compliant, violated } from '../control';
import { textOf } from '../policy';
import { isIntrinsic, type TemplateResource } from '../template';
import { allOf, checkEquals, decideEach, deferred, valuesAt } from '../value';

export const PROTECTION = 'AWS::Shield::Protection';

/** What Shield Advanced protects; undefined where only a deployment knows. */
export type ProtectedKind = 'web' | 'zone' | 'other';

export function protectedKind(protection: TemplateResource): ProtectedKind | undefined {
  const arn = protection.get('ResourceArn');
  const resource = protection.template.resolve(arn);
  if (resource?.type === 'AWS::ElasticLoadBalancingV2::LoadBalancer') {
    const type = resource.get('Type') ?? 'application';
    return isIntrinsic(type) ? undefined : type === 'application' ? 'web' : 'other';
  }
  if (resource) { return 'other'; }
  const text = textOf(arn) ?? '';
  if (/:cloudfront:.*:distribution\/|:loadbalancer\/app\//.test(text)) { return 'web'; }
  if (text.includes(':hostedzone/')) { return 'zone'; }
  return /:(elasticloadbalancing|ec2|globalaccelerator):/.test(text) ? 'other' : undefined;
}

/** The values that say whether Shield makes WAF rules by itself during an attack. */
const automaticResponse = (protection: TemplateResource, ...path: string[]): readonly unknown[] =>
  valuesAt(protection.properties, 'ApplicationLayerAutomaticResponseConfiguration', ...path);

/** Whether Shield blocks by itself, in each case that a condition leaves open. */
export const checkAutomaticResponse = (protection: TemplateResource): CheckResult => allOf(
  checkEquals(automaticResponse(protection, 'Status'), 'Status of ApplicationLayerAutomaticResponseConfiguration', 'ENABLED'),
  decideEach(automaticResponse(protection, 'Action'), (action) => {
    if (isIntrinsic(action)) { return deferred('Action of ApplicationLayerAutomaticResponseConfiguration'); }
    return decideEach(valuesAt(action, 'Block'), (block) => (block === undefined ? violated('its Action does not block') : compliant()));
  }),
);
