import { GetSecretValueCommand, UpdateSecretVersionStageCommand } from '@aws-sdk/client-secrets-manager';
import { type Changes, FIRST, MemoryScenario } from './memory-scenario';
import type { RotationRun } from './rotation-run';
import { AdministratorRefused } from '../../../src/secrets/rotation/failure';
import { AWSCURRENT, clientOf } from '../stand-ins/secrets-manager';

const model = new MemoryScenario();
const start = async (changes: Changes = {}) => model.start(changes);
const rotate = async (run: RotationRun) => model.rotate(run);
const labelled = (run: RotationRun) =>
  Object.fromEntries(model.secretsManager.versions(run.arn).flatMap(({ id, stages }) => stages.map((stage) => [stage, id])));
const lines = (run: RotationRun) => run.lines.map((line) => JSON.parse(line) as Record<string, unknown>);

/** Changes the secret, but not the server, some time after whatever came before. */
function store(run: RotationRun, ...passwords: readonly string[]): void {
  for (const password of passwords) {
    model.secretsManager.advance(60_000);
    model.secretsManager.putSecretValue(run.arn, JSON.stringify({ ...run.current(), password }));
  }
}

const TEN = Array.from({ length: 10 }, (_, at) => `password-of-day-${at}`);

describe('a password that nobody stored', () => {
  test('costs at most four failed logins, each password once', async () => {
    const run = await start();
    store(run, ...TEN);
    model.server.set('app', 'nobody-knows-this-one');
    expect((await rotate(run))?.message).toContain('no stored version of the secret logs in');
    expect(model.server.refused).toEqual([TEN[9], TEN[8], TEN[7], TEN[6]]);
    expect(lines(run).at(-1)).toMatchObject({ step: 'setSecret', failedLogins: 4, FailedLogins: 4 });
    expect(lines(run).filter(({ by }) => by !== undefined)).toEqual([]);
  });

  test('that is stored twice is tried once', async () => {
    const run = await start();
    store(run, 'the-same', 'the-same');
    model.server.set('app', 'nobody-knows-this-one');
    expect((await rotate(run))?.message).toContain('no stored version of the secret logs in');
    expect(model.server.refused).toEqual(['the-same', FIRST]);
  });

  test('costs one failed login where an administrator sets another', async () => {
    const run = await start({ administrator: {} });
    store(run, ...TEN);
    model.server.set('app', 'nobody-knows-this-one');
    expect(await rotate(run)).toBeUndefined();
    expect(model.server.refused).toEqual([TEN[9]]);
    expect(lines(run).filter(({ by }) => by !== undefined)).toMatchObject([{ by: 'administrator', failedLogins: 1 }]);
    await expect(model.server.probe({ ...run.current(), host: 'db.example' } as never)).resolves.toBeUndefined();
  });
});

test('a password of the version before is not taken away by the administrator where two passwords work', async () => {
  const run = await start({ administrator: {}, hasTwoPasswords: true });
  store(run, 'never-set');
  expect(await rotate(run)).toBeUndefined();
  expect(lines(run).find(({ by }) => by !== undefined)).toMatchObject({ by: 'previous' });
  for (const { password } of [run.current(), { password: FIRST }]) {
    await expect(model.server.probe({ username: 'app', password } as never)).resolves.toBeUndefined();
  }
});

test('a password that only a version without any label has is found', async () => {
  const run = await start();
  model.secretsManager.advance(60_000);
  const abandoned = model.secretsManager.rotate(run.arn);
  for (const step of ['createSecret', 'setSecret'] as const) { expect(await run.step(step, abandoned)).toBeUndefined(); }
  model.secretsManager.clearPending(run.arn);
  await clientOf(model.secretsManager).send(new UpdateSecretVersionStageCommand({ SecretId: run.arn, VersionStage: 'GOLD_COMMITTING', RemoveFromVersionId: abandoned }));
  expect(Object.values(labelled(run))).not.toContain(abandoned);
  expect(await rotate(run)).toBeUndefined();
  expect(model.server.refused).toEqual([FIRST]);
  expect(lines(run).filter(({ by }) => by !== undefined)).toMatchObject([{ by: 'current' }, { by: 'unlabelled', failedLogins: 1 }]);
  expect(labelled(run)).not.toHaveProperty('GOLD_WORKING');
});

test('a password that somebody replaced twice in the secret alone is found', async () => {
  const run = await start();
  store(run, 'a-wrong-one', 'another-wrong-one');
  expect(await rotate(run)).toBeUndefined();
  expect(model.server.refused).toEqual(['another-wrong-one', 'a-wrong-one']);
});

describe('a user that may not change its password', () => {
  const startSo = async (changes: Changes) => {
    const run = await start(changes);
    model.server.mayChangeItself = false;
    return run;
  };

  test('has it set by the administrator, without a failed login', async () => {
    const run = await startSo({ administrator: {} });
    expect(await rotate(run)).toBeUndefined();
    expect(run.current().password).not.toBe(FIRST);
    expect(model.server.refused).toEqual([]);
    expect(lines(run).filter(({ by }) => by !== undefined)).toMatchObject([{ by: 'current' }, { by: 'administrator' }]);
  });

  test('keeps a change of the secret midway by the administrator, too', async () => {
    const run = await startSo({ administrator: {} });
    const token = model.secretsManager.rotate(run.arn);
    for (const step of ['createSecret', 'setSecret'] as const) { expect(await run.step(step, token)).toBeUndefined(); }
    model.secretsManager.putSecretValue(run.arn, JSON.stringify({ ...run.current(), replicaHost: 'replica.example' }));
    expect((await run.step('finishSecret', token))?.message).toContain('changed-meanwhile');
    await expect(model.server.probe({ ...run.current(), host: 'db.example' } as never)).resolves.toBeUndefined();
  });

  test.each([
    ['has no administrator', {}],
    ['has two passwords, of which an administrator would take the one that clients hold', { administrator: {}, hasTwoPasswords: true }],
  ])('ends the rotation where it %s', async (_name, changes) => {
    const run = await startSo(changes);
    expect((await rotate(run))?.message).toBe('privilege: the server does not let the user do this');
    await expect(model.server.probe({ username: 'app', password: FIRST } as never)).resolves.toBeUndefined();
  });
});

test('a change of the secret before the new password was sent costs no login', async () => {
  const run = await start();
  const token = model.secretsManager.rotate(run.arn);
  await run.step('createSecret', token);
  model.secretsManager.putSecretValue(run.arn, JSON.stringify({ ...run.current(), password: 'by-hand', replicaHost: 'replica.example' }));
  expect((await run.step('setSecret', token))?.message).toContain('changed-meanwhile');
  expect(model.server.hosts).toEqual([]);
});

describe('an administrator that is refused is told as that', () => {
  const REFUSED = 'privilege: the server refuses user and password of the administrator';

  test.each([
    ['two users that take turns', 'alternating-users', FIRST, 1],
    ['a single user', 'single-user', 'nobody-knows-this-one', 2],
  ] as const)('before it changes %s', async (_name, strategy, password, failedLogins) => {
    const run = await start({ strategy, administrator: { password: 'wrong' }, initial: { password } });
    expect((await rotate(run))?.message).toBe(REFUSED);
    expect(lines(run).at(-1)).toMatchObject({ step: 'setSecret', kind: 'privilege', failedLogins, FailedLogins: failedLogins });
  });

  test('by an engine that asks for it itself, and counted', async () => {
    const run = await start({ administrator: {} });
    jest.spyOn(model.server, 'commit').mockRejectedValue(new AdministratorRefused());
    expect((await rotate(run))?.message).toBe(REFUSED);
    expect(lines(run).at(-1)).toMatchObject({ step: 'setSecret', failedLogins: 1 });
  });

  test('when it compares two users', async () => {
    const run = await start({ strategy: 'alternating-users' });
    const token = model.secretsManager.rotate(run.arn);
    for (const step of ['createSecret', 'setSecret'] as const) { expect(await run.step(step, token)).toBeUndefined(); }
    model.server.set('admin', 'another');
    expect((await run.step('testSecret', token))?.message).toBe(REFUSED);
    expect(lines(run).at(-1)).toMatchObject({ failedLogins: 1 });
  });
});

test('a new password that the server refuses is told as that, and counted', async () => {
  const run = await start();
  const token = model.secretsManager.rotate(run.arn);
  await run.step('createSecret', token);
  expect((await run.step('testSecret', token))?.message).toBe('authentication: the server refuses user and password');
  expect(lines(run).at(-1)).toMatchObject({ failedLogins: 1 });
  expect(labelled(run)[AWSCURRENT]).not.toBe(token);
});

describe('an error of AWS inside an engine is told as AWS\'s', () => {
  test.each([
    ['AccessDeniedException', 'unexpected: AWS denies a call of the function'],
    ['AnErrorOfTomorrow', 'unexpected: a call of AWS failed in a way that rotation does not know'],
  ])('%s', async (code, fact) => {
    const run = await start();
    const token = model.secretsManager.rotate(run.arn);
    await run.step('createSecret', token);
    jest.spyOn(model.server, 'probe').mockImplementation(async () => {
      model.secretsManager.faults.refuse('GetSecretValue', code);
      await clientOf(model.secretsManager).send(new GetSecretValueCommand({ SecretId: run.arn }));
    });
    const failure = await run.step('setSecret', token);
    expect(failure?.message.startsWith(fact)).toBe(true);
    expect(failure?.message).not.toContain('of a test');
  });
});
