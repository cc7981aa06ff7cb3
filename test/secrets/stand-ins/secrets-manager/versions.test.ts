import { randomUUID } from 'node:crypto';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { Bench, refused } from './bench';

const DAY = 24 * 60 * 60 * 1000;
const bench = new Bench();

describe('PutSecretValue', () => {
  test('moves AWSCURRENT to the new version by default, and AWSPREVIOUS to the one before', async () => {
    const { VersionId, VersionStages } = await bench.put({});
    expect(VersionStages).toEqual(['AWSCURRENT']);
    expect(bench.stages()).toEqual({ [bench.first]: ['AWSPREVIOUS'], [VersionId!]: ['AWSCURRENT'] });
  });

  test('attaches the labels it is given and leaves AWSCURRENT', async () => {
    const token = (await bench.put({ VersionStages: ['mine', 'AWSPENDING'] })).VersionId!;
    expect(bench.stages()).toEqual({ [bench.first]: ['AWSCURRENT'], [token]: ['AWSPENDING', 'mine'] });
  });

  test('takes a label from the version that holds it', async () => {
    const before = await bench.pending();
    const token = await bench.pending('three');
    expect(bench.stages()).toEqual({ [bench.first]: ['AWSCURRENT'], [before]: [], [token]: ['AWSPENDING'] });
  });

  test('ignores the same value under the same token', async () => {
    const token = await bench.pending();
    const before = [bench.stages(), (await bench.describe()).LastChangedDate];
    await expect(bench.put({ ClientRequestToken: token, VersionStages: ['AWSPENDING'] })).resolves.toMatchObject({ VersionId: token });
    expect([bench.stages(), (await bench.describe()).LastChangedDate]).toEqual(before);
    expect(bench.standIn.calls.filter(({ action }) => action === 'PutSecretValue').at(-1)!.effect).toBe(false);
  });

  test('refuses another value under the same token and keeps the first', async () => {
    const token = await bench.pending();
    await expect(bench.put({ ClientRequestToken: token, SecretString: 'three', VersionStages: ['AWSPENDING'] }))
      .rejects.toMatchObject(refused('ResourceExistsException', /already in use/));
    expect(bench.standIn.value(bench.arn, token)).toBe('two');
  });

  test('refuses another kind of value under the same token', async () => {
    const token = await bench.pending();
    await expect(bench.put({ ClientRequestToken: token, SecretString: undefined, SecretBinary: Buffer.from('two') }))
      .rejects.toMatchObject(refused('ResourceExistsException'));
  });

  test('gives AWSCURRENT to the bench.first version whatever its labels', async () => {
    ({ ARN: bench.arn } = await bench.client.send(new CreateSecretCommand({ Name: `empty/${randomUUID()}` })) as { ARN: string });
    expect((await bench.describe()).VersionIdsToStages).toBeUndefined();
    const token = await bench.pending();
    expect(bench.stages()).toEqual({ [token]: ['AWSCURRENT', 'AWSPENDING'] });
  });

  test('takes AWSPENDING from the version that it makes AWSPREVIOUS', async () => {
    const token = await bench.pending();
    await bench.move({ RemoveFromVersionId: bench.first, MoveToVersionId: token });
    const { VersionId } = await bench.put({ SecretString: 'three' });
    expect(bench.stages()).toEqual({ [bench.first]: [], [token]: ['AWSPREVIOUS'], [VersionId!]: ['AWSCURRENT'] });
  });

  test('leaves AWSPENDING on a version that is being rotated in', async () => {
    const token = await bench.pending();
    await bench.put({ SecretString: 'three' });
    expect(bench.stages()[token]).toEqual(['AWSPENDING']);
  });

  test.each([
    ['a token of 31 characters', { ClientRequestToken: 'x'.repeat(31) }, 'InvalidParameterException'],
    ['a token of 65 characters', { ClientRequestToken: 'x'.repeat(65) }, 'InvalidParameterException'],
    ['text and binary data at once', { SecretBinary: Buffer.from('x') }, 'InvalidParameterException'],
    ['no value', { SecretString: undefined }, 'InvalidRequestException'],
    ['an empty value', { SecretString: '' }, 'InvalidParameterException'],
    ['a value of more than 64 KiB', { SecretString: 'x'.repeat(65_537) }, 'InvalidParameterException'],
    ['an empty list of labels', { VersionStages: [] }, 'InvalidParameterException'],
    ['a rotation token that is none', { RotationToken: 'short' }, 'InvalidParameterException'],
  ])('refuses %s', async (_what, input, code) => {
    await expect(bench.put(input)).rejects.toMatchObject(refused(code));
    expect(Object.keys(bench.stages())).toEqual([bench.first]);
  });

  test.each([32, 64])('takes a token of %d characters', async (length) => {
    const ClientRequestToken = 'x'.repeat(length);
    await expect(bench.put({ ClientRequestToken })).resolves.toMatchObject({ VersionId: ClientRequestToken });
  });
});

describe('UpdateSecretVersionStage', () => {
  let token: string;
  beforeEach(async () => { token = await bench.pending(); });

  test('moves AWSCURRENT, and AWSPREVIOUS by itself; AWSPENDING stays', async () => {
    await bench.move({ RemoveFromVersionId: bench.first, MoveToVersionId: token });
    expect(bench.stages()).toEqual({ [bench.first]: ['AWSPREVIOUS'], [token]: ['AWSCURRENT', 'AWSPENDING'] });
    await expect(bench.get()).resolves.toMatchObject({ SecretString: 'two', VersionId: token });
  });

  test('moves AWSCURRENT back', async () => {
    await bench.move({ RemoveFromVersionId: bench.first, MoveToVersionId: token });
    await bench.move({ RemoveFromVersionId: token, MoveToVersionId: bench.first });
    expect(bench.stages()).toEqual({ [bench.first]: ['AWSCURRENT'], [token]: ['AWSPENDING', 'AWSPREVIOUS'] });
  });

  test('refuses to move a label whose holder isn\'t named', async () => {
    await expect(bench.move({ MoveToVersionId: token })).rejects.toMatchObject(refused('InvalidParameterException', /RemoveFromVersionId can't be empty/));
    expect(bench.stages()[bench.first]).toEqual(['AWSCURRENT']);
  });

  test('refuses to move a label whose holder is named wrongly', async () => {
    const third = (await bench.put({ VersionStages: ['mine'], SecretString: 'three' })).VersionId;
    await expect(bench.move({ RemoveFromVersionId: third, MoveToVersionId: token })).rejects.toMatchObject(refused('InvalidParameterException'));
    expect(bench.stages()[bench.first]).toEqual(['AWSCURRENT']);
  });

  test('refuses the repeat of a finished move', async () => {
    await bench.move({ RemoveFromVersionId: bench.first, MoveToVersionId: token });
    await expect(bench.move({ RemoveFromVersionId: bench.first, MoveToVersionId: token })).rejects.toMatchObject(refused('InvalidParameterException'));
    expect(bench.stages()[token]).toEqual(['AWSCURRENT', 'AWSPENDING']);
  });

  test('lets one of two moves from the same version through', async () => {
    const other = (await bench.put({ VersionStages: ['mine'], SecretString: 'three' })).VersionId;
    const moves = [token, other].map(MoveToVersionId => bench.move({ RemoveFromVersionId: bench.first, MoveToVersionId }));
    const results = await Promise.allSettled(moves);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('never takes AWSCURRENT from all versions', async () => {
    await expect(bench.move({ RemoveFromVersionId: bench.first })).rejects.toMatchObject(refused('InvalidParameterException', /can't be completely removed/));
    expect(bench.stages()[bench.first]).toEqual(['AWSCURRENT']);
  });

  test('removes AWSPENDING, which deprecates a version without another label', async () => {
    await bench.move({ VersionStage: 'AWSPENDING', RemoveFromVersionId: token });
    expect(bench.stages()[token]).toEqual([]);
    await expect(bench.move({ VersionStage: 'AWSPENDING', RemoveFromVersionId: token })).rejects.toMatchObject(refused('InvalidParameterException'));
  });

  test('attaches a label that nobody holds', async () => {
    await bench.move({ VersionStage: 'mine', MoveToVersionId: bench.first });
    expect(bench.stages()[bench.first]).toEqual(['AWSCURRENT', 'mine']);
  });

  test('refuses to move AWSCURRENT to a placeholder', async () => {
    await bench.move({ VersionStage: 'AWSPENDING', RemoveFromVersionId: token });
    const placeholder = bench.standIn.rotate(bench.arn);
    await expect(bench.move({ RemoveFromVersionId: bench.first, MoveToVersionId: placeholder })).rejects.toMatchObject(refused('InvalidParameterException'));
  });

  test.each([
    ['neither version', {}],
    ['a version to move to that isn\'t there', { RemoveFromVersionId: 'first', MoveToVersionId: randomUUID() }],
    ['a version to remove from that isn\'t there', { RemoveFromVersionId: randomUUID(), MoveToVersionId: 'token' }],
  ])('refuses %s', async (_what, input) => {
    const named = Object.fromEntries(Object.entries(input).map(([name, id]) => [name, { first: bench.first, token }[id as string] ?? id]));
    await expect(bench.move(named)).rejects.toMatchObject(refused('InvalidParameterException'));
  });

  test('attaches at most twenty labels in all', async () => {
    for (let label = 3; label <= 20; label++) { await bench.move({ VersionStage: `label-${label}`, MoveToVersionId: label % 2 ? bench.first : token }); }
    await expect(bench.move({ VersionStage: 'label-21', MoveToVersionId: bench.first })).rejects.toMatchObject(refused('LimitExceededException'));
    expect(Object.values(bench.stages()).flat()).toHaveLength(20);
  });
});

describe('a deprecated version', () => {
  let deprecated: string;
  beforeEach(async () => {
    deprecated = await bench.pending();
    await bench.move({ VersionStage: 'AWSPENDING', RemoveFromVersionId: deprecated });
  });

  test('is readable by its id', async () => {
    const { SecretString, VersionStages } = await bench.get(deprecated);
    expect([SecretString, VersionStages]).toEqual(['two', undefined]);
  });

  test('is listed only on demand', async () => {
    expect((await bench.list()).Versions!.map(({ VersionId }) => VersionId)).toEqual([bench.first]);
    expect((await bench.list(true)).Versions!.map(({ VersionId }) => VersionId)).toEqual([bench.first, deprecated]);
  });

  test('is not described', async () => {
    expect((await bench.describe()).VersionIdsToStages).toEqual({ [bench.first]: ['AWSCURRENT'] });
  });

  test('is kept while there are at most a hundred versions, however old', async () => {
    bench.standIn.advance(365 * DAY);
    await bench.put({ SecretString: 'three' });
    expect(bench.stages()).toHaveProperty(deprecated);
  });

  test('is kept for a day, however many versions there are', () => {
    for (let version = 0; version < 120; version++) { bench.standIn.putSecretValue(bench.arn, `value ${version}`); }
    expect(bench.standIn.versions(bench.arn)).toHaveLength(122);
  });

  test('goes, oldest bench.first, when there are more than a hundred versions and it is a day old', () => {
    for (let version = 0; version < 120; version++) { bench.standIn.putSecretValue(bench.arn, `value ${version}`); }
    bench.standIn.advance(DAY);
    const last = bench.standIn.putSecretValue(bench.arn, 'last');
    const left = bench.standIn.versions(bench.arn);
    expect(left).toHaveLength(100);
    expect([left.some(({ id }) => id === deprecated), left.at(-1)]).toEqual([false, expect.objectContaining({ id: last, stages: ['AWSCURRENT'] })]);
  });
});

describe('ListSecretVersionIds', () => {
  test('gives every version once over its pages', async () => {
    for (let version = 0; version < 6; version++) { bench.standIn.putSecretValue(bench.arn, `value ${version}`); }
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await bench.list(true, { MaxResults: 3, NextToken });
      expect(page.Versions!.length).toBeLessThanOrEqual(3);
      seen.push(...page.Versions!.map(({ VersionId }) => VersionId!));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(seen).toEqual(bench.standIn.versions(bench.arn).map(({ id }) => id));
  });

  test('refuses a token that it has not given', async () => {
    await expect(bench.list(true, { NextToken: 'made-up' })).rejects.toMatchObject(refused('InvalidNextTokenException'));
  });

  test.each([0, 101])('refuses pages of %d', async (MaxResults) => {
    await expect(bench.list(true, { MaxResults })).rejects.toMatchObject(refused('InvalidParameterException'));
  });
});
