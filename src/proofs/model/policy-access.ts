import { expectAccounts } from './account-keys';
import { allOf, answerOf, anyOf, not as opposite, type Truth } from './answer';
import { amongArns } from './arns';
import { guardrailAnswer } from './guardrail-answer';
import { type Guardrails, isServiceLinked, withinGuardrails } from './guardrails';
import { namedPart, sessionPart } from './named-principals';
import { EVERYTHING, type RolePolicy } from './role-policy';
import { and, arnGlob, type Formula, glob, IAM_TYPES, or, type PolicyFormulas, type Request, type RequestSpace, textTest } from '../engine';

/** Who can do what with a resource, at most: by the policy on it, and by those of the organization. */
export abstract class PolicyAccess {
  protected readonly policy: PolicyFormulas;
  private written?: string;

  /** @param account that the resource is in */
  constructor(
    public readonly space: RequestSpace,
    public readonly account: string,
    protected readonly document: unknown,
    private readonly guardrails: Guardrails,
  ) {
    expectAccounts(space, [account]);
    this.policy = space.policy(document); // first of all: claims look at the condition keys that the policy asks for
  }

  /** The request is for this resource and works; identity policies are taken to allow everything. */
  public abstract get allowed(): Formula;

  /** What is allowed beside what the policy allows. */
  public abstract get allowedBeside(): Formula;

  /** Whether one request is allowed beside what the policy allows. */
  public abstract allowsBeside(request: Request): Truth;

  /** Whether one request is for this resource, and of an action that can work on it. */
  protected abstract concerns(request: Request): Truth;

  /** Whether the concrete evaluator agrees that a request is allowed, also by the caller's own policies where they are known. */
  public confirms(request: Request, identity = EVERYTHING): boolean {
    return this.answer(request, identity) === true;
  }

  /** Whether the policy has a text anywhere. */
  public mentions(text: string): boolean {
    this.written ??= JSON.stringify(this.document) ?? '';
    return this.written.includes(text);
  }

  public get isIam(): Formula {
    return this.space.principals.isOneOf(...IAM_TYPES);
  }

  /** A role that AWS made for one of its services. */
  public get isServiceLinked(): Formula {
    return isServiceLinked(this.space);
  }

  public get isService(): Formula {
    return this.space.principals.isOneOf('service');
  }

  /** Whoever is no service: also who comes by an identity provider, or without credentials. */
  public get isCaller(): Formula {
    const { space } = this;
    return or(this.isIam, space.principals.isOneOf('anonymous'), and(space.principals.isOneOf('federated'), space.actionIs('sts:*')));
  }

  /** The principal is one of some, by patterns of ARNs. */
  public isAmong(arns: readonly string[]): Formula {
    return amongArns(this.space, arns, this.account);
  }

  public isServiceAmong(names: readonly string[]): Formula {
    return or(...names.map((name) => this.space.principals.isService(name)));
  }

  /** A condition key has one of some ARNs; a wildcard stays in its segment. */
  public arnIs(key: string, ...values: readonly string[]): Formula {
    return this.space.context.key(key).passesAny(values.flatMap((value) => arnGlob(value) ?? []).map(textTest));
  }

  /** A condition key has one of some values; `*` is a wildcard. */
  public keyIs(key: string, ...values: readonly string[]): Formula {
    return this.space.context.key(key).passesAny(values.map((value) => textTest(glob(value))));
  }

  /** The caller's own policies let the request pass; one of the account that the policy names by itself needs no allow of its own. */
  public permittedBy({ allow, bounds, spares }: RolePolicy): Formula {
    const isOwn = this.space.principals.isOfAccount(this.account);
    return or(and(bounds, or(allow, and(this.policy.allowNamed, isOwn))), and(spares, this.policy.allowSession, isOwn));
  }

  protected get withinGuardrails(): Formula {
    return withinGuardrails(this.space, this.guardrails, this.account);
  }

  /** Whether a request works, as the concrete evaluator sees it; `undefined` where it can't tell. */
  protected answer(request: Request, identity: RolePolicy): Truth {
    const { allows, denies } = answerOf([this.document], request);
    const own = identity.answer(request);
    const isOwn = request.principal.account === this.account;
    const [isNamed, isSession] = [namedPart, sessionPart].map((part) => (isOwn ? answerOf([part(this.document)], request).allows : false));
    return allOf(
      this.concerns(request),
      anyOf(allows, this.allowsBeside(request)),
      opposite(denies),
      guardrailAnswer(this.guardrails, this.account, request),
      anyOf(allOf(own.isWithin, anyOf(own.allows, isNamed)), allOf(own.isSpared, isSession)),
    );
  }
}
