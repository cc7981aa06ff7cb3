import { amongArns } from './arns';
import { type Guardrails, NO_GUARDRAILS, withinGuardrails } from './guardrails';
import type { KeyGrant } from './key-grant';
import type { RolePolicy } from './role-policy';
import { and, arnGlob, type Formula, glob, IAM_TYPES, implies, literal, not, or, type PolicyFormulas, type Request, type RequestSpace, textTest, TRUE } from '../engine';
import { evaluate } from '../engine/evaluator';
import { CRYPTOGRAPHIC, DECRYPTING, KMS_ACTIONS } from '../facts/kms-actions';

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

const CROSS_ACCOUNT = KMS_ACTIONS.filter(({ crossAccount }) => crossAccount).map(({ name }) => name);

const WITH_CONTEXT = KMS_ACTIONS.filter(({ context, name }) => context && name !== 'kms:RetireGrant').map(({ name }) => name);

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html: a statement without a resource has no effect */
function withEffect(policy: unknown): unknown {
  const { Statement: all } = typeof policy === 'object' && policy !== null ? policy as { Statement?: unknown } : {};
  if (typeof all !== 'object' || all === null) { return policy; }
  const statements: unknown[] = Array.isArray(all) ? all : [all];
  const hasNone = (statement: unknown) => typeof statement === 'object' && statement !== null && !('Resource' in statement) && !('NotResource' in statement);
  return statements.some(hasNone) ? { ...policy as object, Statement: statements.filter((statement) => !hasNone(statement)) } : policy;
}

/** Who can do what with a key, at most: its policy and its grants bound everything, whatever identity policies say. */
export class KeyAccess {
  private readonly document: unknown;
  private readonly policy: PolicyFormulas;
  private made?: Formula;

  constructor(public readonly space: RequestSpace, public readonly key: KeyModel, private readonly guardrails: Guardrails = NO_GUARDRAILS) {
    for (const name of ['aws:ResourceAccount', 'aws:PrincipalAccount', 'kms:CallerAccount', 'aws:SourceAccount']) { space.expect(name, key.account, '999999999999'); }
    this.document = withEffect(key.policy);
    this.policy = space.policy(this.document); // first of all: claims look at the condition keys that the policy asks for
  }

  /** The request is for this key, and works: the policy or a grant allows it, and the policy does not deny it. */
  public get allowed(): Formula {
    this.made ??= and(this.isForKey, this.space.actionIs('kms:*'), not(this.space.actionIs(...this.key.inoperable)), this.worksAcrossAccounts, or(this.policy.allow, this.granted), not(this.policy.deny), this.withinGuardrails);
    return this.made;
  }

  /** The request is for this key, and its policy alone allows it. */
  public get allowedByPolicy(): Formula {
    return and(this.isForKey, this.policy.allows, this.withinGuardrails);
  }

  /** The policy allows the principal itself, not its account. */
  public get allowedByName(): Formula {
    return this.policy.allowNamed;
  }

  public get isForKey(): Formula {
    const { space, key: { arn, account, organization } } = this;
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

  public get isIam(): Formula {
    return this.space.principals.isOneOf(...IAM_TYPES);
  }

  public get isService(): Formula {
    return this.space.principals.isOneOf('service');
  }

  /** Nothing denies the request: neither the policy nor the organization's. */
  public get notDenied(): Formula {
    return and(this.isForKey, not(this.policy.deny), this.withinGuardrails);
  }

  /** The action takes an encryption context. */
  public get carriesContext(): Formula {
    return this.space.actionIs(...WITH_CONTEXT);
  }

  /**
   * The policy lets a call through, and so does the caller's own policy where the key's leaves that to IAM.
   */
  public works({ allow, bounds }: RolePolicy): Formula {
    return and(bounds, or(this.policy.allowNamed, and(this.policy.allow, allow)), not(this.policy.deny), this.withinGuardrails);
  }

  /** The principal is one of some, by patterns of ARNs. */
  public isAmong(arns: readonly string[]): Formula {
    return amongArns(this.space, arns, this.key.account);
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

  /** Whether the concrete evaluator agrees that a request is allowed. */
  public confirms(request: Request): boolean {
    const answer = evaluate(this.document, request);
    return answer === 'allow' || (answer === 'none' && this.key.grants.some((grant) => grantAllows(grant, request)));
  }

  /** Whether the concrete evaluator agrees that the policy does not allow a request. */
  public confirmsRefusal(request: Request): boolean {
    const answer = evaluate(this.document, request);
    return answer === 'deny' || answer === 'none';
  }

  private get withinGuardrails(): Formula {
    return withinGuardrails(this.space, this.guardrails, this.key.account);
  }

  /** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html */
  private get worksAcrossAccounts(): Formula {
    return or(this.isService, this.space.principals.isOfAccount(this.key.account), this.space.actionIs(...CROSS_ACCOUNT));
  }

  private get granted(): Formula {
    return or(...this.key.grants.map((grant) => and(
      grant.granteePrincipal === undefined ? TRUE : this.isAmong([grant.granteePrincipal]),
      grant.granteeServicePrincipal === undefined ? TRUE : this.isServiceAmong([grant.granteeServicePrincipal]),
      grant.sourceArn === undefined ? TRUE : this.keyIs('aws:SourceArn', grant.sourceArn),
      this.space.actionIs(...grant.operations.map((operation) => `kms:${operation}`)),
      // by a grant one hands on no more than the grant has
      or(not(this.space.actionIs('kms:CreateGrant')), not(this.space.context.key('kms:GrantOperations').failsAll(grant.operations.map((operation) => textTest(literal(operation)))))),
      ...Object.entries({ ...grant.contextSubset, ...grant.contextEquals }).map(([name, value]) =>
        or(not(this.isCryptographic), this.space.context.key(`kms:EncryptionContext:${name}`).passesAny([textTest(literal(value))]))),
    )));
  }
}

function grantAllows(grant: KeyGrant, { principal, action, context }: Request): boolean {
  const [arn] = context['aws:principalarn'] ?? [];
  const isGrantee = grant.granteePrincipal !== undefined ? arn === grant.granteePrincipal : principal.type === 'service' && principal.name === grant.granteeServicePrincipal;
  const hasContext = Object.entries({ ...grant.contextSubset, ...grant.contextEquals }).every(([name, value]) =>
    !CRYPTOGRAPHIC.includes(action) || context[`kms:encryptioncontext:${name.toLowerCase()}`]?.[0] === value);
  const isWithin = action !== 'kms:CreateGrant' || (context['kms:grantoperations'] ?? []).every((operation) => grant.operations.includes(operation));
  return isGrantee && isWithin && hasContext && grant.operations.includes(action.slice('kms:'.length));
}
