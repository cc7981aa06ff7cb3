import { App, Stack } from 'aws-cdk-lib';
import { keys } from '../../../src';
import type { ClaimSpec } from '../../../src/proofs/claims/claim-spec';
import { shown } from '../../../src/proofs/engine';
import { TooComplexError } from '../../../src/proofs/engine/too-complex-error';
import { AlikeProblems } from '../../../src/proofs/private/alike-problems';
import type { Answer } from '../../../src/proofs/private/answer';
import { domainClaims } from '../../../src/proofs/private/domain-claims';
import type { Problem } from '../../../src/proofs/private/problem';
import { Prover } from '../../../src/proofs/private/prover';
import type { ProofRecord, Verdict } from '../../../src/proofs/record/proof-run';
import { Deployment } from '../../../src/proofs/template/deployment';

const NAMES = ['orders', 'payments', 'orders-eu', 'key', 'role', 'gold', 'true', 'x', 's3', 'kms', 'domain', 'any-other', 'other'];
const WAYS: Readonly<Record<string, (key: keys.DomainKey, name: string) => void>> = {
  'as it is made': (key) => { key.forService(keys.KeyService.S3); },
  'shared with another domain': (key) => { key.shareWithDomain('ledger', keys.KeyAccess.DECRYPT, keys.KeyService.S3); },
  'opened to everybody': (key) => open(key, { AWS: '*' }),
  'opened to a role with the name in its own': (key, name) => open(key, { AWS: `arn:aws:iam::111122223333:role/${name}-admin` }),
  'opened to roles by a part of the name': (key, name) =>
    open(key, { AWS: '*' }, { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::111122223333:role/gold/${name.slice(0, 2)}*` } }),
  'opened to a partner of its own name': (key, name) =>
    open(key, { AWS: 'arn:aws:iam::999999999999:role/Partner' }, { StringEquals: { 'aws:PrincipalTag/team': name } }),
  'opened to a Region of the name': (key, name) => open(key, { AWS: '*' }, { StringEquals: { 'aws:RequestedRegion': name } }),
};

function open(key: keys.DomainKey, Principal: object, Condition?: object): void {
  const resource = key.node.defaultChild as unknown as { keyPolicy: unknown; addPropertyOverride(path: string, value: unknown): void };
  const { Statement: statements } = key.stack.resolve(resource.keyPolicy) as { Statement: object[] };
  const opened = { Sid: 'Opened', Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*', Condition };
  resource.addPropertyOverride(`KeyPolicy.Statement.${statements.length}`, opened);
}

/** The keys of many domains that differ in their names only. */
function claimsOf(way: string, names: readonly string[] = NAMES): { deployment: Deployment; claims: ClaimSpec[][] } {
  const app = new App();
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'ap-northeast-2' } });
  for (const name of names) { WAYS[way](new keys.DomainKey(stack, `Key of ${name}`, { domainName: name }), name); }
  const { cloudFormationExecutionRoleArn: role } = stack.synthesizer as { cloudFormationExecutionRoleArn?: string };
  const deployment = new Deployment([{
    stack: 'Shop',
    file: 'Shop.template.json',
    template: app.synth().getStackByName('Shop').template as unknown,
    account: '111122223333',
    region: 'ap-northeast-2',
    deploymentRole: { 'Fn::Sub': role },
  }]);
  const byKey = new Map<string, ClaimSpec[]>();
  for (const claim of domainClaims(app, deployment)) {
    const { logicalId } = claim.placed.resource;
    byKey.set(logicalId, [...byKey.get(logicalId) ?? [], claim]);
  }
  return { deployment, claims: [...byKey.values()] };
}

const OPTIONS = { guardrails: { serviceControl: [], resourceControl: [] }, trustedDeployers: [] };

const plain = (records: readonly ProofRecord[]) => records.map(({ micros: _micros, ...record }) => record);

describe.each(Object.keys(WAYS))('a key %s', (way) => {
  const { deployment, claims } = claimsOf(way);

  test('has the proofs that it has alone', () => {
    const prover = new Prover(deployment, OPTIONS);
    for (const round of [1, 2]) {
      for (const ofKey of claims) {
        const alone = plain(new Prover(deployment, OPTIONS).prove(ofKey[0].placed, ofKey));
        expect({ round, records: plain(prover.prove(ofKey[0].placed, ofKey)) }).toEqual({ round, records: alone });
      }
    }
  });

  test('gives deployers the access that it gives alone', () => {
    const prover = new Prover(deployment, OPTIONS);
    const alone = claims.flatMap((ofKey) => {
      const one = new Prover(deployment, OPTIONS);
      one.prove(ofKey[0].placed, ofKey);
      prover.prove(ofKey[0].placed, ofKey);
      return one.deployerAccess;
    });
    expect(prover.deployerAccess).toEqual(alone);
    expect(alone.length).toBe(NAMES.length);
  });
});

test('the keys of some ways are proved and of others refuted, all of a way alike', () => {
  const verdicts = Object.keys(WAYS).map((way) => {
    const { deployment, claims } = claimsOf(way);
    const prover = new Prover(deployment, OPTIONS);
    return claims.map((ofKey) => prover.prove(ofKey[0].placed, ofKey).every(({ verdict }) => verdict === 'proved'));
  });
  expect(verdicts.map((all) => new Set(all).size)).toEqual(Object.keys(WAYS).map(() => 1));
  expect(verdicts.map(([first]) => first)).toContain(true);
  expect(verdicts.map(([first]) => first)).toContain(false);
});

describe('of keys that differ in their names only', () => {
  afterEach(() => { jest.restoreAllMocks(); });

  /** How often a prover decides the pattern of the keys, and how many keys it answers by that alone. */
  function counted(way: string, names: readonly string[]) {
    const count = { decided: 0, reused: 0 };
    const { answerTo } = AlikeProblems.prototype;
    jest.spyOn(AlikeProblems.prototype, 'answerTo').mockImplementation(function counting(this: AlikeProblems, problem, name, decide) {
      const answer = answerTo.call(this, problem, name, (one) => { count.decided++; return decide(one); });
      if (answer !== undefined) { count.reused++; }
      return answer;
    });
    const { deployment, claims } = claimsOf(way, names);
    const prover = new Prover(deployment, OPTIONS);
    for (const ofKey of claims) { prover.prove(ofKey[0].placed, ofKey); }
    return count;
  }

  const SHOPS = ['orders', 'payments', 'ledger', 'audit', 'stock', 'returns'];

  test('one proof answers all but the first', () => {
    expect(counted('as it is made', SHOPS)).toEqual({ decided: 1, reused: SHOPS.length - 1 });
  });

  test.each([
    'opened to everybody', 'opened to a role with the name in its own',
  ])('nothing is reused where a claim about them is refuted: a key %s', (way) => {
    expect(counted(way, SHOPS).reused).toBe(0);
  });

  test('nothing is reused for a key whose name is a text that claims compare with, such as true', () => {
    expect(counted('as it is made', ['orders', 'true'])).toEqual({ decided: 0, reused: 0 });
  });
});

test.each(['granted', 'provisionable', 'shared', 'bound'])('a domain may be called %s, as a claim or a fact is', (name) => {
  const { deployment, claims } = claimsOf('as it is made', ['orders', name, 'payments']);
  const prover = new Prover(deployment, OPTIONS);
  expect(new Set(claims.flatMap((ofKey) => prover.prove(ofKey[0].placed, ofKey).map(({ verdict }) => verdict)))).toEqual(new Set(['proved']));
});

test('a name that a policy of the organization has too is kept', () => {
  const { deployment, claims } = claimsOf('opened to a partner of its own name', ['payments', 'ledger', 'orders']);
  const isOther = { StringNotEquals: { 'aws:PrincipalTag/team': 'orders' } };
  const denial = { Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*', Condition: isOther };
  const control = { Version: '2012-10-17', Statement: [denial] };
  const options = { guardrails: { serviceControl: [], resourceControl: [control] }, trustedDeployers: [] };
  const prover = new Prover(deployment, options);
  for (const ofKey of claims) {
    const alone = plain(new Prover(deployment, options).prove(ofKey[0].placed, ofKey));
    expect(plain(prover.prove(ofKey[0].placed, ofKey))).toEqual(alone);
  }
});

describe('the pattern of a problem', () => {
  const problemOf = (domain: string, roles = `role/gold/${domain}/*`): Problem => ({
    partition: 'aws',
    resource: { account: '111122223333', document: { roles }, facts: { reach: 'shared' } } as unknown as Problem['resource'],
    claims: [],
    guardrails: { serviceControl: [], resourceControl: [] },
  });
  const answer = (verdict: Verdict, detail = ''): Answer =>
    ({ outcomes: [{ verdict, detail, questions: 1, statements: [], assumptions: [], micros: 0 }], deployers: [] });
  const DOMAINS = ['orders', 'payments', 'audit', 'ledger'];

  /** What problems are answered with one after the other, and which of them were decided for that. */
  function asked(decide: (problem: Problem) => Answer, domains: readonly string[] = DOMAINS) {
    const alike = new AlikeProblems();
    const decided: string[] = [];
    const answers = domains.map((domain) => alike.answerTo(problemOf(domain), domain, (problem) => {
      decided.push(JSON.stringify(problem.resource));
      return decide(problem);
    }));
    return { decided, answers };
  }

  test('is decided once, at the second problem, and answers it and all later ones', () => {
    const { decided, answers } = asked(() => answer('proved'));
    expect(decided.length).toBe(1);
    expect(answers).toEqual([undefined, answer('proved'), answer('proved'), answer('proved')]);
  });

  test('is decided with none of the names in it, so that the proof is about all of them', () => {
    const { decided } = asked(() => answer('proved'));
    expect(DOMAINS.filter((name) => decided[0].includes(name))).toEqual([]);
    expect(decided[0]).toMatch(/role\/gold\/\uE000[^\uE001]*\uE001\/\*/u);
  });

  test('gives each problem its own names back', () => {
    const { answers } = asked((problem) => answer('proved', shown(JSON.stringify(problem.resource))));
    const own = DOMAINS.slice(1).map((domain) => JSON.stringify(problemOf(domain).resource));
    expect(answers.map((one) => one?.outcomes[0].detail)).toEqual([undefined, ...own]);
  });

  test.each<Verdict>(['refuted', 'undecided'])('that is %s in one claim of several is reused for none, and not decided again', (verdict) => {
    const { decided, answers } = asked(() => ({ outcomes: [...answer('proved').outcomes, ...answer(verdict).outcomes], deployers: [] }));
    expect({ decided: decided.length, answers }).toEqual({ decided: 1, answers: DOMAINS.map(() => undefined) });
  });

  test('that is too complex is reused for none, and not decided again', () => {
    const { decided, answers } = asked(() => { throw new TooComplexError('more than 5 classes'); });
    expect({ decided: decided.length, answers }).toEqual({ decided: 1, answers: DOMAINS.map(() => undefined) });
  });

  test('that fails in another way fails', () => {
    expect(() => asked(() => { throw new Error('a defect'); })).toThrow('a defect');
  });

  test('is not that of a problem which differs in more than the name', () => {
    const alike = new AlikeProblems();
    const decide = jest.fn(() => answer('proved'));
    const { resource, ...rest } = problemOf('orders');
    const answers = ['111122223333', '444455556666', '777788889999'].map((account) =>
      alike.answerTo({ ...rest, resource: { ...resource, account } as Problem['resource'] }, 'orders', decide));
    expect({ calls: decide.mock.calls.length, answers }).toEqual({ calls: 0, answers: [undefined, undefined, undefined] });
  });

  test('keeps a name that is a part of a longer one, where it may make a difference', () => {
    const alike = new AlikeProblems();
    const decide = jest.fn(() => answer('proved'));
    const answers = DOMAINS.map((domain) => alike.answerTo(problemOf(domain, `role/gold-${domain}/*`), domain, decide));
    expect({ calls: decide.mock.calls.length, answers }).toEqual({ calls: 0, answers: DOMAINS.map(() => undefined) });
  });
});
