import { byHand } from './by-hand';
import { gold } from './gold';
import { compare, report, synthesize } from './measure';

/** Synth of a gold environment against the same resources by hand with L2s. */
export function benchSynth(): boolean {
  const types = [synthesize(gold).resources, synthesize(byHand).resources];
  const different = [...new Set(types.flatMap(Object.keys))].filter((type) => types[0][type] !== types[1][type]);
  if (different.length > 0) {
    throw new Error(`the two apps differ: ${different.map((type) => `${type} ${types[0][type] ?? 0} ≠ ${types[1][type] ?? 0}`).join(', ')}`);
  }
  for (let warmUp = 0; warmUp < 3; warmUp++) {
    synthesize(gold);
    synthesize(byHand);
  }
  const count = Object.values(types[0]).reduce((sum, number) => sum + number, 0);
  return report(`synth of ${count} resources, gold ÷ by hand`, compare(41, () => synthesize(gold).milliseconds, () => synthesize(byHand).milliseconds), 1.15);
}
