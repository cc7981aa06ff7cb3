import { handlerCalls } from './handler-calls';
import type { NeedContext, NeededCall } from './needed-call';
import type { Asked, Question } from './question';
import { dataCalls, deliveryCalls, provisionCalls, servicePrincipalCalls } from './service-calls';
import { and, not, unknown } from '../engine';
import type { CallerPolicies } from '../model/caller-policies';
import type { KeyAccess } from '../model/key-access';
import { ordinaryRequest } from '../model/ordinary';
import { rolePolicy } from '../model/role-policy';

/** Calls of whoever deploys, and of the services themselves, without which resources can't be made; `undefined` where nobody knows who deploys. */
export function provisioningCalls(context: NeedContext): NeededCall[] | undefined {
  if (context.key.stack.deploymentRole === undefined) { return undefined; }
  const consumers = context.app.consumers(context.key);
  return [
    ...handlerCalls(context),
    ...consumers.flatMap((consumer) => [...provisionCalls(context, consumer), ...servicePrincipalCalls(context, consumer)]),
  ];
}

/** Calls that the identity policies of the templates promise to roles, and that configured deliveries make. */
export function grantedCalls(context: NeedContext): NeededCall[] {
  return context.app.consumers(context.key).flatMap((consumer) => [...dataCalls(context, consumer), ...deliveryCalls(context, consumer)]);
}

/** Nothing can be said of a deployment that nobody is known to make. */
const whoDeploys = (): Asked => ({
  purposes: [{ text: 'deploy', actions: [] }],
  question: { wanted: 'none', formula: unknown('who deploys the stack is not known'), confirm: () => true, kind: 'refusal', meaning: 'is refused', assumptions: [] },
});

/** Asks whether calls work. Those that differ in the action only are asked about at once: an example tells which is refused, and for what it is called. */
export function mustWork(access: KeyAccess, calls: readonly NeededCall[] | undefined): Asked[] {
  if (calls === undefined) { return [whoDeploys()]; }
  const groups = new Map<CallerPolicies, Map<string, NeededCall[]>>();
  for (const one of calls) {
    const known = groups.get(one.identity) ?? new Map<string, NeededCall[]>();
    const key = JSON.stringify({ ...one.call, actions: [] });
    groups.set(one.identity, known.set(key, [...known.get(key) ?? [], one]));
  }
  return [...groups.values()].flatMap((group) => [...group.values()]).map((group) => ({
    purposes: group.map(({ purpose, call }) => ({ text: purpose, actions: call.actions })),
    question: question(access, { ...group[0], call: { ...group[0].call, actions: [...new Set(group.flatMap(({ call }) => call.actions))] } }),
  }));
}

/** What is taken of calls that a service makes for somebody. */
const FORWARDED = ['forwarded-calls-keep-principal', 'via-service-not-from-endpoint', 'no-endpoint-keys-when-forwarded', 'source-ip-is-open-when-forwarded'];

function question(access: KeyAccess, { call, identity, assumptions }: NeededCall): Question {
  const caller = rolePolicy(access.space, identity);
  const ordinary = ordinaryRequest(access, call);
  return {
    wanted: 'none',
    formula: and(ordinary, not(access.works(caller))),
    given: ordinary,
    confirm: (request) => access.confirmsRefusal(request, caller),
    kind: 'refusal',
    meaning: 'is refused',
    assumptions: [...assumptions, 'outside-policies-absent', ...identity.assumptions ?? [], ...call.via.length > 0 ? FORWARDED : []],
  };
}
