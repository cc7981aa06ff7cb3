import { bitsWhere } from '../engine/bits';
import type { Dimension } from '../engine/dimension';
import { and, type Formula, inCases } from '../engine/formula';

/** Some cases of some dimensions of a request, and all cases of those that are not in it. */
export type Region = ReadonlyMap<Dimension, readonly number[]>;

/** The request is in a region. */
export const regionFormula = (region: Region): Formula =>
  and(...[...region].map(([dimension, cases]) => inCases(dimension, () => bitsWhere(dimension.size, (index) => cases.includes(index)))));

/** A region with other cases of some dimensions; `undefined` stands for all of them. */
export function changed(region: Region, changes: Iterable<readonly [Dimension, readonly number[] | undefined]>): Region {
  const made = new Map(region);
  for (const [dimension, cases] of changes) {
    if (cases) { made.set(dimension, cases); } else { made.delete(dimension); }
  }
  return made;
}

/** The numbers of all cases of a dimension. */
export const casesOf = ({ size }: Dimension): number[] => Array.from({ length: size }, (_, index) => index);
