import { decidePair, type PairAccess, type PairDifference } from './decide-pair';
import { Deployed } from './deployed';
import { identitySubjects } from './identity-subjects';
import { namingWorld } from './known-actions';
import { changedDefaults, pairStacks } from './pair-stacks';
import { eachPairedCase, UnpairedError } from './paired-choices';
import { resourceSubjects } from './resource-subjects';
import type { SidePair } from './side';
import type { Subject } from './subject';
import { unreadPolicies } from './unread-policies';
import { shown } from '../engine';
import { TooComplexError } from '../engine/too-complex-error';
import type { Outcome } from '../template/case';
import { constructOf, type Placed } from '../template/deployment';
import { dependsOnParameter } from '../template/parameter';
import type { StackTemplate } from '../template/stack-template';
import { TooManyCasesError } from '../template/too-many-cases-error';

/** Where a policy stands. */
export interface Place {
  readonly stack: string;
  readonly construct: string;
  readonly logicalId: string;
  readonly resourceType: string;
  readonly template: string;
  /** Tells policies of one resource apart. */
  readonly about?: string;
  /** Choices of the deployment that it depends on, where it does. */
  readonly when?: string;
}

/** Access that somebody gained or lost. */
export interface AccessChange extends Place, PairAccess {}

/** A change that could not be decided, with its reason. */
export interface OpenChange extends Place {
  readonly reason: string;
}

/** Who gained and lost what access between two deployments. What only a deployment knows is taken to be the same in both. */
export interface AccessDifference {
  /** Policies that were compared. */
  readonly policies: number;
  readonly gained: readonly AccessChange[];
  readonly lost: readonly AccessChange[];
  readonly undecided: readonly OpenChange[];
}

/** Decides who gained and lost what access. */
export function accessDifference(olderStacks: readonly StackTemplate[], newerStacks: readonly StackTemplate[]): AccessDifference {
  const [before, after] = pairStacks(olderStacks, newerStacks);
  const both = { older: new Deployed(before), newer: new Deployed(after) };
  const stackOf = (stacks: readonly StackTemplate[], name: string) => stacks.find(({ stack }) => stack === name);
  const moved = (name: string): string[] => changedDefaults(stackOf(before, name), stackOf(after, name));
  const subjects = [...resourceSubjects(both), ...identitySubjects(both)];
  const all = subjects.map((subject) => differenceOf(subject, moved(subject.placed.stack.stack)));
  const unread = unreadPolicies(both).map(({ placed, reason }) => ({ ...placeOf(placed), reason }));
  return {
    policies: subjects.length,
    gained: all.flatMap(({ gained }) => gained),
    lost: all.flatMap(({ lost }) => lost),
    undecided: [...all.flatMap(({ undecided }) => undecided), ...unread],
  };
}

function placeOf(placed: Placed, about?: string): Place {
  const { stack: { stack, file }, resource: { logicalId, type } } = placed;
  return { stack, construct: constructOf(placed), logicalId, resourceType: type, template: file, ...about === undefined ? {} : { about } };
}

function differenceOf(subject: Subject, movedDefaults: readonly string[]): Omit<AccessDifference, 'policies'> {
  const place = placeOf(subject.placed, subject.about);
  let outcomes: Outcome<SidePair | undefined>[];
  try {
    outcomes = eachPairedCase((older, newer) => subject.read({ older, newer }));
  } catch (error) {
    if (!(error instanceof TooManyCasesError || error instanceof UnpairedError)) { throw error; }
    return { gained: [], lost: [], undecided: [{ ...place, reason: error.message }] };
  }
  const decided = new Map<string, PairDifference>();
  const cases = outcomes.flatMap(({ result, when }) => (result ? [{ when, result: decideOnce(result, movedDefaults, decided) }] : []));
  const inAll = <Value extends object>(values: (result: PairDifference) => readonly Value[]) =>
    merged(cases.map(({ when, result }) => ({ when, values: values(result) }))).map((one) => ({ ...place, ...one }));
  return {
    gained: inAll(({ gained }) => gained),
    lost: inAll(({ lost }) => lost),
    undecided: inAll(({ reasons }) => reasons.map((reason) => ({ reason }))),
  };
}

/** Cases mostly differ in nothing that this policy is about. */
function decideOnce(pair: SidePair, movedDefaults: readonly string[], decided: Map<string, PairDifference>): PairDifference {
  const models = JSON.stringify([pair.older.model, pair.newer.model]);
  const id = JSON.stringify([models, pair.homes, pair.holder, pair.reasons]);
  const known = decided.get(id);
  if (known) { return known; }
  const moved = movedDefaults.filter((name) => dependsOnParameter(models, name))
    .map((name) => `the parameter ${name} has another default, and the policy depends on it`);
  const made = safely({ ...pair, reasons: [...pair.reasons, ...moved] });
  decided.set(id, made);
  return made;
}

function safely(pair: SidePair): PairDifference {
  try {
    return decidePair(pair, namingWorld(pair.partition));
  } catch (error) {
    if (!(error instanceof TooComplexError)) { throw error; }
    return { gained: [], lost: [], reasons: [...pair.reasons, error.message] };
  }
}

interface Case<Value> {
  readonly when: readonly string[];
  readonly values: readonly Value[];
}

/** What is so in every case is said once; what is not, with the case. */
function merged<Value extends object>(cases: readonly Case<Value>[]): (Value & { when?: string })[] {
  const all = new Map<string, { value: Value; whens: string[] }>();
  for (const { when, values } of cases) {
    for (const value of values) {
      const key = JSON.stringify({ ...value, example: undefined });
      const known = all.get(key) ?? { value, whens: [] };
      known.whens.push(when.join(' and '));
      all.set(key, known);
    }
  }
  return [...all.values()].map(({ value, whens }) => (whens.length === cases.length ? value
    : { ...value, when: shown(`${whens[0]}${whens.length > 1 ? `, and in ${whens.length - 1} more cases` : ''}`) }));
}
