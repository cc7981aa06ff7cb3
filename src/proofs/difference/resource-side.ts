import type { Side } from './side';
import { and, type Formula, glob, IAM_TYPES, not, or, type Request, type RequestSpace, textTest } from '../engine';
import type { PolicyResource } from '../facts/policy-resources';
import { answerOf, anyOf, isAllowed } from '../model/answer';
import type { PolicyModel } from '../model/resource-access';

/** What a policy is on, on both sides of a difference. */
export interface Scope {
  readonly facts: PolicyResource;
  readonly account: string;
  /** ARNs of what either policy is on; none where they are not known. */
  readonly arns: readonly string[];
  /** ARNs of what is on the other side only: nobody but the account could get there, under the same denials. */
  readonly missing: readonly string[] | 'all';
}

/**
 * The policy of a resource, as one side of a difference: within the account an identity policy is enough where the kind of policy shares
 * the say with those.
 *
 * @param model `undefined` where there is no policy
 */
export function resourceSide(model: PolicyModel | undefined, other: PolicyModel | undefined, scope: Scope): Side {
  const { facts, account, arns, missing } = scope;
  const on = model?.arns ?? [];
  const isOwn = ({ principal }: Request): boolean => facts.reach === 'shared' && IAM_TYPES.includes(principal.type) && principal.account === account;
  const isOn = ({ resource }: Request, names: readonly string[]): boolean => names.some((arn) => resource === arn || resource.startsWith(`${arn}/`));
  return {
    model: { scope, document: model?.document, on },
    documents: model ? [model.document] : [],
    access: (space) => ({
      allowed: allowed(space, model, other, scope),
      confirms: (request) => {
        if (arns.length > 0 && !isOn(request, arns)) { return false; }
        if (model && (arns.length === 0 || isOn(request, on))) {
          const { allows, denies } = answerOf([model.document], request);
          return isAllowed({ allows: anyOf(allows, isOwn(request)), denies });
        }
        const isMissing = other !== undefined && (missing === 'all' || isOn(request, missing));
        return isAllowed({ allows: isOwn(request), denies: isMissing && answerOf([other.document], request).denies });
      },
    }),
  };
}

function allowed(space: RequestSpace, model: PolicyModel | undefined, other: PolicyModel | undefined, scope: Scope): Formula {
  const { facts, account, arns, missing } = scope;
  const isAmong = (names: readonly string[]): Formula => space.resourceIs(...names, ...names.map((arn) => `${arn}/*`));
  const policy = model && space.policy(model.document);
  const own = facts.reach === 'bound' ? or() : and(space.principals.isOneOf(...IAM_TYPES), space.principals.isOfAccount(account));
  const isOn = !model ? or() : arns.length === 0 ? and() : isAmong(model.arns);
  const isMissing = !other ? or() : missing === 'all' ? and() : isAmong(missing);
  const otherDenies = other ? space.policy(other.document).deny : or();
  return and(
    arns.length === 0 ? and() : isAmong(arns),
    space.context.has('aws:ResourceAccount') ? space.context.key('aws:ResourceAccount').passesAny([textTest(glob(account))]) : and(),
    space.actionIs(...facts.actions),
    or(
      policy ? and(isOn, or(policy.allow, own), not(policy.deny)) : or(),
      and(not(isOn), own, not(and(isMissing, otherDenies))),
    ),
  );
}
