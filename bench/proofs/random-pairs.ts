import * as fc from 'fast-check';
import { counted, line, median, p95, quantile, shortest, spread } from './figures';
import { compare } from '../../src/proofs/engine';
import { type PolicyDocument, simplePairs } from '../../test/proofs/oracles/random-policy';
import { type Z3Answer, Z3Oracle } from '../../test/proofs/oracles/z3';
import { Z3_WORLD } from '../../test/proofs/oracles/z3-world';

const PAIRS = 300;
const SEED = 20261203;
const WARM_UP = 2_000;
/** Pairs that one decides before the other does: each then runs as it would alone, and what the machine does beside is shared. */
const BLOCK = 25;
/** For each of z3's two attempts at a pair. */
const Z3_TIMEOUT = 4_000;
/** After so much time no block is begun. */
const MOST_SECONDS = 60;
const FEWEST_TIMES = 100;
const MOST_MILLISECONDS = 20;
const LONG = 1_000;

interface Timed { readonly ours: number; readonly theirs: number; readonly engine: ReturnType<typeof compare>['verdict']; readonly z3: Z3Answer }

const SAME = { sat: 'possible', unsat: 'impossible' } as const;

/** Whether a policy allows what another does not: the engine and z3 on the same pairs, each from the documents on. */
export async function benchRandomPairs(): Promise<boolean> {
  const z3 = await Z3Oracle.create(Z3_TIMEOUT);
  for (const [a, b] of fc.sample(simplePairs, { numRuns: WARM_UP, seed: SEED + 1 })) { compare(a, b, Z3_WORLD); }
  for (const [a, b] of fc.sample(simplePairs, { numRuns: 20, seed: SEED + 1 })) { await z3.notSubset(a, b); }
  const timed: Timed[] = [];
  const started = performance.now();
  const pairs = fc.sample(simplePairs, { numRuns: PAIRS, seed: SEED });
  for (let from = 0; from < PAIRS && performance.now() - started < MOST_SECONDS * 1_000; from += BLOCK) {
    timed.push(...await block(z3, pairs.slice(from, from + BLOCK)));
  }
  await z3.close();
  return reported(timed, z3.version);
}

async function block(z3: Z3Oracle, pairs: readonly (readonly [PolicyDocument, PolicyDocument])[]): Promise<Timed[]> {
  const decided = pairs.map(([a, b]) => {
    const before = process.cpuUsage();
    const engine = compare(a, b, Z3_WORLD).verdict;
    return { engine, ours: milliseconds(before, process.cpuUsage()) };
  });
  const timed: Timed[] = [];
  for (const [index, [a, b]] of pairs.entries()) {
    const before = process.cpuUsage();
    const answer = await z3.notSubset(a, b);
    timed.push({ ...decided[index], theirs: milliseconds(before, process.cpuUsage()), z3: answer });
  }
  return timed;
}

const milliseconds = (from: NodeJS.CpuUsage, to: NodeJS.CpuUsage): number => (to.user + to.system - from.user - from.system) / 1000;

function reported(timed: readonly Timed[], version: string): boolean {
  const ratios = timed.map(({ ours, theirs }) => theirs / ours);
  const long = timed.filter(({ theirs }) => theirs >= LONG).map(({ ours }) => ours);
  const disagreements = timed.filter(({ engine, z3 }) => z3 !== 'unknown' && engine !== 'undecided' && engine !== SAME[z3]).length;
  const ours = timed.map((one) => one.ours);
  console.log(`  ${timed.length} random pairs with the engine: ${spread(ours)}, slowest ${shortest(Math.max(...ours))}; ${counted(timed.map(({ engine }) => engine))}`);
  console.log(`  the same with z3 ${version}: ${spread(timed.map(({ theirs }) => theirs))}; ${counted(timed.map(({ z3 }) => z3))}`);
  const onLong = long.length === 0 ? 'no such pair' : `${long.length} pairs, p95 ${shortest(p95(long))}`;
  const times = `median ${median(ratios).toFixed(0)} times (${quantile(ratios, 0.05).toFixed(0)}–${p95(ratios).toFixed(0)} for most)`;
  const within = [
    line(median(ratios) >= FEWEST_TIMES, 'z3 ÷ the engine on the same pairs', times, `median ${FEWEST_TIMES} times`),
    line(long.length === 0 || p95(long) <= MOST_MILLISECONDS, `the engine where z3 takes ${LONG / 1_000} s and more`, onLong, `p95 ${MOST_MILLISECONDS} ms`),
    line(disagreements === 0, 'disagreements of the engine and z3', String(disagreements), '0'),
  ];
  return within.every(Boolean);
}
