import { handlerCalls } from './handler-calls';
import type { LivenessContext, NeededCall } from './needed-call';
import type { Question } from './question';
import { dataCalls, deliveryCalls, provisionCalls, servicePrincipalCalls } from './service-calls';
import { and, not, unknown } from '../engine';
import { ordinaryRequest } from '../model/ordinary';
import { UNBOUNDED } from '../model/role-policy';

/** Calls of one caller by one way that must work, as a question: whether any form of any of them is refused. */
export interface MustWork {
  /** What the calls are for. */
  readonly purposes: readonly string[];
  readonly question: Question;
}

/** Calls of whoever deploys, and of the services themselves, without which resources can't be made. */
export function provisioningCalls(context: LivenessContext): MustWork[] {
  if (context.key.stack.deploymentRole === undefined) { return [whoDeploys()]; }
  const consumers = context.app.consumers(context.key);
  return together(context, [
    ...handlerCalls(context),
    ...consumers.flatMap((consumer) => [...provisionCalls(context, consumer), ...servicePrincipalCalls(context, consumer)]),
  ]);
}

/** Calls that the identity policies of the templates promise to roles, and that configured deliveries make. */
export function grantedCalls(context: LivenessContext): MustWork[] {
  const consumers = context.app.consumers(context.key);
  return together(context, consumers.flatMap((consumer) => [...dataCalls(context, consumer), ...deliveryCalls(context, consumer)]));
}

/** Nothing can be said of a deployment that nobody is known to make. */
const whoDeploys = (): MustWork => ({
  purposes: ['deploy'],
  question: { wanted: 'none', formula: unknown('who deploys the stack is not known'), confirm: () => true, meaning: 'is refused', assumptions: [] },
});

/** Calls that differ in the action only are asked about at once: an example tells which is refused. */
function together(context: LivenessContext, calls: readonly NeededCall[]): MustWork[] {
  const groups = new Map<string, NeededCall[]>();
  for (const one of calls) {
    const key = JSON.stringify({ ...one.call, actions: [] });
    const known = groups.get(key);
    if (known) { known.push(one); } else { groups.set(key, [one]); }
  }
  return [...groups.values()].map((group) => ({
    purposes: [...new Set(group.map(({ purpose }) => purpose))],
    question: question(context, { ...group[0], call: { ...group[0].call, actions: [...new Set(group.flatMap(({ call }) => call.actions))] } }),
  }));
}

/** What is taken of calls that a service makes for somebody. */
const FORWARDED = ['forwarded-calls-keep-principal', 'no-endpoint-keys-when-forwarded', 'source-ip-is-open-when-forwarded'];

function question({ access }: LivenessContext, { call, identity, assumptions }: NeededCall): Question {
  return {
    wanted: 'none',
    formula: and(ordinaryRequest(access, call), not(access.works(identity))),
    // where the caller's own policies decide too, the key's policy alone may well allow the request
    confirm: (request) => identity !== UNBOUNDED || access.confirmsRefusal(request),
    meaning: 'is refused',
    assumptions: [...assumptions, 'outside-policies-absent', ...call.via.length > 0 ? FORWARDED : []],
  };
}
