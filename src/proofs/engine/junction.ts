/** A formula in any form that has constants and junctions. */
interface Term {
  readonly kind: string;
  readonly value?: boolean;
  readonly of?: unknown;
}

/** The parts of a junction without constants and without junctions of its own kind; the constant where one part decides it, or none is left. */
export function partsOfJunction<T extends Term>(kind: 'and' | 'or', of: readonly T[]): readonly T[] | boolean {
  const neutral = kind === 'and';
  const rest: T[] = [];
  for (const one of of) {
    if (one.kind === 'constant') {
      if (one.value !== neutral) { return !neutral; }
    } else if (one.kind === kind) {
      rest.push(...one.of as readonly T[]);
    } else {
      rest.push(one);
    }
  }
  return rest.length === 0 ? neutral : rest;
}
