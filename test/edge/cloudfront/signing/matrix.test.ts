import { createSign, createVerify } from 'node:crypto';
import { CloudFrontStandIn } from './cloudfront-stand-in';
import { SIGNING_FIELDS, SigningKeys } from '../../../../src/edge/cloudfront/signing/rotation/signing-keys';
import type { SecretFields } from '../../../../src/secrets/rotation/secret-value';
import { ApiKey } from '../../../../src/secrets/rotation/strategies/api-key';
import { crashMatrix } from '../../../secrets/rotation/crash-matrix';
import { Effects } from '../../../secrets/rotation/effects';
import { RotationRun } from '../../../secrets/rotation/rotation-run';
import type { Scenario, World } from '../../../secrets/rotation/scenario';
import { AWSCURRENT, SecretsManagerStandIn } from '../../../secrets/stand-ins/secrets-manager';

jest.setTimeout(120_000);

const DAY = 24 * 60 * 60 * 1_000;
const optionsOf = (cloudFront: CloudFrontStandIn) => ({ keyGroupId: CloudFrontStandIn.GROUP, placeholderId: cloudFront.placeholderId, prefix: 'orders' });

/** Whether CloudFront takes what the key of the secret signs. */
function isTrusted(cloudFront: CloudFrontStandIn, { keyPairId, privateKey }: SecretFields): boolean {
  const publicKey = cloudFront.encodedKey(String(keyPairId));
  if (publicKey === undefined || !cloudFront.trusted.includes(String(keyPairId))) { return false; }
  const signature = createSign('SHA256').update('https://shop.example/bill.pdf').sign(String(privateKey));
  return createVerify('SHA256').update('https://shop.example/bill.pdf').verify(publicKey, signature);
}

/** Does something when a public key that nobody uses is old enough to go. */
async function twoDaysLater<T>({ now }: CloudFrontStandIn, work: () => Promise<T>): Promise<T> {
  const doNotFake = ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'setInterval', 'clearTimeout', 'clearInterval'] as const;
  jest.useFakeTimers({ now: now.getTime() + 2 * DAY, doNotFake: [...doNotFake] });
  try {
    return await work();
  } finally {
    jest.useRealTimers();
  }
}

interface Signing extends Scenario { readonly worlds: CloudFrontStandIn[] }

/** @param isNew whether the secret holds its first value, without keys */
function scenarioOf(isNew = false): Signing {
  const worlds: CloudFrontStandIn[] = [];
  return {
    server: 'CloudFront signing key',
    engine: 'signing-key',
    strategy: 'api-key',
    tested: 'stand-in',
    currentAlwaysWorks: true,
    credentialField: 'keyPairId',
    isUsedOnce: true,
    worlds,
    serverLog: async () => '',
    prepare: async (): Promise<World> => {
      const cloudFront = new CloudFrontStandIn();
      worlds.push(cloudFront);
      const keys = new SigningKeys(cloudFront.client(), optionsOf(cloudFront));
      const signal = AbortSignal.timeout(60_000);
      const initial = isNew ? { placeholder: 'x' } : await keys.create({ current: {}, idempotencyKey: 'first', signal });
      if (!isNew) { await keys.activate({ key: initial, current: {}, signal }); }
      return {
        environment: { ENGINE_OPTIONS: JSON.stringify(optionsOf(cloudFront)) },
        initial,
        strategyOf: (effects) => (rotation) => new ApiKey(
          rotation, new SigningKeys(cloudFront.client(async (name, work) => effects.perform(name, work)), optionsOf(cloudFront)), SIGNING_FIELDS,
        ),
        loginWorks: async (fields) => isTrusted(cloudFront, fields),
        snapshot: async () => cloudFront.trusted.length <= 4,
        dispose: async () => undefined,
      };
    },
  };
}

crashMatrix(scenarioOf());

describe('signing keys', () => {
  let secretsManager: SecretsManagerStandIn;
  beforeAll(async () => { secretsManager = await SecretsManagerStandIn.start(); });
  afterAll(async () => secretsManager.stop());

  async function started(isNew = false): Promise<{ readonly run: RotationRun; readonly cloudFront: CloudFrontStandIn }> {
    const scenario = scenarioOf(isNew);
    return { run: await RotationRun.start(scenario, secretsManager), cloudFront: scenario.worlds[0] };
  }
  const rotate = async (run: RotationRun) => run.rotate(secretsManager.rotate(run.arn));

  test('are made by the first rotation, which takes the placeholder out of the group', async () => {
    const { run, cloudFront } = await started(true);
    expect(await rotate(run)).toBeUndefined();
    const { keyPairId, nextKeyPairId, ...rest } = run.current();
    expect(cloudFront.trusted).toEqual([keyPairId, nextKeyPairId]);
    expect(Object.keys(rest).sort()).toEqual(['nextPrivateKey', 'privateKey']);
    expect(isTrusted(cloudFront, run.current())).toBe(true);
  });

  test('are made by a later rotation, whichever writes two before it died after', async () => {
    const { run: whole } = await started(true);
    const counted = new Effects();
    await whole.rotate(secretsManager.rotate(whole.arn), counted);
    const places = counted.names.flatMap((name, at) => (/^(Create|Put|Update)/.test(name) ? [at + 1] : [])); // to die after a read is to die after the write before it
    const stuck: string[] = [];
    for (const place of places) {
      for (const next of places) {
        const { run, cloudFront } = await started(true);
        for (const dyingAt of [place, next]) {
          await run.rotate(secretsManager.rotate(run.arn), new Effects(dyingAt));
          expect(cloudFront.trusted).not.toHaveLength(0);
          secretsManager.clearPending(run.arn);
        }
        const failure = await rotate(run);
        if (failure !== undefined || !isTrusted(cloudFront, run.current())) { stuck.push(`${counted.names[place - 1]}, ${counted.names[next - 1]}: ${failure?.message}`); }
        await run.end();
      }
    }
    expect(stuck).toEqual([]);
    await whole.end();
  });

  test('that CloudFront still counts as used when they have served are deleted by a later rotation', async () => {
    const { run, cloudFront } = await started();
    const first = String(run.current().keyPairId);
    await rotate(run);
    cloudFront.stillUsed.add(first);
    expect(await rotate(run)).toBeUndefined();
    expect(cloudFront.trusted).not.toContain(first);
    expect(cloudFront.known).toContain(first);
    cloudFront.stillUsed.delete(first);
    expect(await twoDaysLater(cloudFront, async () => rotate(run))).toBeUndefined();
    expect(cloudFront.known).not.toContain(first);
  });

  test('are trusted for a whole period before they sign, and for one after', async () => {
    const { run, cloudFront } = await started();
    for (let period = 0; period < 4; period += 1) {
      const before = run.current();
      expect(cloudFront.trusted).toContain(before.nextKeyPairId);
      expect(await rotate(run)).toBeUndefined();
      expect(run.current().keyPairId).toBe(before.nextKeyPairId);
      expect(run.current().privateKey).toBe(before.nextPrivateKey);
      expect(cloudFront.trusted).toContain(before.keyPairId);
      expect(cloudFront.trusted).toHaveLength(3);
    }
    expect(cloudFront.known).toHaveLength(3 + 1); // and the placeholder, which is the template's
  });

  test('whose private key was lost are trusted by no group, and are deleted a day later', async () => {
    const { run, cloudFront } = await started();
    const dying = new Effects();
    dying.onEffect(async () => { if (dying.names.at(-1) === 'CreatePublicKeyCommand') { await dying.bury(); } });
    await run.rotate(secretsManager.rotate(run.arn), dying);
    const [lost] = cloudFront.known.slice(-1);
    expect(cloudFront.trusted).not.toContain(lost);
    secretsManager.clearPending(run.arn);
    expect(await twoDaysLater(cloudFront, async () => rotate(run))).toBeUndefined();
    expect(cloudFront.known).not.toContain(lost);
    expect(cloudFront.known).toContain(cloudFront.placeholderId);
  });

  test('come into a group that somebody else changes at the same moment', async () => {
    const { run, cloudFront } = await started();
    cloudFront.beforeUpdate = () => { cloudFront.touch(); };
    expect(await rotate(run)).toBeUndefined();
    expect(isTrusted(cloudFront, run.current())).toBe(true);
  });

  test('are refused when the group does not hold them, in words without a key', async () => {
    const { run, cloudFront } = await started();
    const token = secretsManager.rotate(run.arn);
    expect(await run.step('createSecret', token)).toBeUndefined();
    const failure = await run.step('testSecret', token);
    expect(failure?.message).toBe('unexpected: the provider does not take the new key');
    expect(cloudFront.trusted).toHaveLength(2);
    expect(JSON.parse(secretsManager.value(run.arn, AWSCURRENT) ?? '{}')).toEqual(run.current());
  });
});
