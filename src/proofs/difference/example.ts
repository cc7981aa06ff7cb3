import { type Request, shown } from '../engine';
import { evaluateStatements } from '../engine/evaluator';
import type { ShownRequest } from '../record/proof-run';

/** An example as a sentence. */
export function sentence({ principal, action, resource, context }: ShownRequest): string {
  const carried = Object.entries(context).map(([key, values]) => `${key} ${values.join(' and ')}`);
  return `${principal} calls ${action} on ${resource}${carried.length > 0 ? ` with ${carried.join(', ')}` : ''}`;
}

/** Names of the statements of some policies that match a request, denials where there are any. */
export function statementsFor(documents: readonly unknown[], request: Request, effect: 'Allow' | 'Deny'): string[] {
  const answers = documents.flatMap((document) => evaluateStatements(document, request));
  return [...new Set(answers.filter((answer) => answer.matches === true && answer.effect === effect).map(({ name }) => shown(name)))];
}
