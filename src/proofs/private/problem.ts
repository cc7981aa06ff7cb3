import type { ClaimFacts } from '../claims/claim-facts';
import type { KeySubjects } from '../claims/key-subjects';
import type { NeededCall } from '../claims/needed-call';
import type { CallerPolicies } from '../model/caller-policies';
import type { Guardrails } from '../model/guardrails';
import type { KeyModel } from '../model/key-access';
import type { LaunchModel } from '../model/launch-model';
import type { PolicyModel } from '../model/resource-access';

/** All that the claims about one resource are decided from, in one case of the deployment: plain data, so equal problems have equal answers. */
export interface Problem {
  readonly partition: string;
  /** The resource: a key, another, or a launch role by its own policies. */
  readonly key?: KeyModel;
  readonly resource?: PolicyModel;
  readonly launch?: LaunchModel;
  readonly claims: readonly ClaimFacts[];
  /** What the organization lets pass. */
  readonly guardrails: Guardrails;
}

/** The policy that the claims are about. */
export const policyOf = ({ key, resource, launch }: Problem): unknown => (key ? key.policy : launch ? launch.document : resource?.document);

/** All policies of callers that the claims speak of. */
export const callersOf = ({ claims }: Problem): CallerPolicies[] =>
  [...new Set(claims.flatMap(({ identities, calls = [] }) => [...identities, ...calls.map(({ identity }) => identity)]))];

/** A problem as JSON: what many claims share is written once, and what calls are for is left out, as it decides nothing. */
export interface WrittenProblem {
  /** What is of the library, such as names of claims. */
  readonly frame: string;
  /** What is of the user, such as names of roles. */
  readonly data: string;
}

interface Frame {
  readonly partition: string;
  readonly claims: readonly string[];
  readonly facts?: PolicyModel['facts'];
}

interface Data {
  readonly key?: KeyModel;
  readonly resource?: Omit<PolicyModel, 'facts'>;
  readonly launch?: LaunchModel;
  readonly guardrails: Guardrails;
  readonly subjects: readonly KeySubjects[];
  readonly callers: readonly CallerPolicies[];
  readonly claims: readonly WrittenClaim[];
}

interface WrittenClaim extends Omit<ClaimFacts, 'claim' | 'subjects' | 'identities' | 'calls'> {
  readonly subjects: number;
  readonly identities: readonly number[];
  readonly calls?: readonly (Omit<NeededCall, 'purpose' | 'identity'> & { readonly identity: number })[];
}

const withoutFacts = ({ facts: _facts, ...resource }: PolicyModel): Omit<PolicyModel, 'facts'> => resource;

export function writeProblem(problem: Problem): WrittenProblem {
  const { partition, key, resource, launch, guardrails } = problem;
  const subjects = [...new Set(problem.claims.map((claim) => claim.subjects))];
  const callers = callersOf(problem);
  const frame: Frame = { partition, claims: problem.claims.map(({ claim }) => claim), facts: resource?.facts };
  const data: Data = {
    key,
    ...resource ? { resource: withoutFacts(resource) } : {},
    ...launch ? { launch } : {},
    guardrails,
    subjects,
    callers,
    claims: problem.claims.map(({ claim: _claim, ...claim }): WrittenClaim => ({
      ...claim,
      subjects: subjects.indexOf(claim.subjects),
      identities: claim.identities.map((one) => callers.indexOf(one)),
      calls: claim.calls?.map(({ purpose: _purpose, identity, ...call }) => ({ ...call, identity: callers.indexOf(identity) })),
    })),
  };
  return { frame: JSON.stringify(frame), data: JSON.stringify(data) };
}

export function readProblem({ frame, data }: WrittenProblem): Problem {
  const { partition, claims: names, facts } = JSON.parse(frame) as Frame;
  const { key, resource, launch, guardrails, subjects, callers, claims } = JSON.parse(data) as Data;
  return {
    partition,
    ...key ? { key } : {},
    ...resource && facts ? { resource: { ...resource, facts } } : {},
    ...launch ? { launch } : {},
    guardrails,
    claims: claims.map((claim, index): ClaimFacts => ({
      ...claim,
      claim: names[index],
      subjects: subjects[claim.subjects],
      identities: claim.identities.map((caller) => callers[caller]),
      calls: claim.calls?.map((call) => ({ ...call, purpose: '', identity: callers[call.identity] })),
    })),
  };
}
