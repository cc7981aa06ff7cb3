import { type Bomb, BOMBS, NESTED } from './bombs';
import { decided } from './decided';
import { NOTHING } from './documents';

/** What became of a bomb. */
export interface BombResult {
  readonly name: string;
  readonly verdict: string;
  readonly reasons: readonly string[];
  /** How long the processor was busy with it, whatever else the machine had to do. */
  readonly seconds: number;
}

function resultOf({ name, a, b }: Pick<Bomb, 'name' | 'a' | 'b'>): BombResult {
  const start = process.cpuUsage();
  const { verdict, reasons } = decided(a, b);
  const { user, system } = process.cpuUsage(start);
  return { name, verdict, reasons, seconds: (user + system) / 1e6 };
}

// a line of JSON for each, so that the one on which the process dies is known
for (const bomb of [...BOMBS, { name: 'nested', a: NESTED, b: NOTHING }]) { process.stdout.write(`${JSON.stringify(resultOf(bomb))}\n`); }
