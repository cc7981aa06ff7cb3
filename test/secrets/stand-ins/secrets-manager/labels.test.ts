import * as fc from 'fast-check';
import { ApiError } from './errors';
import { AWSCURRENT, AWSPENDING, AWSPREVIOUS, holderOf } from './labels';
import { beginRotation } from './rotation-actions';
import type { Secret } from './secret';
import { moveLabel, putVersion } from './versions';

const IDS = [0, 1, 2, 3, 4].map(number => `${number}`.repeat(32));
const id = fc.constantFrom(...IDS);
const label = fc.constantFrom(AWSCURRENT, AWSPENDING, AWSPREVIOUS, 'mine');

type Step = (secret: Secret) => void;

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(id, fc.constantFrom('a', 'b'), fc.option(fc.uniqueArray(label, { minLength: 1 }), { nil: undefined }))
    .map(([token, string, labels]): Step => secret => void putVersion(secret, token, { string }, 1, labels)),
  fc.tuple(label, fc.option(id, { nil: undefined }), fc.option(id, { nil: undefined }))
    .map(([moved, from, to]): Step => secret => moveLabel(secret, moved, 1, from, to)),
  id.map((token): Step => secret => beginRotation(secret, token, 1)),
);

const fresh = (): Secret => ({ name: 'x', region: 'eu-west-1', arn: 'arn', createdDate: 0, lastChangedDate: 0, versions: [], replicas: [] });

/** Runs steps as the store does, which drops what a refused one has changed; hands each state and the one before to a check. */
function each(steps: readonly Step[], check: (after: Secret, before: Secret) => void): void {
  let secret = fresh();
  for (const run of steps) {
    const draft = structuredClone(secret);
    try {
      run(draft);
    } catch (error) {
      if (!(error instanceof ApiError)) { throw error; }
      continue;
    }
    check(draft, secret);
    secret = draft;
  }
}

const always = (check: (after: Secret, before: Secret) => void): void =>
  fc.assert(fc.property(fc.array(step, { maxLength: 30 }), steps => each(steps, check)), { numRuns: 500 });

describe('whatever is put, moved and rotated', () => {
  test('a label is on one version at most', () => {
    always(({ versions }) => {
      const labels = versions.flatMap(({ stages }) => stages);
      expect(labels).toHaveLength(new Set(labels).size);
    });
  });

  test('AWSCURRENT is on a version with a value as soon as there is one', () => {
    always((secret) => {
      if (secret.versions.some(({ value }) => value)) { expect(holderOf(secret, AWSCURRENT)?.value).toBeDefined(); }
    });
  });

  test('a version that loses AWSCURRENT is AWSPREVIOUS', () => {
    always((after, before) => {
      const old = holderOf(before, AWSCURRENT)?.id;
      if (old !== undefined && holderOf(after, AWSCURRENT)!.id !== old) { expect(holderOf(after, AWSPREVIOUS)!.id).toBe(old); }
    });
  });

  test('a stored value never changes', () => {
    always((after, before) => {
      for (const { id: version, value } of before.versions.filter(known => known.value)) {
        expect(after.versions.find(other => other.id === version)?.value).toEqual(value);
      }
    });
  });
});
