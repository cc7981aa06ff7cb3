import { TooManyCasesError } from './too-many-cases-error';

/** A choice that a deployment makes: the value of a parameter, or whether a condition holds that can't be computed. */
export interface Choice {
  readonly id: string;
  /** For people, such as `the parameter Stage`. */
  readonly name: string;
  readonly values: readonly string[];
}

/** One way in which a deployment can make its choices. */
export type Case = ReadonlyMap<string, string>;

/** Asked for a choice that is not made yet. */
class OpenChoice extends Error {
  constructor(public readonly choice: Choice) { super(choice.name); }
}

/** More cases than this are not gone through. */
const MOST_CASES = 64;

/** Makes the choices of one case; asking for one that is not made yet starts over with each of its values. */
export class Choices {
  private readonly asked = new Map<string, Choice>();

  constructor(private readonly made: Case) {}

  public choose(choice: Choice): string {
    const value = this.made.get(choice.id);
    if (value === undefined) { throw new OpenChoice(choice); }
    this.asked.set(choice.id, choice); // by its id: parameters of two stacks may have one name
    return value;
  }

  /** Whether both may be of one deployment: no choice that was asked for here was made otherwise there. */
  public agreesWith({ made }: Choices): boolean {
    return [...this.asked.keys()].every((id) => !made.has(id) || made.get(id) === this.made.get(id));
  }

  /** The choices that were asked for, for people: `the parameter Stage is prod`. */
  public get words(): string[] {
    return [...this.asked.values()].map(({ id, name }) => `${name} is ${this.made.get(id)}`);
  }
}

/** One outcome of a computation that depends on choices. */
export interface Outcome<Result> {
  readonly result: Result;
  /** The choices that lead to it, for people. */
  readonly when: readonly string[];
}

/** Runs a computation in each case that it asks about. */
export function eachCase<Result>(compute: (choices: Choices) => Result): Outcome<Result>[] {
  const outcomes: Outcome<Result>[] = [];
  const pending: Case[] = [new Map()];
  for (let made = pending.pop(); made; made = pending.pop()) {
    const choices = new Choices(made);
    try {
      const result = compute(choices);
      outcomes.push({ result, when: choices.words });
    } catch (error) {
      if (!(error instanceof OpenChoice)) { throw error; }
      const { choice } = error;
      pending.push(...choice.values.map((value) => new Map([...made!, [choice.id, value]])).reverse());
      if (pending.length + outcomes.length > MOST_CASES) { throw new TooManyCasesError(`conditions and parameters make more than ${MOST_CASES} cases`); }
    }
  }
  return outcomes;
}
