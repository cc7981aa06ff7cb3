import { type Guardrails, NO_GUARDRAILS } from './guardrails';
import { grantAllows, grantFormula, type KeyGrant } from './key-grant';
import { PolicyAccess } from './policy-access';
import type { RolePolicy } from './role-policy';
import { and, type Formula, implies, literal, not, or, type Request, type RequestSpace, textTest, TRUE } from '../engine';
import { CROSS_ACCOUNT, CRYPTOGRAPHIC, DECRYPTING, KMS_ACTIONS, RETIRING } from '../facts/kms-actions';

/** A key as proofs see it, in one case of the deployment. Texts hold symbols. */
export interface KeyModel {
  readonly arn: string;
  readonly account: string;
  readonly policy: unknown;
  /** The organization that the account is in, where it is known. */
  readonly organization?: string;
  readonly grants: readonly KeyGrant[];
  readonly tags?: Readonly<Record<string, string>>;
  /** Condition keys that follow from the key, such as `kms:keyspec`. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Cryptographic operations that the key's usage rules out. */
  readonly inoperable: readonly string[];
}

const WITH_CONTEXT = KMS_ACTIONS.filter(({ context, name }) => context && name !== RETIRING).map(({ name }) => name);

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html: a statement without a resource has no effect */
export function withEffect(policy: unknown): unknown {
  const { Statement: all } = typeof policy === 'object' && policy !== null ? policy as { Statement?: unknown } : {};
  if (typeof all !== 'object' || all === null) { return policy; }
  const statements: unknown[] = Array.isArray(all) ? all : [all];
  const hasNone = (statement: unknown) => typeof statement === 'object' && statement !== null && !('Resource' in statement) && !('NotResource' in statement);
  return statements.some(hasNone) ? { ...policy as object, Statement: statements.filter((statement) => !hasNone(statement)) } : policy;
}

/** Who can do what with a key, at most: its policy and its grants bound everything, whatever identity policies say. */
export class KeyAccess extends PolicyAccess {
  private made?: Formula;

  constructor(space: RequestSpace, public readonly model: KeyModel, guardrails: Guardrails = NO_GUARDRAILS) {
    super(space, model.account, withEffect(model.policy), guardrails);
  }

  /** The request is for this key, and works: the policy or a grant allows it, and the policy does not deny it. */
  public get allowed(): Formula {
    this.made ??= and(
      this.isForKey, this.space.actionIs('kms:*'), not(this.space.actionIs(...this.model.inoperable)), this.worksAcrossAccounts,
      or(this.policy.allow, this.allowedBeside), not(this.policy.deny), this.withinGuardrails,
    );
    return this.made;
  }

  /** Grants allow too. */
  public get allowedBeside(): Formula {
    return or(...this.model.grants.map((grant) => grantFormula(grant, this)));
  }

  public allowsBeside(request: Request): boolean {
    return this.model.grants.some((grant) => grantAllows(grant, request));
  }

  /** The request is for this key, and its policy alone allows it. */
  public get allowedByPolicy(): Formula {
    return and(this.isForKey, this.policy.allows, this.withinGuardrails);
  }

  public get isForKey(): Formula {
    const { space, account, model: { arn, organization } } = this;
    return and(
      space.resourceIs(arn),
      space.context.has('aws:ResourceAccount') ? this.keyIs('aws:ResourceAccount', account) : TRUE,
      organization !== undefined && space.context.has('aws:PrincipalOrgID') ? implies(space.principals.isOfAccount(account), this.keyIs('aws:PrincipalOrgID', organization)) : TRUE,
    );
  }

  public get isCryptographic(): Formula {
    return this.space.actionIs(...CRYPTOGRAPHIC);
  }

  public get isDecrypting(): Formula {
    return this.space.actionIs(...DECRYPTING);
  }

  /** Nothing denies the request: neither the policy nor the organization's. */
  public get notDenied(): Formula {
    return and(this.isForKey, not(this.policy.deny), this.withinGuardrails);
  }

  /** The action takes an encryption context. */
  public get carriesContext(): Formula {
    return this.space.actionIs(...WITH_CONTEXT);
  }

  /** The policy lets a call through, and so does the caller's own policy where the key's leaves that to IAM. */
  public works(identity: RolePolicy): Formula {
    return and(this.permittedBy(identity), this.policy.allow, not(this.policy.deny), this.withinGuardrails);
  }

  /** Makes a grant for whoever asks, and not for a resource of AWS that an integrated service keeps. */
  public get makesOpenGrant(): Formula {
    return and(this.space.actionIs('kms:CreateGrant'), not(this.keyIs('kms:GrantIsForAWSResource', 'true')));
  }

  /** The grant that is made lets its holder call one of some operations. */
  public grantGives(actions: readonly string[]): Formula {
    return this.space.context.key('kms:GrantOperations').passesAny(actions.map((action) => textTest(literal(action.slice('kms:'.length)))));
  }

  /** The grant that is made is for somebody else than these. */
  public granteeIsNot(arns: readonly string[], services: readonly string[]): Formula {
    const { context } = this.space;
    return or(
      and(context.key('kms:GranteePrincipal').present, not(this.keyIs('kms:GranteePrincipal', ...arns))),
      and(context.key('kms:GranteeServicePrincipal').present, not(this.keyIs('kms:GranteeServicePrincipal', ...services))),
    );
  }

  /** Whether the concrete evaluator agrees that a request for this key is refused: by the key's policy, or by the caller's own. */
  public confirmsRefusal(request: Request, identity: RolePolicy): boolean {
    return request.resource === this.model.arn && this.answer(request, identity) === false;
  }

  protected concerns({ principal, action, resource }: Request): boolean {
    const isOwn = principal.type === 'service' || principal.account === this.account;
    return resource === this.model.arn && action.startsWith('kms:') && !this.model.inoperable.includes(action) && (isOwn || CROSS_ACCOUNT.includes(action));
  }

  /** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html */
  private get worksAcrossAccounts(): Formula {
    return or(this.isService, this.space.principals.isOfAccount(this.account), this.space.actionIs(...CROSS_ACCOUNT));
  }
}
