import { CALLER_AXIOMS } from './caller-axioms';
import { DEPLOYMENT_AXIOMS } from './deployment-axioms';
import { KMS_AXIOMS } from './kms-axioms';
import { PATH_AXIOMS } from './path-axioms';
import { POLICY_AXIOMS } from './policy-axioms';

/** What proofs take for granted of AWS, printed with each proof that relies on it. */
export interface Axiom {
  /** In kebab-case; reports refer to it, so its meaning never changes. */
  readonly id: string;
  /** One sentence; it begins with `assumed:` where it is an inference, or a choice of the model, and no statement of AWS. */
  readonly text: string;
  /** AWS's page that says so, or that the inference starts from. */
  readonly source: string;
}

/** All axioms: of callers, of the way of requests, of AWS KMS, of policies and of the deployment. */
export const AXIOMS: readonly Axiom[] = [...CALLER_AXIOMS, ...PATH_AXIOMS, ...KMS_AXIOMS, ...POLICY_AXIOMS, ...DEPLOYMENT_AXIOMS];

const BY_ID: ReadonlyMap<string, Axiom> = new Map(AXIOMS.map((each) => [each.id, each]));

/** An axiom by its id; an unknown id is a mistake in the code that asks. */
export function axiom(id: string): Axiom {
  const found = BY_ID.get(id.toLowerCase());
  if (!found) throw new Error(`no axiom ${JSON.stringify(id)}: allowed are ${[...BY_ID.keys()].join(', ')}`);
  return found;
}
