import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate';
import { GAPS } from './gaps';
import { KEYS } from './pools';
import type { PolicyDocument } from './random-policy';
import { isIam } from './random-request';
import { principalArn, type Request } from '../../../src/proofs/engine/request';

export type SimulatedAnswer = 'allow' | 'deny' | 'none' | 'skipped';

/** What the simulator said, and the condition keys of the request that it left out. */
export interface Simulated {
  readonly answer: Exclude<SimulatedAnswer, 'skipped'>;
  /** Whether the call is allowed altogether, with identity policies that allow all. */
  readonly isAllowed: boolean;
  readonly ignored: readonly string[];
}

const ALLOW_ALL = { name: 'all', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } };

/** What the simulator says of a resource policy (`skipped` where one of its {@link GAPS} is in the way). */
export async function simulate(policy: PolicyDocument, request: Request): Promise<SimulatedAnswer> {
  if (GAPS.some(({ level, isBypassed, applies }) => level === 'policy' && !isBypassed && applies(policy, request))) { return 'skipped'; }
  const { answer, ignored } = await runSimulator(withKnownKeys(policy), { ...request, context: withKnownKeys(request.context) });
  const texts = JSON.stringify(policy).toLowerCase();
  return ignored.some((key) => texts.includes(key.toLowerCase())) ? 'skipped' : answer;
}

/** What the simulator says, whatever its gaps are. */
export async function runSimulator(policy: PolicyDocument, request: Request, identityPolicies = [ALLOW_ALL]): Promise<Simulated> {
  const outcome = await runSimulation({
    request: {
      principal: principalOf(policy, request),
      action: request.action,
      resource: { resource: request.resource, accountId: request.resource.split(':')[4] || '111122223333' },
      contextVariables: contextOf(request),
    },
    identityPolicies: isIam(request.principal.type) ? [...identityPolicies] : [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: policy,
  }, {});
  if (outcome.resultType !== 'single') { throw new Error(`not simulated: ${JSON.stringify(outcome)}`); }
  const { analysis, ignoredContextKeys = [] } = outcome.result;
  const answers = { Allowed: 'allow', AllowedForAccount: 'allow', ExplicitlyDenied: 'deny', DeniedForAccount: 'deny' } as const;
  const result = analysis.resourceAnalysis?.result ?? 'NotApplicable';
  return { answer: result in answers ? answers[result as keyof typeof answers] : 'none', isAllowed: outcome.overallResult === 'Allowed', ignored: ignoredContextKeys };
}

const isMulti = (key: string): boolean => KEYS.some(({ name, isMulti: hasMany }) => hasMany && name.toLowerCase() === key);

const contextOf = ({ context }: Request) =>
  Object.fromEntries(Object.entries(context).map(([key, values]) => [key, values.length === 1 && !isMulti(key) ? values[0]! : [...values]]));

/** A session's ARN has no path, so the role's is given wherever the policy names no session. */
function principalOf(policy: PolicyDocument, { principal, partition }: Request): string | typeof anonymousPrincipal {
  const { type, account, name, session } = principal;
  if (type === 'anonymous') { return anonymousPrincipal; }
  const namesSessions = JSON.stringify(policy.Statement.map((statement) => statement.Principal)).includes(':assumed-role/');
  if (type === 'role' && namesSessions) { return `arn:${partition}:sts::${account}:assumed-role/${name!.split('/').at(-1)}/${session}`; }
  return principalArn(principal, partition) ?? name!;
}

/** The simulator drops `kms:EncryptionContext:<name>`, so it is given a key of the same type that it knows instead. */
function withKnownKeys<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll(/kms:EncryptionContext:/gi, 'aws:RequestTag/')) as T;
}
