import type { Formula } from './formula';
import type { RequestSpace } from './request-space';

/** What is known of a condition key. */
export interface KeyFacts {
  readonly multiValued: boolean;
  readonly type: 'string' | 'arn' | 'bool' | 'numeric' | 'date' | 'ip' | 'binary' | 'account' | 'organization';
  /** Whether every request has it. */
  readonly alwaysPresent?: boolean;
}

/** Something that holds of every request in AWS. */
export interface Axiom {
  readonly id: string;
  /** `undefined` where nothing that was asked has to do with it. May ask more. */
  readonly formula: (space: RequestSpace) => Formula | undefined;
}

/** What the engine is told of the world; it knows no service. */
export interface World {
  /** Partition of all principals. */
  readonly partition: string;
  /** By the key's name in lower case; `undefined` for one that nobody knows. */
  readonly keyFacts: (key: string) => KeyFacts | undefined;
  /** Actions that exist. */
  readonly actions: readonly string[];
  /** Values that make good examples, by the key's name in lower case. */
  readonly examples?: Readonly<Record<string, readonly string[]>>;
  readonly axioms: readonly Axiom[];
}
