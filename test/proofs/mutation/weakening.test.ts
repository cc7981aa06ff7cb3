import { EXPLAINED, inVain, namedBy, UNDECIDED_LOOSER, unexplained } from './explained';
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
/** Their names with what comes out of the claims about them. */
let judged: readonly { readonly name: string; readonly verdicts: readonly string[] }[];

beforeAll(() => {
  payments = readPayments();
  laboratory = new Laboratory(payments);
  mutants = mutantsOf(payments.keys, weakened);
  looser = mutants.filter(({ key, policy }) =>
    compare(laboratory.resolved(key, policy), laboratory.resolved(key, policyAsItIs(key)), worldOf('aws')).verdict !== 'impossible');
  judged = looser.map((mutant) => ({ name: nameOf(mutant), verdicts: laboratory.prove(mutant, ofSafety).map(({ verdict }) => verdict) }));
}, 600_000);

const named = (isMeant: (found: readonly string[]) => boolean): string[] =>
  judged.filter(({ verdicts }) => isMeant(verdicts)).map(({ name }) => name);
const isRefuted = (found: readonly string[]): boolean => found.includes('refuted');
const isUndecided = (found: readonly string[]): boolean => !isRefuted(found) && found.includes('undecided');
const isProved = (found: readonly string[]): boolean => found.every((verdict) => verdict === 'proved');

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

test('every mutant has a name of its own', () => {
  expect(new Set(mutants.map(nameOf)).size).toBe(mutants.length);
});

test('every weakened policy that lets more through refutes a claim, but for those that are explained', () => {
  const [refuted, undecided, kept] = [isRefuted, isUndecided, isProved].map((isMeant) => named(isMeant).length);
  process.stdout.write(`of ${mutants.length} mutants ${looser.length} give access: ${refuted} refuted, ${undecided} undecided, ${kept} explained\n`);
  expect(unexplained(named(isProved), EXPLAINED)).toEqual([]);
  expect(unexplained(named(isUndecided), UNDECIDED_LOOSER)).toEqual([]);
});

test('every explanation excuses policies that no claim refutes, each of them once, and no others', () => {
  expect(inVain(named(isProved), EXPLAINED)).toEqual([]);
  expect(inVain(named(isUndecided), UNDECIDED_LOOSER)).toEqual([]);
  expect([...EXPLAINED, ...UNDECIDED_LOOSER].filter(({ mutants: { length } }) => length === 0)).toEqual([]);
});

test('no policy that a claim refutes is excused, such as one for a service that the key is not for', () => {
  const excused = new Set(namedBy([...EXPLAINED, ...UNDECIDED_LOOSER]));
  const refuted = named(isRefuted);
  expect(refuted.filter((name) => excused.has(name))).toEqual([]);
  expect(refuted.filter((name) => name.endsWith('kms:ViaService with ec2.ap-northeast-2.amazonaws.com too')).length).toBeGreaterThan(10);
});

test('a key with another policy is judged as in a deployment whose template says so', () => {
  const some = looser.filter((_mutant, index) => index % 60 === 0);
  expect(some.length).toBeGreaterThan(5);
  for (const mutant of some) {
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
