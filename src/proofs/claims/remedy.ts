import { titleOf } from './named-statement';
import type { Request } from '../engine';
import { SHARED_IDENTITY_PROVIDERS } from '../facts/shared-identity-providers';
import type { Placed } from '../template/deployment';
import { fieldsOf } from '../template/stack-template';

/** A claim that does not hold, and what shows it. */
export interface Refuted {
  readonly placed: Placed;
  readonly policy: unknown;
  /** None where what is wanted is not possible. */
  readonly request?: Request;
  /** Names of the statements that let the request in. */
  readonly statements: readonly string[];
}

/** What to do about an outsider: users of a shared identity provider are told by a claim. */
export function outsiderRemedy({ request, statements: [name] }: Refuted): string | undefined {
  if (request?.principal.type !== 'federated' || name === undefined) { return undefined; }
  const shared = SHARED_IDENTITY_PROVIDERS.find(({ url }) => request.principal.name?.endsWith(url));
  return shared && `ask in ${titleOf(name)} for ${shared.url}:${shared.claim}, and for nothing that everybody's users have: the provider serves others too`;
}

/** What to do about a key that nobody can mend: a deny is to blame only where there is one. */
export function lockoutRemedy({ policy }: Refuted): string {
  const open = 'let the account\'s root principal call kms:PutKeyPolicy without a condition';
  const denies = [fieldsOf(policy).Statement].flat().some((statement) => fieldsOf(statement).Effect === 'Deny');
  return denies ? `${open}, and take back a deny that stops it` : open;
}

/** What else to look at where nobody knows which account a stack goes to: each that its policy names counts as another. */
export function accountRemedy({ stack }: Placed, policy: unknown): string | undefined {
  if (stack.account !== undefined) { return undefined; }
  const named = [...new Set(JSON.stringify(policy)?.match(/(?<=[":])\d{12}(?=[":])/g) ?? [])];
  return named.length === 0 ? undefined
    : `first of all, if the stack goes to account ${named.join(' or ')}, say so (--account, or \`env\` of the stack): as long as nobody does, it counts as another account`;
}
