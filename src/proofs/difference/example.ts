import { principalArn, type Request, shown } from '../engine';
import { evaluateStatements } from '../engine/evaluator';

/** A request for people: symbols are written `<name>`. */
export interface Example {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** What it carries beside what follows from the principal. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** Keys that follow from who asks. */
const DERIVED = new Set([
  'aws:principalarn', 'aws:principalaccount', 'kms:calleraccount', 'aws:principaltype', 'aws:principalisawsservice', 'aws:principalservicename', 'aws:username',
]);

export function exampleOf({ principal, partition, action, resource, context }: Request): Example {
  const carried = Object.entries(context).filter(([key]) => !DERIVED.has(key));
  const words = principal.type === 'service' ? `the service ${principal.name}`
    : principal.type === 'federated' ? `a user of the identity provider ${principal.name}`
      : principal.type === 'anonymous' ? 'anybody without credentials' : principalArn(principal, partition)!;
  const shownContext = Object.fromEntries(carried.map(([key, values]) => [shown(key), values.map(shown)]));
  return { principal: shown(words), action, resource: shown(resource), context: shownContext };
}

/** An example as a sentence. */
export function sentence({ principal, action, resource, context }: Example): string {
  const carried = Object.entries(context).map(([key, values]) => `${key} ${values.join(' and ')}`);
  return `${principal} calls ${action} on ${resource}${carried.length > 0 ? ` with ${carried.join(', ')}` : ''}`;
}

/** Names of the statements of some policies that match a request, denials where there are any. */
export function statementsFor(documents: readonly unknown[], request: Request, effect: 'Allow' | 'Deny'): string[] {
  const answers = documents.flatMap((document) => evaluateStatements(document, request));
  return [...new Set(answers.filter((answer) => answer.matches === true && answer.effect === effect).map(({ name }) => shown(name)))];
}
