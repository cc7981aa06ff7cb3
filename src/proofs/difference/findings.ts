import { Certainty } from './certainty';
import { casesOf, changed, type Region, regionFormula } from './region';
import { Groups, type Who } from './who';
import { and, type Formula, not, or, type Request, type RequestSpace } from '../engine';
import { OwnKey } from '../engine/context-key';
import type { Dimension, Value } from '../engine/dimension';

/** Principals of whom, for some actions in some ways on some resources, a difference holds for each together; `undefined` stands for all. */
export interface Finding {
  readonly who: Who;
  readonly actions?: readonly number[];
  readonly resources?: readonly number[];
  readonly ways?: readonly number[];
  /** A shortest request. */
  readonly request: Request;
}

/** All that makes up a difference. */
export interface Findings {
  readonly found: readonly Finding[];
  /** Why a part of it could not be decided. */
  readonly reasons: readonly string[];
  /** Whether there is more than was listed. */
  readonly isCut: boolean;
}

/** More than so many of one policy are not listed. */
export const MOST_FINDINGS = 100;

/** A question that is closed: all its formulas are made. */
export interface ClosedQuestion {
  readonly space: RequestSpace;
  /** What holds of every request. */
  readonly environment: Formula;
  /** Accounts of the policy. */
  readonly homes: readonly string[];
  /** Whose policy it is, where it is somebody's own: resources are told apart then, and principals are not. */
  readonly holder?: string;
}

/** Lists a difference exactly: finds a request in it, finds all that are alike, and asks for one beside them until there is none. */
export function findingsOf(question: ClosedQuestion, difference: Formula): Findings {
  const { space, environment, homes, holder } = question;
  const found: Finding[] = [];
  let [open, certainty]: [Formula, Certainty | undefined] = [difference, undefined];
  for (;;) {
    const { verdict, request, example, reasons } = space.find(open);
    if (verdict !== 'possible') { return { found, reasons, isCut: false }; }
    if (found.length === MOST_FINDINGS) { return { found, reasons: [], isCut: true }; }
    certainty ??= new Certainty(and(environment, difference));
    const point: Region = new Map([...example!].map(([dimension, index]) => [dimension, [index]]));
    const groups = new Groups(space, certainty, homes);
    const who = holder === undefined ? groups.around(point) : { regions: [new Map()], words: holder };
    const finding = { who, ...alike(question, certainty, groups, point, who), request: request! };
    found.push(finding);
    open = and(open, not(regionsOf(question, finding)));
  }
}

/** How a request came, where policies ask. */
export function wayOf({ context }: RequestSpace): Value | undefined {
  const key = context.has('kms:ViaService') ? context.key('kms:ViaService') : undefined;
  return key instanceof OwnKey ? key.value : undefined;
}

/** The actions, resources and ways for which the difference holds as it does for a point. */
function alike({ space, holder }: ClosedQuestion, certainty: Certainty, groups: Groups, point: Region, who: Who): Pick<Finding, 'actions' | 'resources' | 'ways'> {
  const others = holder === undefined ? changed(point, groups.dimensions.map((dimension) => [dimension, undefined])) : point;
  const grown: [Dimension, readonly number[] | undefined][] = [];
  const grow = (dimension: Dimension): readonly number[] | undefined => {
    const own = point.get(dimension);
    if (!own) { return undefined; }
    const holds = (cases: readonly number[] | undefined) =>
      who.regions.every((region) => certainty.everywhere(changed(changed(others, region), [...grown, [dimension, cases]])));
    const all = holds(undefined) ? undefined : casesOf(dimension).filter((one) => own.includes(one) || holds([one]));
    grown.push([dimension, all]);
    return all;
  };
  const way = wayOf(space);
  return { actions: grow(space.action), resources: holder === undefined ? undefined : grow(space.resource), ways: way && grow(way) };
}

/** Everything that a finding tells of. */
function regionsOf({ space }: ClosedQuestion, { who, actions, resources, ways }: Finding): Formula {
  const way = wayOf(space);
  const what = changed(new Map(), [[space.action, actions], [space.resource, resources], ...way ? [[way, ways] as const] : []]);
  return and(or(...who.regions.map(regionFormula)), regionFormula(what));
}
