import { type Outcome, outcomeOf } from './outcome';
import { callersOf, policyOf, type Problem } from './problem';
import { CLAIMS } from '../claims/catalogue';
import type { ClaimContext } from '../claims/claim-context';
import { RequestSpace } from '../engine';
import { type DeployerActions, deployerAccess } from '../model/deployer-access';
import { IdentityAccess } from '../model/identity-access';
import { KeyAccess } from '../model/key-access';
import { ResourceAccess } from '../model/resource-access';
import { worldOf } from '../model/world';
import type { Placed } from '../template/deployment';

/** The answer to a problem. */
export interface Answer {
  /** One for each claim. */
  readonly outcomes: readonly Outcome[];
  /** What those who deploy may do with a key. */
  readonly deployers: readonly DeployerActions[];
}

/** Decides a problem: the policy is read once for all claims. */
export function answerTo(problem: Problem, placed: Placed): Answer {
  const { partition, key: keyModel, resource: resourceModel, launch, guardrails, claims } = problem;
  const policy = policyOf(problem);
  const callers = [...callersOf(problem), ...launch ? [launch.caller] : []]
    .flatMap(({ documents, boundary }) => [...documents, ...boundary === undefined ? [] : [boundary]]);
  const baselines = claims.flatMap(({ baseline }) => (baseline === undefined ? [] : [baseline]));
  const space = new RequestSpace(worldOf(partition), [policy, ...baselines, ...guardrails.serviceControl, ...guardrails.resourceControl, ...callers]);
  const key = keyModel && new KeyAccess(space, keyModel, guardrails);
  const resource = resourceModel && new ResourceAccess(space, resourceModel, guardrails);
  const identity = launch && new IdentityAccess(space, launch);
  const access = (key ?? resource)!;
  const asked = claims.map((claim) => CLAIMS[claim.claim].ask({ ...claim, access, key, resource, identity } satisfies ClaimContext));
  const deployers = key && deployerAccess(key, claims[0].subjects.deployers);
  space.close();
  return { outcomes: claims.map(({ claim }, index) => outcomeOf({ claim, placed, policy }, asked[index], space)), deployers: deployers?.() ?? [] };
}
