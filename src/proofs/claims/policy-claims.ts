import { OF_CALLERS, OF_POLICIES } from './assumptions';
import type { ClaimContext } from './claim-context';
import { type Asked, impossible, type Question } from './question';
import { and, type Formula, glob, not, or } from '../engine';
import { lowered } from '../engine/text';
import { GRANTABLE } from '../facts/kms-actions';
import { allOf, answerOf, anyOf, not as opposite } from '../model/answer';
import { knownPolicy, worstPolicy } from '../model/role-policy';

/** Whoever is no service reaches the resource through one VPC endpoint only; those who deploy don't. */
export function onlyFromEndpoint({ endpoint = '', access, subjects: { deployers } }: ClaimContext): Question {
  const outside = not(access.keyIs('aws:SourceVpce', endpoint));
  const reaches = and(access.isCaller, not(access.isAmong(deployers)), outside);
  return impossible(access, reaches, 'is allowed outside the endpoint', [...OF_CALLERS, 'deployer-is-administrator']);
}

/** Nobody but some principals, services and those who deploy calls some actions. */
export function onlyCallers({ actions = ['*'], access, subjects: { users, deployers } }: ClaimContext): Question {
  const others = and(access.isCaller, not(access.isAmong([...users, ...deployers])), access.space.actionIs(...actions));
  return impossible(access, others, 'is allowed', [...OF_CALLERS, 'deployer-is-administrator']);
}

/** The policy allows nothing that another did not. */
export function noNewAccess({ baseline, access }: ClaimContext): Question {
  const before = access.space.policy(baseline);
  return {
    wanted: 'none',
    // what is allowed beside the policy was allowed before
    formula: and(access.allowed, or(before.deny, not(or(before.allow, access.allowedBeside)))),
    confirm: (request) => {
      const { allows, denies } = answerOf([baseline], request);
      return access.confirms(request) && allOf(anyOf(allows, access.allowsBeside(request)), opposite(denies)) === false;
    },
    kind: 'access',
    meaning: 'is allowed',
    remark: 'and was not before',
    assumptions: [],
  };
}

/** A principal can't call some actions on the resource, nor make itself a grant of them. */
export function cannot(context: ClaimContext): Question[] {
  return [...calling(context, worstPolicy), ...cannotByGrant(context)];
}

/** A principal can call each of some actions on the resource by some request; of a wildcard, one that it takes. */
export function can({ actions = ['*'], ...context }: ClaimContext): Asked[] {
  return actions.flatMap((action) => calling({ ...context, actions: [action] }, knownPolicy)
    .map((question) => ({ purposes: [{ text: action, actions: [] }], question: { ...question, wanted: 'some' as const } })));
}

/** Whether the principal calls some of the actions, its own policies read for the worst or as far as they are known. */
function calling(context: ClaimContext, policyOf: typeof worstPolicy): Question[] {
  const { actions = ['*'], access } = context;
  return byPrincipal(context, impossible(access, and(isPrincipal(context), access.space.actionIs(...actions)), 'is allowed', OF_POLICIES), policyOf);
}

/** The grant must be of use: a deny binds the holder of a grant too. */
function cannotByGrant(context: ClaimContext): Question[] {
  const { key, actions = ['*'] } = context;
  const meant = GRANTABLE.filter((name) => actions.some((action) => glob(lowered(action)).takes(lowered(name))));
  if (key === undefined || meant.length === 0) { return []; }
  const grants = and(isPrincipal(context), key.makesOpenGrant, key.grantGives(meant));
  const isOfUse = and(isPrincipal(context), key.space.actionIs(...meant), key.notDenied);
  const question = { ...impossible(key, grants, 'is allowed', OF_POLICIES), remark: 'and gives what it must not have', onlyIf: isOfUse };
  return byPrincipal(context, question, worstPolicy);
}

const isPrincipal = ({ principal = '', access }: ClaimContext): Formula => access.isAmong([principal]);

/** A question about the principal that is spoken of, which its own policies must let too: for each way they may be deployed. */
function byPrincipal(context: ClaimContext, question: Question, policyOf: typeof worstPolicy): Question[] {
  const { access, identities } = context;
  return identities.map((policies) => {
    const identity = policyOf(access.space, policies);
    return { ...question, formula: and(question.formula, access.permittedBy(identity)), confirm: (request) => access.confirms(request, identity) };
  });
}
