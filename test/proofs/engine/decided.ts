import { runInNewContext } from 'node:vm';
import { compare } from '../../../src/proofs/engine';
import { worldOf } from '../../../src/proofs/model/world';

/** Milliseconds after which a question counts as one without end. */
const ENDLESS = 60_000;

const WORLD = worldOf('aws');

/** Compares two documents, and stops where that has no end, which jest can't. */
export const decided = (a: unknown, b: unknown): ReturnType<typeof compare> =>
  runInNewContext('ask()', { ask: () => compare(a, b, WORLD) }, { timeout: ENDLESS }) as ReturnType<typeof compare>;
