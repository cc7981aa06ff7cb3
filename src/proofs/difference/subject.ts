import { type Deployed, keyOf } from './deployed';
import type { Side, SidePair } from './side';
import type { Choices } from '../template/case';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';

/** Two deployments, or what is made of each. */
export interface Both<Value> {
  readonly older: Value;
  readonly newer: Value;
}

/** A policy, or all policies of somebody, before and after. */
export interface Subject {
  /** Where it stands: on the newer side if it is there. */
  readonly placed: Placed;
  /** Tells policies of one resource apart, for people. */
  readonly about?: string;
  /** Reads both sides in a case; `undefined` where it is on neither. */
  read(choices: Both<Choices>): SidePair | undefined;
}

type More = Pick<SidePair, 'actions'> & Partial<Pick<SidePair, 'holder' | 'idle' | 'reasons'>>;

/** A pair with what follows from where it stands. */
export function pairOf(sides: Both<Side>, resolvers: Both<Resolver | undefined>, more: More): SidePair | undefined {
  const present = [resolvers.newer, resolvers.older].filter((one) => one !== undefined);
  if (present.length === 0) { return undefined; }
  const [{ partition, region, urlSuffix }] = present;
  const moved = present.length === 2 && present[0].partition !== present[1].partition ? ['the stack moves to another partition'] : [];
  const homes = [...new Set(present.map(({ account }) => account))];
  return { ...more, ...sides, partition, region, urlSuffix, homes, reasons: [...moved, ...more.reasons ?? []] };
}

/** The resources of some types on either side, once each: as the newer side has them where it does. */
export function placedOnEither({ older, newer }: Both<Deployed>, ...types: readonly string[]): Placed[] {
  const all = [...older.deployment.ofType(...types), ...newer.deployment.ofType(...types)];
  return [...new Map(all.map((placed) => [keyOf(placed), placed])).values()];
}

/** A resource on both sides, and what reads it where it is made. */
export function resolversOf({ older, newer }: Both<Deployed>, placed: Placed, choices: Both<Choices>) {
  const of = { older: older.find(keyOf(placed)), newer: newer.find(keyOf(placed)) };
  return { of, resolvers: { older: older.resolver(of.older, choices.older), newer: newer.resolver(of.newer, choices.newer) } };
}
