import { type Bits, bitsWhere, hasBit } from './bits';
import type { ValueClass } from './value-classes';

/** Classes turned round: for each test, the classes for which it holds. */
class Columns {
  private readonly held: Bits[] = [];
  private readonly open: Bits[] = [];

  constructor(private readonly classes: readonly ValueClass[]) {}

  /** The classes for which a test holds for certain. */
  public holding(test: number): Bits {
    this.held[test] ??= this.where(({ holds, unclear }) => hasBit(holds, test) && !hasBit(unclear, test));
    return this.held[test];
  }

  /** The classes for which nobody can say whether a test holds. */
  public unclear(test: number): Bits {
    this.open[test] ??= this.where(({ unclear }) => hasBit(unclear, test));
    return this.open[test];
  }

  private where(holds: (one: ValueClass) => boolean): Bits {
    return bitsWhere(this.classes.length, (index) => holds(this.classes[index]));
  }
}

const COLUMNS = new WeakMap<readonly ValueClass[], Columns>();

/** The columns of classes, which many dimensions share. */
export function columnsOf(classes: readonly ValueClass[]): Columns {
  const known = COLUMNS.get(classes);
  if (known) { return known; }
  const made = new Columns(classes);
  COLUMNS.set(classes, made);
  return made;
}
