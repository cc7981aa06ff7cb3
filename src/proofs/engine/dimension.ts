import { type Bits, bit, bitsWhere, firstBits, NONE } from './bits';
import { columnsOf } from './columns';
import { TooComplexError } from './too-complex-error';
import type { Universe } from './universe';
import { type ValueClass, valueClasses } from './value-classes';
import type { ValueTest } from './value-test';

/** One independent part of a request that takes one of finitely many cases. Its tests are asked first; then it is closed, and its cases stand. */
export interface Dimension {
  /** Such as `action` or `key aws:SourceIp`. */
  readonly name: string;
  /** Number of cases; the lower the case, the shorter the request. */
  readonly size: number;
}

/** A dimension with a fixed list of cases. */
export class Choice implements Dimension {
  public readonly size: number;

  constructor(public readonly name: string, public readonly cases: readonly string[]) {
    this.size = cases.length;
  }

  /** The cases that are among some. */
  public among(...some: readonly string[]): Bits {
    return bitsWhere(this.size, (index) => some.includes(this.cases[index]));
  }
}

/** A dimension of texts, numbers, dates or addresses: its cases are what its tests tell apart, and maybe that it is absent. */
export class Value implements Dimension {
  private readonly tests = new Map<string, { readonly index: number; readonly test: ValueTest }>();
  private closed?: readonly ValueClass[];
  private tooComplex?: TooComplexError;

  constructor(
    public readonly name: string,
    private readonly universe: Universe,
    /** Whether a request may lack it. It is case 0 then. */
    public readonly mayBeAbsent: boolean,
    private readonly known: readonly string[] = [],
  ) {}

  /** Registers a test. */
  public ask(test: ValueTest): number {
    const asked = this.tests.get(test.id);
    if (asked) { return asked.index; }
    if (this.closed) { throw new Error(`the dimension ${this.name} is closed`); }
    const index = this.tests.size;
    this.tests.set(test.id, { index, test });
    return index;
  }

  public get classes(): readonly ValueClass[] {
    if (this.tooComplex) { throw this.tooComplex; }
    try {
      this.closed ??= valueClasses([...this.tests.values()].map(({ test }) => test), this.universe, this.known);
    } catch (error) {
      if (error instanceof TooComplexError) { this.tooComplex = error; } // each question would try again
      throw error;
    }
    return this.closed;
  }

  public get size(): number {
    return this.classes.length + this.offset;
  }

  /** The cases in which a test holds for certain. */
  public holding(test: number): Bits {
    return columnsOf(this.classes).holding(test) << this.shift;
  }

  /** The cases in which nobody can say whether a test holds. */
  public unclear(test: number): Bits {
    return columnsOf(this.classes).unclear(test) << this.shift;
  }

  /** The cases in which there is a value. */
  public get present(): Bits {
    return firstBits(this.size) & ~this.absent;
  }

  public get absent(): Bits {
    return this.mayBeAbsent ? bit(0) : NONE;
  }

  /** The value of a case; `undefined` where it is absent. */
  public witness(index: number): string | undefined {
    return this.mayBeAbsent && index === 0 ? undefined : this.classes[index - this.offset].witness;
  }

  /** The case that a value falls in; `undefined` for one that the dimension can't have. */
  public caseOf(text: string): number | undefined {
    const tests = [...this.tests.values()];
    const holds = tests.reduce((bits, { index, test }) => (test.holds(text) ? bits | bit(index) : bits), NONE);
    const found = this.classes.findIndex((one) => (one.isSingle ? one.witness === text : one.holds === holds));
    return found === -1 ? undefined : found + this.offset;
  }

  /** The cases of one value only, with the value. */
  public get singles(): readonly { readonly index: number; readonly value: string }[] {
    return this.classes.flatMap(({ isSingle, witness }, index) => (isSingle ? [{ index: index + this.offset, value: witness }] : []));
  }

  private get offset(): number {
    return this.mayBeAbsent ? 1 : 0;
  }

  private get shift(): bigint {
    return this.mayBeAbsent ? 1n : 0n;
  }
}

/** Whether a set has a value of one class. */
const MEMBERSHIP = ['absent', 'present'];

/** A key with many values: for each class of values, whether the request has one of it. */
export class ValueSet {
  /** Never absent: a key without values is one whose every class is. */
  public readonly values: Value;
  private dimensions?: readonly Choice[];

  constructor(public readonly name: string, universe: Universe, known: readonly string[] = []) {
    this.values = new Value(name, universe, false, known);
  }

  /** One for each class of values. */
  public get members(): readonly Choice[] {
    this.dimensions ??= this.values.classes.map(({ witness }) => new Choice(`${this.name} ${witness}`, MEMBERSHIP));
    return this.dimensions;
  }

  /** The values that a request has, by the case of each member. */
  public witnesses(caseOf: (member: Choice) => number | undefined): string[] {
    return this.members.flatMap((member, index) => (caseOf(member) === 1 ? [this.values.witness(index)!] : []));
  }
}
