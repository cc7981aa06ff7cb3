import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Request } from '../../src/proofs/engine';
import { evaluate } from '../../src/proofs/engine/evaluator';

export const ACCOUNT = '111122223333';
const ANYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** A call of a role, by its path and name, in the account. */
export interface Call {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** The ARN of a role of the account, or of another thing of IAM's in it. */
export const iamArn = (kindAndName: string): string => `arn:aws:iam::${ACCOUNT}:${kindAndName}`;

/** What the evaluator of the proofs says of a policy alone. */
export const evaluated = (document: unknown, call: Call): string => evaluate(document, requestOf(call));

function requestOf({ role, action, resource, context = {} }: Call): Request {
  const given = Object.entries(context).map(([key, values]) => [key.toLowerCase(), [values].flat()]);
  return {
    principal: { type: 'role', account: ACCOUNT, name: role, session: 'session' },
    partition: 'aws',
    action,
    resource,
    context: { 'aws:principalarn': [iamArn(`role/${role}`)], 'aws:principaltype': ['AssumedRole'], ...Object.fromEntries(given) as Record<string, string[]> },
  };
}

/** Policies that bind a role, beside an identity policy that allows all. */
export interface Bounds {
  readonly serviceControl?: readonly unknown[];
  readonly boundary?: unknown;
}

/** What a simulator of AWS's whole evaluation says; `unknown` of what it has no resources of. */
export async function simulated({ role, action, resource, context = {} }: Call, { serviceControl = [], boundary }: Bounds): Promise<string> {
  const outcome = await runSimulation({
    request: {
      principal: iamArn(`role/${role}`),
      action,
      resource: { resource, accountId: ACCOUNT },
      contextVariables: { 'aws:PrincipalArn': iamArn(`role/${role}`), ...context } as Record<string, string | string[]>,
    },
    identityPolicies: [{ name: 'identity', policy: ANYTHING }],
    serviceControlPolicies: serviceControl.length === 0 ? [] : [{
      orgIdentifier: 'r-root', policies: [ANYTHING, ...serviceControl].map((policy, at) => ({ name: `control ${at}`, policy })),
    }],
    resourceControlPolicies: [],
    ...boundary === undefined ? {} : { permissionBoundaryPolicies: [{ name: 'boundary', policy: boundary }] },
  }, {});
  if (outcome.resultType === 'error' && outcome.errors.message === 'no.resource.types') { return 'unknown'; }
  if (outcome.resultType !== 'single') { throw new Error(`not simulated: ${JSON.stringify(outcome)}`); }
  return outcome.overallResult;
}

/** A call on a resource that has a policy of its own, and maybe lies in another account. */
export interface CallAcross {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** The account of the resource. */
  readonly owner: string;
  readonly context: Readonly<Record<string, string | string[]>>;
  readonly identityPolicy: unknown;
  readonly resourcePolicy: unknown;
  /** The key of the encryption context that the policies ask for, and what the call says. */
  readonly encryptionContext?: readonly [key: string, value: string];
}

/** The simulator knows no encryption context; a key of the same type stands for it, of which these policies have no use. */
const STAND_IN = 'aws:RequestTag/encryption.context';

/** Whether both accounts let a call pass, as the simulator says. */
export async function passes(call: CallAcross): Promise<boolean> {
  const { principal, action, resource, owner, context, identityPolicy, resourcePolicy, encryptionContext: [key, value] = [] } = call;
  const renamed = (policy: unknown): unknown => JSON.parse(JSON.stringify(policy).replaceAll(`kms:EncryptionContext:${key}`, STAND_IN));
  const result = await runSimulation({
    request: {
      principal,
      action,
      resource: { resource, accountId: owner },
      contextVariables: {
        'aws:PrincipalArn': principal,
        'aws:PrincipalAccount': principal.split(':')[4],
        'aws:PrincipalIsAWSService': 'false',
        'aws:ResourceAccount': owner,
        'aws:SecureTransport': 'true',
        ...context,
        ...value === undefined ? {} : { [STAND_IN]: value },
      },
    },
    identityPolicies: [{ name: 'identity', policy: renamed(identityPolicy) }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: renamed(resourcePolicy),
  }, {});
  if (result.resultType !== 'single') { throw new Error(`not judged: ${JSON.stringify(result)}`); }
  return result.overallResult === 'Allowed';
}
