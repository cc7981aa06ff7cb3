import { Lazy, Stack, aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ADMINISTRATION_ACTIONS, ADMINISTRATIVE_CHANGES, CRYPTOGRAPHIC_ACTIONS, DELETION_ACTIONS, LOCKOUT_SAFETY_ACTIONS } from './actions';
import type { ServicePrincipalFacts } from './facts';
import type { KeyDeclarations } from './key-declarations';
import type { BoundPrincipal } from './principal';
import type { RolesElsewhere, UseElsewhere } from './roles-elsewhere';
import { servicePrincipalName } from './service-principal-name';
import { domainRolesArn, fillIn, iamArn } from '../../private/arns';
import { DOMAIN_TAG, keyUserTag } from '../../private/names';
import type { KeyService } from '../key-service';

type Conditions = Record<string, Record<string, unknown>>;

export interface KeyPolicyProps {
  readonly domainName: string;
  readonly administratorArns: readonly string[];
  readonly breakGlassArns: readonly string[];
  readonly deletionWindowDays: number;
  readonly organizationId?: string;
}

/**
 * The policy of a domain's key: named statements, each doing one thing.
 *
 * Who is spoken of is the account as principal bound by `aws:PrincipalArn`: AWS refuses a policy that names a role which does not
 * exist yet, and stores a role's unique id, so that a recreated role would be locked out.
 */
export class KeyPolicy {
  public readonly document = new iam.PolicyDocument();

  private readonly deployers: string[] = [];
  private readonly lazyDeployers = Lazy.list({ produce: () => this.deployers });
  private readonly viaServices: string[] = [];
  private readonly domainPaths: string[] = [];
  /** Service principals of statements that were added from outside. */
  public readonly addedServices: unknown[] = [];

  private readonly shares: KeyDeclarations['shares'][number][] = [];
  private readonly elsewhere: RolesElsewhere[] = [];
  private isUsedDirectly = false;
  private denial?: iam.PolicyStatement;
  private readonly granting = new Set<string>();
  private readonly shared = new Map<string, iam.PolicyStatement>();
  private readonly use = new Map<string, iam.PolicyStatement>();
  /** Principals by what they may do, so that one statement holds all that may do the same. */
  private readonly named = new Map<string, string[]>();

  constructor(private readonly scope: IConstruct, private readonly props: KeyPolicyProps) {
    this.domainPaths.push(this.domainRoles(props.domainName));
    this.administer();
    this.protect();
  }

  /** How many ARNs are named in lists that are only known at the end. */
  public get principals(): number {
    const named = [...this.named.values()].reduce((sum, arns) => sum + arns.length, 0);
    // the deployers stand in each service's statements and in those of administration
    const guardians = this.deployers.length + this.props.administratorArns.length + this.props.breakGlassArns.length;
    return 2 * named + 2 * this.domainPaths.length + guardians * (3 + 2 * this.use.size);
  }

  /** What the policy was asked to say; it is compared with what the template says in the end. */
  public get declarations(): KeyDeclarations {
    const { domainName, administratorArns, breakGlassArns, organizationId } = this.props;
    return {
      domainName,
      users: [...this.domainPaths, ...[...this.named.values()].flat(), ...this.rolesElsewhere],
      administrators: [...administratorArns, ...breakGlassArns],
      deployers: this.deployers,
      viaServices: this.viaServices,
      isUsedDirectly: this.isUsedDirectly,
      shares: this.shares,
      servicePrincipals: this.addedServices,
      deletionWindowDays: this.props.deletionWindowDays,
      organizationId: organizationId ?? this.elsewhere.find((roles) => roles.organizationId !== undefined)?.organizationId,
      accounts: this.elsewhere.flatMap(({ accountId }) => accountId ?? []),
    };
  }

  /** A role that creates what the key encrypts: it provisions through services, and administers the key it made. */
  public addDeployer(arn: string): void {
    if (!this.deployers.includes(arn)) { this.deployers.push(arn); }
  }

  /** Opens the key to its domain's roles, to the deployers and to the service itself, through one service. */
  public openTo(service: KeyService): void {
    if (this.use.has(service.id)) { return; }
    const { provision, read, write, principals } = service._facts;
    const via = service.viaServices(this.scope);
    if (via.length > 0) {
      this.denial ??= this.denyOtherServices();
      this.viaServices.push(...via);
      const { context, grantsToRoles } = service._facts;
      if (grantsToRoles && context) { this.denial.addCondition('Null', { [`kms:EncryptionContext:${context.key}`]: 'true' }); }
    }
    const byDeployers = { ArnLike: { 'aws:PrincipalArn': this.lazyDeployers } };
    this.use.set(service.id, this.allowThrough(service, `UseThrough${pascal(service.id)}`, usesOf([...read, ...write]), this.byDomain()));
    this.allowThrough(service, `ProvisionThrough${pascal(service.id)}`, usesOf(provision), byDeployers);
    this.allowGrants(service, `GrantThrough${pascal(service.id)}`, provision, byDeployers);
    this.allowGrants(service, `GrantInUseThrough${pascal(service.id)}`, [...read, ...write], this.byDomain());
    principals.forEach((principal, index) => this.allowService(`${pascal(service.id)}Service${index === 0 ? '' : index + 1}`, principal));
  }

  /** Opens the key to one principal through one service, for some actions. */
  public allow(principal: BoundPrincipal, service: KeyService, actions: readonly string[]): void {
    this.openTo(service);
    this.allowNamed(`Through${pascal(service.id)}`, principal, usesOf(actions), service);
    if (actions.includes('kms:CreateGrant')) {
      this.allowNamed(`GrantThrough${pascal(service.id)}`, principal, ['kms:CreateGrant'], service, FOR_AWS_RESOURCES);
    }
  }

  /** Opens the key to its domain's roles through a service for actions beyond the ones it always needs. */
  public allowDomain(service: KeyService, actions: readonly string[]): void {
    this.openTo(service);
    this.allowGrants(service, `GrantInUseThrough${pascal(service.id)}`, actions, this.byDomain());
    const statement = this.use.get(service.id);
    const missing = usesOf(actions).filter((action) => !statement?.actions.includes(action));
    if (!statement || missing.length === 0) { return; }
    if (statement.actions.length === 0) { this.document.addStatements(statement); }
    statement.addActions(...missing);
  }

  /** Opens the key to another domain's roles, as declared. */
  public share(domainName: string, services: readonly KeyService[], actions: readonly string[]): void {
    if (!this.domainPaths.includes(this.domainRoles(domainName))) { this.domainPaths.push(this.domainRoles(domainName)); }
    for (const service of services) {
      this.openTo(service);
      this.shares.push({ roles: this.domainRoles(domainName), services: service.viaServices(this.scope), actions });
      const key = `${domainName} ${service.id}`;
      const known = this.shared.get(key);
      if (known) {
        known.addActions(...usesOf(actions).filter((action) => !known.actions.includes(action)));
      } else {
        this.shared.set(key, this.allowThrough(service, `ShareWith${pascal(domainName)}Through${pascal(service.id)}`, usesOf(actions), this.byDomain(domainName)));
      }
    }
  }

  /** Opens the key to roles of other accounts, for some actions through one service on what has some encryption context. */
  public allowElsewhere(roles: RolesElsewhere, { service, actions, context }: UseElsewhere): void {
    this.openTo(service);
    this.elsewhere.push(roles);
    this.document.addStatements(new iam.PolicyStatement({
      sid: `RolesElsewhereThrough${pascal(service.id)}Set${this.elsewhere.length}`,
      principals: [roles.principal],
      actions: [...actions],
      resources: ['*'],
      conditions: merge(
        { StringEquals: { 'kms:ViaService': service.viaServices(this.scope) } },
        { [context.operator]: { [`kms:EncryptionContext:${context.key}`]: context.value } },
        roles.conditions,
      ),
    }));
  }

  /** Opens the key to direct calls of one principal that carry the domain's encryption context. */
  public allowDirect(principal: BoundPrincipal, actions: readonly string[]): void {
    this.isUsedDirectly = true;
    this.allowNamed('Directly', principal, usesOf(actions), undefined, {
      StringEquals: { [`kms:EncryptionContext:${DOMAIN_TAG}`]: this.props.domainName },
      Null: { 'kms:ViaService': 'true' },
    });
  }

  /** The statement for a service's own principal, bound by whatever source conditions the service sends. */
  public allowService(sid: string, facts: ServicePrincipalFacts): void {
    const { account, region } = Stack.of(this.scope);
    this.document.addStatements(new iam.PolicyStatement({
      sid,
      principals: [new iam.ServicePrincipal(servicePrincipalName(facts, region))],
      actions: [...facts.actions],
      resources: ['*'],
      conditions: merge(
        facts.sourceAccount ? { StringEquals: { 'aws:SourceAccount': account } } : {},
        facts.sourceArn ? { ArnLike: { 'aws:SourceArn': fillIn(facts.sourceArn, this.scope) } } : {},
        facts.context ? { ArnLike: { [`kms:EncryptionContext:${facts.context.key}`]: fillIn(facts.context.value, this.scope) } } : {},
      ),
    }));
  }

  private get rolesElsewhere(): string[] { return [...new Set(this.elsewhere.map(({ arn }) => arn))]; }

  private domainRoles(domainName: string): string {
    return domainRolesArn(this.scope, domainName);
  }

  private administer(): void {
    const { administratorArns, breakGlassArns, deletionWindowDays } = this.props;
    const guardians = Lazy.list({ produce: () => [...breakGlassArns, ...this.deployers] });
    this.allowAccount('Administration', ADMINISTRATION_ACTIONS, { ArnLike: { 'aws:PrincipalArn': Lazy.list({ produce: () => [...administratorArns, ...this.deployers] }) } });
    this.allowAccount('LockoutSafety', LOCKOUT_SAFETY_ACTIONS, {});
    // the deployers are here since a failed first creation must be able to take back the key it just made
    this.allowAccount('DeletionByBreakGlass', ['kms:ScheduleKeyDeletion'], {
      ArnLike: { 'aws:PrincipalArn': guardians },
      NumericGreaterThanEquals: { 'kms:ScheduleKeyDeletionPendingWindowInDays': String(deletionWindowDays) },
    });
    this.deny('DenyDeletionByOthers', DELETION_ACTIONS, { ArnNotLike: { 'aws:PrincipalArn': guardians } });
  }

  private protect(): void {
    // only IAM users can carry MFA: a role's session never says so, and a deny on roles would lock everybody out
    this.deny('DenyUsersWithoutMfa', [...DELETION_ACTIONS, 'kms:DisableKey', 'kms:PutKeyPolicy'], {
      ArnLike: { 'aws:PrincipalArn': iamArn(this.scope, 'user', '*') },
      BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
    });
    this.deny('DenyAdministrationByUsers', ADMINISTRATIVE_CHANGES, {
      ArnLike: { 'aws:PrincipalArn': Lazy.list({ produce: () => [...this.domainPaths, ...this.usersOutsideDomains()] }) },
    });
    this.deny('DenyGrantsNotForAwsResources', ['kms:CreateGrant'], { Bool: { 'kms:GrantIsForAWSResource': 'false' } });
    if (this.props.organizationId !== undefined) {
      // no cryptographic action: AWS-internal holders of grants may belong to no organization, or to AWS's own
      this.deny('DenyAdministrationOutsideOrganization', ['kms:CreateAlias', 'kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ReplicateKey', ...DELETION_ACTIONS], {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': this.props.organizationId },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      });
    }
  }

  /** Who uses the key without belonging to a domain; whoever administers it or deploys is not denied to. */
  private usersOutsideDomains(): string[] {
    const { administratorArns, breakGlassArns } = this.props;
    const named = [...[...this.named.values()].flat(), ...this.rolesElsewhere];
    if (named.length === 0) { return []; } // most keys, and what follows resolves
    const guardians = [...administratorArns, ...breakGlassArns, ...this.deployers].map((arn) => this.resolved(arn));
    const seen = new Set(guardians);
    return named.filter((arn) => {
      const isNew = !seen.has(this.resolved(arn));
      seen.add(this.resolved(arn));
      return isNew;
    });
  }

  private resolved(arn: string): string {
    return JSON.stringify(Stack.of(this.scope).resolve(arn));
  }

  /** Bound to roles of domains, which hold grants of services of the table only (`grantsToRoles`): a deny would beat those. */
  private denyOtherServices(): iam.PolicyStatement {
    return this.deny('DenyUseOutsideServices', CRYPTOGRAPHIC_ACTIONS, {
      ArnLike: { 'aws:PrincipalArn': Lazy.list({ produce: () => this.domainPaths }) },
      StringNotEquals: {
        'kms:ViaService': Lazy.list({ produce: () => this.viaServices }),
        [`kms:EncryptionContext:${DOMAIN_TAG}`]: this.props.domainName,
      },
    });
  }

  private byDomain(domainName = this.props.domainName): Conditions {
    return {
      StringEquals: { [`aws:PrincipalTag/${DOMAIN_TAG}`]: domainName },
      ArnLike: { 'aws:PrincipalArn': this.domainRoles(domainName) },
    };
  }

  /** Where actions hand the key on, only to AWS's resources; once for each statement id. */
  private allowGrants(service: KeyService, sid: string, actions: readonly string[], bounds: Conditions): void {
    if (!actions.includes('kms:CreateGrant') || this.granting.has(sid)) { return; }
    this.granting.add(sid);
    this.allowThrough(service, sid, ['kms:CreateGrant'], merge(bounds, FOR_AWS_RESOURCES), { context: false });
  }

  private allowNamed(how: string, principal: BoundPrincipal, actions: readonly string[], service?: KeyService, conditions: Conditions = {}): void {
    const bounds = merge(conditions, principal.conditions ?? {}, principal.taggable ? { StringEquals: { [`aws:PrincipalTag/${keyUserTag(this.props.domainName)}`]: 'yes' } } : {});
    if (actions.length === 0) { return; }
    const key = JSON.stringify(Stack.of(this.scope).resolve([how, actions, principal.account, bounds]));
    const known = this.named.get(key);
    if (known) {
      if (!known.includes(principal.arn)) { known.push(principal.arn); }
      return;
    }
    const arns = [principal.arn];
    this.named.set(key, arns);
    const sid = `NamedUsers${how}Set${this.named.size}`;
    const where = merge(bounds, { ArnLike: { 'aws:PrincipalArn': Lazy.list({ produce: () => arns }) } });
    if (service) {
      this.allowThrough(service, sid, actions, where, { account: principal.account, context: !actions.includes('kms:CreateGrant') });
    } else {
      this.allowAccount(sid, actions, merge(where, { StringEquals: { 'kms:CallerAccount': principal.account } }), principal.account);
    }
  }

  private allowThrough(service: KeyService, sid: string, actions: readonly string[], bounds: Conditions,
    { account = Stack.of(this.scope).account, context = true }: { account?: string; context?: boolean } = {}): iam.PolicyStatement {
    const via = service.viaServices(this.scope);
    const facts = service._facts.context;
    const statement = accountStatement(sid, actions, account, merge(
      { StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': via.length === 1 ? via[0] : via } },
      context && facts?.binds && facts.value.includes('${Account}')
        ? { [facts.value.includes('*') ? 'StringLike' : 'StringEquals']: { [`kms:EncryptionContext:${facts.key}`]: fillIn(facts.value, this.scope) } }
        : {},
      bounds,
    ));
    if (actions.length > 0 && via.length > 0) { this.document.addStatements(statement); }
    return statement;
  }

  private allowAccount(sid: string, actions: readonly string[], conditions: Conditions, account = Stack.of(this.scope).account): void {
    this.document.addStatements(accountStatement(sid, actions, account, conditions));
  }

  private deny(sid: string, actions: readonly string[], conditions: Conditions): iam.PolicyStatement {
    const statement = new iam.PolicyStatement({
      sid, effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: [...actions], resources: ['*'], conditions,
    });
    this.document.addStatements(statement);
    return statement;
  }
}

function accountStatement(sid: string, actions: readonly string[], account: string, conditions: Conditions): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, principals: [new iam.AccountPrincipal(account)], actions: [...actions], resources: ['*'], conditions });
}

const FOR_AWS_RESOURCES: Conditions = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };

/** `LockoutSafety` lets the account see the key, so no other statement repeats DescribeKey; grants have a statement of their own. */
const usesOf = (actions: readonly string[]): string[] =>
  [...new Set(actions)].filter((action) => action !== 'kms:DescribeKey' && action !== 'kms:CreateGrant').sort();

/** For statement ids, which take letters and digits only; a hyphen before a digit becomes an x, so that two names never give one id. */
const pascal = (id: string): string => id.replace(/(^|-)([a-z0-9])/g, (_match, dash: string, letter: string) =>
  (dash !== '' && /\d/.test(letter) ? `X${letter}` : letter.toUpperCase()));

function merge(...all: readonly Conditions[]): Conditions {
  const merged: Conditions = {};
  for (const conditions of all) {
    for (const [operator, keys] of Object.entries(conditions)) { merged[operator] = { ...merged[operator], ...keys }; }
  }
  return merged;
}
