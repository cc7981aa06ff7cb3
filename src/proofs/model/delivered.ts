import { DELIVERIES } from '../facts/deliveries';
import type { Deployment, Placed } from '../template/deployment';
import { valuesAt } from '../template/values-at';

/** A resource by which a service delivers somewhere. */
export interface Delivered {
  readonly by: Placed;
  /** The service principal without its suffix. */
  readonly principal: string;
}

/** The deliveries of a deployment, by the place they go to. */
export function deliveriesOf(deployment: Deployment): Map<string, Delivered[]> {
  const all = new Map<string, Delivered[]>();
  for (const { type, path, principal } of DELIVERIES) {
    for (const by of deployment.ofType(type)) {
      const places = deployment.inEachCase(by, (resolver) => valuesAt(resolver.resolve(by.resource.properties), path)).flat();
      for (const place of new Set(places)) {
        if (typeof place === 'string') { all.set(place, [...all.get(place) ?? [], { by, principal }]); }
      }
    }
  }
  return all;
}
