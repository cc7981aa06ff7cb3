// What is claimed of speed. `npm run bench`
import { benchChecks } from './checks';
import { benchProofs } from './proofs';
import { benchRotation } from './rotation';
import { benchSynth } from './synth';

async function main(): Promise<void> {
  const within = [benchSynth(), benchChecks(), await benchProofs(), await benchRotation()];
  process.exitCode = within.every(Boolean) ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
