import { handlerCalls } from './handler-calls';
import type { LivenessContext, NeededCall } from './needed-call';
import type { Asked, Question } from './question';
import { dataCalls, deliveryCalls, provisionCalls, servicePrincipalCalls } from './service-calls';
import { and, not, unknown } from '../engine';
import { ordinaryRequest } from '../model/ordinary';
import type { RolePolicy } from '../model/role-policy';

/** Calls of whoever deploys, and of the services themselves, without which resources can't be made. */
export function provisioningCalls(context: LivenessContext): Asked[] {
  if (context.key.stack.deploymentRole === undefined) { return [whoDeploys()]; }
  const consumers = context.app.consumers(context.key);
  return together(context, [
    ...handlerCalls(context),
    ...consumers.flatMap((consumer) => [...provisionCalls(context, consumer), ...servicePrincipalCalls(context, consumer)]),
  ]);
}

/** Calls that the identity policies of the templates promise to roles, and that configured deliveries make. */
export function grantedCalls(context: LivenessContext): Asked[] {
  const consumers = context.app.consumers(context.key);
  return together(context, consumers.flatMap((consumer) => [...dataCalls(context, consumer), ...deliveryCalls(context, consumer)]));
}

/** Nothing can be said of a deployment that nobody is known to make. */
const whoDeploys = (): Asked => ({
  purposes: [{ text: 'deploy', actions: [] }],
  question: { wanted: 'none', formula: unknown('who deploys the stack is not known'), confirm: () => true, meaning: 'is refused', assumptions: [] },
});

/** Calls that differ in the action only are asked about at once: an example tells which is refused, and for what it is called. */
function together(context: LivenessContext, calls: readonly NeededCall[]): Asked[] {
  const groups = new Map<RolePolicy, Map<string, NeededCall[]>>();
  for (const one of calls) {
    const known = groups.get(one.identity) ?? new Map<string, NeededCall[]>();
    const key = JSON.stringify({ ...one.call, actions: [] });
    groups.set(one.identity, known.set(key, [...known.get(key) ?? [], one]));
  }
  return [...groups.values()].flatMap((group) => [...group.values()]).map((group) => ({
    purposes: group.map(({ purpose, call }) => ({ text: purpose, actions: call.actions })),
    question: question(context, { ...group[0], call: { ...group[0].call, actions: [...new Set(group.flatMap(({ call }) => call.actions))] } }),
  }));
}

/** What is taken of calls that a service makes for somebody. */
const FORWARDED = ['forwarded-calls-keep-principal', 'no-endpoint-keys-when-forwarded', 'source-ip-is-open-when-forwarded'];

function question({ access }: LivenessContext, { call, identity, assumptions }: NeededCall): Question {
  return {
    wanted: 'none',
    formula: and(ordinaryRequest(access, call), not(access.works(identity))),
    confirm: (request) => access.confirmsRefusal(request, identity),
    meaning: 'is refused',
    assumptions: [...assumptions, 'outside-policies-absent', ...call.via.length > 0 ? FORWARDED : []],
  };
}
