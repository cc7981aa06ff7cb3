import type { ClaimFacts } from '../claims/claim-facts';
import type { KeySubjects } from '../claims/key-subjects';
import type { NeededCall } from '../claims/needed-call';
import type { CallerPolicies } from '../model/caller-policies';
import type { KeyModel } from '../model/key-access';
import type { PolicyModel } from '../model/resource-access';

/** All that the claims about one resource are decided from, in one case of the deployment: plain data, so equal problems have equal answers. */
export interface Problem {
  readonly partition: string;
  /** The resource: a key, or another. */
  readonly key?: KeyModel;
  readonly resource?: PolicyModel;
  readonly claims: readonly ClaimFacts[];
}

/** The policy that the claims are about. */
export const policyOf = ({ key, resource }: Problem): unknown => (key ? key.policy : resource?.document);

/** All policies of callers that the claims speak of. */
export const callersOf = ({ claims }: Problem): CallerPolicies[] =>
  [...new Set(claims.flatMap(({ identities, calls = [] }) => [...identities, ...calls.map(({ identity }) => identity)]))];

/** A problem as JSON, what many claims share written once. What calls are for is left out: it decides nothing. */
interface Written extends Omit<Problem, 'claims'> {
  readonly subjects: readonly KeySubjects[];
  readonly callers: readonly CallerPolicies[];
  readonly claims: readonly WrittenClaim[];
}

interface WrittenClaim extends Omit<ClaimFacts, 'subjects' | 'identities' | 'calls'> {
  readonly subjects: number;
  readonly identities: readonly number[];
  readonly calls?: readonly (Omit<NeededCall, 'purpose' | 'identity'> & { readonly identity: number })[];
}

export function writeProblem(problem: Problem): string {
  const subjects = [...new Set(problem.claims.map((claim) => claim.subjects))];
  const callers = callersOf(problem);
  const written: Written = {
    ...problem,
    subjects,
    callers,
    claims: problem.claims.map((claim): WrittenClaim => ({
      ...claim,
      subjects: subjects.indexOf(claim.subjects),
      identities: claim.identities.map((one) => callers.indexOf(one)),
      calls: claim.calls?.map(({ purpose: _purpose, identity, ...call }) => ({ ...call, identity: callers.indexOf(identity) })),
    })),
  };
  return JSON.stringify(written);
}

export function readProblem(json: string): Problem {
  const { subjects, callers, claims, ...rest } = JSON.parse(json) as Written;
  return {
    ...rest,
    claims: claims.map((claim): ClaimFacts => ({
      ...claim,
      subjects: subjects[claim.subjects],
      identities: claim.identities.map((index) => callers[index]),
      calls: claim.calls?.map((call) => ({ ...call, purpose: '', identity: callers[call.identity] })),
    })),
  };
}
