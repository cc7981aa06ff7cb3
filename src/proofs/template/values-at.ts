import { isFields } from './stack-template';

/** The values at a path of a resolved value; `*` stands for each element of an array. */
export function valuesAt(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (name === undefined) { return [value]; }
  if (name === '*') { return Array.isArray(value) ? value.flatMap((one) => valuesAt(one, rest)) : []; }
  return isFields(value) ? valuesAt(value[name], rest) : [];
}
