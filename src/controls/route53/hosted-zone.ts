import { asArray, isIntrinsic, type TemplateResource } from '../template';
import { valuesAt } from '../value';

export const HOSTED_ZONE = 'AWS::Route53::HostedZone';

/** Whether a zone answers in VPCs only; undefined where only a deployment knows. */
export function isPrivateZone(zone: TemplateResource): boolean | undefined {
  const answers = new Set(valuesAt(zone.properties, 'VPCs').map((vpcs) => (isIntrinsic(vpcs) ? undefined : asArray(vpcs).length > 0)));
  return answers.size === 1 ? [...answers][0] : undefined;
}
