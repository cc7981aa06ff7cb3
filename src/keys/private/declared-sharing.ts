import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { BoundPrincipal } from './principal';
import { isOtherAccount } from '../../private/arns';
import { InvalidInputError } from '../../private/errors';
import type { KeyService } from '../key-service';

/** The key that is shared, for messages. */
interface SharedKey extends IConstruct {
  readonly domainName: string;
  readonly purpose: string;
}

/** Other domains and accounts that a key was declared to be shared with, and for what. */
export class DeclaredSharing {
  /** Actions by domain and service. */
  private readonly domains = new Map<string, Map<string, Set<string>>>();
  private readonly accounts = new Set<string>();

  constructor(private readonly key: SharedKey) {}

  public addDomain(domainName: string, services: readonly KeyService[], actions: readonly string[]): void {
    const declared = this.domains.get(domainName) ?? new Map<string, Set<string>>();
    for (const { id } of services) { declared.set(id, new Set([...declared.get(id) ?? [], ...actions])); }
    this.domains.set(domainName, declared);
  }

  public addAccount(accountId: string): void { this.accounts.add(accountId); }

  public get accountIds(): string[] { return [...this.accounts]; }

  public hasAccount(accountId: string): boolean { return this.accounts.has(accountId); }

  /**
   * A key is shared only as declared: a grant alone opens it to no other domain or account, and no wider than was declared.
   *
   * @param service the service that is used through; none for direct calls, which are never shared
   * @throws if the principal, or what it is granted, was not declared
   */
  public check(principal: BoundPrincipal, actions: readonly string[], service?: KeyService): BoundPrincipal {
    const own = Stack.of(this.key).account;
    if (isOtherAccount(principal.account, own)) {
      if (this.accounts.has(principal.account)) { return principal; }
      throw this.refusal(`account ${principal.account}, which it is not shared with`,
        [Token.isUnresolved(own) ? 'its own account, which the stack does not name' : 'its own account', ...this.accounts].join(', '),
        `declare it: shareWithAccount('${principal.account}'), or name the stack's account in its \`env\``);
    }
    const { domain } = principal;
    if (domain === undefined || domain === this.key.domainName) { return principal; }
    const declared = this.domains.get(domain);
    const allowed = [...declared?.get(service?.id ?? '') ?? []];
    const isAllowed = (action: string) => allowed.some((known) => known === action || (known.endsWith('*') && action.startsWith(known.slice(0, -1))));
    const beyond = service ? actions.filter((action) => !isAllowed(action)) : actions;
    if (service && declared && beyond.length === 0) { return principal; }
    throw this.refusal(
      `the domain '${domain}', which it is not shared with for ${beyond.join(', ')} ${service ? `through ${service.title}` : 'by direct calls'}`,
      ['its own roles', ...[...declared ?? []].map(([id, known]) => `${domain} through ${id} for ${[...known].join(', ')}`)].join('; '),
      `declare it: ${this.key.domainName}.shareWith(${domain}, { purpose, services, access, reason })`);
  }

  private refusal(got: string, allowed: string, fix: string): InvalidInputError {
    return new InvalidInputError({ what: `a grant on the ${this.key.purpose} key of the domain '${this.key.domainName}'`, got, allowed, fix });
  }
}
