import { amongArns } from './arns';
import { type Guardrails, withinGuardrails } from './guardrails';
import { and, arnGlob, type Formula, glob, IAM_TYPES, not, or, type Request, type RequestSpace, textTest } from '../engine';
import { evaluate } from '../engine/evaluator';
import type { PolicyResource } from '../facts/policy-resources';

/** A policy on a resource as proofs see it, in one case of the deployment. */
export interface PolicyModel {
  readonly facts: PolicyResource;
  readonly document: unknown;
  /** ARNs of what the policy is for. */
  readonly arns: readonly string[];
  readonly account: string;
}

/** Who can do what with a resource, at most, by the policy on it. */
export class ResourceAccess {
  private readonly policy;

  constructor(public readonly space: RequestSpace, public readonly model: PolicyModel, private readonly guardrails: Guardrails) {
    for (const name of ['aws:ResourceAccount', 'aws:PrincipalAccount', 'aws:SourceAccount']) { space.expect(name, model.account, '999999999999'); }
    this.policy = space.policy(model.document);
  }

  /** The request is for this resource and works; identity policies are taken to allow everything. */
  public get allowed(): Formula {
    const { facts, account } = this.model;
    const own = facts.reach === 'bound' ? or() : and(this.isIam, this.space.principals.isOfAccount(account));
    const isRequest = and(this.isForResource, this.space.actionIs(...facts.actions));
    return and(isRequest, or(this.policy.allow, own), not(this.policy.deny), withinGuardrails(this.space, this.guardrails, account));
  }

  public get isIam(): Formula {
    return this.space.principals.isOneOf(...IAM_TYPES);
  }

  public get isService(): Formula {
    return this.space.principals.isOneOf('service');
  }

  /** The policy allows the principal itself, not its account. */
  public get allowedByName(): Formula {
    return this.policy.allowNamed;
  }

  /** The principal is one of some, by patterns of ARNs. */
  public isAmong(arns: readonly string[]): Formula {
    return amongArns(this.space, arns, this.model.account);
  }

  /** A condition key has one of some ARNs; a wildcard stays in its segment. */
  public arnIs(key: string, ...values: readonly string[]): Formula {
    return this.space.context.key(key).passesAny(values.flatMap((value) => arnGlob(value) ?? []).map(textTest));
  }

  /** A condition key has one of some values; `*` is a wildcard. */
  public keyIs(key: string, ...values: readonly string[]): Formula {
    return this.space.context.key(key).passesAny(values.map((value) => textTest(glob(value))));
  }

  /** Whether the concrete evaluator agrees that a request is allowed. */
  public confirms(request: Request): boolean {
    const answer = evaluate(this.model.document, request);
    return answer === 'allow' || (answer === 'none' && this.model.facts.reach === 'shared' && request.principal.account === this.model.account);
  }

  private get isForResource(): Formula {
    const { arns, facts: { parts } } = this.model;
    const { space } = this;
    return and(
      arns.length === 0 ? and() : space.resourceIs(...arns, ...parts === undefined ? [] : arns.map((arn) => `${arn}${parts}`)),
      space.context.has('aws:ResourceAccount') ? this.keyIs('aws:ResourceAccount', this.model.account) : and(),
    );
  }
}
