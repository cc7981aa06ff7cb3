import { Stack, Tags, Token, type aws_kms as kms } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { Classification } from './classification';
import type { DomainProps } from './domain-props';
import { KeyGranularity } from './key-granularity';
import { DomainKey, ImportedDomainKey, KeyAccess, KeyPurpose, type KeyService } from '../keys';
import { areDifferent, deploymentRoleArn, domainRolesArn } from '../private/arns';
import { InvalidInputError, refuseUnless } from '../private/errors';
import { stackInRegion } from '../private/global-stack';
import { CLASSIFICATION_TAG, DOMAIN_NAME, DOMAIN_TAG, checkDomainName, checkOrganization, domainNameOf, rolePathOf } from '../private/names';
import { Register } from '../private/register';

/** What one domain lets another do with its key. */
export interface ShareOptions {
  /**
   * The key that is shared.
   *
   * @default KeyPurpose.DATA
   */
  readonly purpose?: KeyPurpose;

  /** The services through which the other domain uses the key. */
  readonly services: KeyService[];

  /**
   * What the other domain may do.
   *
   * @default KeyAccess.DECRYPT
   */
  readonly access?: KeyAccess;

  /** Why it is shared: at least 10 characters. The evidence shows it. */
  readonly reason: string;
}

/** A sharing that was declared. */
export interface DeclaredSharing {
  /** Name of the domain, or id of the account, that may use the key. */
  readonly consumer: string;
  /** The key that is shared. */
  readonly purpose: KeyPurpose;
  /** Why it is shared. */
  readonly reason: string;
}

/**
 * A bounded context with a data classification: it owns its keys, and everything that is encrypted with them.
 *
 * Its keys open only for roles of its path (`/gold/<domain>/`), and only through the services that it uses. Everything built in it
 * carries its tags.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * new data.DomainBucket(orders, 'Receipts');
 */
export class Domain extends Construct {
  /**
   * The domain that a construct lies in.
   *
   * @throws if it lies in none
   */
  public static of(construct: IConstruct): Domain {
    const domain = [...construct.node.scopes].reverse().find((scope): scope is Domain => DOMAIN_NAME in scope);
    if (!domain) {
      throw new InvalidInputError({
        what: `the scope '${construct.node.path}'`,
        got: 'no domain around it',
        allowed: 'a scope inside a core.Domain',
        fix: 'create it in a domain (`new DomainBucket(orders, …)`) or pass `domain`',
      });
    }
    return domain;
  }

  /** Name of the domain. */
  public readonly name: string;
  /** How harmful it would be if the domain's data got out. */
  public readonly classification: Classification;
  /** IAM path of the domain's roles. */
  public readonly rolePath: string;
  /** The AWS organization, where it is known. */
  public readonly organizationId?: string;

  private readonly keys = new Map<string, DomainKey>();
  private readonly existing = new Map<string, ImportedDomainKey>();
  private readonly sharing: DeclaredSharing[] = [];

  constructor(scope: Construct, id: string, private readonly props: DomainProps = {}) {
    super(scope, id);
    this.name = checkDomainName(props.name ?? domainNameOf(id));
    this.classification = props.classification ?? Classification.CONFIDENTIAL;
    this.rolePath = rolePathOf(this.name);
    this.organizationId = checkOrganization(props.organizationId);
    Object.defineProperty(this, DOMAIN_NAME, { value: this.name });
    checkPurposes(props.existingKeyArns);
    this.claimName();
    this.tag(this);
  }

  /**
   * What tells the domain's constructs from another's in the ids of a stack: its name, or its own id where only the deployment knows the name.
   *
   * @internal
   */
  public get _idPart(): string { return Token.isUnresolved(this.name) ? this.node.id : this.name; }

  /**
   * The domain's key for a purpose. Made when it is first asked for.
   *
   * @throws if the domain has keys already that are not made here
   */
  public key(purpose: KeyPurpose): DomainKey {
    refuseUnless(this.props.existingKeyArns === undefined, {
      what: `the ${purpose} key of the domain '${this.label}'`, got: 'one that is made elsewhere', allowed: 'its ARN, and its use by constructs', fix: 'call keyArn(…) or keyFor(…); its policy is changed where it is made',
    });
    const only = this.props.keyGranularity === KeyGranularity.PER_DOMAIN ? KeyPurpose.DATA : purpose;
    const known = this.keys.get(only);
    if (known) { return known; }
    const key = new DomainKey(this, `${only[0].toUpperCase()}${only.slice(1)}Key`, {
      domainName: this.name,
      purpose: only,
      administratorArns: this.props.administratorArns,
      breakGlassArns: this.props.breakGlassArns,
      deploymentRoleArns: this.props.deploymentRoleArns,
      organizationId: this.organizationId,
      rotationPeriod: this.props.rotationPeriod,
      lifetime: this.props.keyLifetime,
      _aliasSuffix: this.props._home && Stack.of(this.props._home).region,
    });
    this.keys.set(only, key);
    return key;
  }

  /**
   * The domain's key for a purpose as one service sees it, for a construct of any stack: pass it to an L2 as its encryption key.
   *
   * The role that deploys the construct's stack is let in to create it.
   */
  public keyFor(consumer: IConstruct, purpose: KeyPurpose, service: KeyService): kms.IKey {
    if (this.props.existingKeyArns) { return this.existingKey(purpose).forService(service); }
    const key = this.key(purpose);
    if (!this.props.deploymentRoleArns) { key.addDeploymentRoleOf(consumer); }
    return key.forService(service);
  }

  /** ARN of the domain's key for a purpose, wherever it is made. */
  public keyArn(purpose: KeyPurpose): string {
    return this.props.existingKeyArns ? this.existingKey(purpose).keyArn : this.key(purpose).keyArn;
  }

  /**
   * Whether a key is one of the domain's.
   *
   * @internal
   */
  public _owns(keyArn: string): boolean {
    return [...this.keys.values(), ...this.existing.values()].some((key) => key.keyArn === keyArn);
  }

  /** The keys that the domain has so far. */
  public get domainKeys(): DomainKey[] { return [...this.keys.values()]; }

  /** What was declared to be shared with others. */
  public get declaredSharing(): DeclaredSharing[] { return [...this.sharing]; }

  /**
   * Declares that another domain uses a key of this one.
   *
   * A grant on what the key encrypts (`bucket.grantRead(role)`) is still needed; without this declaration it is refused.
   */
  public shareWith(consumer: Domain, options: ShareOptions): void {
    refuseUnless(consumer !== this, { what: 'consumer of a shared key', got: this.name, allowed: 'another domain', fix: 'a domain\'s own roles need no declaration' });
    checkReason(options.reason);
    const { account } = Stack.of(consumer);
    refuseUnless(!areDifferent(account, Stack.of(this).account), {
      what: `sharing with the domain '${consumer.name}'`,
      got: `a domain in account ${account}`,
      allowed: `domains in account ${Stack.of(this).account}`,
      fix: `declare the account, and grant its roles one by one: shareWithAccount('${account}', …)`,
    });
    const purpose = options.purpose ?? KeyPurpose.DATA;
    this.key(purpose).shareWithDomain(consumer.name, options.access ?? KeyAccess.DECRYPT, ...options.services);
    this.sharing.push({ consumer: consumer.name, purpose, reason: options.reason });
  }

  /** Declares that roles of another account, each named by its grant, may use a key of this domain. */
  public shareWithAccount(accountId: string, purpose: KeyPurpose, reason: string): void {
    checkReason(reason);
    this.key(purpose).shareWithAccount(accountId);
    this.sharing.push({ consumer: accountId, purpose, reason });
  }

  /** Patterns of the domain's roles, for `aws:PrincipalArn` in policies of a scope's account. */
  public roleArnPatterns(scope: IConstruct): string[] {
    return [domainRolesArn(scope, this.name)];
  }

  /** The roles that create the domain's resources in the stack of a scope: CloudFormation's execution roles. */
  public deploymentRoleArns(scope: IConstruct): string[] {
    return this.props.deploymentRoleArns ?? [deploymentRoleArn(scope)];
  }

  /** Marks a construct outside the domain's scope as the domain's own, by its tags. */
  public tag(construct: IConstruct): void {
    if (construct !== this && construct.node.scopes.includes(this)) { return; } // its tags come down to it already
    Tags.of(construct).add(DOMAIN_TAG, this.name);
    Tags.of(construct).add(CLASSIFICATION_TAG, this.classification);
  }

  /**
   * This domain as it is where a scope lies: in another Region it has keys of its own, for the same roles, in a stack beside its own. Their aliases
   * end with the Region of this one.
   *
   * What serves CloudFront, such as its web ACLs and their logs, lies in us-east-1 and can use no other Region's keys.
   *
   * @throws if the scope lies in another account
   */
  public inRegionOf(scope: Construct): Domain {
    const [here, there] = [Stack.of(this), Stack.of(scope)];
    refuseUnless(!areDifferent(here.account, there.account), {
      what: `the place of the domain '${this.label}'`,
      got: `a scope in account ${there.account}`,
      allowed: `account ${here.account}`,
      fix: 'make a domain of that account, and declare what is shared: shareWithAccount(…)',
    });
    if (!areDifferent(here.region, there.region)) { return this; }
    const home = this.props._home ?? this;
    if (Stack.of(home).region === there.region) { return home; }
    const stack = stackInRegion(home, there.region);
    const id = `Domain-${this.name}`;
    return stack.node.tryFindChild(id) as Domain | undefined ?? new Domain(stack, id, { ...home.props, name: this.name, _home: home });
  }

  /** What messages call it: its place where only the deployment knows its name. */
  private get label(): string { return Token.isUnresolved(this.name) ? this.node.path : this.name; }

  private existingKey(purpose: KeyPurpose): ImportedDomainKey {
    const { existingKeyArns: arns = {}, keyGranularity } = this.props;
    const only = keyGranularity === KeyGranularity.PER_DOMAIN ? KeyPurpose.DATA : purpose;
    const known = this.existing.get(only);
    if (known) { return known; }
    refuseUnless(Object.hasOwn(arns, only), {
      what: `existingKeyArns of the domain '${this.label}'`, got: `no key for ${only}`, allowed: `the ARN of the ${only} key beside ${Object.keys(arns).join(', ')}`, fix: 'pass it: what is built here is encrypted with it',
    });
    const key = new ImportedDomainKey(this, `Existing${only[0].toUpperCase()}${only.slice(1)}Key`, {
      domainName: this.name, keyArn: arns[only], servicePrincipals: this.props.existingKeyServicePrincipals,
    });
    this.existing.set(only, key);
    return key;
  }

  /** Two domains of one name would have one alias, and open each other's keys. */
  private claimName(): void {
    // its aliases say whose it is; a name that only the deployment knows is one of its own
    if (this.props._home || Token.isUnresolved(this.name)) { return; }
    const place = placeOf(Stack.of(this), this.name);
    refuseUnless(DOMAINS.get(this, place) === undefined, {
      what: 'domain name',
      got: this.name,
      allowed: 'a name that no other domain of the account and Region has',
      fix: 'use the domain that exists, or choose another `name`',
    });
    DOMAINS.set(this, place, this);
  }
}

const DOMAINS = new Register<Domain>('domains');

const placeOf = ({ account, region }: Stack, name: string): string => [account, region, name].map((part) => (Token.isUnresolved(part) ? '' : part)).join('/');

function checkPurposes(arns: Readonly<Record<string, string>> = {}): void {
  const purposes: readonly string[] = Object.values(KeyPurpose);
  const unknown = Object.keys(arns).find((purpose) => !purposes.includes(purpose));
  refuseUnless(unknown === undefined, { what: 'purpose in existingKeyArns', got: unknown, allowed: purposes.join(', '), fix: 'name the purpose of each key' });
}

function checkReason(reason: string): void {
  refuseUnless(reason.trim().length >= 10, { what: 'reason of a shared key', got: reason, allowed: 'at least 10 characters', fix: 'say why the other domain needs it: an auditor will ask' });
}
