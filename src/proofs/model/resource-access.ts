import { allOf, anyOf, type Truth } from './answer';
import { ApiCallers } from './api-callers';
import type { ApiMethods } from './api-methods';
import type { NamedNetwork } from './api-policy';
import type { BucketAcls } from './bucket-acls';
import type { Guardrails } from './guardrails';
import { PolicyAccess } from './policy-access';
import { and, type Formula, IAM_TYPES, not, or, type Request, type RequestSpace, TRUE, unknown } from '../engine';
import { resourceLike } from '../engine/evaluator/arn';
import { written } from '../engine/evaluator/letters';
import { lowered } from '../engine/text';
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
  /** Of an endpoint: the layers of ECR images of its Region, which it may let anybody read. */
  readonly imageLayers?: string;
  /** Whether the templates have origin access identities of CloudFront. */
  readonly hasOrigins: boolean;
  /** Of a bucket whose ACLs are not off: what they may do. */
  readonly acls?: BucketAcls;
  /** Of an API: its methods. */
  readonly methods?: ApiMethods;
  /** Of an API: the endpoints and VPCs that its policy names. */
  readonly networks?: readonly NamedNetwork[];
}

/** Who can do what with a resource that is no key, at most, by the policy on it. */
export class ResourceAccess extends PolicyAccess {
  private readonly callers?: ApiCallers;

  constructor(space: RequestSpace, public readonly model: PolicyModel, guardrails: Guardrails) {
    super(space, model.account, model.document, guardrails);
    this.callers = model.methods === undefined ? undefined : new ApiCallers(space, model.methods);
  }

  public get allowed(): Formula {
    const isRequest = and(this.isForResource, this.space.actionIs(...this.model.facts.actions));
    return and(isRequest, this.callers?.areKnown ?? TRUE, or(this.policy.allow, this.allowedBeside), not(this.policy.deny), this.withinGuardrails);
  }

  /** Identity policies of the account are enough for most resources. */
  public get allowedBeside(): Formula {
    if (this.model.facts.reach === 'bound') { return or(); }
    return or(and(this.isIam, this.space.principals.isOfAccount(this.account)), this.callers?.byAuthorizer ?? or(), this.byAcl);
  }

  public allowsBeside(request: Request): Truth {
    const { type, account } = request.principal;
    const isOwn = IAM_TYPES.includes(type) && account === this.account;
    return allOf(this.model.facts.reach !== 'bound', anyOf(isOwn, this.callers?.authorizes(request) ?? false, this.isByAcl(request)));
  }

  /** The caller comes by a network that the policy of an API names, and that is the account's own. */
  public get isFromOwnNetwork(): Formula {
    return or(...(this.model.networks ?? []).map(({ key, id, isOwn }) =>
      and(this.keyIs(key, id), isOwn ? TRUE : unknown(`whose ${id} is, the templates do not say`))));
  }

  /** The request is for a part of the resource, such as an object of a bucket. */
  public get isForPart(): Formula {
    const { arns, facts: { parts = '' } } = this.model;
    return arns.length === 0 ? TRUE : this.space.resourceIs(...arns.map((arn) => `${arn}${parts}`));
  }

  protected concerns(request: Request): Truth {
    const { action, resource } = request;
    const { arns, facts: { actions } } = this.model;
    const takes = (name: string): boolean => (name.endsWith('*') ? lowered(action).startsWith(name.slice(0, -1)) : lowered(action) === lowered(name));
    const isForThis = arns.length === 0 || this.names.some((name) => resourceLike(written(name), resource) === true);
    return allOf(this.callers?.knows(request) ?? true, actions.some(takes) && isForThis);
  }

  /** An ACL may let others in: it names accounts and groups but no service, and nobody knows those of objects. */
  private get byAcl(): Formula {
    const { acls } = this.model;
    if (acls === undefined) { return or(); }
    const others = or(this.isIam, acls.areNonePublic ? or() : this.space.principals.isOneOf('anonymous'));
    return and(others, this.space.actionIs(...acls.actions), unknown('the ACLs of the bucket are not off, and what those of its objects say nobody knows'));
  }

  /** The same of one request. */
  private isByAcl({ action, principal: { type } }: Request): Truth {
    const { acls } = this.model;
    const isOther = IAM_TYPES.includes(type) || (type === 'anonymous' && acls?.areNonePublic === false);
    const mayBe = isOther && acls?.actions.some((one) => lowered(one) === lowered(action)) === true;
    return mayBe ? undefined : false;
  }

  /** What the policy is for, with its parts. */
  private get names(): readonly string[] {
    const { arns, facts: { parts, isOnlyParts } } = this.model;
    return [...isOnlyParts ? [] : arns, ...parts === undefined ? [] : arns.map((arn) => `${arn}${parts}`)];
  }

  private get isForResource(): Formula {
    const { space, names } = this;
    return and(
      names.length === 0 ? and() : space.resourceIs(...names),
      space.context.has('aws:ResourceAccount') && !this.model.facts.isPassage ? this.keyIs('aws:ResourceAccount', this.account) : and(),
    );
  }
}
