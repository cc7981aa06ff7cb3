import { statementNamed, titleOf } from './named-statement';
import type { Question } from './question';
import { type Request, shown } from '../engine';
import { evaluateStatements } from '../engine/evaluator';
import { carriedKeys, principalWords, shownRequest } from '../model/shown-request';
import type { ShownRequest } from '../record/proof-run';

/** Why a request comes out as it does, for people. */
export interface Explanation {
  readonly sentence: string;
  readonly request: ShownRequest;
  /** Names of the statements that decide. */
  readonly statements: readonly string[];
}

/** Puts an example into words, with the statements of the policy that decide it. */
export function explain(request: Request, policy: unknown, { kind, meaning, remark }: Question): Explanation {
  const answers = evaluateStatements(policy, request);
  const named = (wanted: 'Allow' | 'Deny') => answers.filter(({ effect, matches }) => effect === wanted && matches === true).map(({ name }) => name);
  const [denying, allowing] = [named('Deny'), named('Allow')];
  const isRefusal = kind === 'refusal';
  const names = denying.length > 0 || isRefusal ? denying : allowing;
  const what = remark === undefined ? meaning : `${meaning}, ${remark}`;
  const by = names.length > 0 ? `${remark === undefined ? '' : ','} by ${names.map(titleOf).join(', ')}` : '';
  const why = denying.length > 0 ? '' : isRefusal ? refusalOf(allowing)
    : allowing.length > 0 ? `, because ${reasonOf(policy, names[0], request)}` : ': no statement denies what policies of the account may allow';
  return {
    sentence: shown(`${principalWords(request)}, calling ${request.action} ${wayOf(request)}${carrying(request)}, ${what}${by}${why}`),
    request: shownRequest(request),
    statements: names.map(shown),
  };
}

const refusalOf = (allowing: readonly string[]): string => (allowing.length === 0 ? ': no statement of the policy allows it'
  : `: ${allowing.map(titleOf).join(', ')} would allow it, but the caller's own policies or the organization's do not`);

function wayOf({ context }: Request): string {
  const [via] = context['kms:viaservice'] ?? [];
  return via === undefined ? 'directly' : `through ${via}`;
}

/** What else the request carries, for its conditions. */
function carrying(request: Request): string {
  const carried = carriedKeys(request).filter(([key]) => key !== 'kms:viaservice');
  return carried.length === 0 ? '' : ` with ${carried.map(([key, values]) => `${key} ${values.join(' and ')}`).join(', ')}`;
}

/** What in a statement lets the request in. */
function reasonOf(policy: unknown, name: string, request: Request): string {
  const { Principal: principal, NotPrincipal: others, Condition: condition } = statementNamed(policy, name).statement;
  const principals = JSON.stringify(principal ?? '');
  if (principal === undefined && others === undefined) { return `it has ${condition === undefined ? 'no condition' : 'conditions that hold'}`; } // a policy of the caller's own
  const whom = principals.includes('"*"') ? 'it speaks to everybody'
    : request.principal.type === 'service' ? 'it speaks to the service'
      : principals.includes(':root"') || /"\d{12}"/.test(principals) ? `it speaks to every principal of account ${request.principal.account ?? ''} whose own policies allow it` : 'it names the principal';
  return `${whom}${condition === undefined ? ' and has no condition' : ' and its conditions hold'}`;
}
