import { evaluate } from '../../../src/proofs/engine/evaluator';
import type { Principal, Request } from '../../../src/proofs/engine/request';
import { ACCOUNT, type Call, contextKeysOf, REGION } from '../../keys/simulation/request';
import { ALLOW_ALL, judge } from '../../keys/simulation/simulate';

const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;

/** A policy as it is in the account that it is deployed to. */
export const deployed = (policy: unknown): unknown => JSON.parse(JSON.stringify(policy, (_name, value: unknown) =>
  (typeof value === 'object' && value !== null && 'Fn::Sub' in value ? String(value['Fn::Sub']).replaceAll('${AWS::AccountId}', ACCOUNT) : value)));

/** Whether a deployed policy allows a call, where the caller's own policies allow everything. */
export const allows = (policy: unknown, call: Call): boolean => evaluate(policy, requestOf(call)) === 'allow';

/** The same, as `@cloud-copilot/iam-simulate` sees it. */
export const allowsInSimulation = async (policy: unknown, call: Call): Promise<boolean> =>
  await judge(call, { keyArn: KEY_ARN, keyPolicy: policy, role: { roleArn: '', tags: {} }, rolePolicies: [] }, [ALLOW_ALL]) === 'Allowed';

function requestOf(call: Call): Request {
  const context = Object.fromEntries(Object.entries(contextKeysOf(call)).map(([key, value]) => [key.toLowerCase(), [value]]));
  return { principal: principalOf(call), partition: 'aws', action: call.action, resource: KEY_ARN, context };
}

function principalOf({ caller }: Call): Principal {
  if ('service' in caller) { return { type: 'service', name: caller.service }; }
  const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(.*)$/.exec(caller.roleArn)!;
  return { type: 'role', account, name, session: 'session' };
}
