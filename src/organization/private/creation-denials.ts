import type { CreatingAction } from './creating-actions';
import { type Conditions, type PolicyStatement, deny } from './policy-statement';

/** Denies what makes a resource: a statement for each kind of things that it is done on. */
export function creationDenials(partition: string, creating: readonly CreatingAction[], condition?: Conditions): PolicyStatement[] {
  const resources = [...new Set(creating.map(({ resource }) => resource))];
  return resources.map((resource, at) => deny(
    `CreateByTheCatalogueOnly${at === 0 ? '' : at + 1}`,
    [...new Set(creating.filter((one) => one.resource === resource).map(({ action }) => action))].sort(),
    resource?.replaceAll('${Partition}', partition) ?? '*',
    condition,
  ));
}
