import { Duration, Stack, Tags, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { type KeyAccess } from './key-access';
import { KeyLifetime } from './key-lifetime';
import { KeyPurpose } from './key-purpose';
import type { KeyService } from './key-service';
import type { KeyUser } from './key-user';
import { actionsOf } from './private/actions';
import { safeStatements } from './private/added-statement';
import { areDifferent, checkIamArns, deploymentRoleArn, iamArn, isOtherAccount } from '../private/arns';
import { grantsOf } from './private/conditioned-grants';
import { DeclaredSharing } from './private/declared-sharing';
import { identityGrant, isSecretsOwnGrant, viaServicesOf } from './private/identity-grant';
import type { KeyDeclarations } from './private/key-declarations';
import { KeyPolicy } from './private/key-policy';
import { policySizeErrors } from './private/key-policy-size';
import { KMS_LIMITS } from './private/limits';
import { type BoundPrincipal, boundPrincipal, isServicePrincipal, unwrap } from './private/principal';
import type { RolesElsewhere, UseElsewhere } from './private/roles-elsewhere';
import { servicePrincipalName } from './private/service-principal-name';
import { ServiceView } from './private/service-view';
import { InvalidInputError, refuseUnless } from '../private/errors';
import { DOMAIN_NAME, DOMAIN_TAG, checkDomainName, checkOrganization, keyUserTag } from '../private/names';

/** Properties of a domain's key. */
export interface DomainKeyProps {
  /**
   * Name of the domain that owns the key: 1 to 40 lower-case letters, digits and single hyphens.
   *
   * It becomes part of the alias (`alias/<domain>/<purpose>`) and of the role path that the key policy trusts (`/gold/<domain>/`).
   */
  readonly domainName: string;

  /**
   * What the key protects.
   *
   * @default KeyPurpose.DATA
   */
  readonly purpose?: KeyPurpose;

  /**
   * Roles or users that administer the key, by ARN: they can change its policy and state, and never use it.
   *
   * @default - the roles that deploy the stack
   */
  readonly administratorArns?: string[];

  /**
   * Roles that may schedule the key's deletion, by ARN. Everybody else is denied, but the roles that deploy the stack: they must be able
   * to take back a key whose creation failed.
   *
   * @default - the account's root user
   */
  readonly breakGlassArns?: string[];

  /**
   * Roles that create what the key encrypts, by ARN: CloudFormation's execution roles.
   *
   * @default - the execution role of the stack's synthesizer
   */
  readonly deploymentRoleArns?: string[];

  /**
   * The AWS organization. Administration from outside it is denied even if a later policy were to allow it.
   *
   * @default - no organization is known, and nobody outside the account is allowed anyway
   */
  readonly organizationId?: string;

  /**
   * Time between automatic rotations: 90 to 2560 days.
   *
   * @default Duration.days(365)
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
   */
  readonly rotationPeriod?: Duration;

  /**
   * What becomes of the key when its stack goes away.
   *
   * @default KeyLifetime.retained()
   */
  readonly lifetime?: KeyLifetime;

  /**
   * Whether the key can be used. A disabled key keeps everything that it encrypted, unreadable until it is enabled again.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * What its alias ends with, where its domain is one of another Region: there may be several of one name.
   *
   * @internal
   */
  readonly _aliasSuffix?: string;
}

/**
 * A customer-managed key that opens only for its domain, and only through the services that the domain uses.
 *
 * It is a `kms.Key`, and fits wherever one is expected; give L2 constructs its view for their service (`key.forService(KeyService.S3)`),
 * so that what they grant is bound to that service.
 *
 * @example
 * const key = new keys.DomainKey(this, 'Key', { domainName: 'orders' });
 * new s3.Bucket(this, 'Receipts', {
 *   encryption: s3.BucketEncryption.KMS,
 *   encryptionKey: key.forService(keys.KeyService.S3),
 * });
 */
export class DomainKey extends kms.Key {
  /** The domain that owns the key. */
  public readonly domainName: string;
  /** What the key protects. */
  public readonly purpose: KeyPurpose;

  private readonly keyPolicy: KeyPolicy;
  private readonly views = new Map<string, kms.IKey>();
  private readonly deployedStacks = new Set<Stack>();
  private readonly declared: DeclaredSharing;

  constructor(scope: Construct, id: string, props: DomainKeyProps) {
    checkDomainName(props.domainName);
    checkRotationPeriod(props.rotationPeriod);
    checkOrganization(props.organizationId);
    checkIamArns('administratorArns', props.administratorArns ?? []);
    checkIamArns('breakGlassArns', props.breakGlassArns ?? []);
    checkIamArns('deploymentRoleArns', props.deploymentRoleArns ?? []);
    refuseUnless(!props.deploymentRoleArns?.some((arn) => /:user\//.test(arn)), {
      what: 'deploymentRoleArns', got: 'a user', allowed: 'roles', fix: 'deploy with a role: a user without MFA is denied to set the key\'s policy',
    });
    const purpose = props.purpose ?? KeyPurpose.DATA;
    const lifetime = props.lifetime ?? KeyLifetime.retained();
    const policy = new KeyPolicy(scope, {
      domainName: props.domainName,
      administratorArns: props.administratorArns ?? [],
      breakGlassArns: props.breakGlassArns ?? [rootUserArn(scope)],
      deletionWindowDays: lifetime.deletionWindow.toDays(),
      organizationId: props.organizationId,
    });
    refuseUnless(props.deploymentRoleArns?.length !== 0, {
      what: 'deploymentRoleArns', got: 'none', allowed: 'one role or more', fix: 'leave it out for the stack\'s own: with none, nothing can be created',
    });
    for (const arn of props.deploymentRoleArns ?? [deploymentRoleArn(scope)]) { policy.addDeployer(arn); }
    super(scope, id, {
      description: `${purpose} of the domain ${props.domainName}`,
      policy: policy.document,
      enableKeyRotation: true,
      rotationPeriod: props.rotationPeriod?.isUnresolved() ? undefined : props.rotationPeriod ?? Duration.days(365),
      enabled: props.enabled,
      pendingWindow: lifetime.deletionWindow,
      removalPolicy: lifetime.removalPolicy,
    });
    // CDK compares a token with its bounds
    if (props.rotationPeriod?.isUnresolved()) { (this.node.defaultChild as kms.CfnKey).rotationPeriodInDays = props.rotationPeriod.toDays(); }
    this.keyPolicy = policy;
    this.declared = new DeclaredSharing(this);
    this.domainName = props.domainName;
    this.purpose = purpose;
    this.addAlias(['alias', props.domainName, purpose, ...props._aliasSuffix === undefined ? [] : [props._aliasSuffix]].join('/')).applyRemovalPolicy(lifetime.removalPolicy);
    const isTaggedByDomain = this.node.scopes.some((parent) => DOMAIN_NAME in parent);
    if (!isTaggedByDomain) { Tags.of(this).add(DOMAIN_TAG, props.domainName); }
    this.node.addValidation({ validate: () => policySizeErrors(this, policy) });
  }

  /** The key as one service sees it: pass it to an L2 as its encryption key, and what the L2 grants is bound to the service. */
  public forService(service: KeyService): kms.IKey {
    const known = this.views.get(service.id);
    if (known) { return known; }
    this.keyPolicy.openTo(service);
    const view = new ServiceView(this, service, this);
    this.views.set(service.id, view);
    return view;
  }

  /** Lets in the role that deploys a construct's stack, to create there what the key encrypts. Once for each role. */
  public addDeploymentRoleOf(consumer: IConstruct): void {
    const stack = Stack.of(consumer);
    if (this.deployedStacks.has(stack)) { return; }
    this.deployedStacks.add(stack);
    const { account } = Stack.of(consumer);
    const { region } = Stack.of(consumer);
    refuseUnless(!areDifferent(region, Stack.of(this).region), {
      what: `the ${this.purpose} key of the domain '${this.domainName}'`,
      got: `a construct in ${region}`,
      allowed: `constructs in the key's own Region ${Stack.of(this).region}`,
      fix: 'make the domain in each Region that it has resources in: a service uses keys of its own Region only',
    });
    refuseUnless(!areDifferent(account, Stack.of(this).account), {
      what: `the ${this.purpose} key of the domain '${this.domainName}'`,
      got: `a construct in account ${account}`,
      allowed: `constructs in the key's own account ${Stack.of(this).account}`,
      fix: 'make the domain in each account that it has resources in',
    });
    this.keyPolicy.addDeployer(deploymentRoleArn(consumer));
  }

  /** Lets a user that is named use the key through one service. */
  public allowUse(user: KeyUser, service: KeyService, access: KeyAccess): void {
    this.allow(service, user._bind(this), actionsOf(access));
    if (user._grantee) { this.grantIdentity(service, user._bind(this), user._grantee, actionsOf(access)); }
  }

  /**
   * Lets a user that is named call KMS directly, for client-side encryption, with the encryption context `domain=<domain name>`.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
   */
  public allowDirectUse(user: KeyUser, access: KeyAccess): void {
    const principal = this.declared.check(user._bind(this), actionsOf(access));
    this.tagUser(principal);
    this.keyPolicy.allowDirect(principal, actionsOf(access));
    if (user._grantee) {
      iam.Grant.addToPrincipal({
        grantee: user._grantee,
        actions: actionsOf(access).filter((action) => action !== 'kms:DescribeKey'),
        resourceArns: [this.keyArn],
        conditions: { StringEquals: { [`kms:EncryptionContext:${DOMAIN_TAG}`]: this.domainName } },
      });
    }
  }

  /** Declares that another domain uses this key through some services. Without it, a grant to that domain is refused. */
  public shareWithDomain(domainName: string, access: KeyAccess, ...services: KeyService[]): void {
    checkDomainName(domainName);
    refuseUnless(services.length > 0, { what: 'services of a shared key', got: 'none', allowed: 'one or more', fix: 'name the services through which the other domain reads' });
    this.declared.addDomain(domainName, services, actionsOf(access));
    this.keyPolicy.share(domainName, services, actionsOf(access));
  }

  /** Declares that roles of another account may be granted use of this key. Each is still named by its grant. */
  public shareWithAccount(accountId: string): void {
    refuseUnless(/^\d{12}$/.test(accountId), { what: 'account', got: accountId, allowed: '12 digits', fix: 'pass the id of the AWS account' });
    this.declared.addAccount(accountId);
  }

  /** CDK's grants, all of them by way of `grant`. */
  public get grants(): kms.KeyGrants {
    return grantsOf(this);
  }

  /**
   * Refused: an L2 was given the key itself, so nothing says through which service it is used.
   *
   * @throws always; the message says which view to use
   */
  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    throw new InvalidInputError({
      what: `a grant of ${actions.join(', ')} on the key '${this.node.path}'`,
      got: `no service for ${String(unwrap(grantee))}`,
      allowed: 'use through a named service, or direct use with the domain\'s encryption context',
      fix: 'give the construct `key.forService(KeyService.…)` as its key; for client-side encryption call `key.allowDirectUse(…)`',
    });
  }

  /**
   * Adds a statement to the key policy, made safe: a service's principal gets the source conditions that the service sends.
   *
   * @throws if the statement opens the key to a principal that nothing binds, or to all actions
   */
  public addToResourcePolicy(statement: iam.PolicyStatement, allowNoOp?: boolean): iam.AddToResourcePolicyResult {
    void allowNoOp; // a domain's key always has a policy
    return this.addStatement(statement);
  }

  /**
   * What the policy was asked to say, and the accounts that it is shared with.
   *
   * @internal
   */
  public get _declarations(): KeyDeclarations {
    const { declarations } = this.keyPolicy;
    return { ...declarations, accounts: [...new Set([...this.declared.accountIds, ...declarations.accounts])] };
  }

  /**
   * Lets roles of other accounts, known by their names alone, use it through one service for what has some encryption context.
   *
   * @internal
   */
  public _allowElsewhere(roles: RolesElsewhere, use: UseElsewhere): void { this.keyPolicy.allowElsewhere(roles, use); }

  /**
   * Refuses what another domain has an AWS service do with the key, unless it was declared to be shared for it.
   *
   * @internal
   */
  public _checkShared(domain: { readonly name: string } & IConstruct, service: KeyService, actions: readonly string[]): void {
    this.declared.check({ account: Stack.of(domain).account, arn: domain.node.path, domain: domain.name }, actions, service);
  }

  /**
   * Opens the key to services ahead of what is built with it: by products that are launched later. Their principals are declared to be meant.
   *
   * @internal
   */
  public _openAhead(services: readonly KeyService[]): void {
    for (const service of services) {
      this.forService(service);
      this.keyPolicy.addedServices.push(...service._facts.principals.map((facts) => servicePrincipalName(facts, Stack.of(this).region)));
    }
  }

  /** @internal */
  public _addStatementThrough(service: KeyService, statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    return this.addStatement(statement, service);
  }

  /** @internal */
  public _grantThrough(service: KeyService, grantee: iam.IGrantable, actions: readonly string[]): iam.Grant {
    if (isServicePrincipal(this, grantee.grantPrincipal)) {
      return iam.Grant.addToPrincipalAndResource({
        grantee, actions: [...actions], resourceArns: [this.keyArn], resourceSelfArns: ['*'], resource: this.forService(service),
      });
    }
    if (isSecretsOwnGrant(service, grantee, actions)) { return iam.Grant.drop(grantee, 'the domain\'s roles and the deployers have statements of their own'); }
    const principal = boundPrincipal(this, grantee);
    this.allow(service, principal, actions);
    return this.grantIdentity(service, principal, unwrap(grantee), actions);
  }

  private allow(service: KeyService, principal: BoundPrincipal, actions: readonly string[]): void {
    viaServicesOf(service, this);
    this.declared.check(principal, actions, service);
    const isForeign = isOtherAccount(principal.account, Stack.of(this).account);
    if (principal.hasDomainPath && !isForeign && !principal.conditions) {
      // another domain's roles may do what was declared, and a grant adds nothing to it
      if (principal.domain === this.domainName) { this.keyPolicy.allowDomain(service, actions); }
      return;
    }
    this.tagUser(principal);
    this.keyPolicy.allow(principal, service, actions);
  }

  private tagUser({ taggable }: BoundPrincipal): void {
    if (taggable) { Tags.of(taggable).add(keyUserTag(this.domainName), 'yes'); }
  }

  private grantIdentity(service: KeyService, principal: BoundPrincipal, grantee: iam.IGrantable, actions: readonly string[]): iam.Grant {
    return identityGrant(this, this.keyArn, principal.account, service, grantee, actions);
  }

  private addStatement(statement: iam.PolicyStatement, service?: KeyService): iam.AddToResourcePolicyResult {
    const safe = safeStatements(this, statement, (account) => this.declared.hasAccount(account), service);
    this.keyPolicy.document.addStatements(...safe);
    for (const one of safe) {
      const { Principal: principal } = one.toStatementJson() as { Principal?: { Service?: unknown } };
      this.keyPolicy.addedServices.push(...[principal?.Service ?? []].flat());
    }
    return { statementAdded: true, policyDependable: this.keyPolicy.document };
  }
}

function checkRotationPeriod(period?: Duration): void {
  if (!period || period.isUnresolved()) { return; }
  const { min, max } = KMS_LIMITS.rotationDays;
  const days = period.toDays({ integral: false });
  refuseUnless(Number.isInteger(days) && days >= min && days <= max, {
    what: 'rotationPeriod', got: `${days} days`, allowed: `${min} to ${max} whole days`, fix: 'pass Duration.days(365), or what your policy asks for',
  });
}

const rootUserArn = (scope: Construct): string => iamArn(scope, 'role', '').replace(/:role\/$/, ':root');
