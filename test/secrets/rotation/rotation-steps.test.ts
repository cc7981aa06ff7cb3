import { GetRandomPasswordCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { leaked } from './canaries';
import { type Changes, FIRST, MemoryScenario } from './memory-scenario';
import { ROTATION_TOKEN, type RotationRun } from './rotation-run';
import { RotationError } from '../../../src/secrets/rotation/failure';
import { AWS_ERRORS, databaseHandler } from '../../../src/secrets/rotation/rotation-handler';
import { AWSCURRENT, AWSPENDING, REGION, clientOf } from '../stand-ins/secrets-manager';

/** Of CloudWatch's embedded metric format. */
interface MetricSet {
  readonly Metrics: readonly { readonly Name: string }[];
  readonly Dimensions: readonly string[][];
}

const model = new MemoryScenario();
const start = async (changes: Changes = {}) => model.start(changes);
const rotate = async (run: RotationRun) => model.rotate(run);
const handlerOf = (run: RotationRun, lines: string[] = []) => databaseHandler('model', () => model.server, {
  environment: run.environment(), client: { send: async () => { throw new Error('nothing is called'); } } as unknown as SecretsManagerClient, log: (line) => { lines.push(line); },
});
const context = { getRemainingTimeInMillis: () => 60_000 };
const TOKEN = '0123456789abcdef0123456789abcdef';

describe('an event is refused', () => {
  test.each([
    ['that is none', undefined, 'the step is none of'],
    ['with another step', { Step: 'create_secret', SecretId: 'ARN', ClientRequestToken: TOKEN }, 'the step is none of'],
    ['without a secret', { Step: 'setSecret', ClientRequestToken: TOKEN }, 'names no secret'],
    ['without a token', { Step: 'setSecret', SecretId: 'ARN' }, 'no ClientRequestToken'],
    ['with a token that could forge a line of the log', { Step: 'setSecret', SecretId: 'ARN', ClientRequestToken: `${TOKEN}\n{"outcome":"done"}` }, 'no ClientRequestToken'],
    ['for another secret than the function\'s', { Step: 'setSecret', SecretId: 'arn:aws:secretsmanager:eu-west-1:1:secret:other', ClientRequestToken: TOKEN }, 'not the one that this function rotates'],
  ])('%s', async (_name, event, message) => {
    const lines: string[] = [];
    const handler = handlerOf(await start(), lines);
    await expect(handler(event, context)).rejects.toThrow(message);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0])).toMatchObject({ outcome: 'failed', kind: 'refused-input', Failed: 1 });
  });

  test('for a version that the secret does not have', async () => {
    const run = await start();
    model.secretsManager.rotate(run.arn);
    expect((await run.step('setSecret', TOKEN))?.message).toContain('no version of this rotation');
  }, 20_000);

  test('for a version that has lost its label', async () => {
    const run = await start();
    const token = model.secretsManager.rotate(run.arn);
    await run.step('createSecret', token);
    model.secretsManager.putSecretValue(run.arn, JSON.stringify({ any: 'value' }), { stages: [AWSPENDING] });
    expect(await run.step('setSecret', token)).toBeDefined();
    expect(model.server.hosts).toEqual([]);
  }, 20_000);

  test('for a pending version of a user that is not the other one', async () => {
    const run = await start({ strategy: 'alternating-users', environment: { USERNAMES: '' } });
    const token = model.secretsManager.rotate(run.arn);
    model.secretsManager.putSecretValue(run.arn, JSON.stringify({ ...run.current(), username: 'admin' }), { token, stages: [AWSPENDING] });
    expect((await run.step('setSecret', token))?.message).toContain('not for the other user');
    expect(model.server.hosts).toEqual([]);
  });

  test('when rotation is turned off', async () => {
    const run = await start();
    const token = model.secretsManager.rotate(run.arn);
    model.secretsManager.cancelRotation(run.arn);
    expect((await run.step('createSecret', token))?.message).toContain('rotation of the secret is turned off');
  });
});

describe('nobody is connected to', () => {
  test.each([
    ['a host that the construct did not name', { initial: { host: 'evil.example' } }, 'the host of the secret'],
    ['a user that the construct did not name', { initial: { username: 'admin' } }, 'the user of the secret'],
    ['a plaintext connection', { initial: { ssl: false } }, 'without TLS'],
    ['a plaintext connection, written as text', { initial: { ssl: 'false' } }, 'without TLS'],
    ['a port that is none', { initial: { port: 'x; DROP' } }, 'is no port'],
    ['a host that is no name', { initial: { host: 'db.example/../x' } }, 'no host name'],
    ['a secret without a password', { initial: { password: '' } }, 'no password'],
    ['a function that knows no host', { environment: { HOSTS: '' } }, 'the host of the secret'],
  ])('for %s', async (_name, changes, message) => {
    expect((await rotate(await start(changes)))?.message).toContain(message);
    expect(model.server.hosts).toEqual([]);
  });

  test('for the version before, where that was for another host', async () => {
    const run = await start({ initial: { host: 'older.example', password: FIRST } });
    model.secretsManager.putSecretValue(run.arn, JSON.stringify({ host: 'retired.example', username: 'app', password: 'p' }));
    model.secretsManager.putSecretValue(run.arn, JSON.stringify({ host: 'db.example', username: 'app', password: 'nobody-knows-this-one' }));
    expect((await rotate(run))?.message).toContain('no stored version of the secret logs in');
    expect(new Set(model.server.hosts)).toEqual(new Set(['db.example']));
  });

  test('for an administrator that the secret names and the construct does not', async () => {
    const run = await start({ strategy: 'alternating-users', initial: { masterarn: 'arn:aws:secretsmanager:eu-west-1:1:secret:evil' } });
    expect((await rotate(run))?.message).toContain('the masterarn of the secret');
  });

  test('for an administrator of another host', async () => {
    const run = await start({ strategy: 'alternating-users', administrator: { host: 'evil.example' } });
    expect((await rotate(run))?.message).toContain('the host of the administrator');
    expect(model.server.hosts).not.toContain('evil.example');
  });
});

test('an administrator that is one of the users that rotate is refused', async () => {
  const run = await start({ strategy: 'alternating-users', administrator: { username: 'app_clone', password: 'p' } });
  expect((await rotate(run))?.message).toContain('the administrator is one of the users that rotate');
});

test('the administrator\'s rights are not used before the current credential has logged in', async () => {
  const run = await start({ strategy: 'alternating-users', initial: { password: 'nobody-knows-this-one' } });
  expect((await rotate(run))?.message).toContain('the current credential does not log in');
  expect(model.server.hosts).toHaveLength(1);
});

test('a function whose administrator is the secret itself is refused', async () => {
  const run = await start();
  const environment = { ...run.environment(), ADMINISTRATOR_SECRET_ARN: run.arn };
  const handler = databaseHandler('model', () => model.server, { environment, client: {} as SecretsManagerClient });
  await expect(handler({}, context)).rejects.toThrow('an administrator can\'t be its own');
});

test('a name that leaves no room for the second user is refused before anything is stored', async () => {
  const run = await start({ strategy: 'alternating-users', environment: { USERNAMES: '' }, initial: { username: 'fifteen_letters' } });
  expect((await rotate(run))?.message).toContain('the name of the second user would be longer');
  expect(model.secretsManager.value(run.arn, AWSPENDING)).toBeUndefined();
});

test('a second user that is not equal is not promoted', async () => {
  const run = await start({ strategy: 'alternating-users' });
  const { username } = run.current();
  jest.spyOn(model.server, 'verify').mockRejectedValue(new RotationError('not-equal', 'the two users are not equal'));
  expect((await rotate(run))?.message).toContain('not-equal: ');
  expect(run.current().username).toBe(username);
});

test('a generator that breaks its promise stores nothing', async () => {
  const run = await start();
  const token = model.secretsManager.rotate(run.arn);
  const real = clientOf(model.secretsManager);
  const send = async (command: never) => ((command as object) instanceof GetRandomPasswordCommand ? { RandomPassword: 'short' } : real.send(command));
  const handler = databaseHandler('model', () => model.server, { environment: run.environment(), client: { send } as unknown as SecretsManagerClient, log: () => undefined });
  const event = { Step: 'createSecret', SecretId: run.arn, ClientRequestToken: token };
  await expect(handler(event, context)).rejects.toMatchObject({ kind: 'refused-input', message: expect.stringContaining('the generated password') as string });
  expect(model.secretsManager.value(run.arn, AWSPENDING)).toBeUndefined();
});

test.each(Object.entries(AWS_ERRORS))('the error %s of AWS is told in fixed words', async (code, fact) => {
  const run = await start();
  model.secretsManager.faults.refuse('DescribeSecret', code, 10);
  const failure = await rotate(run);
  expect(failure?.message).toBe(`unexpected: ${fact}`);
  expect(`${failure?.stack}${run.lines.join()}`).not.toContain('of a test');
}, 30_000);

test.each(['name-resolution', 'refused', 'timeout', 'tls', 'capacity', 'locked-out', 'privilege', 'unexpected'] as const)('a failure of the kind %s ends the rotation at the first login, with a fixed text', async (kind) => {
  const run = await start();
  model.server.failure = kind;
  const failure = await rotate(run);
  expect(failure?.message.startsWith(`${kind}: `)).toBe(true);
  expect(model.server.hosts).toHaveLength(1);
  expect(leaked(`${failure?.message}${failure?.stack}${run.lines.join()}`, [FIRST, 'db.example'])).toEqual([]);
});

test('a secret that is no JSON is refused without a word of it', async () => {
  const run = await start();
  model.secretsManager.putSecretValue(run.arn, 'just-a-password-that-somebody-stored');
  const failure = await rotate(run);
  expect(failure?.message).toContain('the secret is no JSON');
  expect(leaked(`${failure?.stack}${run.lines.join()}`, ['just-a-password-that-somebody-stored'])).toEqual([]);
});

test('the log has a line a step with allowed fields only, and metrics that CloudWatch reads', async () => {
  const run = await start();
  await rotate(run);
  const lines = run.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.filter(({ outcome }) => outcome === 'done').map(({ step }) => step)).toEqual(['createSecret', 'setSecret', 'testSecret', 'finishSecret']);
  const allowed = ['_aws', 'Secret', 'Step', 'Failed', 'Duration', 'FailedLogins', 'time', 'step', 'engine', 'strategy', 'outcome', 'kind', 'fact', 'by', 'failedLogins', 'milliseconds', 'version'];
  expect(lines.flatMap((line) => Object.keys(line)).filter((name) => !allowed.includes(name))).toEqual([]);
  const { CloudWatchMetrics: [{ Metrics, Dimensions }] } = lines.at(-1)?._aws as { CloudWatchMetrics: [MetricSet] };
  for (const name of [...Metrics.map(({ Name }) => Name), ...Dimensions.flat()]) { expect(lines.at(-1)).toHaveProperty(name); }
  expect(leaked(run.lines.join(), [FIRST, ROTATION_TOKEN, String(run.current().password), 'db.example'])).toEqual([]);
});

test('the RotationToken goes to PutSecretValue and nowhere else', async () => {
  const run = await start();
  const before = model.secretsManager.calls.length;
  await rotate(run);
  const withToken = model.secretsManager.calls.slice(before).filter(({ parameters }) => 'RotationToken' in parameters).map(({ action }) => action);
  expect(withToken).toEqual(['PutSecretValue']);
});

test('every read names its label or version: policies may ask for it', async () => {
  const run = await start({ strategy: 'alternating-users' });
  const before = model.secretsManager.calls.length;
  await rotate(run);
  const reads = model.secretsManager.calls.slice(before).filter(({ action }) => action === 'GetSecretValue');
  expect(reads.length).toBeGreaterThan(4);
  expect(reads.filter(({ parameters }) => parameters.VersionStage === undefined && parameters.VersionId === undefined)).toEqual([]);
});

test('every read of the pending version names its id: another one may have the label by now', async () => {
  const run = await start();
  const before = model.secretsManager.calls.length;
  const token = model.secretsManager.rotate(run.arn);
  expect(await run.rotate(token)).toBeUndefined();
  const reads = model.secretsManager.calls.slice(before).filter(({ action, parameters }) => action === 'GetSecretValue' && parameters.VersionStage === AWSPENDING);
  expect(reads.length).toBeGreaterThan(3);
  expect(new Set(reads.map(({ parameters }) => parameters.VersionId))).toEqual(new Set([token]));
});

test('a finished rotation leaves no label but the current, the previous and our own', async () => {
  const run = await start();
  await rotate(run);
  await rotate(run);
  const labels = model.secretsManager.versions(run.arn).flatMap(({ stages }) => stages).sort();
  expect(labels).toEqual([AWSCURRENT, 'AWSPREVIOUS', 'GOLD_COMMITTING']);
  expect(run.arn).toContain(REGION);
});
