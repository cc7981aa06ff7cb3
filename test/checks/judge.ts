import { runSimulation } from '@cloud-copilot/iam-simulate';
import { ACCOUNT } from './template';

/** A request as AWS sees it; the caller's identity policies allow everything, so that only the resource's policy can stop it. */
export interface Request {
  readonly by: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

const ALLOW_ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Whether a resource's policy lets a request of an all-powerful identity pass. */
export async function passes({ by, action, resource, context }: Request, resourcePolicy: unknown): Promise<boolean> {
  const account = by.split(':')[4];
  const result = await runSimulation({
    request: {
      principal: by,
      action,
      resource: { resource, accountId: ACCOUNT },
      contextVariables: { 'aws:PrincipalArn': by, 'aws:PrincipalAccount': account, 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false', ...context },
    },
    identityPolicies: [{ name: 'identity', policy: ALLOW_ALL }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy,
  }, {});
  if (result.resultType !== 'single') { throw new Error(`not judged: ${JSON.stringify(result)}`); }
  const ignored = result.result.ignoredContextKeys ?? [];
  if (ignored.length > 0) { throw new Error(`the simulator ignored ${ignored.join(', ')} of ${action}`); }
  return result.overallResult === 'Allowed';
}
