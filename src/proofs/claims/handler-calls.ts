import { deployerOf, type NeedContext, type NeededCall } from './needed-call';
import { type HandlerAction, KEY_HANDLERS } from '../facts/key-handlers';
import type { Placed } from '../template/deployment';

/** KMS deletes a key after so many days unless told otherwise. */
const DEFAULT_WINDOW = '30';

/** What CloudFormation's handlers of a key and of its aliases call, to make, change and remove them. */
export function handlerCalls(context: NeedContext): NeededCall[] {
  const { key, app, resolver } = context;
  const role = deployerOf(context, key);
  if (role === undefined) { return []; }
  const window = key.resource.properties.PendingWindowInDays;
  const needed = (purpose: string, placed: Placed, authority: HandlerAction['authority']): NeededCall => ({
    purpose,
    call: {
      role,
      actions: actionsOf(placed, authority),
      via: [],
      tags: {},
      region: resolver.region,
      deletionWindow: window === undefined ? DEFAULT_WINDOW : resolver.text(window),
    },
    identity: context.policiesOf(role),
    assumptions: ['deployer-is-administrator', 'cloudformation-forwards', 'cloudformation-has-no-via-service'],
  });
  return [
    needed(`make, change or remove the key ${key.resource.logicalId}`, key, 'key'),
    ...app.aliasesOf(key).map((alias) => needed(`make or remove the alias ${alias.resource.logicalId}`, alias, 'target')),
  ];
}

/** The actions that a key's policy decides about; those of properties that the template does not have are not called. */
function actionsOf({ resource: { type, properties } }: Placed, wanted: HandlerAction['authority']): string[] {
  return KEY_HANDLERS.filter((handlers) => handlers.type === type).flatMap(({ create, update, delete: remove }) => [...create, ...update, ...remove])
    .filter(({ authority, properties: by }) => authority === wanted && (by === undefined || by.some((name) => properties[name] !== undefined)))
    .map(({ name }) => name);
}
