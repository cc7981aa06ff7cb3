import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';

/** Milliseconds of processor time: wall time would count what else the machine does. */
export function cpuTime(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/** A resource of a template. */
export interface Resource { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }

/** An App with one stack, synthesized without CDK's own validation. */
export function synthesize(build: (stack: Stack) => void): { readonly milliseconds: number; readonly resources: readonly Resource[] } {
  const outdir = mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-bench-'));
  const milliseconds = cpuTime(() => {
    const app = new App({ outdir, builtinCloudFormationValidation: false });
    build(new Stack(app, 'Bench', { env: { region: 'ap-northeast-2' } }));
    app.synth();
  });
  const { Resources } = JSON.parse(readFileSync(path.join(outdir, 'Bench.template.json'), 'utf8')) as { Resources: Readonly<Record<string, Resource>> };
  rmSync(outdir, { recursive: true });
  return { milliseconds, resources: Object.values(Resources) };
}

/** Medians in milliseconds, and the ratio with its lowest and highest. */
interface Comparison { readonly one: number; readonly other: number; readonly ratio: number; readonly low: number; readonly high: number }

/** Runs two things in turn and gives the median of each and of their ratio, pair by pair, so that a drifting machine counts for both. */
export function compare(rounds: number, one: () => number, other: () => number): Comparison {
  const pairs: [number, number][] = [];
  for (let round = 0; round < rounds; round++) { pairs.push(round % 2 === 0 ? [one(), other()] : reversed(one, other)); }
  const ratios = pairs.map(([a, b]) => a / b).sort((a, b) => a - b);
  return {
    one: median(pairs.map(([a]) => a)),
    other: median(pairs.map(([, b]) => b)),
    ratio: median(ratios),
    low: ratios[0],
    high: ratios[ratios.length - 1],
  };
}

function reversed(one: () => number, other: () => number): [number, number] {
  const b = other();
  return [one(), b];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** One line of the result, with its budget. */
export function report(title: string, { one, other, ratio, low, high }: Comparison, budget: number): boolean {
  const within = ratio <= budget;
  console.log(`${within ? '✓' : '✗'} ${title}: ${one.toFixed(1)} ms ÷ ${other.toFixed(1)} ms = ${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)}), budget ${budget}`);
  return within;
}
