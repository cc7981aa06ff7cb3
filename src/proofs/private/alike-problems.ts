import type { Answer } from './answer';
import { canonicalForm } from './canonical-form';
import { type Problem, readProblem, writeProblem } from './problem';
import { TooComplexError } from '../engine/too-complex-error';

/** A problem that was met once is only noted: most are like no other. */
const MET = 'met';

/** Nothing was proved of the form, so each problem of it is decided for itself. */
const OPEN = 'open';

/** Problems that differ in names only: what is proved of one, its names taken for symbols, is proved of all of them. */
export class AlikeProblems {
  private readonly known = new Map<string, Answer | typeof MET | typeof OPEN>();

  /**
   * The answer to a problem that is like others; `undefined` where it must be decided for itself.
   *
   * @param name a name that the problem has for its own, such as that of a domain
   * @param decide answers a problem
   */
  public answerTo(problem: Problem, name: string | undefined, decide: (problem: Problem) => Answer): Answer | undefined {
    const { frame, data } = writeProblem(problem);
    const form = canonicalForm(data, name);
    const key = `${frame} ${form.text}`;
    const known = this.known.get(key);
    const found = known === undefined ? MET : known === MET ? proved(() => decide(readProblem({ frame, data: form.text }))) : known;
    this.known.set(key, found);
    return typeof found === 'string' ? undefined : JSON.parse(form.restored(JSON.stringify(found))) as Answer;
  }
}

function proved(decide: () => Answer): Answer | typeof OPEN {
  try {
    const answer = decide();
    return answer.outcomes.every(({ verdict }) => verdict === 'proved') ? answer : OPEN;
  } catch (error) {
    if (error instanceof TooComplexError) { return OPEN; }
    throw error;
  }
}
