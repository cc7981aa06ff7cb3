import { EXPLAINED, inVain, unexplained } from './explained';
import { Laboratory, type Mutant, mutantsOf, nameOf } from './mutants';
import { type ClaimedKey, type Payments, readPayments } from './payments';
import { weakened } from './weaken';
import { compare } from '../../../src/proofs/engine';
import { NO_GUARDRAILS } from '../../../src/proofs/model/guardrails';
import { worldOf } from '../../../src/proofs/model/world';
import { Prover } from '../../../src/proofs/private/prover';
import { Deployment } from '../../../src/proofs/template/deployment';
import type { StackTemplate } from '../../../src/proofs/template/stack-template';

/** Claims of what must work: more access is nothing to them. */
const LIVENESS = ['notLockedOut', 'provisionable', 'granted'];
const ofSafety = (claim: string): boolean => !LIVENESS.includes(claim);

const policyAsItIs = ({ placed }: ClaimedKey): unknown => placed.resource.properties.KeyPolicy;

let payments: Payments;
let laboratory: Laboratory;
let mutants: readonly Mutant[];
/** Those that allow a request which the example does not. */
let looser: readonly Mutant[];
let survivors: readonly string[];

beforeAll(() => {
  payments = readPayments();
  laboratory = new Laboratory(payments);
  mutants = mutantsOf(payments.keys, weakened);
  looser = mutants.filter(({ key, policy }) =>
    compare(laboratory.resolved(key, policy), laboratory.resolved(key, policyAsItIs(key)), worldOf('aws')).verdict !== 'impossible');
  survivors = looser.filter((mutant) => laboratory.prove(mutant, ofSafety).every(({ verdict }) => verdict === 'proved')).map(nameOf);
}, 600_000);

test('all claims about the keys of the example are proved as it is', () => {
  const records = payments.keys.flatMap((key) => laboratory.prove({ key, change: 'none', policy: policyAsItIs(key) }, () => true));
  expect(records.length).toBeGreaterThan(90);
  expect(records.filter(({ verdict }) => verdict !== 'proved').map(({ claim, construct }) => `${claim} ${construct}`)).toEqual([]);
});

test('there are hundreds of ways to weaken one statement, of every key and kind', () => {
  expect(mutants.length).toBeGreaterThan(1000);
  expect(looser.length).toBeGreaterThan(500);
  const sidsOf = (some: readonly Mutant[]) => [...new Set(some.map(({ statement }) => statement?.sid))];
  expect(sidsOf(looser)).toEqual(sidsOf(mutants));
});

test('every weakened policy that lets more through refutes a claim, but for those that are explained', () => {
  expect(unexplained(survivors, EXPLAINED)).toEqual([]);
});

test('every explanation is needed', () => {
  expect(inVain(survivors, EXPLAINED)).toEqual([]);
});


test('a key with another policy is judged as in a deployment whose template says so', () => {
  const judged = looser.filter((_mutant, index) => index % 60 === 0);
  expect(judged.length).toBeGreaterThan(5);
  for (const mutant of judged) {
    const found = laboratory.prove(mutant, () => true).map(({ claim, verdict, detail }) => ({ claim, verdict, detail }));
    expect(provedInDeployment(mutant)).toEqual(found);
  }
});

/** The claims about the mutant in a deployment that is read anew. */
function provedInDeployment({ key: { placed, specs }, policy }: Mutant) {
  const { logicalId } = placed.resource;
  const changedStack = { ...placed.stack, template: withPolicy(placed.stack, logicalId, policy) };
  const deployment = new Deployment(payments.deployment.stacks.map((one) => (one === placed.stack ? changedStack : one)));
  const changed = { stack: changedStack, resource: deployment.find(changedStack, logicalId)! };
  const prover = new Prover(deployment, { guardrails: NO_GUARDRAILS, trustedDeployers: [] });
  return prover.prove(changed, specs.map((spec) => ({ ...spec, placed: changed }))).map(({ claim, verdict, detail }) => ({ claim, verdict, detail }));
}

function withPolicy({ template }: StackTemplate, logicalId: string, policy: unknown): unknown {
  const changed = structuredClone(template) as { Resources: Record<string, { Properties: Record<string, unknown> }> };
  changed.Resources[logicalId].Properties.KeyPolicy = policy;
  return changed;
}
