import { isSymbol, lettersOf, textParts } from '../engine/evaluator/letters';
import { fieldsOf, isFields } from '../template/stack-template';

/** What a policy allows to principals by themselves: its allows without the accounts that they name, for the concrete evaluator. */
export function namedPart(document: unknown): unknown {
  const { Statement: statements } = fieldsOf(document);
  const named = [statements].flat().map((statement) => (isFields(statement) ? withoutAccounts(statement) : statement));
  return { ...fieldsOf(document), Statement: named.filter((statement) => fieldsOf(statement).NotPrincipal === undefined) };
}

function withoutAccounts(statement: Readonly<Record<string, unknown>>): unknown {
  const { Principal: principal } = statement;
  if (!isFields(principal) || principal.AWS === undefined) { return statement; }
  return { ...statement, Principal: { ...principal, AWS: [principal.AWS].flat().filter((entry) => typeof entry !== 'string' || !isAccount(entry)) } };
}

/** Whether an entry names a whole account: by its id, or by its root. */
function isAccount(entry: string): boolean {
  const [, , service, , , resource] = textParts(entry, ':');
  return /^\d{12}$/.test(entry) || (isSymbol(entry) && lettersOf(entry).length === 1) || (service === 'iam' && resource === 'root');
}
