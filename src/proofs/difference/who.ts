import type { Certainty } from './certainty';
import { isSingle } from './phrases';
import { MOST_EXCEPTIONS, PrincipalNames } from './principal-names';
import { casesOf, changed, type Region } from './region';
import { IAM_TYPES, type PrincipalType, type RequestSpace } from '../engine';
import type { Dimension, Value } from '../engine/dimension';

/** Principals that a difference is about, all of them alike. */
export interface Who {
  readonly regions: readonly Region[];
  /** For people. */
  readonly words: string;
}

/** Finds the largest group of principals around one of whom a formula holds alike. */
export class Groups {
  private readonly names: PrincipalNames;

  /** @param homes accounts of the policy */
  constructor(private readonly space: RequestSpace, private readonly certainty: Certainty, private readonly homes: readonly string[]) {
    this.names = new PrincipalNames(space, homes);
  }

  /** Dimensions that say who asks. */
  public get dimensions(): readonly Dimension[] {
    const { type, account, name, session, service, provider } = this.space.principals;
    return [type, account, name, session, service, provider];
  }

  /** @param point a request of which the formula holds */
  public around(point: Region): Who {
    const others = changed(point, this.dimensions.map((dimension) => [dimension, undefined]));
    const holds = (region: Region): boolean => this.certainty.everywhere(changed(others, region));
    for (const group of this.groups(point, holds)) {
      if (group.regions.some((region) => contains(region, point)) && group.regions.every(holds)) { return group; }
    }
    const exact = new Map(this.dimensions.flatMap((dimension) => (point.has(dimension) ? [[dimension, point.get(dimension)!] as const] : [])));
    return { regions: [exact], words: this.names.ofPoint(exact) };
  }

  /** From the largest to the smallest. */
  private* groups(point: Region, holds: (region: Region) => boolean): Generator<Who> {
    const { type, account, service, provider } = this.space.principals;
    const kind = type.cases[point.get(type)?.[0] ?? 0] as PrincipalType;
    yield { regions: [new Map()], words: 'anybody at all, even without credentials' };
    for (const home of this.homeCases) {
      const away = casesOf(account).filter((one) => one !== home);
      const outside: Region = new Map<Dimension, readonly number[]>([[type, this.types(...IAM_TYPES)], [account, away]]);
      const words = `anybody at all outside ${this.names.accounts([home])}, even without credentials`;
      yield { regions: [new Map([[type, this.types('service', 'federated', 'anonymous')]]), outside], words };
    }
    if (IAM_TYPES.includes(kind)) { yield* this.ofAccounts(kind, point, holds); }
    for (const [one, dimension] of [['service', service], ['federated', provider]] as const) {
      if (kind !== one) { continue; }
      yield { regions: [new Map([[type, this.types(kind)]])], words: one === 'service' ? 'any service of AWS' : 'users of any identity provider' };
      const near = this.near(dimension, point);
      const words = `${one === 'service' ? '' : 'users of '}${this.names.values(dimension, near)}`;
      yield { regions: [new Map<Dimension, readonly number[]>([[type, this.types(kind)], [dimension, near]])], words };
    }
  }

  private* ofAccounts(kind: PrincipalType, point: Region, holds: (region: Region) => boolean): Generator<Who> {
    const { type, account, name } = this.space.principals;
    const near = this.near(account, point);
    const iam = this.types(...IAM_TYPES);
    const away = this.homeCases.map((home) => casesOf(account).filter((one) => one !== home));
    const of = (types: readonly number[], accounts?: readonly number[], names?: readonly number[]): Region =>
      changed(new Map([[type, types]]), [[account, accounts], [name, names]]);

    for (const accounts of [undefined, ...away, near]) { yield { regions: [of(iam, accounts)], words: `everybody in ${this.names.accounts(accounts)}` }; }

    const others = casesOf(name).filter((one) => !isSingle(name, one));
    // names are tried one by one only where a group of them may come out
    const mayRoles = holds(of(this.types('role'), near, others)) ? casesOf(name).filter((one) => holds(of(this.types('role'), near, [one]))) : [];
    const spared = casesOf(name).filter((one) => !mayRoles.includes(one));
    if (mayRoles.length > 0 && spared.length <= MOST_EXCEPTIONS && spared.every((one) => isSingle(name, one))) {
      const regions = [of(this.types('user', 'root', 'federated-user'), near), of(this.types('role'), near, mayRoles)];
      yield { regions, words: `everybody in ${this.names.accounts(near)} except ${this.names.named('role', near, spared)}` };
    }
    for (const accounts of [undefined, ...away, near]) {
      yield { regions: [of(this.types(kind), accounts)], words: this.names.ofKind(kind, accounts) };
    }
    const own = point.get(name) ?? others;
    const isWide = others.some((one) => holds(of(this.types(kind), near, [one])));
    const names = isWide ? casesOf(name).filter((one) => holds(of(this.types(kind), near, [one]))) : own;
    for (const accounts of [undefined, near]) {
      if (names.length > 0) { yield { regions: [of(this.types(kind), accounts, names)], words: this.names.named(kind, accounts, names) }; }
    }
  }

  /** The case of a point, with all that policies don't name where it is one of those. */
  private near(dimension: Value, point: Region): readonly number[] {
    const [own = 0] = point.get(dimension) ?? [];
    return isSingle(dimension, own) ? [own] : casesOf(dimension).filter((one) => !isSingle(dimension, one));
  }

  private get homeCases(): number[] {
    return this.space.principals.account.singles.filter(({ value }) => this.homes.includes(value)).map(({ index }) => index);
  }

  private types(...types: readonly PrincipalType[]): readonly number[] {
    const { type } = this.space.principals;
    return casesOf(type).filter((index) => types.includes(type.cases[index] as PrincipalType));
  }
}

/** Whether a point is in a region; what a point does not have makes no difference to it. */
const contains = (region: Region, point: Region): boolean =>
  [...region].every(([dimension, cases]) => (point.get(dimension) ?? cases).every((one) => cases.includes(one)));
