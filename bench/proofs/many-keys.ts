import { counted, line, median, shortest } from './figures';
import { type ClaimedStack, claimedStack, prove, renamed } from './synthesized';
import { keys } from '../..';
import { fieldsOf } from '../../src/proofs/template/stack-template';
import { cpuTime } from '../measure';

const ROUNDS = 3;
const SIZES = [250, 500, 1_000];
const WARM_UP = 300;
const ALONE = 200;
const MOST_MILLISECONDS = 3_000;
/** Of the time for a key in the largest deployment to that in the smallest: noise counts, and quadratic growth would be 4. */
const MOST_GROWTH = 1.5;

/** Stacks of many keys by name: texts in the template of one are changed. */
function manyKeys(one: ClaimedStack, count: number, prefix: string): ClaimedStack {
  const { stack: { template }, claims } = one;
  const all = Array.from({ length: count }, (_, index) => renamed({ template, claims }, { orders: `${prefix}${index}` }));
  const { Resources: _resources, ...rest } = fieldsOf(template);
  const resources: unknown = Object.assign({}, ...all.map((renewed) => fieldsOf(renewed.template).Resources));
  return {
    stack: { ...one.stack, template: { ...rest, Resources: resources } },
    claims: Object.assign({}, ...all.map((renewed) => renewed.claims)) as ClaimedStack['claims'],
  };
}

/** All default claims on many keys of one stack. */
export function benchManyKeys(): boolean {
  const one = claimedStack((stack) => {
    const key = new keys.DomainKey(stack, 'orders', { domainName: 'orders' });
    for (const service of [keys.KeyService.S3, keys.KeyService.DYNAMODB]) { key.forService(service); }
  }, { region: 'ap-northeast-2' });
  prove(manyKeys(one, WARM_UP, 'w'));
  const verdicts: string[] = [];
  const rounds = Array.from({ length: ROUNDS }, (_, round) => SIZES.map((size) => {
    // names of their own: nothing is remembered of the rounds before
    const stack = manyKeys(one, size, `r${round}s${size}d`);
    return cpuTime(() => { verdicts.push(...prove(stack)); });
  }));
  // a prover knows nothing of what another proved
  const alone = Array.from({ length: ALONE }, (_, index) => manyKeys(one, 1, `alone${index}d`)).map((stack) => cpuTime(() => { prove(stack); }));
  const times = SIZES.map((_size, index) => median(rounds.map((round) => round[index])));
  const perKey = SIZES.map((size, index) => times[index] / size);
  const growth = median(rounds.map((round) => (round[SIZES.length - 1] / SIZES[SIZES.length - 1]) / (round[0] / SIZES[0])));
  console.log(`  ${SIZES.map((size, index) => `${size} keys ${shortest(times[index])}, ${shortest(perKey[index])} each`).join('; ')}; ${counted(verdicts)}`);
  console.log(`  these keys differ in their names only, and are proved once; one by itself: median ${shortest(median(alone))}`);
  const last = times[times.length - 1];
  const within = [
    line(last <= MOST_MILLISECONDS, `all default claims on ${SIZES[SIZES.length - 1]} keys`, shortest(last), shortest(MOST_MILLISECONDS)),
    line(growth <= MOST_GROWTH, `time for a key of ${SIZES[SIZES.length - 1]} ÷ of ${SIZES[0]}`, growth.toFixed(2), String(MOST_GROWTH)),
  ];
  return within.every(Boolean);
}
