import { policyOf, type Statement, statementsOf } from './statement';
import type { ClaimedKey, Payments } from './payments';
import type { Change } from './weaken';
import { Prover } from '../../../src/proofs/private/prover';
import type { ProofRecord } from '../../../src/proofs/private/proof-run';
import { Choices } from '../../../src/proofs/template/case';
import type { Placed } from '../../../src/proofs/template/deployment';

/** A key whose policy differs from what the example says in one statement. */
export interface Mutant {
  readonly key: ClaimedKey;
  readonly statement: Statement;
  readonly change: string;
  /** As a template has it. */
  readonly policy: unknown;
}

export const nameOf = ({ key: { placed }, statement: { sid }, change }: Mutant): string => `${placed.resource.logicalId.replace(/^Gold|[0-9A-F]{8}$/g, '')} ${sid} ${change}`;

/** All changes of all statements of a key, one at a time. */
export function mutantsOf(key: ClaimedKey, changesOf: (statement: Statement, all: readonly Statement[]) => readonly Change[]): Mutant[] {
  const statements = statementsOf(key.placed.resource.properties.KeyPolicy);
  return statements.flatMap((statement, index) => changesOf(statement, statements).map(({ name, becomes }) => ({
    key, statement, change: name, policy: policyOf(statements.toSpliced(index, 1, ...becomes)),
  })));
}

/** Judges keys of the example with other policies. */
export class Laboratory {
  private readonly prover: Prover;

  constructor(private readonly payments: Payments) {
    this.prover = new Prover(payments.deployment, { guardrails: { serviceControl: [], resourceControl: [] }, trustedDeployers: [] });
  }

  /** Some of the default claims about a mutant. */
  public prove({ key, policy }: Mutant, isMeant: (claim: string) => boolean): ProofRecord[] {
    const placed: Placed = { ...key.placed, resource: { ...key.placed.resource, properties: { ...key.placed.resource.properties, KeyPolicy: policy } } };
    return this.prover.prove(placed, key.specs.filter(({ claim }) => isMeant(claim)).map((spec) => ({ ...spec, placed })));
  }

  /** A policy as the engine reads it. */
  public resolved({ placed: { stack } }: ClaimedKey, policy: unknown): unknown {
    return this.payments.deployment.resolver(stack, new Choices(new Map())).resolve(policy);
  }
}
