import { Effects } from './effects';
import { FIRST, startMemory } from './memory-scenario';
import type { MemoryServer } from './memory-server';
import type { RotationRun } from './rotation-run';
import { AWSCURRENT, AWSPENDING, type Call, type Phase, SecretsManagerStandIn } from '../stand-ins/secrets-manager';

let secretsManager: SecretsManagerStandIn;
let server: MemoryServer;
let run: RotationRun;
let token: string;
beforeAll(async () => { secretsManager = await SecretsManagerStandIn.start(); });
afterAll(async () => secretsManager.stop());
beforeEach(async () => {
  ({ run, server } = await startMemory(secretsManager));
  token = secretsManager.rotate(run.arn);
});
afterEach(() => secretsManager.faults.reset());

const holder = (label: string) => secretsManager.versions(run.arn).find(({ stages }) => stages.includes(label))?.id;

/** Changes the secret as an operator does. */
const put = (changes: object = {}) => secretsManager.putSecretValue(run.arn, JSON.stringify({ ...run.current(), ...changes }));

/** Does something once, at a phase of the call that promotes the new version. */
function atPromotion(phase: Phase, work: () => Promise<void> | void): void {
  const remove = secretsManager.faults.onCall(async ({ action, parameters }: Call, now) => {
    if (action !== 'UpdateSecretVersionStage' || parameters.VersionStage !== AWSCURRENT || now !== phase) { return; }
    remove();
    await work();
  });
}

/** A handler that is held after an effect, the nth of that name, while something else happens. */
function heldAfter(name: string, nth: number, work: () => Promise<void>): Effects {
  const effects = new Effects();
  effects.onEffect(async () => {
    if (effects.names.at(-1) === name && effects.names.filter((one) => one === name).length === nth) { await work(); }
  });
  return effects;
}

test('two createSecret at once both succeed, and one value is stored', async () => {
  let second: Error | undefined;
  let stored: string | undefined;
  const first = heldAfter('GetRandomPasswordCommand', 1, async () => {
    second = await run.step('createSecret', token);
    stored = secretsManager.value(run.arn, AWSPENDING);
  });
  expect([await run.step('createSecret', token, first), second]).toEqual([undefined, undefined]);
  expect(JSON.parse(stored ?? '{}')).toMatchObject({ username: 'app' });
  expect(secretsManager.value(run.arn, AWSPENDING)).toBe(stored);
  expect(holder(AWSPENDING)).toBe(token);
});

test('a handler that another one overtakes before it logs in finds the new password in place', async () => {
  await run.step('createSecret', token);
  let second: Error | undefined;
  const first = heldAfter('DescribeSecretCommand', 2, async () => { second = await run.step('setSecret', token); });
  expect([await run.step('setSecret', token, first), second]).toEqual([undefined, undefined]);
  expect(server.refused).toEqual([FIRST]);
});

test('a handler that another one overtakes between two logins finds the new password in place', async () => {
  await run.step('createSecret', token);
  const pending = (JSON.parse(secretsManager.value(run.arn, AWSPENDING) ?? '{}') as { password: string }).password;
  const other = heldAfter('UpdateSecretVersionStageCommand', 1, async () => { throw new Error('what it does next is done below'); });
  expect(await run.step('setSecret', token, other)).toBeDefined();
  expect(holder('GOLD_COMMITTING')).toBe(token);
  const probe = server.probe.bind(server);
  jest.spyOn(server, 'probe').mockImplementationOnce(async (credential) => probe(credential).finally(() => { server.set('app', pending); }));
  expect(await run.step('setSecret', token)).toBeUndefined();
  expect(server.refused).toEqual([pending, FIRST]);
});

test('two setSecret at once both succeed where two passwords work', async () => {
  ({ run, server } = await startMemory(secretsManager, { hasTwoPasswords: true }));
  await run.rotate(secretsManager.rotate(run.arn)); // so that the label to move is on another version
  token = secretsManager.rotate(run.arn);
  await run.step('createSecret', token);
  let second: Error | undefined;
  const first = heldAfter('DescribeSecretCommand', 3, async () => { second = await run.step('setSecret', token); });
  expect([await run.step('setSecret', token, first), second]).toEqual([undefined, undefined]);
  expect([holder('GOLD_COMMITTING'), server.refused]).toEqual([token, []]);
});

test.each([1, 2, 3])('a read that lags behind a write by %i is waited for at the first attempt', async (reads) => {
  secretsManager.faults.lag(reads);
  expect(await run.rotate(token)).toBeUndefined();
  expect(holder(AWSCURRENT)).toBe(token);
  expect(server.refused).toEqual([]);
});

describe('beside finishSecret', () => {
  beforeEach(async () => {
    for (const step of ['createSecret', 'setSecret', 'testSecret'] as const) { expect(await run.step(step, token)).toBeUndefined(); }
  });

  const expectKept = async () => {
    expect(run.current()).toMatchObject({ password: FIRST, replicaHost: 'replica.example' });
    expect(holder(AWSCURRENT)).not.toBe(token);
    await expect(server.probe(run.current() as never)).resolves.toBeUndefined();
  };

  test('a change before it is kept', async () => {
    put({ replicaHost: 'replica.example' });
    expect((await run.step('finishSecret', token))?.message).toContain('changed-meanwhile');
    await expectKept();
  });

  test('a change between the look and the move of the label is kept', async () => {
    atPromotion('before', () => { put({ replicaHost: 'replica.example' }); });
    expect((await run.step('finishSecret', token))?.message).toContain('changed-meanwhile');
    await expectKept();
  });

  test('another version of the same value is promoted over, at the second look', async () => {
    const [before, calls] = [holder(AWSCURRENT), secretsManager.calls.length];
    let between: string | undefined;
    atPromotion('before', () => { between = put(); });
    expect(await run.step('finishSecret', token)).toBeUndefined();
    expect(holder(AWSCURRENT)).toBe(token);
    const moves = secretsManager.calls.slice(calls).filter(({ parameters }) => parameters.VersionStage === AWSCURRENT && 'MoveToVersionId' in parameters);
    expect(moves.map(({ parameters, error }) => [parameters.RemoveFromVersionId, error])).toEqual([[before, 'InvalidParameterException'], [between, undefined]]);
  });

  test('another one that is done first is no failure', async () => {
    let second: Error | undefined;
    atPromotion('before', async () => { second = await run.step('finishSecret', token); });
    expect([await run.step('finishSecret', token), second]).toEqual([undefined, undefined]);
    expect([holder(AWSCURRENT), holder(AWSPENDING)]).toEqual([token, undefined]);
  });

  test('labels that can\'t be taken off are no failure', async () => {
    atPromotion('after', () => { secretsManager.faults.refuse('UpdateSecretVersionStage', 'AccessDeniedException'); });
    expect(await run.step('finishSecret', token)).toBeUndefined();
    expect([holder(AWSCURRENT), holder(AWSPENDING)]).toEqual([token, token]);
    expect(run.lines.map((line) => JSON.parse(line) as unknown)).toContainEqual(expect.objectContaining({ fact: 'a label that has served could not be taken off', version: token }));
    expect(await run.rotate(secretsManager.rotate(run.arn))).toBeUndefined();
  });
});
