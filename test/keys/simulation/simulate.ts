import { runSimulation } from '@cloud-copilot/iam-simulate';
import { ACCOUNT, type Call, contextKeysOf } from './request';
import type { TemplatePolicies } from './template-policies';

/** The most that an identity policy can say: what is denied beside it is denied by the key policy. */
export const ALLOW_ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

export const ALLOW_KMS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };

export type Verdict = 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied';

/** How the key policy and the caller's identity policies judge a call. */
export async function judge(call: Call, { keyArn, keyPolicy }: TemplatePolicies, identityPolicies: readonly unknown[]): Promise<Verdict> {
  const isService = 'service' in call.caller;
  const result = await runSimulation({
    request: {
      principal: 'service' in call.caller ? call.caller.service : call.caller.roleArn,
      action: call.action,
      resource: { resource: keyArn, accountId: ACCOUNT },
      contextVariables: withKnownKeys(contextKeysOf(call)),
    },
    identityPolicies: isService ? [] : identityPolicies.map((policy, index) => ({ name: `identity ${index}`, policy: withKnownKeys(policy) })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: withKnownKeys(keyPolicy),
  }, {});
  if (result.resultType !== 'single') { throw new Error(`not judged: ${JSON.stringify(result)}`); }
  const ignored = result.result.ignoredContextKeys ?? [];
  if (ignored.length > 0) { throw new Error(`the simulator ignored ${ignored.join(', ')} of ${call.action}`); }
  return result.overallResult;
}

/**
 * The simulator drops `kms:EncryptionContext:<name>` as a key that it does not know, so policies and request alike are given a key that it
 * knows, of the same type (String) and with a name of one's own: `aws:RequestTag/<name>`, which KMS's policies have no use for.
 */
function withKnownKeys<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replace(/"kms:EncryptionContext:([^"]+)":/g, (_match, name: string) =>
    `"aws:RequestTag/${name.replaceAll(':', '.')}":`)) as T;
}
