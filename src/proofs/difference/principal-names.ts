import { covered, isSingle, type Phrase } from './phrases';
import { casesOf, type Region } from './region';
import { glob, hasSymbol, principalArn, type PrincipalType, type RequestSpace, shown } from '../engine';
import type { Value } from '../engine/dimension';
import { ANYBODY } from '../model/shown-request';

/** Exceptions that a sentence can name; with more of them, those who are meant are named instead. */
export const MOST_EXCEPTIONS = 4;

const NOUNS: Readonly<Partial<Record<PrincipalType, string>>> = { 'role': 'role', 'user': 'user', 'federated-user': 'federated user', 'root': 'root user' };

/** Puts principals into words. */
export class PrincipalNames {
  constructor(private readonly space: RequestSpace, private readonly homes: readonly string[]) {}

  /** `undefined` stands for all accounts. */
  public accounts(cases: readonly number[] | undefined): string {
    const { account } = this.space.principals;
    if (!cases || cases.length === account.size) { return 'any account'; }
    const homes = account.singles.filter(({ value }) => this.homes.includes(value)).map(({ index }) => index);
    const missing = casesOf(account).filter((index) => !cases.includes(index));
    if (missing.length === 1 && homes.includes(missing[0])) { return `any account other than ${this.accounts(missing)}`; }
    return cases.every((index) => isSingle(account, index)) ? cases.map((index) => accountText(account.witness(index)!)).join(', ') : 'any account that no policy names';
  }

  /** Values of services or identity providers. */
  public values(value: Value, cases: readonly number[]): string {
    const isService = value === this.space.principals.service;
    if (!cases.every((index) => isSingle(value, index))) { return `any ${isService ? 'service' : 'identity provider'} that no policy names`; }
    return `${isService ? 'the service' : 'the identity provider'} ${cases.map((index) => shown(value.witness(index)!)).join(', ')}`;
  }

  public ofKind(kind: PrincipalType, accounts: readonly number[] | undefined): string {
    return `${kind === 'root' ? 'the root user' : `any ${NOUNS[kind]}`} of ${this.accounts(accounts)}`;
  }

  /** Principals of one kind by their names. */
  public named(kind: PrincipalType, accounts: readonly number[] | undefined, names: readonly number[]): string {
    const { name } = this.space.principals;
    const left = casesOf(name).filter((index) => !names.includes(index));
    const isAllElse = left.every((index) => isSingle(name, index));
    if (isAllElse && left.length > 0 && left.length <= MOST_EXCEPTIONS) { return `${this.ofKind(kind, accounts)} except ${this.list(kind, accounts, left)}`; }
    if (isAllElse) { return left.length === 0 ? this.ofKind(kind, accounts) : `any other ${NOUNS[kind]} of ${this.accounts(accounts)}`; }
    return this.list(kind, accounts, names);
  }

  /** One principal, with a role's session. */
  public ofPoint(point: Region): string {
    const { type, account, name, session, service, provider } = this.space.principals;
    const kind = type.cases[point.get(type)?.[0] ?? 0] as PrincipalType;
    const [[first = 0] = [], sessions] = [point.get(name), point.get(session)];
    if (kind === 'anonymous') { return ANYBODY; }
    if (kind === 'service') { return this.values(service, point.get(service) ?? casesOf(service)); }
    if (kind === 'federated') { return `users of ${this.values(provider, point.get(provider) ?? casesOf(provider))}`; }
    if (kind === 'root') { return this.ofKind(kind, point.get(account)); }
    const words = this.named(kind, point.get(account), point.has(name) ? [first] : casesOf(name));
    if (!sessions) { return words; }
    return `${isSingle(session, sessions[0]) ? `the session ${session.witness(sessions[0])}` : 'any session that no policy names'} of ${words}`;
  }

  private list(kind: PrincipalType, accounts: readonly number[] | undefined, names: readonly number[]): string {
    const { account, name, partition } = this.space.principals;
    const isOne = accounts?.length === 1 && isSingle(account, accounts[0]);
    const arnOf = (text: string): string => principalArn({ type: kind, account: isOne ? account.witness(accounts[0]) : '*', name: text }, partition)!;
    const { covers, rest } = covered(name, names, this.phrases(arnOf));
    const [named, others] = [rest.filter((index) => isSingle(name, index)), rest.filter((index) => !isSingle(name, index))];
    const words = [
      ...named.map((index) => arnOf(name.witness(index)!)),
      ...others.slice(0, 1).map((index) => `any other ${NOUNS[kind]} of ${this.accounts(accounts)}, such as ${arnOf(name.witness(index)!)}`),
    ];
    return [...covers.map(({ text }) => `any ${NOUNS[kind]} like ${text}`), ...words].map(shown).join(', ');
  }

  private phrases(arnOf: (name: string) => string): Phrase[] {
    const texts = new Set(this.space.textsOf('aws:PrincipalArn').filter((text) => /[*?]/.test(text)));
    return [...texts].map((text) => ({ text, takes: (name) => glob(text).takes(arnOf(name)) }));
  }
}

const accountText = (account: string): string => (hasSymbol(account) ? 'the stack\'s account' : `account ${account}`);
