import { statementNamed, titleOf } from './named-statement';
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
  const named = (wanted: 'Allow' | 'Deny') => answers.filter(({ effect, matches }) => effect === wanted && matches === true).map(({ name }) => name);
  const [denying, allowing] = [named('Deny'), named('Allow')];
  const isRefusal = meaning.includes('refused');
  const names = denying.length > 0 || isRefusal ? denying : allowing;
  const by = names.length > 0 ? `${meaning.includes(',') ? ',' : ''} by ${names.map(titleOf).join(', ')}` : '';
  const why = denying.length > 0 ? '' : isRefusal ? refusalOf(allowing)
    : allowing.length > 0 ? `, because ${reasonOf(policy, names[0], request)}` : ': no statement denies what policies of the account may allow';
  return {
    sentence: shown(`${principalOf(request)}, calling ${request.action} ${wayOf(request)}${carrying(request)}, ${meaning}${by}${why}`),
    request: shownRequest(request),
    statements: names.map(shown),
  };
}

const refusalOf = (allowing: readonly string[]): string => (allowing.length === 0 ? ': no statement of the policy allows it'
  : `: ${allowing.map(titleOf).join(', ')} would allow it, but the caller's own policies or the organization's do not`);

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

/** What in a statement lets the request in. */
function reasonOf(policy: unknown, name: string, request: Request): string {
  const { Principal: principal, Condition: condition } = statementNamed(policy, name).statement;
  const principals = JSON.stringify(principal ?? '');
  const whom = principals.includes('"*"') ? 'it speaks to everybody'
    : request.principal.type === 'service' ? 'it speaks to the service'
      : principals.includes(':root"') || /"\d{12}"/.test(principals) ? 'it speaks to every principal of the account that IAM lets' : 'it names the principal';
  return `${whom}${condition === undefined ? ' and has no condition' : ' and its conditions hold'}`;
}
