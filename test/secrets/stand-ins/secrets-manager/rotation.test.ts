import { randomUUID } from 'node:crypto';
import { CancelRotateSecretCommand, RotateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { STEPS, type RotationEvent, type RotationHandler } from '.';
import { Bench } from './bench';

const DAY = 24 * 60 * 60 * 1000;
const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:rotation';

const bench = new Bench();

const fill = (token: string, SecretString = 'two') =>
  bench.put({ ClientRequestToken: token, SecretString, VersionStages: ['AWSPENDING'], RotationToken: randomUUID() });
const promote = (token: string) => bench.move({ RemoveFromVersionId: bench.first, MoveToVersionId: token });
const rotateSecret = (more: object = {}, ClientRequestToken: string = randomUUID()) =>
  bench.client.send(new RotateSecretCommand({ SecretId: bench.arn, ClientRequestToken, ...more }));

/** The least that a rotation function does. */
const rotates: RotationHandler = async ({ Step, ClientRequestToken: token }) => {
  if (bench.standIn.versions(bench.arn).find(({ id }) => id === token)!.stages.includes('AWSCURRENT')) { return; }
  if (Step === 'createSecret') { await fill(token); }
  if (Step === 'finishSecret') { await promote(token); }
};

/** A function that fails at a step as often as told. */
const failsAt = (step: string, times: number, seen: RotationEvent[] = []): RotationHandler => async (event) => {
  seen.push(event);
  if (event.Step === step && times-- > 0) { throw new Error(`${step} failed`); }
  await rotates(event);
};

describe('the placeholder of a rotation', () => {
  let token: string;
  beforeEach(() => { token = bench.standIn.rotate(bench.arn); });

  test('has AWSPENDING in a description, and rotation is on', async () => {
    const { RotationEnabled, VersionIdsToStages } = await bench.describe();
    expect([RotationEnabled, VersionIdsToStages]).toEqual([true, { [bench.first]: ['AWSCURRENT'], [token]: ['AWSPENDING'] }]);
  });

  test.each([['its id', true, undefined], ['its label', false, 'AWSPENDING'], ['both', true, 'AWSPENDING']])('has no value to read by %s', async (_by, byId, stage) => {
    await expect(bench.get(byId ? token : undefined, stage)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(bench.standIn.versions(bench.arn).at(-1)).toMatchObject({ id: token, hasValue: false });
  });

  test('is listed without a key', async () => {
    const { Versions } = await bench.list();
    expect(Versions!.map(({ VersionId, KmsKeyIds }) => [VersionId, KmsKeyIds])).toEqual([[bench.first, ['DefaultEncryptionKey']], [token, undefined]]);
  });

  test('takes a value under its token, and no other after that', async () => {
    await expect(fill(token)).resolves.toMatchObject({ VersionId: token, VersionStages: ['AWSPENDING'] });
    await expect(bench.get(token, 'AWSPENDING')).resolves.toMatchObject({ SecretString: 'two' });
    await expect(fill(token)).resolves.toMatchObject({ VersionId: token });
    await expect(fill(token, 'three')).rejects.toMatchObject({ name: 'ResourceExistsException' });
    expect(bench.standIn.value(bench.arn, token)).toBe('two');
  });

  test('loses AWSPENDING to a value under another token', async () => {
    const other = randomUUID();
    await fill(other);
    expect(bench.stages()).toEqual({ [bench.first]: ['AWSCURRENT'], [token]: [], [other]: ['AWSPENDING'] });
  });

  test('keeps AWSPENDING while an operator puts a new current value', () => {
    const other = bench.standIn.putSecretValue(bench.arn, 'of an operator');
    expect(bench.stages()).toEqual({ [bench.first]: ['AWSPREVIOUS'], [token]: ['AWSPENDING'], [other]: ['AWSCURRENT'] });
  });
});

describe('a rotation', () => {
  test('is refused while AWSPENDING is on another version than AWSCURRENT', async () => {
    bench.standIn.rotate(bench.arn);
    expect(() => bench.standIn.rotate(bench.arn)).toThrow('A previous rotation isn\'t complete');
    expect(() => bench.standIn.beginTest(bench.arn)).toThrow('A previous rotation isn\'t complete');
  });

  test('is allowed while AWSPENDING is on the same version as AWSCURRENT', async () => {
    const token = bench.standIn.rotate(bench.arn);
    await fill(token);
    await promote(token);
    expect(bench.stages()[token]).toEqual(['AWSCURRENT', 'AWSPENDING']);
    const next = bench.standIn.rotate(bench.arn);
    expect(bench.stages()).toEqual({ [bench.first]: ['AWSPREVIOUS'], [token]: ['AWSCURRENT'], [next]: ['AWSPENDING'] });
  });

  test('needs a token of 32 to 64 characters', () => {
    for (const token of ['x'.repeat(31), 'x'.repeat(65)]) { expect(() => bench.standIn.rotate(bench.arn, token)).toThrow('ClientRequestToken'); }
  });

  test('has dates once it is promoted', async () => {
    bench.standIn.registerFunction(FUNCTION, rotates);
    expect(await bench.describe()).not.toHaveProperty('RotationEnabled');
    await rotateSecret({ RotationLambdaARN: FUNCTION, RotationRules: { AutomaticallyAfterDays: 30 } });
    await bench.standIn.rotationsSettled();
    const { LastRotatedDate, NextRotationDate, RotationRules, RotationLambdaARN } = await bench.describe();
    expect([NextRotationDate!.getTime() - LastRotatedDate!.getTime(), RotationRules, RotationLambdaARN])
      .toEqual([30 * DAY, { AutomaticallyAfterDays: 30 }, FUNCTION]);
  });
});

describe('cancelling a rotation', () => {
  test('turns it off, leaves AWSPENDING and names its version', async () => {
    const token = bench.standIn.rotate(bench.arn);
    await expect(bench.client.send(new CancelRotateSecretCommand({ SecretId: bench.arn }))).resolves.toMatchObject({ VersionId: token });
    const { RotationEnabled, VersionIdsToStages } = await bench.describe();
    expect([RotationEnabled, VersionIdsToStages![token]]).toEqual([false, ['AWSPENDING']]);
  });

  test('leaves the next one refused until an operator removes AWSPENDING', () => {
    const token = bench.standIn.rotate(bench.arn);
    bench.standIn.cancelRotation(bench.arn);
    expect(() => bench.standIn.rotate(bench.arn)).toThrow('A previous rotation isn\'t complete');
    bench.standIn.clearPending(bench.arn);
    expect(bench.stages()).toMatchObject({ [token]: [] });
    expect(() => bench.standIn.rotate(bench.arn)).not.toThrow();
  });

  test('ends the attempts', async () => {
    const seen: RotationEvent[] = [];
    const { attempts, promoted } = await bench.standIn.runRotation(bench.arn, async (event) => {
      seen.push(event);
      bench.standIn.cancelRotation(bench.arn);
      throw new Error('failed');
    });
    expect([attempts.length, promoted, seen.length]).toEqual([1, false, 1]);
  });
});

describe('a test of the rotation', () => {
  test('has an AWSPENDING version with the current value, which goes with its end', async () => {
    const token = bench.standIn.beginTest(bench.arn);
    await expect(bench.get(token, 'AWSPENDING')).resolves.toMatchObject({ SecretString: 'one' });
    expect((await bench.describe()).RotationEnabled).toBe(true);
    bench.standIn.endTest(bench.arn, token);
    expect(bench.stages()).toEqual({ [bench.first]: ['AWSCURRENT'] });
  });

  test('invokes testSecret only, when the API asks not to rotate at once', async () => {
    const seen: unknown[] = [];
    bench.standIn.registerFunction(FUNCTION, async ({ Step, ClientRequestToken }) => { seen.push([Step, bench.stages()[ClientRequestToken]]); });
    await rotateSecret({ RotationLambdaARN: FUNCTION, RotateImmediately: false });
    await bench.standIn.rotationsSettled();
    expect(seen).toEqual([['testSecret', ['AWSPENDING']]]);
    expect(bench.stages()).toEqual({ [bench.first]: ['AWSCURRENT'] });
  });
});

describe('running a rotation', () => {
  test('invokes the steps in order with one token and promotes its version', async () => {
    const seen: RotationEvent[] = [];
    const { token, promoted, attempts } = await bench.standIn.runRotation(bench.arn, failsAt('none', 0, seen));
    expect([promoted, attempts]).toEqual([true, [{}]]);
    expect(seen).toEqual(STEPS.map(Step => ({ Step, SecretId: bench.arn, ClientRequestToken: token, RotationToken: expect.any(String) })));
    expect(bench.stages()).toEqual({ [bench.first]: ['AWSPREVIOUS'], [token]: ['AWSCURRENT', 'AWSPENDING'] });
  });

  test.each(STEPS)('starts all over with the same token when %s fails', async (step) => {
    const seen: RotationEvent[] = [];
    const { token, promoted, attempts } = await bench.standIn.runRotation(bench.arn, failsAt(step, 1, seen));
    const tried = STEPS.slice(0, STEPS.indexOf(step) + 1);
    expect(seen.map(({ Step }) => Step)).toEqual([...tried, ...STEPS]);
    expect(new Set(seen.map(({ ClientRequestToken }) => ClientRequestToken))).toEqual(new Set([token]));
    expect([promoted, attempts]).toEqual([true, [{ failed: step, error: expect.objectContaining({ message: `${step} failed` }) }, {}]]);
  });

  test('gives up after the attempts it was given and leaves AWSPENDING', async () => {
    const { token, promoted, attempts } = await bench.standIn.runRotation(bench.arn, failsAt('setSecret', Infinity), { attempts: 2 });
    expect([promoted, attempts.length, bench.stages()[token]]).toEqual([false, 2, ['AWSPENDING']]);
  });

  test('continues with the token of the last rotation', async () => {
    const { token } = await bench.standIn.runRotation(bench.arn, failsAt('finishSecret', 1), { attempts: 1 });
    await expect(bench.standIn.runRotation(bench.arn, rotates, { token })).resolves.toMatchObject({ promoted: true });
    await bench.move({ VersionStage: 'AWSPENDING', RemoveFromVersionId: token });
    await expect(bench.standIn.runRotation(bench.arn, rotates, { token })).resolves.toMatchObject({ promoted: true, attempts: [{}] });
    expect(bench.stages()[token]).toEqual(['AWSCURRENT']);
  });
});

describe('RotateSecret', () => {
  test('is refused without a function, and changes nothing', async () => {
    await expect(rotateSecret()).rejects.toMatchObject({ name: 'InvalidRequestException', message: expect.stringContaining('No Lambda rotation function ARN') });
    expect(await bench.describe()).not.toHaveProperty('RotationEnabled');
  });

  test('is refused with a function that can\'t be invoked, and changes nothing', async () => {
    await expect(rotateSecret({ RotationLambdaARN: `${FUNCTION}-other` })).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(bench.stages()).toEqual({ [bench.first]: ['AWSCURRENT'] });
  });

  test('is refused with two kinds of schedule', async () => {
    bench.standIn.registerFunction(FUNCTION, rotates);
    const RotationRules = { AutomaticallyAfterDays: 1, ScheduleExpression: 'rate(1 day)' };
    await expect(rotateSecret({ RotationLambdaARN: FUNCTION, RotationRules })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('rotates again with the function it was once given', async () => {
    bench.standIn.registerFunction(FUNCTION, rotates);
    await rotateSecret({ RotationLambdaARN: FUNCTION });
    await bench.standIn.rotationsSettled();
    [{ id: bench.first }] = bench.standIn.versions(bench.arn).filter(({ stages: labels }) => labels.includes('AWSCURRENT'));
    bench.standIn.registerFunction(FUNCTION, failsAt('createSecret', 0));
    const token = randomUUID();
    await expect(rotateSecret({}, token)).resolves.toMatchObject({ VersionId: token });
    await bench.standIn.rotationsSettled();
    expect(bench.stages()[token]).toContain('AWSPENDING');
  });

  test('answers before the function has run', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => { release = resolve; });
    bench.standIn.registerFunction(FUNCTION, async (event) => {
      await held;
      await rotates(event);
    });
    const token = randomUUID();
    await rotateSecret({ RotationLambdaARN: FUNCTION }, token);
    expect(bench.stages()[token]).toEqual(['AWSPENDING']);
    release();
    await bench.standIn.rotationsSettled();
    expect(bench.stages()[token]).toContain('AWSCURRENT');
  });
});
