import { glob } from '../engine';
import { isKeyType } from '../facts/key-types';
import { KMS_ACTIONS } from '../facts/kms-actions';
import { POLICY_RESOURCES } from '../facts/policy-resources';

/** The actions that the policy of a resource type decides about. */
export const decidedActions = (type: string): readonly string[] => POLICY_RESOURCES.find((one) => one.type === type)?.actions ?? [];

/** Whether the policy of a resource type has a say in an action, `*` and `?` for any letters: what it has none in would be claimed of nothing. */
export function isDecidedAction(type: string, action: string): boolean {
  if (isKeyType(type)) { return KMS_ACTIONS.some(({ name, keyed }) => keyed && glob(action.toLowerCase()).takes(name.toLowerCase())); }
  const decided = decidedActions(type);
  const isOfService = decided.includes('*') || decided.includes(`${action.split(':')[0].toLowerCase()}:*`);
  return action === '*' || isOfService || decided.some((name) => glob(action.toLowerCase()).takes(name.toLowerCase()));
}
