import { EXPLAINED, inVain, OPEN, unexplained } from './explained';
import { Laboratory, type Mutant, mutantsOf, nameOf } from './mutants';
import { type Payments, readPayments } from './payments';
import { weakened } from './weaken';
import { compare } from '../../../src/proofs/engine';
import { worldOf } from '../../../src/proofs/model/world';
import { Prover } from '../../../src/proofs/private/prover';
import { Deployment } from '../../../src/proofs/template/deployment';
import type { StackTemplate } from '../../../src/proofs/template/stack-template';

/** Claims of what must work: more access is nothing to them. */
const LIVENESS = ['notLockedOut', 'provisionable', 'granted'];
const ofSafety = (claim: string): boolean => !LIVENESS.includes(claim);

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
    compare(laboratory.resolved(key, policy), laboratory.resolved(key, key.placed.resource.properties.KeyPolicy), worldOf('aws')).verdict !== 'impossible');
  survivors = looser.filter((mutant) => laboratory.prove(mutant, ofSafety).every(({ verdict }) => verdict === 'proved')).map(nameOf);
}, 600_000);

test('all claims about the keys of the example are proved as it is', () => {
  const open = payments.keys.flatMap((key) => laboratory.prove({ key, statement: undefined, change: 'none', policy: key.placed.resource.properties.KeyPolicy }, () => true))
    .filter(({ verdict }) => verdict !== 'proved');
  expect(open.map(({ claim, construct }) => `${claim} ${construct}`)).toEqual([]);
});

test('there are hundreds of ways to weaken one statement, of every key and kind', () => {
  expect(mutants.length).toBeGreaterThan(1000);
  expect(looser.length).toBeGreaterThan(500);
  const sids = new Set(looser.map(({ statement }) => statement?.sid));
  const all = new Set(mutants.map(({ statement }) => statement?.sid));
  expect([...all].filter((sid) => !sids.has(sid))).toEqual(['DenyGrantsNotForAwsResources']); // no statement allows such grants, so that it only guards against later ones
});

test('every weakened policy that lets more through refutes a claim, but for those that are explained', () => {
  expect(unexplained(survivors, [...EXPLAINED, ...OPEN])).toEqual([]);
});

test('every explanation is needed', () => {
  expect(inVain(survivors, [...EXPLAINED, ...OPEN])).toEqual([]);
});

test('every explanation that says why the claims leave it alone is of survivors that no open hole lets through', () => {
  const both = survivors.filter((name) => [EXPLAINED, OPEN].every((explanations) => explanations.some(({ pattern }) => pattern.test(name))));
  expect(both).toEqual([]);
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
  const deployment = new Deployment(payments.deployment.stacks.map((stack) => (stack === placed.stack ? { ...stack, template: withPolicy(stack, logicalId, policy) } : stack)));
  const stack = deployment.stacks.find((one) => one.stack === placed.stack.stack)!;
  const changed = { stack, resource: deployment.find(stack, logicalId)! };
  const records = new Prover(deployment, { guardrails: { serviceControl: [], resourceControl: [] }, trustedDeployers: [] }).prove(changed, specs.map((spec) => ({ ...spec, placed: changed })));
  return records.map(({ claim, verdict, detail }) => ({ claim, verdict, detail }));
}

function withPolicy({ template }: StackTemplate, logicalId: string, policy: unknown): unknown {
  const changed = structuredClone(template) as { Resources: Record<string, { Properties: Record<string, unknown> }> };
  changed.Resources[logicalId].Properties.KeyPolicy = policy;
  return changed;
}
