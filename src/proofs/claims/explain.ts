import type { Question } from './question';
import { principalArn, type Request, shown } from '../engine';
import { evaluateStatements } from '../engine/evaluator';
import type { ShownRequest } from '../private/proof-run';

/** Keys that follow from who asks: the principal says it all. */
const DERIVED = new Set(['aws:principalarn', 'aws:principalaccount', 'kms:calleraccount', 'aws:principaltype', 'aws:principalisawsservice', 'aws:principalservicename', 'aws:username']);

/** Why a request comes out as it does, for people. */
export interface Explanation {
  readonly sentence: string;
  readonly request: ShownRequest;
  /** Names of the statements that decide. */
  readonly statements: readonly string[];
}

/** Puts an example into words, with the statements of the policy that decide it. */
export function explain(request: Request, policy: unknown, { meaning }: Question): Explanation {
  const answers = evaluateStatements(policy, request);
  const denying = answers.filter(({ effect, matches }) => effect === 'Deny' && matches === true);
  const allowing = answers.filter(({ effect, matches }) => effect === 'Allow' && matches === true);
  const decisive = denying.length > 0 ? denying : allowing;
  const names = decisive.map(({ name }) => name);
  const by = names.length > 0 ? `${meaning.includes(',') ? ',' : ''} by ${names.join(', ')}` : '';
  const why = denying.length > 0 ? '' : allowing.length > 0 ? `, because ${reasonOf(policy, names[0], request)}`
    : meaning.includes('refused') ? ': no statement of the policy allows it' : ': no statement denies what policies of the account may allow';
  const principal = principalOf(request);
  return {
    sentence: shown(`${principal}, calling ${request.action} ${wayOf(request)}${carrying(request)}, ${meaning}${by}${why}`),
    request: shownRequest(request),
    statements: names.map(shown),
  };
}

/** A request for people. */
export const shownRequest = (request: Request): ShownRequest => ({
  principal: shown(principalOf(request)),
  action: request.action,
  resource: shown(request.resource),
  context: Object.fromEntries(ownKeys(request).map(([key, values]) => [shown(key), values.map(shown)])),
});

/** What the request carries beside what follows from the principal. */
const ownKeys = ({ context }: Request) => Object.entries(context).filter(([key]) => !DERIVED.has(key));

function principalOf({ principal, partition }: Request): string {
  if (principal.type === 'service') { return `the service ${principal.name}`; }
  if (principal.type === 'federated') { return `a user of the identity provider ${principal.name}`; }
  return principalArn(principal, partition) ?? 'anybody, without credentials';
}

function wayOf({ context }: Request): string {
  const [via] = context['kms:viaservice'] ?? [];
  return via === undefined ? 'directly' : `through ${via}`;
}

/** What else the request carries, for its conditions. */
function carrying(request: Request): string {
  const carried = ownKeys(request).filter(([key]) => key !== 'kms:viaservice');
  return carried.length === 0 ? '' : ` with ${carried.map(([key, values]) => `${key} ${values.join(' and ')}`).join(', ')}`;
}

interface RawStatement { readonly Sid?: string; readonly Principal?: unknown; readonly Condition?: unknown }

/** What in a statement lets the request in. */
function reasonOf(policy: unknown, name: string, request: Request): string {
  const { Statement: all } = policy as { Statement?: RawStatement | RawStatement[] };
  const statements = Array.isArray(all) ? all : [all ?? {}];
  const statement = statements.find(({ Sid: sid }) => sid === name) ?? statements[Number(/^statement (\d+)$/.exec(name)?.[1]) - 1] ?? {};
  const principals = JSON.stringify(statement.Principal ?? '');
  const whom = principals.includes('"*"') ? 'it speaks to everybody'
    : request.principal.type === 'service' ? 'it speaks to the service'
      : principals.includes(':root"') || /"\d{12}"/.test(principals) ? 'it speaks to every principal of the account that IAM lets' : 'it names the principal';
  return `${whom}${statement.Condition === undefined ? ' and has no condition' : ' and its conditions hold'}`;
}
