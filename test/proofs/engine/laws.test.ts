import * as fc from 'fast-check';
import { densePairs, densePolicies } from './dense-policy';
import { randomNumbers, requestNear, writtenIn } from './dense-request';
import { mapTexts, type Place, withoutTexts } from './document-texts';
import { compare, symbol } from '../../../src/proofs/engine';
import { evaluate, evaluateStatements } from '../../../src/proofs/engine/evaluator';
import { isOnScale } from '../../../src/proofs/engine/value-test';
import { conditionKeyFacts } from '../../../src/proofs/facts/condition-keys';
import { worldOf } from '../../../src/proofs/model/world';
import { policies } from '../oracles/random-policy';

/** How often each law is tried, times its weight: `LAW_RUNS=10000 npx jest laws` tries harder. */
const RUNS = Number(process.env.LAW_RUNS ?? 400);
const SEED = Number(process.env.LAW_SEED ?? 20261122);
const TIMEOUT = 120_000 + RUNS * 120;

const WORLD = worldOf('aws');
const verdictOf = (a: unknown, b: unknown) => compare(a, b, WORLD).verdict;

interface Document {
  readonly Version: string;
  readonly Statement: readonly { readonly Effect: string }[];
}

const triples: fc.Arbitrary<readonly Document[]> = fc.oneof({ weight: 4, arbitrary: densePolicies(3) },
  { weight: 1, arbitrary: fc.tuple(policies, policies, policies) });

const statementsOf = (document: Document, effect: string): readonly { readonly Effect: string }[] =>
  document.Statement.filter(({ Effect }) => Effect === effect);
const adding = (document: Document, more: readonly { readonly Effect: string }[]): Document =>
  ({ ...document, Statement: [...document.Statement, ...more] });

/** A policy with the allows of another (0), without one of its denies (1), or both (2). */
function loosened(document: Document, other: Document, way: number): Document {
  const [denied] = statementsOf(document, 'Deny');
  const kept = way === 0 ? document : { ...document, Statement: document.Statement.filter((statement) => statement !== denied) };
  return way === 1 && denied !== undefined ? kept : adding(kept, statementsOf(other, 'Allow'));
}

/** Three policies, each of which allows what the one before does, and mostly more. */
const chains: fc.Arbitrary<readonly Document[]> = fc.tuple(triples, fc.nat(2), fc.nat(2)).map(([[a, other, another], one, two]) => {
  const b = loosened(a, other, one);
  return [a, b, loosened(b, another, two)];
});

const element = fc.constantFrom('Effect', 'Principal', 'Action', 'Resource', 'Condition');

const law = <T>(sentence: string, weight: number, arbitrary: fc.Arbitrary<T>, holds: (value: T) => void): void => {
  test(sentence, () => fc.assert(fc.property(arbitrary, holds), { numRuns: Math.round(RUNS * weight), seed: SEED }), TIMEOUT);
};

describe('what is taken away and given', () => {
  law('a deny that is added never gives access', 3, triples, ([a, b]) => {
    expect(verdictOf(adding(a, statementsOf(b, 'Deny')), a)).not.toBe('possible');
  });

  law('an allow that is added never takes access away', 3, triples, ([a, b]) => {
    expect(verdictOf(a, adding(a, statementsOf(b, 'Allow')))).not.toBe('possible');
  });

  law('statements without an allow give no access', 1, triples, ([a, b]) => {
    expect(verdictOf({ ...a, Statement: statementsOf(a, 'Deny') }, b)).toBe('impossible');
  });
});

describe('what a policy is within', () => {
  law('a policy is within itself', 2, triples, ([a]) => { expect(verdictOf(a, a)).toBe('impossible'); });

  law('a policy with holes and unknown parts is within itself and its copy', 2, fc.tuple(densePairs, element, fc.infiniteStream(fc.nat())),
    ([[dense], hidden, dice]) => {
      const a = withoutTexts(dense, dice, hidden);
      expect(verdictOf(a, a)).toBe('impossible');
      expect(verdictOf(a, structuredClone(a))).toBe('impossible');
    });

  test.each<[string, object]>([
    ['an unknown operator', { Condition: { StringResembles: { 'aws:Referer': 'x' } } }],
    ['a condition that is no object', { Condition: 'x' }],
    ['an effect that nobody knows', { Effect: 'Maybe' }],
    ['no action', { Action: undefined }],
    ['no principal', { Principal: undefined }],
    ['NotPrincipal', { Principal: undefined, NotPrincipal: { AWS: '111111111111' } }],
    ['an address that is none', { Condition: { IpAddress: { 'aws:SourceIp': 'home' } } }],
  ])('a policy with %s is within itself', (_, statement) => {
    const a = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...statement }] };
    expect(verdictOf(a, structuredClone(a))).toBe('impossible');
  });

  test('what is within a policy that is within a third is within the third, also where each allows more than the one before', () => {
    const found = { within: 0, growing: 0, growingTwice: 0 };
    const numRuns = RUNS * 3;
    fc.assert(fc.property(chains, ([a, b, c]) => {
      if (verdictOf(a, b) !== 'impossible' || verdictOf(b, c) !== 'impossible') { return; }
      found.within++;
      const steps = [verdictOf(b, a), verdictOf(c, b)].filter((verdict) => verdict === 'possible').length;
      found.growing += Math.min(steps, 1);
      found.growingTwice += Math.max(steps - 1, 0);
      expect(verdictOf(a, c)).not.toBe('possible');
    }), { numRuns, seed: SEED });
    process.stdout.write(`of ${numRuns} triples ${found.within} are within each other; ${found.growing} grow, ${found.growingTwice} twice\n`);
    expect(found.within / numRuns).toBeGreaterThan(0.9);
    expect(found.growing / numRuns).toBeGreaterThan(0.5);
    expect(found.growingTwice / numRuns).toBeGreaterThan(0.12);
  }, TIMEOUT);
});

describe('what makes no difference', () => {
  law('the order of statements', 2, fc.tuple(triples, fc.nat()), ([[a, b], seed]) => {
    expect(verdictOf(shuffled(a, seed), shuffled(b, seed + 1))).toBe(verdictOf(a, b));
  });

  law('statements that stand there twice', 2, triples, ([a, b]) => {
    expect(verdictOf(adding(a, a.Statement), adding(b, b.Statement.slice(1)))).toBe(verdictOf(a, b));
  });

  law('single values that stand in lists', 1, triples, ([a, b]) => { expect(verdictOf(listed(a), listed(b))).toBe(verdictOf(a, b)); });

  const NAMES = ['Other', 'q', 'xx', 'Stack.Role', 'AWS::AccountId', 'a/b', '/', '*', '?', 'a*', '${aws:username}', 'ß', 'ROLE', '12', ' ', '-'];
  law('how symbols are named', 3, fc.tuple(densePairs, fc.shuffledSubarray(NAMES, { minLength: 3, maxLength: 3 })), ([pair, [one, two, three]]) => {
    const named = (names: readonly string[]) => pair.map((document) => mapTexts(document, symbolic(names.map(symbol), symbol(names[2]))));
    const [a, b] = named(['one', 'two', 'three']);
    const [other, another] = named([one, two, three]);
    expect(verdictOf(other, another)).toBe(verdictOf(a, b));
  });
});

describe('what nobody knows', () => {
  law('whatever is decided with symbols holds for any names that are written nowhere', 5, fc.tuple(densePairs, fc.nat()), ([pair, seed]) => {
    const random = randomNumbers(seed);
    const [one, other] = random() < 0.5 ? ['q7', 'xq7'] : ['q7x', 'xq7x'];
    const account = ['777777777777', '111111111117', '177777777779'][Math.floor(random() * 3)];
    const [a, b] = pair.map((document) => mapTexts(document, symbolic([symbol('one'), symbol('two')], symbol('account'))));
    const [known, against] = pair.map((document) => mapTexts(document, symbolic([one, other], account)));
    expect(contradict(verdictOf(a, b), verdictOf(known, against))).toBe(false);
  });

  law('whatever is decided with holes holds for the texts that were there', 5, fc.tuple(densePairs, element, fc.infiniteStream(fc.nat())),
    ([[a, b], hidden, dice]) => {
      const [open, other] = [a, b].map((document) => withoutTexts(document, dice, hidden));
      expect(contradict(verdictOf(open, other), verdictOf(a, b))).toBe(false);
    });
});

test('policies and requests are drawn such that all happens', () => {
  const pairs = fc.sample(densePairs, { numRuns: 500, seed: SEED });
  const verdicts = pairs.map(([a, b]) => verdictOf(a, b));
  const answers = pairs.map(([a], seed) => evaluate(a, requestNear(writtenIn([a]), randomNumbers(seed))));
  for (const verdict of ['possible', 'impossible']) { expect(verdicts.filter((one) => one === verdict).length).toBeGreaterThan(150); }
  for (const answer of ['allow', 'deny']) { expect(answers.filter((one) => one === answer).length).toBeGreaterThan(40); }
});

describe('requests', () => {
  law('every witness is one, says the evaluator', 8, triples, ([a, b]) => {
    const { verdict, request } = compare(a, b, WORLD);
    if (verdict !== 'possible') { return; }
    expect({ request, allowed: evaluate(a, request!), isRefused: refuses(b, request!) }).toEqual({ request, allowed: 'allow', isRefused: true });
  });

  law('none does what is impossible', 12, fc.tuple(densePairs, fc.nat()), ([[a, b], seed]) => {
    if (verdictOf(a, b) !== 'impossible') { return; }
    const random = randomNumbers(seed);
    const written = writtenIn([a, b]);
    for (let count = 0; count < 40; count++) {
      const request = requestNear(written, random);
      if (!exists(request)) { continue; }
      const [allowed, other] = [evaluate(a, request), evaluate(b, request)];
      if (allowed === 'allow' && (other === 'none' || other === 'deny')) { expect({ request, allowed, other }).toBe('impossible'); }
    }
  });
});

const SCALES: Readonly<Record<string, 'number' | 'date' | 'address'>> = { numeric: 'number', date: 'date', ip: 'address' };

/** Whether AWS could send such a request: a key of addresses has no ranges, one of dates no other texts. */
const exists = ({ context }: Parameters<typeof evaluateStatements>[1]): boolean => Object.entries(context).every(([key, values]) => {
  const scale = SCALES[conditionKeyFacts(key)?.type ?? ''];
  return scale === undefined || values.every((value) => isOnScale(scale, value));
});

/** Whether a policy doesn't allow a request, however its unclear denies are meant. */
function refuses(document: unknown, request: Parameters<typeof evaluateStatements>[1]): boolean {
  const answers = evaluateStatements(document, request);
  return answers.some(({ effect, matches }) => effect === 'Deny' && matches === true)
    || answers.every(({ effect, matches }) => effect === 'Deny' || matches === false);
}

const contradict = (one: string, other: string): boolean => [one, other].sort().join() === 'impossible,possible';

function shuffled(document: Document, seed: number): Document {
  const random = randomNumbers(seed);
  const drawn = document.Statement.map((statement) => ({ statement, at: random() })).sort((one, other) => one.at - other.at);
  return { ...document, Statement: drawn.map(({ statement }) => statement) };
}

type Fields = Readonly<Record<string, unknown>>;

/** Texts in lists of conditions, actions and resources as such, and the other way around. */
function listed(document: Document): Document {
  const flipped = (value: unknown): unknown => (typeof value === 'string' ? [value] : Array.isArray(value) && value.length === 1 ? value[0] : value);
  const mapped = (fields: unknown, made: (value: unknown, name: string) => unknown): Fields =>
    Object.fromEntries(Object.entries(fields as Fields).map(([name, value]) => [name, made(value, name)]));
  const Statement = document.Statement.map((statement) => mapped(statement, (value, name) =>
    (/Action|Resource/.test(name) ? flipped(value) : name === 'Condition' ? mapped(value, (keys) => mapped(keys, flipped)) : value)));
  return { ...document, Statement: Statement as unknown as Document['Statement'] };
}

/** Keys whose values are no names. */
const OTHER_VALUES =
  /^(aws:(principaltype|principalisawsservice|securetransport|multifactor.*|.*time|sourceip|principalorg.*|principalservicename)|kms:encryptioncontextkeys)$/i;

/** Names of two things and an account instead of what is written. */
const symbolic = ([one, other]: readonly string[], account: string) => (text: string, { key }: Place): string => {
  if (OTHER_VALUES.test(key ?? '')) { return text; }
  return text.replace(/^(arn:aws:(?:iam|sts)::[^:*?]*:(?:role|user|federated-user)\/|arn:aws:s3:::)?x(\*?)$/,
    (_, start = '', end) => `${start}${one}${end}`)
    .replace(/^(arn:aws:(?:iam|sts)::[^:*?]*:(?:role|user|federated-user)\/)?(xy|a\/x)$/, (_, start = '') => `${start}${other}`)
    .replace(/^(arn:aws:(?:iam|sts)::)?222222222222(?=$|:)/, (_, start = '') => `${start}${account}`);
};
