import { holeIn } from '../text';
import { resourceLike } from './arn';
import { conditionHolds } from './condition';
import { type Scope } from './context';
import { isRecord, listOf } from './json';
import { folded, lettersOf, like, written } from './letters';
import { notPrincipalHolds, principalIn } from './principal';
import { templateOf } from './template';
import { every, not, some, type Truth } from './truth';

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** What one statement says about a request. */
export interface StatementAnswer {
  /** Its Sid, or `statement <n>` counted from 1. */
  readonly name: string;
  /** What it does where it matches; a statement whose effect can't be understood is taken for a deny. */
  readonly effect: 'Allow' | 'Deny';
  /** Whether it applies to the request; `undefined` where that can't be told. */
  readonly matches: boolean | undefined;
  /** Set where not even the effect can be understood: it may as well allow. */
  readonly mayAllow?: true;
}

/** What a statement that nobody can understand says: it may deny anything. */
export const malformed = (name: string): StatementAnswer => ({ name, effect: 'Deny', matches: undefined, mayAllow: true });

/** What a statement says about a request. */
export function answerOf(statement: unknown, position: number, scope: Scope): StatementAnswer {
  const fallback = `statement ${position}`;
  if (!isRecord(statement)) { return malformed(fallback); }
  const { Sid, Effect } = statement;
  const name = typeof Sid === 'string' && Sid !== '' ? Sid : fallback;
  if (Effect !== 'Allow' && Effect !== 'Deny') { return malformed(name); }
  return { name, effect: Effect, matches: isWellFormed(statement) ? matches(statement, Effect, scope) : undefined };
}

/** Whether each element is known and stands without its opposite. */
function isWellFormed(statement: Readonly<Record<string, unknown>>): boolean {
  const has = (element: string) => statement[element] !== undefined;
  return Object.keys(statement).every((element) => ELEMENTS.includes(element))
    && has('Action') !== has('NotAction')
    && !(has('Principal') && has('NotPrincipal'))
    && !(has('Resource') && has('NotResource'))
    // An empty list is rejected by every service.
    && !['Action', 'NotAction', 'Resource', 'NotResource'].some((element) => has(element) && listOf(statement[element]).length === 0);
}

function matches(statement: Readonly<Record<string, unknown>>, effect: string, scope: Scope): Truth {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = statement;
  return every([
    () => (Principal === undefined ? true : principalIn(Principal, scope.request)),
    () => (NotPrincipal === undefined ? true : notPrincipalHolds(NotPrincipal, effect, scope.request)),
    () => (Action === undefined ? not(actionIn(NotAction, scope)) : actionIn(Action, scope)),
    () => (Resource === undefined ? true : resourceIn(Resource, scope, false)),
    () => (NotResource === undefined ? true : not(resourceIn(NotResource, scope, undefined))),
    () => conditionHolds(Condition, scope),
  ], (part) => part());
}

function actionIn(patterns: unknown, { request: { action } }: Scope): Truth {
  return some(listOf(patterns), (pattern) => {
    if (typeof pattern !== 'string') { return undefined; }
    if (/^\*+$/.test(pattern)) { return true; }
    // Short of «everything», a pattern names its service.
    if (holeIn(pattern) !== undefined || holeIn(action) !== undefined || !pattern.includes(':')) { return undefined; }
    return like(written(folded(lettersOf(pattern)).join('')), folded(lettersOf(action)));
  });
}

/** Whether the resource is among the patterns; the last argument says what a pattern is worth whose variable has no value. */
function resourceIn(patterns: unknown, scope: Scope, unresolved: Truth): Truth {
  const { resource } = scope.request;
  return some(listOf(patterns), (pattern) => {
    const { letters, known, resolved } = templateOf(pattern, scope);
    if (pattern === '*') { return true; }
    if (typeof pattern !== 'string' || !known || holeIn(resource) !== undefined) { return undefined; }
    return resolved ? resourceLike(letters, resource) : unresolved;
  });
}
