import { conditionFormula, madeOnce, type Reading } from './condition';
import type { Value } from './dimension';
import { and, FALSE, type Formula, not, or, TRUE, unknown } from './formula';
import { arnGlob, arnSegments, glob, type Pattern } from './pattern';
import type { Elements, Principals as PrincipalElement, Statement } from './policy';
import { passesText, type Principals } from './principals';
import { holeIn, lowered, shown } from './text';
import { partsOf } from './variable';

/** The parts of a request that statements speak of. */
export interface RequestParts {
  readonly principals: Principals;
  readonly action: Value;
  readonly resource: Value;
}

/**
 * When a statement says something about a request, whatever its effect.
 *
 * @param hasPrincipal whether it must say whom it means
 */
export function statementFormula(statement: Statement, parts: RequestParts, reading: Reading, hasPrincipal: boolean): Formula {
  return and(
    statement.principal ? principalFormula(statement.principal, statement, parts.principals, reading)
      : hasPrincipal ? unknown(`${statement.name} does not say whom it means`, `principal of ${statement.id}`) : TRUE,
    statementPredicate(statement, parts, reading),
  );
}

/** When a statement speaks to a principal that it means by itself, not by its account. */
export const namedFormula = (statement: Statement, parts: RequestParts, reading: Reading): Formula =>
  formulaFor(statement, parts, reading, ({ kind, value }) => kind !== 'AWS' || !isAccount(value));

/** When a statement speaks to a user, or to a session: no boundary limits what that gives. */
export const sessionFormula = (statement: Statement, parts: RequestParts, reading: Reading): Formula =>
  formulaFor(statement, parts, reading, ({ kind, value }) => kind === 'AWS' && SESSION.test(value));

const SESSION = /^arn:[^:]+:(sts::[^:]+:(assumed-role|federated-user)|iam::[^:]+:user)\//;

function formulaFor(
  statement: Statement, parts: RequestParts, reading: Reading, isMeant: (entry: PrincipalElement['values'][number]) => boolean,
): Formula {
  const { principal } = statement;
  if (!principal || principal.isNegated) { return FALSE; }
  const named = principalFormula({ isNegated: false, values: principal.values.filter(isMeant) }, statement, parts.principals, reading);
  return and(named, statementPredicate(statement, parts, reading));
}

/** What a statement says of a request beside who asks. */
function statementPredicate(statement: Statement, parts: RequestParts, reading: Reading): Formula {
  return and(
    statement.strange.length === 0 ? TRUE
      : unknown(`${statement.name} has elements that are not understood: ${statement.strange.join(', ')}`, `whole ${statement.id}`),
    elementFormula('action', statement.action, reading, (text) => passesText(parts.action, glob(lowered(text)))),
    elementFormula('resource', statement.resource, reading, (text) => resourceFormula(text, parts.resource, reading.hasVariables)),
    ...statement.conditions.map((condition) => conditionFormula(condition, reading)),
  );
}

function elementFormula(name: string, { isNegated, values }: Elements, reading: Reading, formula: (text: string) => Formula): Formula {
  return madeOnce(reading, JSON.stringify([name, isNegated, values]), () => {
    const any = or(...values.map((value) => {
      const reason = holeIn(value);
      return reason === undefined ? formula(value) : unknown(reason, `${name} ${value}`);
    }));
    return isNegated ? not(any) : any;
  });
}

function resourceFormula(text: string, resource: Value, hasVariables: boolean): Formula {
  const parts = partsOf(text, hasVariables);
  if (parts.some(({ variable }) => variable !== undefined)) { return unknown(`which resource '${shown(text)}' is depends on the request`, `resource ${text}`); }
  const whole = parts.map((part) => part.text).join('');
  const certain = passesText(resource, resourcePattern(whole));
  // AWS says that wildcards stay within a segment, and that one at its end may reach beyond
  const isOpen = /[*?]/.test(arnSegments(whole)?.slice(0, -1).join('') ?? '');
  return isOpen ? or(certain, and(passesText(resource, glob(whole)), unknown(`how far the wildcard in '${shown(whole)}' reaches is not documented`, `reach ${whole}`))) : certain;
}

/** Wildcards of a resource stay within a segment of its ARN. */
export const resourcePattern = (text: string): Pattern => (text.startsWith('arn:') && arnSegments(text) ? arnGlob(text)! : glob(text));

function principalFormula(element: PrincipalElement, statement: Statement, principals: Principals, reading: Reading): Formula {
  const { isNegated, values } = element;
  const entries = values.map(({ kind, value }) => madeOnce(reading, JSON.stringify(['principal', kind, value]), () => entryFormula(kind, value, principals)));
  const listed = or(...entries);
  if (!isNegated) { return listed; }
  const { effect, name, id } = statement;
  if (effect === 'Allow') { return unknown(`AWS does not support the NotPrincipal of ${name} with Allow`, `not principal ${id}`); }
  // AWS leaves open which of a principal's forms (session, role, account) must be listed: who is listed may be denied all the same
  return values.some(({ value }) => value === '*') ? not(listed) : or(not(listed), unknown(`whom the NotPrincipal of ${name} spares is not documented for sessions and accounts`, `not principal ${id}`));
}

/** Whom one entry of a Principal element means. */
function entryFormula(kind: string, value: string, principals: Principals): Formula {
  const reason = holeIn(value);
  if (reason !== undefined) { return unknown(reason, `principal ${value}`); }
  if (kind === '*' || (kind === 'AWS' && value === '*')) { return TRUE; }
  if (kind === 'Service' && !/[*?]/.test(value)) { return principals.isService(value); }
  if (kind === 'Federated' && !/[*?]/.test(value)) { return principals.isFederated(value); }
  const known = kind === 'AWS' ? accountPrincipal(value, principals) : undefined;
  return known ?? unknown(`the principal '${shown(value)}' of kind ${shown(kind)} is not understood`, `principal ${kind} ${value}`);
}

/** A whole account: its id, or the ARN of its root. */
export const isAccount = (value: string): boolean => ACCOUNT.test(value) || /^arn:[^:]+:iam::[^:]+:root$/.test(value);

const ACCOUNT = /^(\d{12}|\uE000[^\uE001]*\uE001)$/;

function accountPrincipal(value: string, principals: Principals): Formula | undefined {
  if (ACCOUNT.test(value)) { return principals.isOfAccount(value); }
  const [arn, partition, service, region, account, resource] = arnSegments(value) ?? [];
  if (arn !== 'arn' || region !== '' || !ACCOUNT.test(account) || /[*?]/.test(value)) { return undefined; }
  if (partition !== principals.partition) { return or(); }
  if (service === 'iam' && resource === 'root') { return principals.isOfAccount(account); }
  const [, type, name] = /^([a-z-]+)\/(.+)$/s.exec(resource) ?? [];
  if (service === 'iam' && type === 'role') { return principals.isNamed(type, account, name); }
  if (service === 'iam' && type === 'user') {
    // what is allowed to a user is allowed to the sessions that it federates, and their names tell nothing of the user
    const federates = and(principals.isOneOf('federated-user'), principals.isOfAccount(account), unknown(`whether '${shown(value)}' started the session of a federated user`));
    return or(principals.isNamed(type, account, name), federates);
  }
  if (service === 'sts' && type === 'federated-user') { return principals.isNamed(type, account, name); }
  const [, role, session] = service === 'sts' && type === 'assumed-role' ? /^([^/]+)\/([^/]+)$/.exec(name) ?? [] : [];
  return session === undefined ? undefined : principals.isSession(account, role, session);
}
