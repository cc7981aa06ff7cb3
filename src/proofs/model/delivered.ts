import { DELIVERIES } from '../facts/deliveries';
import type { Choices } from '../template/case';
import type { Deployment, Placed } from '../template/deployment';
import { valuesAt } from '../template/values-at';

/** A resource by which a service delivers somewhere. */
export interface Delivered {
  readonly by: Placed;
  /** The service principal without its suffix. */
  readonly principal: string;
}

/** The deliveries of a deployment in one case, by the place they go to. */
export function deliveriesOf(deployment: Deployment, choices: Choices): Map<string, Delivered[]> {
  const all = new Map<string, Delivered[]>();
  for (const { type, path, principal } of DELIVERIES) {
    for (const by of deployment.ofType(type).filter((placed) => deployment.exists(placed, choices))) {
      const properties = deployment.resolver(by.stack, choices).resolve(by.resource.properties);
      for (const place of valuesAt(properties, path)) {
        if (typeof place === 'string') { all.set(place, [...all.get(place) ?? [], { by, principal }]); }
      }
    }
  }
  return all;
}
