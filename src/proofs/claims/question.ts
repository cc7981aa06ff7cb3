import type { Formula, Request } from '../engine';

/** What a claim asks of the engine. */
export interface Question {
  /** `none`: the claim holds if there is no such request; `some`: if there is one. */
  readonly wanted: 'none' | 'some';
  readonly formula: Formula;
  /** The question counts only if this is possible. */
  readonly onlyIf?: Formula;
  /** Whether the concrete evaluator agrees with an example. */
  readonly confirm: (request: Request) => boolean;
  /** What an example means: "is allowed", for the sentence. */
  readonly meaning: string;
  /** Assumptions beside those of the engine, by id. */
  readonly assumptions: readonly string[];
}
