import { isSymbol, lettersOf, textParts } from '../engine/evaluator/letters';
import { fieldsOf, isFields } from '../template/stack-template';

/** What a policy allows to principals by themselves: its allows without the accounts that they name, for the concrete evaluator. */
export const namedPart = (document: unknown): unknown => partOf(document, (entry) => !isAccount(entry), true);

/** What a policy allows to users and to sessions by themselves. */
export const sessionPart = (document: unknown): unknown => partOf(document, isSession, false);

/** @param hasOthers whether principals that are none of IAM's are kept */
function partOf(document: unknown, isKept: (entry: string) => boolean, hasOthers: boolean): unknown {
  const { Statement: statements } = fieldsOf(document);
  const part = [statements].flat().map((statement) => (isFields(statement) ? withPrincipals(statement, isKept, hasOthers) : statement));
  return { ...fieldsOf(document), Statement: part.filter((statement) => fieldsOf(statement).NotPrincipal === undefined) };
}

function withPrincipals(statement: Readonly<Record<string, unknown>>, isKept: (entry: string) => boolean, hasOthers: boolean): unknown {
  const { Principal: principal } = statement;
  if (!isFields(principal)) { return hasOthers ? statement : { ...statement, Principal: { AWS: [] } }; }
  if (principal.AWS === undefined && hasOthers) { return statement; }
  const kept = [principal.AWS ?? []].flat().filter((entry) => typeof entry !== 'string' || isKept(entry));
  return { ...statement, Principal: { ...hasOthers ? principal : {}, AWS: kept } };
}

/** Whether an entry names a user, or a session of a role or of a federated user. */
function isSession(entry: string): boolean {
  const [, , service, , , resource = ''] = textParts(entry, ':');
  const [type] = resource.split('/');
  return (service === 'sts' && ['assumed-role', 'federated-user'].includes(type)) || (service === 'iam' && type === 'user');
}

/** Whether an entry names a whole account: by its id, or by its root. */
function isAccount(entry: string): boolean {
  const [, , service, , , resource] = textParts(entry, ':');
  return /^\d{12}$/.test(entry) || (isSymbol(entry) && lettersOf(entry).length === 1) || (service === 'iam' && resource === 'root');
}
