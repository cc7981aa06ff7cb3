import type { Guardrails } from './guardrails';
import { PolicyAccess } from './policy-access';
import { and, type Formula, IAM_TYPES, not, or, type Request, type RequestSpace } from '../engine';
import { resourceLike } from '../engine/evaluator/arn';
import { written } from '../engine/evaluator/letters';
import type { PolicyResource } from '../facts/policy-resources';

/** A policy on a resource as proofs see it, in one case of the deployment. */
export interface PolicyModel {
  readonly facts: PolicyResource;
  readonly document: unknown;
  /** ARNs of what the policy is for; none where not all of them are known, so that it may be anything. */
  readonly arns: readonly string[];
  readonly account: string;
  /** ARNs without an account that the policy asks a source to have, and that resources of the templates have. */
  readonly ownSources: readonly string[];
  /** Whether the templates have origin access identities of CloudFront. */
  readonly hasOrigins: boolean;
}

/** Who can do what with a resource that is no key, at most, by the policy on it. */
export class ResourceAccess extends PolicyAccess {
  constructor(space: RequestSpace, public readonly model: PolicyModel, guardrails: Guardrails) {
    super(space, model.account, model.document, guardrails);
  }

  public get allowed(): Formula {
    const isRequest = and(this.isForResource, this.space.actionIs(...this.model.facts.actions));
    return and(isRequest, or(this.policy.allow, this.allowedBeside), not(this.policy.deny), this.withinGuardrails);
  }

  /** Identity policies of the account are enough for most resources. */
  public get allowedBeside(): Formula {
    return this.model.facts.reach === 'bound' ? or() : and(this.isIam, this.space.principals.isOfAccount(this.account));
  }

  public allowsBeside({ principal: { type, account } }: Request): boolean {
    return this.model.facts.reach !== 'bound' && IAM_TYPES.includes(type) && account === this.account;
  }

  protected concerns({ action, resource }: Request): boolean {
    const { arns, facts: { actions } } = this.model;
    const isItsAction = actions.some((prefix) => action.toLowerCase().startsWith(prefix.replace(/\*$/, '')));
    return isItsAction && (arns.length === 0 || this.names.some((name) => resourceLike(written(name), resource) === true));
  }

  /** What the policy is for, with its parts. */
  private get names(): readonly string[] {
    const { arns, facts: { parts } } = this.model;
    return [...arns, ...parts === undefined ? [] : arns.map((arn) => `${arn}${parts}`)];
  }

  private get isForResource(): Formula {
    const { space, names } = this;
    return and(
      names.length === 0 ? and() : space.resourceIs(...names),
      space.context.has('aws:ResourceAccount') && !this.model.facts.isPassage ? this.keyIs('aws:ResourceAccount', this.account) : and(),
    );
  }
}
