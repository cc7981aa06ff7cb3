import { decideOrigins, DISTRIBUTION } from './distribution';
import { type CheckResult, notApplicable } from '../control';
import { isIntrinsic, type TemplateResource } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

const VPC_ORIGIN = 'AWS::CloudFront::VpcOrigin';

/** Where it is said how CloudFront talks to an origin: in the distribution, or beside it for an origin in a VPC. */
export const ORIGIN_HOLDERS = [DISTRIBUTION, VPC_ORIGIN];

/** Decides over the settings of each connection to an origin that takes settings; a bucket takes none. */
export const decideConnections = (resource: TemplateResource, decide: (config: unknown, name: string) => CheckResult): CheckResult =>
  (resource.type === VPC_ORIGIN
    ? decideEach(valuesAt(resource.properties, 'VpcOriginEndpointConfig'), (config) => (isIntrinsic(config) ? deferred('VpcOriginEndpointConfig') : decide(config, 'the origin')))
    : decideOrigins(resource, (origin, name) => decideEach(valuesAt(origin, 'CustomOriginConfig'), (config) => {
      if (isIntrinsic(config)) { return deferred(`CustomOriginConfig of ${name}`); }
      return config === undefined ? notApplicable() : decide(config, name);
    })));

/** The distributions whose viewers decide how an origin that matches them is asked; the distribution itself, or those that name the VPC origin. */
export const distributionsOf = (resource: TemplateResource): readonly TemplateResource[] => (resource.type === DISTRIBUTION
  ? [resource]
  : resource.template.ofType(DISTRIBUTION).filter((distribution) => resource.isReferredBy(distribution.properties)));
