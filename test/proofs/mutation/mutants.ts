import type { ClaimedKey, Payments } from './payments';
import { type Condition, policyOf, type Statement, statementsOf, withAt } from './statement';
import { NO_GUARDRAILS } from '../../../src/proofs/model/guardrails';
import { Prover } from '../../../src/proofs/private/prover';
import type { ProofRecord } from '../../../src/proofs/record/proof-run';
import { Choices } from '../../../src/proofs/template/case';
import type { Placed } from '../../../src/proofs/template/deployment';

/** A key whose policy differs from what the example says in one statement. */
export interface Mutant {
  readonly key: ClaimedKey;
  /** What was changed; nothing where the policy is as it was. */
  readonly statement?: Statement;
  readonly change: string;
  /** As a template has it. */
  readonly policy: unknown;
}

/** One change of one statement: what comes in its place. */
export interface Change {
  readonly name: string;
  readonly becomes: readonly Statement[];
}

/** One change of one condition. */
export interface ConditionChange {
  readonly name: string;
  readonly becomes: readonly Condition[];
}

type ChangesOf = (statement: Statement, all: readonly Statement[]) => readonly Change[];

export const nameOf = ({ key, statement, change }: Mutant): string => `${shortNameOf(key)} ${statement?.sid} ${change}`;

/** Such as `OrdersData`. */
export const shortNameOf = ({ placed: { resource } }: ClaimedKey): string => resource.logicalId.replace(/^Gold|Key[0-9A-F]{8}$/g, '');

/**
 * All changes of all statements of all keys, one at a time. A statement that keys have alike but for the domain's name is changed in the
 * key that says most beside it: there a change does most.
 */
export function mutantsOf(keys: readonly ClaimedKey[], changesOf: ChangesOf): Mutant[] {
  const all = keys.map((key) => ({ key, statements: policyStatements(key) })).sort((one, other) => other.statements.length - one.statements.length);
  const seen = new Set<string>();
  return all.flatMap(({ key, statements }) => statements.flatMap((statement, index) => {
    const form = JSON.stringify(statement).replaceAll(new RegExp(`\\b${key.specs[0].domain}\\b`, 'g'), '<domain>');
    if (seen.has(form)) { return []; }
    seen.add(form);
    return changesOf(statement, statements).map(({ name, becomes }) =>
      ({ key, statement, change: name, policy: policyOf(withAt(statements, index, ...becomes)) }));
  }));
}

/** Each statement added to each key. */
export function mutantsWith(keys: readonly ClaimedKey[], added: readonly Statement[]): Mutant[] {
  return keys.flatMap((key) => added.map((statement) => ({ key, statement, change: 'added', policy: policyOf([...policyStatements(key), statement]) })));
}

/** What the policy of a key says as the example has it. */
export const policyStatements = ({ placed }: ClaimedKey): Statement[] => statementsOf(placed.resource.properties.KeyPolicy);

/** Judges keys of the example with other policies. */
export class Laboratory {
  private readonly prover: Prover;

  constructor(private readonly payments: Payments) {
    this.prover = new Prover(payments.deployment, { guardrails: NO_GUARDRAILS, trustedDeployers: [] });
  }

  /** Some of the default claims about a mutant. */
  public prove({ key, policy }: Mutant, isMeant: (claim: string) => boolean): ProofRecord[] {
    const { stack, resource } = key.placed;
    const placed: Placed = { stack, resource: { ...resource, properties: { ...resource.properties, KeyPolicy: policy } } };
    return this.prover.prove(placed, key.specs.filter(({ claim }) => isMeant(claim)).map((spec) => ({ ...spec, placed })));
  }

  /** A policy as the engine reads it. */
  public resolved({ placed: { stack } }: ClaimedKey, policy: unknown): unknown {
    return this.payments.deployment.resolver(stack, new Choices(new Map())).resolve(policy);
  }
}
