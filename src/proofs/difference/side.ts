import { type Formula, or, type Request, type RequestSpace } from '../engine';

/** What one of two deployments allows, as formulas of a request space. */
export interface SideAccess {
  readonly allowed: Formula;
  /** Whether the independent evaluator says so too; `undefined` where it can't say. */
  confirms(request: Request): boolean | undefined;
}

/** A policy in one of two deployments, in one case of it; a plain value, so that equal ones are seen to be equal. */
export interface Side {
  /** All that decides. */
  readonly model: unknown;
  readonly documents: readonly unknown[];
  access(space: RequestSpace): SideAccess;
}

/** Where there is no policy, and nobody gets in without one. */
export const NOBODY: Side = { model: undefined, documents: [], access: () => ({ allowed: or(), confirms: () => false }) };

/** Two policies of one thing, before and after. */
export interface SidePair {
  readonly older: Side;
  readonly newer: Side;
  readonly partition: string;
  readonly region: string;
  readonly urlSuffix: string;
  /** Accounts that the policies are in. */
  readonly homes: readonly string[];
  /** What bounds the actions. */
  readonly actions: readonly string[];
  /** Actions that nobody can call on either side, whatever the policies say. */
  readonly idle?: readonly string[];
  /** Whose policy it is, where it is somebody's own. */
  readonly holder?: string;
  /** What can't be decided whatever the policies say. */
  readonly reasons: readonly string[];
}
