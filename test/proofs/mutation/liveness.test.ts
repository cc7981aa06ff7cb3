import { inVain, UNDECIDED_BROKEN, unexplained } from './explained';
import { allows, allowsInSimulation, deployed } from './judge';
import { Laboratory, type Mutant, mutantsOf, mutantsWith, nameOf, policyStatements, shortNameOf } from './mutants';
import { DENIALS, narrowed } from './narrow';
import { NEEDS } from './needs';
import { type Payments, readPayments } from './payments';
import { policyOf } from './statement';

const CLAIMS = ['notLockedOut', 'provisionable', 'granted'];

let payments: Payments;
let mutants: readonly Mutant[];
/** Those that refuse a request which the example leads to. */
let broken: readonly Mutant[];
let verdicts: readonly { readonly name: string; readonly verdicts: readonly string[] }[];

beforeAll(() => {
  payments = readPayments();
  const laboratory = new Laboratory(payments);
  mutants = [...mutantsOf(payments.keys, narrowed), ...mutantsWith(payments.keys, DENIALS)];
  broken = mutants.filter(({ key, policy }) => {
    const document = deployed(policy);
    return !NEEDS[shortNameOf(key)].every((call) => allows(document, call));
  });
  verdicts = broken.map((mutant) => {
    const records = laboratory.prove(mutant, (claim) => CLAIMS.includes(claim));
    return { name: nameOf(mutant), verdicts: records.map(({ verdict }) => verdict) };
  });
}, 600_000);

const named = (isMeant: (found: readonly string[]) => boolean): string[] => verdicts.filter((one) => isMeant(one.verdicts)).map(({ name }) => name);

test('what is needed is known for each key, and for no other', () => {
  expect(payments.keys.map(shortNameOf).sort()).toEqual(Object.keys(NEEDS).sort());
});

test('every request that the example leads to is allowed by its keys, as the evaluator sees it and as iam-simulate does', async () => {
  const refused: string[] = [];
  for (const key of payments.keys) {
    const document = deployed(policyOf(policyStatements(key)));
    for (const call of NEEDS[shortNameOf(key)]) {
      const answers = [allows(document, call), await allowsInSimulation(document, call)];
      if (answers.includes(false)) { refused.push(`${shortNameOf(key)} ${JSON.stringify(call)}`); }
    }
  }
  expect(refused).toEqual([]);
}, 60_000);

test('what the evaluator takes for broken is so for iam-simulate too', async () => {
  const some = broken.filter((_mutant, index) => index % 12 === 0);
  expect(some.length).toBeGreaterThan(30);
  const disputed: string[] = [];
  for (const mutant of some) {
    const document = deployed(mutant.policy);
    const call = NEEDS[shortNameOf(mutant.key)].find((one) => !allows(document, one))!;
    if (await allowsInSimulation(document, call)) { disputed.push(nameOf(mutant)); }
  }
  expect(disputed).toEqual([]);
}, 60_000);

test('hundreds of changes break the example', () => {
  expect(mutants.length).toBeGreaterThan(600);
  expect(broken.length).toBeGreaterThan(450);
});

test('no policy that breaks a deployment or a call has all claims of what must work proved', () => {
  expect(named((found) => found.every((verdict) => verdict === 'proved'))).toEqual([]);
});

test('every policy that breaks a deployment or a call refutes a claim, but for those that are explained', () => {
  const survivors = named((found) => !found.includes('refuted'));
  expect(unexplained(survivors, UNDECIDED_BROKEN)).toEqual([]);
  expect(inVain(survivors, UNDECIDED_BROKEN)).toEqual([]);
});

test('a policy that nobody can change any more refutes that somebody can', () => {
  const laboratory = new Laboratory(payments);
  const locked = mutantsWith(payments.keys, DENIALS.filter(({ sid }) => ['Deny of policies', 'Deny of everything', 'Deny of direct calls'].includes(sid)));
  const unseen = locked.filter((mutant) => laboratory.prove(mutant, (claim) => claim === 'notLockedOut').some(({ verdict }) => verdict !== 'refuted'));
  expect(unseen.map(nameOf)).toEqual([]);
});
