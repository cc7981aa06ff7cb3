import { type Choice, Choices, eachCase, type Outcome } from '../template/case';

/** Two deployments make a choice in ways that can't be compared. */
export class UnpairedError extends Error {
  public readonly name = 'UnpairedError';
}

/** More values of a choice came to light: all cases start over. */
class MoreValues extends Error {}

/** The last value of a parameter that is free: conditions of one template may compare it with more than those of the other. */
const FREE = 'another value';

type Values = readonly string[];

/** Runs a computation that reads two deployments, each choice of theirs made alike. */
export function eachPairedCase<Result>(compute: (older: Choices, newer: Choices) => Result): Outcome<Result>[] {
  const known = [new Map<string, Values>(), new Map<string, Values>()];
  for (;;) {
    try {
      return eachCase((choices) => compute(new Shared(choices, known[0], known[1]), new Shared(choices, known[1], known[0])));
    } catch (error) {
      if (!(error instanceof MoreValues)) { throw error; }
    }
  }
}

/** The choices of one deployment, made for both. */
class Shared extends Choices {
  constructor(private readonly both: Choices, private readonly own: Map<string, Values>, private readonly others: ReadonlyMap<string, Values>) {
    super(new Map());
  }

  public choose(choice: Choice): string {
    const { id, name, values } = choice;
    const other = this.others.get(id);
    const isNew = !this.own.has(id);
    this.own.set(id, values);
    if (!other) { return this.both.choose(choice); }
    const all = union(name, values, other);
    if (isNew && all.length > other.length) { throw new MoreValues(); }
    return this.both.choose({ ...choice, values: all });
  }

  public get words(): string[] {
    return this.both.words;
  }
}

function union(name: string, one: Values, other: Values): Values {
  if (one.length === other.length && one.every((value) => other.includes(value))) { return one; }
  if (one.at(-1) === FREE && other.at(-1) === FREE) { return [...new Set([...one.slice(0, -1), ...other.slice(0, -1), FREE])]; }
  throw new UnpairedError(`${name} has other values on each side: ${other.join(', ')}; ${one.join(', ')}`);
}
