import { type Request } from '../request';
import { isRecord, listOf } from './json';
import { answerOf, malformed, type StatementAnswer } from './statement';

export type { StatementAnswer } from './statement';

/** What one statement or policy says about a request; `undecided` where a part of it can't be understood. */
export type Answer = 'allow' | 'deny' | 'none' | 'undecided';

const VERSIONS: readonly unknown[] = [undefined, '2008-10-17', '2012-10-17'];

/** Says what a policy answers to a request: a deny wins over an allow, and `none` is an implicit deny. */
export function evaluate(document: unknown, request: Request): Answer {
  const answers = evaluateStatements(document, request);
  const effects = (matches: boolean | undefined) => answers.filter((answer) => answer.matches === matches).map(({ effect }) => effect);
  if (effects(true).includes('Deny')) { return 'deny'; }
  if (effects(undefined).includes('Deny')) { return 'undecided'; }
  if (effects(true).includes('Allow')) { return 'allow'; }
  return effects(undefined).includes('Allow') ? 'undecided' : 'none';
}

/** Says for every statement of a policy whether it applies to a request. */
export function evaluateStatements(document: unknown, request: Request): readonly StatementAnswer[] {
  if (!isPolicy(document)) { return [malformed('statement 1')]; }
  const variables = document.Version === '2012-10-17';
  return listOf(document.Statement).map((statement, at) => answerOf(statement, at + 1, { request, variables }));
}

function isPolicy(document: unknown): document is Readonly<Record<string, unknown>> {
  return isRecord(document)
    && VERSIONS.includes(document.Version)
    && document.Statement !== undefined
    && Object.keys(document).every((element) => ['Version', 'Id', 'Statement'].includes(element));
}
