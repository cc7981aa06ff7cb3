import { type Duration, Stack, Tags, Token, type aws_kms as kms } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { Classification } from './classification';
import { KeyGranularity } from './key-granularity';
import { DomainKey, KeyAccess, type KeyLifetime, KeyPurpose, type KeyService } from '../keys';
import { areDifferent, deploymentRoleArn, domainRolesArn } from '../private/arns';
import { InvalidInputError, refuseUnless } from '../private/errors';
import { stackInRegion } from '../private/global-stack';
import { CLASSIFICATION_TAG, DOMAIN_NAME, DOMAIN_TAG, checkDomainName, checkOrganization, domainNameOf, rolePathOf } from '../private/names';
import { Register } from '../private/register';

/** Properties of a domain. */
export interface DomainProps {
  /**
   * Name of the domain: 1 to 40 lower-case letters, digits and single hyphens, unique in the account and Region.
   *
   * It becomes part of key aliases, role paths and tags, so it can't change later without replacing roles.
   *
   * @default - the construct's id in lower case, words apart: `OrderHistory` is `order-history`
   */
  readonly name?: string;

  /**
   * How harmful it would be if the domain's data got out.
   *
   * @default Classification.CONFIDENTIAL
   */
  readonly classification?: Classification;

  /**
   * How many keys the domain has.
   *
   * @default KeyGranularity.PER_PURPOSE
   */
  readonly keyGranularity?: KeyGranularity;

  /**
   * Roles or users that administer the domain's keys, by ARN. They can't use them.
   *
   * @default - the roles that deploy the stack
   */
  readonly administratorArns?: string[];

  /**
   * Roles that may schedule the deletion of the domain's keys, by ARN.
   *
   * @default - the account's root user
   */
  readonly breakGlassArns?: string[];

  /**
   * Roles that create the domain's resources, by ARN: CloudFormation's execution roles.
   *
   * @default - the execution role of each stack's synthesizer
   */
  readonly deploymentRoleArns?: string[];

  /**
   * The AWS organization, such as `o-a1b2c3d4e5`: nobody outside it gets near the domain's keys and secrets.
   *
   * @default - the account is the border
   */
  readonly organizationId?: string;

  /**
   * Time between automatic rotations of the keys: 90 to 2560 days.
   *
   * @default Duration.days(365)
   */
  readonly rotationPeriod?: Duration;

  /**
   * What becomes of the keys when their stack goes away.
   *
   * @default KeyLifetime.retained()
   */
  readonly keyLifetime?: KeyLifetime;

  /**
   * Of a domain that is another's in another Region: that one.
   *
   * @internal
   */
  readonly _home?: Domain;
}

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
  private readonly sharing: DeclaredSharing[] = [];

  constructor(scope: Construct, id: string, private readonly props: DomainProps = {}) {
    super(scope, id);
    this.name = checkDomainName(props.name ?? domainNameOf(id));
    this.classification = props.classification ?? Classification.CONFIDENTIAL;
    this.rolePath = rolePathOf(this.name);
    this.organizationId = checkOrganization(props.organizationId);
    Object.defineProperty(this, DOMAIN_NAME, { value: this.name });
    this.claimName();
    this.tag(this);
  }

  /** The domain's key for a purpose. Made when it is first asked for. */
  public key(purpose: KeyPurpose): DomainKey {
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
    const key = this.key(purpose);
    if (!this.props.deploymentRoleArns) { key.addDeploymentRoleOf(consumer); }
    return key.forService(service);
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
      what: `the place of the domain '${this.name}'`,
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

  /** Two domains of one name would have one alias, and open each other's keys. */
  private claimName(): void {
    if (this.props._home) { return; } // its aliases say whose it is
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

function checkReason(reason: string): void {
  refuseUnless(reason.trim().length >= 10, { what: 'reason of a shared key', got: reason, allowed: 'at least 10 characters', fix: 'say why the other domain needs it: an auditor will ask' });
}
