// What is claimed of speed. `npm run bench`
import { spawnSync } from 'node:child_process';
import { benchChecks } from './checks';
import { benchProofs } from './proofs';
import { benchRotation } from './rotation';
import { benchSynth } from './synth';

const BENCHES: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
  synth: benchSynth, checks: benchChecks, proofs: benchProofs, rotation: benchRotation,
};

/** Each in a process of its own: what one leaves on the heap slows the next. */
const all = (): boolean => Object.keys(BENCHES)
  .map((name) => spawnSync(process.execPath, [...process.execArgv, __filename, name], { stdio: 'inherit' }).status === 0)
  .every(Boolean);

async function main(name?: string): Promise<void> {
  const within = name === undefined ? all() : await BENCHES[name]();
  process.exitCode = within ? 0 : 1;
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
