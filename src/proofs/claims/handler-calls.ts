import { deployerOf, type NeedContext, type NeededCall } from './needed-call';
import { type HandlerAction, KEY_HANDLERS } from '../facts/key-handlers';
import type { Placed } from '../template/deployment';

/** KMS deletes a key after so many days unless told otherwise. */
const DEFAULT_WINDOW = '30';

/** What CloudFormation's handlers of a key, of its aliases and of its replicas call, to make, change and remove them. */
export function handlerCalls(context: NeedContext): NeededCall[] {
  const { key, app } = context;
  return [
    ...needed(context, key, 'key', `make, change or remove the key ${key.resource.logicalId}`),
    ...app.aliasesOf(key).flatMap((alias) => needed(context, alias, 'target', `make or remove the alias ${alias.resource.logicalId}`)),
    ...app.replicasOf(key).flatMap((replica) => needed(context, replica, 'primary', `replicate the key as ${replica.resource.logicalId}`)),
  ];
}

/** What the handlers of a resource call on the key, for whoever deploys the resource. */
function needed(context: NeedContext, placed: Placed, authority: HandlerAction['authority'], purpose: string): NeededCall[] {
  const { key, app, resolver } = context;
  const role = deployerOf(context, placed);
  if (role === undefined) { return []; }
  const window = key.resource.properties.PendingWindowInDays;
  return context.policiesOf(role).map((identity) => ({
    purpose,
    call: {
      role,
      actions: actionsOf(placed, authority),
      via: [],
      tags: {},
      region: resolver.region,
      deletionWindow: window === undefined ? DEFAULT_WINDOW : resolver.text(window),
      ...authority === 'primary' ? { replicaRegion: app.textIn(placed.stack, { Ref: 'AWS::Region' }) } : {},
    },
    identity,
    assumptions: ['deployer-is-administrator', 'cloudformation-forwards', 'cloudformation-has-no-via-service'],
  }));
}

/** The actions that a key's policy decides about; those of properties that the template does not have are not called. */
function actionsOf({ resource: { type, properties } }: Placed, wanted: HandlerAction['authority']): string[] {
  return KEY_HANDLERS.filter((handlers) => handlers.type === type).flatMap(({ create, update, delete: remove }) => [...create, ...update, ...remove])
    .filter(({ authority, properties: by }) => authority === wanted && (by === undefined || by.some((name) => properties[name] !== undefined)))
    .map(({ name }) => name);
}
