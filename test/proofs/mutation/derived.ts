import { type ClaimedKey, type Payments } from './payments';
import { grantedCalls, provisioningCalls } from '../../../src/proofs/claims/liveness';
import type { NeededCall } from '../../../src/proofs/claims/needed-call';
import { App } from '../../../src/proofs/model/app';
import { UNBOUNDED } from '../../../src/proofs/model/caller-policies';
import { Choices } from '../../../src/proofs/template/case';
import type { Call } from '../../keys/simulation/request';

/** Who calls what, and through which service: what calls of all descriptions have in common. */
export interface CallLine {
  /** A service's principal, a role by its function's name, or `deployer`. */
  readonly caller: string;
  readonly action: string;
  readonly via: string;
}

/** The calls that the library itself finds that a key must allow. */
export function derivedCalls({ deployment }: Payments, { placed }: ClaimedKey): CallLine[] {
  const resolver = deployment.resolver(placed.stack, new Choices(new Map()));
  const context = { app: new App(deployment), key: placed, resolver, policiesOf: () => [UNBOUNDED] };
  return [...provisioningCalls(context)!, ...grantedCalls(context)].flatMap((needed) => needed.call.actions.map((action) => (
    { caller: callerOf(needed), action, via: needed.call.via.map((name) => name.split('.')[0]).join() })));
}

/** A role's sentence begins with its logical id, as in "let TakeOrderPartsRole0123ABCD call …". */
function callerOf({ purpose, call: { role, servicePrincipal } }: NeededCall): string {
  if (role === undefined) { return servicePrincipal!; }
  return /^let (\w+)PartsRole[0-9A-F]{8} call/.exec(purpose)?.[1] ?? 'deployer';
}

/** A call in the same form. */
export function lineOf({ caller, action, via = '' }: Call): CallLine {
  const name = 'service' in caller ? caller.service : /:role\/gold\/[^/]+\/(\w+)$/.exec(caller.roleArn)?.[1] ?? 'deployer';
  return { caller: name, action, via };
}
