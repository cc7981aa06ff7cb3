import { and, type Formula, type Request } from '../engine';
import type { PolicyAccess } from '../model/policy-access';

/** What a claim asks of the engine. */
export interface Question {
  /** `none`: the claim holds if there is no such request; `some`: if there is one. */
  readonly wanted: 'none' | 'some';
  readonly formula: Formula;
  /** The question counts only if this is possible. */
  readonly onlyIf?: Formula;
  /** What must be possible for the answer to mean anything. */
  readonly given?: Formula;
  /** Whether the concrete evaluator agrees with an example. */
  readonly confirm: (request: Request) => boolean;
  /** Whether an example is of access that is allowed, or of a call that is refused. */
  readonly kind: 'access' | 'refusal';
  /** What an example means: "is allowed", for the sentence. */
  readonly meaning: string;
  /** What is said of it beside that, such as "and was not before". */
  readonly remark?: string;
  /** Assumptions beside those of the engine, by id. */
  readonly assumptions: readonly string[];
}

/** Whether a request that must not get in is allowed. */
export const impossible = (access: PolicyAccess, formula: Formula, meaning: string, assumptions: readonly string[]): Question =>
  ({ wanted: 'none', formula: and(access.allowed, formula), confirm: (request) => access.confirms(request), kind: 'access', meaning, assumptions });

/** A question of a claim, and what it is asked for where the claim has many. */
export interface Asked {
  readonly purposes?: readonly Purpose[];
  readonly question: Question;
}

/** What some actions are called for, such as "create the table Orders". */
export interface Purpose {
  readonly text: string;
  readonly actions: readonly string[];
}

/** What a question is for: of what is asked about at once, only what an example's action serves. */
export function purposeOf({ purposes = [] }: Asked, example?: Request): string | undefined {
  const meant = purposes.filter(({ actions }) => example === undefined || actions.includes(example.action));
  return meant.length === 0 ? undefined : [...new Set(meant.map(({ text }) => text))].join(', ');
}
