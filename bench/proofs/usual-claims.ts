import { counted, line, median, shortest, spread } from './figures';
import { renamed } from './synthesized';
import { ACCOUNT, usualPolicies, type UsualPolicy } from './usual-policies';
import { noAccessOutside, noConfusedDeputy } from '../../src/proofs/claims/border-claims';
import { decideQuestion } from '../../src/proofs/claims/decide';
import * as claims from '../../src/proofs/claims/key-claims';
import type { KeySubjects } from '../../src/proofs/claims/key-subjects';
import type { Question } from '../../src/proofs/claims/question';
import { RequestSpace } from '../../src/proofs/engine';
import { KeyAccess } from '../../src/proofs/model/key-access';
import { worldOf } from '../../src/proofs/model/world';
import { cpuTime } from '../measure';

const ROUNDS = 9;
const WARM_UP = 2;
const MOST_MILLISECONDS = 1;

const NOBODY: KeySubjects = {
  users: [],
  administrators: [],
  deployers: [],
  services: [],
  servicePrincipals: [],
  accounts: [],
  shares: [],
  deletionWindowDays: 30,
};

/** Milliseconds for one policy: for reading it, and for each claim. */
interface Times { readonly setup: number; readonly claims: readonly number[]; readonly verdicts: readonly string[] }

/** A claim about a usual key policy, once the policy is read and the questions are put. */
export function benchUsualClaims(): boolean {
  const policies = usualPolicies();
  const rounds: Times[][] = [];
  // what is remembered between policies would help a policy that comes again: each round is of another account
  for (let round = 0; round < ROUNDS + WARM_UP; round++) {
    const account = `11112222${3334 + round}`;
    rounds.push(policies.map((policy) => timesOf(renamed(policy, { [ACCOUNT]: account }), account)));
  }
  const counting = rounds.slice(WARM_UP);
  const medians = (of: (times: Times) => number) => policies.map((_policy, index) => median(counting.map((round) => of(round[index]))));
  const setups = medians(({ setup }) => setup);
  const sums = medians((times) => times.claims.reduce((sum, one) => sum + one, 0));
  const decided = rounds[0][0].claims.flatMap((_claim, at) => medians((times) => times.claims[at]));
  const verdicts = counted(rounds[0].flatMap((times) => times.verdicts));
  console.log(`  ${policies.length} key policies, read: ${spread(setups)}; all ${rounds[0][0].claims.length} claims of one: ${spread(sums)}; ${verdicts}`);
  const title = `${decided.length} claims on usual key policies`;
  return line(median(decided) <= MOST_MILLISECONDS, title, `${spread(decided)}, slowest ${shortest(Math.max(...decided))}`, `median ${MOST_MILLISECONDS} ms`);
}

function timesOf({ policy, with: given }: UsualPolicy, account: string): Times {
  let space: RequestSpace;
  let questions: Question[];
  const setup = cpuTime(() => {
    space = new RequestSpace(worldOf('aws'), [policy]);
    const access = new KeyAccess(space, {
      arn: `arn:aws:kms:ap-northeast-2:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      account,
      policy,
      organization: given.organization,
      grants: [],
      inoperable: ['kms:Encapsulate', 'kms:Decapsulate'],
    });
    const subjects = { ...NOBODY, ...given };
    const ofKey = [
      claims.onlyUsersDecrypt, claims.notLockedOut, claims.administratorsCannotUse, claims.usersCannotAdminister, claims.onlyThroughServices,
    ];
    const ofBorder = [noAccessOutside, noConfusedDeputy];
    questions = [...ofKey.map((ask) => ask(access, subjects)), ...ofBorder.map((ask) => ask({ access, key: access, subjects }))];
    space.close();
  });
  const verdicts: string[] = [];
  const times = questions!.map((question) => cpuTime(() => { verdicts.push(decideQuestion(space, question).verdict); }));
  return { setup, claims: times, verdicts };
}
