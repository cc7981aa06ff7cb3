import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand, DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand, UpdateSecretVersionStageCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { SecretsManagerStandIn, clientOf, type Phase } from '.';
import { Bench } from './bench';

const CUT = /socket hang up|ECONNRESET/;

const bench = new Bench();
let once: SecretsManagerClient;

beforeAll(() => { once = clientOf(bench.standIn, { maxAttempts: 1, accessKeyId: 'AKIAONCE' }); });
afterAll(() => once.destroy());
afterEach(() => bench.standIn.faults.reset());

const put = (by: SecretsManagerClient, token: string = randomUUID(), SecretString = 'two') =>
  by.send(new PutSecretValueCommand({ SecretId: bench.arn, ClientRequestToken: token, SecretString, VersionStages: ['AWSPENDING'] }));
const read = async (by: SecretsManagerClient = bench.client): Promise<string | undefined> =>
  (await by.send(new GetSecretValueCommand({ SecretId: bench.arn }))).SecretString;
const promote = (by: SecretsManagerClient, token: string) => by.send(new UpdateSecretVersionStageCommand({
  SecretId: bench.arn, VersionStage: 'AWSCURRENT', RemoveFromVersionId: bench.first, MoveToVersionId: token,
}));
const callsSince = (start: number) =>
  bench.standIn.calls.slice(start).map(({ action, dropped, error, effect }) => ({ action, dropped, error, effect }));

describe('a lag', () => {
  test('hides a write from as many reads as told', async () => {
    bench.standIn.faults.lag(2);
    await bench.put();
    expect([await read(), await read(), await read()]).toEqual(['one', 'one', 'two']);
  });

  test('hides a new version from a read by its id, and from a description', async () => {
    bench.standIn.faults.lag(2);
    const token = (await put(bench.client)).VersionId!;
    await expect(bench.get(token)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await bench.describe()).VersionIdsToStages).not.toHaveProperty(token);
    await expect(bench.get(token)).resolves.toMatchObject({ SecretString: 'two' });
  });

  test('hides a new secret', async () => {
    bench.standIn.faults.lag(1);
    const { ARN } = await bench.client.send(new CreateSecretCommand({ Name: `late/${randomUUID()}`, SecretString: 'x' }));
    await expect(bench.client.send(new DescribeSecretCommand({ SecretId: ARN }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(bench.client.send(new DescribeSecretCommand({ SecretId: ARN }))).resolves.toMatchObject({ ARN });
  });

  test('can be of one kind of write and one kind of read', async () => {
    bench.standIn.faults.lag(1, { after: 'PutSecretValue', on: 'GetSecretValue' });
    const token = (await put(bench.client)).VersionId!;
    expect((await bench.describe()).VersionIdsToStages).toHaveProperty(token);
    await expect(bench.get(undefined, 'AWSPENDING')).rejects.toThrow('staging label');
    await promote(bench.client, token);
    await expect(read()).resolves.toBe('two');
  });

  test('is one of reads: a write compares with what is stored', async () => {
    bench.standIn.faults.lag(10);
    const token = (await put(bench.client)).VersionId!;
    await expect(put(bench.client, token, 'three')).rejects.toMatchObject({ name: 'ResourceExistsException' });
    await expect(promote(bench.client, token)).resolves.toMatchObject({ ARN: bench.arn });
  });

  test('is one of a secret\'s reads, not another\'s', async () => {
    bench.standIn.faults.lag(1);
    await bench.put();
    const other = bench.standIn.createSecret(`other/${randomUUID()}`, 'other');
    await expect(bench.client.send(new GetSecretValueCommand({ SecretId: other }))).resolves.toMatchObject({ SecretString: 'other' });
    expect([await read(), await read()]).toEqual(['one', 'two']);
  });
});

describe('throttling', () => {
  test('refuses as many calls of an action as told, without an effect', async () => {
    bench.standIn.faults.throttle('PutSecretValue', 1);
    await expect(put(once)).rejects.toMatchObject({ name: 'ThrottlingException', $metadata: expect.objectContaining({ httpStatusCode: 400 }) });
    expect(bench.standIn.versions(bench.arn)).toHaveLength(1);
    await expect(put(once)).resolves.toBeDefined();
  });

  test('is overcome by the SDK\'s own attempts', async () => {
    bench.standIn.faults.throttle('PutSecretValue', 2);
    const start = bench.standIn.calls.length;
    await put(bench.client);
    expect(callsSince(start).map(({ error }) => error)).toEqual(['ThrottlingException', 'ThrottlingException', undefined]);
  });
});

test.each([['AccessDeniedException', 400], ['InternalServiceError', 500]])('any error can be the answer: %s', async (code, status) => {
  bench.standIn.faults.refuse('DescribeSecret', code);
  const described = once.send(new DescribeSecretCommand({ SecretId: bench.arn }));
  await expect(described).rejects.toMatchObject({ name: code, $metadata: expect.objectContaining({ httpStatusCode: status }) });
});

describe('a cut connection', () => {
  test('before the effect leaves nothing', async () => {
    bench.standIn.faults.failBefore('PutSecretValue');
    const start = bench.standIn.calls.length;
    await expect(put(once)).rejects.toThrow(CUT);
    expect(bench.standIn.versions(bench.arn)).toHaveLength(1);
    expect(callsSince(start)).toEqual([{ action: 'PutSecretValue', dropped: 'before', error: undefined, effect: false }]);
  });

  test('after the effect leaves the effect', async () => {
    bench.standIn.faults.failAfter('PutSecretValue');
    const start = bench.standIn.calls.length;
    await expect(put(once)).rejects.toThrow(CUT);
    expect(bench.standIn.value(bench.arn, 'AWSPENDING')).toBe('two');
    expect(callsSince(start)).toEqual([{ action: 'PutSecretValue', dropped: 'after', error: undefined, effect: true }]);
  });

  test('after a promotion makes the SDK\'s own second attempt fail, as on AWS', async () => {
    const token = (await put(bench.client)).VersionId!;
    bench.standIn.faults.failAfter('UpdateSecretVersionStage');
    await expect(promote(bench.client, token)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    expect(bench.standIn.value(bench.arn)).toBe('two');
  });
});

describe('a crash', () => {
  test('after the nth effect lets the effect stand and answers nothing more', async () => {
    bench.standIn.faults.crashAfterEffect(2);
    const token = (await put(once)).VersionId!;
    await read(once);
    await put(once, token);
    await expect(promote(once, token)).rejects.toThrow(CUT);
    expect([bench.standIn.faults.isCrashed(), bench.standIn.value(bench.arn)]).toEqual([true, 'two']);
    await expect(read(once)).rejects.toThrow(CUT);
    await expect(put(once, randomUUID())).rejects.toThrow(CUT);
    expect(bench.standIn.versions(bench.arn)).toHaveLength(2);
    bench.standIn.faults.recover();
    await expect(read(once)).resolves.toBe('two');
  });

  test('can be one client\'s alone', async () => {
    bench.standIn.faults.crash('AKIAONCE');
    await expect(read(once)).rejects.toThrow(CUT);
    await expect(read(bench.client)).resolves.toBe('one');
  });

  test('of one client counts that client\'s effects', async () => {
    bench.standIn.faults.crashAfterEffect(1, 'AKIAONCE');
    await put(bench.client);
    expect(bench.standIn.faults.isCrashed('AKIAONCE')).toBe(false);
    await expect(put(once, randomUUID())).rejects.toThrow(CUT);
    expect([bench.standIn.faults.isCrashed('AKIAONCE'), bench.standIn.faults.isCrashed('AKIATEST')]).toEqual([true, false]);
  });
});

describe('a hook', () => {
  test('sees each call before and after its effect', async () => {
    const seen: [Phase, boolean, number][] = [];
    bench.standIn.faults.onCall((call, phase) => { seen.push([phase, call.effect, bench.standIn.versions(bench.arn).length]); });
    await put(bench.client);
    expect(seen).toEqual([['before', false, 1], ['after', true, 2]]);
  });

  test('cuts the connection exactly after the effect', async () => {
    bench.standIn.faults.onCall((call, phase) => call.effect && phase === 'after' ? 'drop' : undefined);
    await expect(put(once)).rejects.toThrow(CUT);
    expect(bench.standIn.value(bench.arn, 'AWSPENDING')).toBe('two');
  });

  test('is gone once it is removed', async () => {
    const seen: string[] = [];
    const remove = bench.standIn.faults.onCall(({ action }) => { seen.push(action); });
    remove();
    await read();
    expect(seen).toEqual([]);
  });

  test('can hold one client until another is done', async () => {
    const token = (await put(bench.client)).VersionId!;
    bench.standIn.faults.onCall(async ({ accessKeyId }, phase) => {
      if (accessKeyId === 'AKIAONCE' && phase === 'before') { await promote(bench.client, token); }
    });
    await expect(promote(once, token)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    expect(bench.standIn.versions(bench.arn).map(({ stages }) => stages)).toEqual([['AWSPREVIOUS'], ['AWSCURRENT', 'AWSPENDING']]);
  });

  test('that throws is not hidden: stopping the stand-in throws it', async () => {
    const other = await SecretsManagerStandIn.start();
    const user = clientOf(other, { maxAttempts: 1 });
    other.faults.onCall(() => { throw new Error('of the test'); });
    await expect(user.send(new DescribeSecretCommand({ SecretId: 'any' }))).rejects.toMatchObject({ name: 'InternalFailure' });
    user.destroy();
    await expect(other.stop()).rejects.toThrow('of the test');
  });
});

test('of two clients that put different values under one token at once, one wins and the other is refused', async () => {
  for (let round = 0; round < 20; round++) {
    const token = bench.standIn.rotate(bench.arn);
    const results = await Promise.allSettled([put(bench.client, token, 'mine'), put(once, token, 'theirs')]);
    const [refusal] = results.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(refusal.reason).toMatchObject({ name: 'ResourceExistsException' });
    expect(bench.standIn.value(bench.arn, token)).toBe(results[0].status === 'fulfilled' ? 'mine' : 'theirs');
    bench.standIn.clearPending(bench.arn);
  }
});
