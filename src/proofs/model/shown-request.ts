import { principalArn, type Request, shown } from '../engine';
import { isPrincipalKey } from '../engine/context-key';
import type { ShownRequest } from '../record/proof-run';

/** A request for people. */
export const shownRequest = (request: Request): ShownRequest => ({
  principal: shown(principalWords(request)),
  action: request.action,
  resource: shown(request.resource),
  context: Object.fromEntries(carriedKeys(request).map(([key, values]) => [shown(key), values.map(shown)])),
});

/** Who asks, in words. */
export function principalWords({ principal, partition }: Request): string {
  if (principal.type === 'service') { return `the service ${principal.name}`; }
  if (principal.type === 'federated') { return `a user of the identity provider ${principal.name}`; }
  return principalArn(principal, partition) ?? ANYBODY;
}

/** Whoever has no credentials, in words. */
export const ANYBODY = 'anybody without credentials';

/** What the request carries beside what follows from the principal, who says it all. */
export const carriedKeys = ({ context }: Request) => Object.entries(context).filter(([key]) => !isPrincipalKey(key));
