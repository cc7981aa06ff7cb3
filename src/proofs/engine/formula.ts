import { type Bits, bit, firstBits, NONE } from './bits';
import type { Dimension, Value, ValueSet } from './dimension';
import { partsOfJunction } from './junction';

/** A statement about a request. Tests of values are looked up when the formula is resolved, after all tests of all formulas are known. */
export type Formula =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Formula[] }
  /** One of some cases of a dimension. */
  | { readonly kind: 'case'; readonly dimension: Dimension; readonly cases: () => Bits }
  /** Known only when all tests are. */
  | { readonly kind: 'later'; readonly make: () => Formula }
  /** Nobody can say: `id` is equal where the reason is the same for the same request. */
  | { readonly kind: 'unknown'; readonly id: string; readonly reason: string };

export const TRUE: Formula = { kind: 'constant', value: true };
export const FALSE: Formula = { kind: 'constant', value: false };

export const unknown = (reason: string, id: string = reason): Formula => ({ kind: 'unknown', id, reason });

export function not(of: Formula): Formula {
  if (of.kind === 'constant') { return of.value ? FALSE : TRUE; }
  return of.kind === 'not' ? of.of : { kind: 'not', of };
}

export const and = (...of: readonly Formula[]): Formula => combined('and', of);
export const or = (...of: readonly Formula[]): Formula => combined('or', of);

function combined(kind: 'and' | 'or', of: readonly Formula[]): Formula {
  const parts = partsOfJunction(kind, of);
  if (typeof parts === 'boolean') { return parts ? TRUE : FALSE; }
  return parts.length === 1 ? parts[0] : { kind, of: parts };
}

export const implies = (condition: Formula, consequence: Formula): Formula => or(not(condition), consequence);

export const equivalent = (one: Formula, other: Formula): Formula => and(implies(one, other), implies(other, one));

export const inCases = (dimension: Dimension, cases: () => Bits): Formula => ({ kind: 'case', dimension, cases });

export const isPresent = (value: Value): Formula => (value.mayBeAbsent ? inCases(value, () => value.present) : TRUE);

/** One formula for a test, so that what is made of it is found again. */
const PASSES = new WeakMap<Value, Formula[]>();

/** The value is there, and a test of it holds. */
export function passes(value: Value, test: number, reason: string): Formula {
  const known = PASSES.get(value)?.[test];
  if (known) { return known; }
  const made: Formula = {
    kind: 'later',
    make: () => {
      const [holding, unclear] = [value.holding(test), value.unclear(test)];
      const certain = inCases(value, () => holding);
      return unclear === NONE ? certain : or(certain, and(inCases(value, () => unclear), unknown(reason, `unclear ${value.name} ${test}`)));
    },
  };
  const all = PASSES.get(value) ?? [];
  all[test] = made;
  PASSES.set(value, all);
  return made;
}

/** Some value of the set passes one of some tests (or, with `failing`, none of them). */
export function someValue(set: ValueSet, tests: readonly number[], reason: string, failing = false): Formula {
  return {
    kind: 'later',
    make: () => or(...set.members.map((member, index) => {
      const here = bit(index);
      const isThere = inCases(member, () => member.among('present'));
      if (tests.some((test) => (set.values.holding(test) & here) !== NONE)) { return failing ? FALSE : isThere; }
      if (tests.some((test) => (set.values.unclear(test) & here) !== NONE)) { return and(isThere, unknown(reason, `unclear ${member.name} ${tests.join()} ${failing}`)); }
      return failing ? isThere : FALSE;
    })),
  };
}

export const isNotEmpty = (set: ValueSet): Formula => ({
  kind: 'later', make: () => or(...set.members.map((member) => inCases(member, () => member.among('present')))),
});

export const allCases = (dimension: Dimension): Bits => firstBits(dimension.size);
