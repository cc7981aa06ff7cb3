import { Issuer } from './issuer';
import { ApiKey } from '../../../../../src/secrets/rotation/strategies/api-key';
import type { KeyProvider } from '../../../../../src/secrets/rotation/strategies/provider';
import { AWSPENDING, SecretsManagerStandIn } from '../../../stand-ins/secrets-manager';
import { crashMatrix } from '../../crash-matrix';
import { Effects } from '../../effects';
import { RotationRun } from '../../rotation-run';
import type { Scenario, World } from '../../scenario';

jest.setTimeout(120_000);

/** A key of an issuer that the test has in its hand. */
function scenarioOf(issuerOf = () => new Issuer()): Scenario & { readonly issuers: Issuer[] } {
  const issuers: Issuer[] = [];
  return {
    server: 'API key',
    engine: 'api-key',
    strategy: 'api-key',
    tested: 'stand-in',
    currentAlwaysWorks: true,
    credentialField: 'apiKey',
    isUsedOnce: true,
    issuers,
    serverLog: async () => '',
    prepare: async (): Promise<World> => {
      const issuer = issuerOf();
      issuers.push(issuer);
      return {
        environment: { ENGINE_OPTIONS: JSON.stringify({ fields: 'apiKey' }) },
        initial: { apiKey: issuer.first(), account: 'kept' },
        strategyOf: (effects) => (rotation) => {
          const counted: KeyProvider = {
            create: async (request) => effects.perform('create', async () => issuer.create(request)),
            test: async (request) => effects.perform('test', async () => issuer.test(request)),
            revoke: async (request) => effects.perform('revoke', async () => issuer.revoke(request)),
          };
          return new ApiKey(rotation, counted, ['apiKey']);
        },
        loginWorks: async (fields) => issuer.test({ key: fields }).then(() => true, () => false),
        snapshot: async () => issuer.valid.length <= 3,
        dispose: async () => undefined,
      };
    },
  };
}

crashMatrix(scenarioOf());

describe('an API key', () => {
  let secretsManager: SecretsManagerStandIn;
  beforeAll(async () => { secretsManager = await SecretsManagerStandIn.start(); });
  afterAll(async () => secretsManager.stop());

  const rotate = async (run: RotationRun) => run.rotate(secretsManager.rotate(run.arn));

  test('stays valid for one more period after its rotation, and no longer', async () => {
    const scenario = scenarioOf();
    const run = await RotationRun.start(scenario, secretsManager);
    const first = String(run.current().apiKey);
    await rotate(run);
    const second = String(run.current().apiKey);
    expect(scenario.issuers[0].valid).toEqual([first, second]);
    await rotate(run);
    expect(scenario.issuers[0].valid).toEqual([second, String(run.current().apiKey)]);
  });

  test('of a rotation that was given up is revoked at the next', async () => {
    const scenario = scenarioOf();
    const run = await RotationRun.start(scenario, secretsManager);
    const abandoned = secretsManager.rotate(run.arn);
    await run.step('createSecret', abandoned);
    expect(scenario.issuers[0].valid).toHaveLength(2);
    secretsManager.clearPending(run.arn);
    expect(await rotate(run)).toBeUndefined();
    expect(scenario.issuers[0].valid).toHaveLength(2);
  });

  test('is issued once when two handlers create it at once', async () => {
    const scenario = scenarioOf();
    const run = await RotationRun.start(scenario, secretsManager);
    const token = secretsManager.rotate(run.arn);
    const [first, before] = [new Effects(), scenario.issuers[0].valid];
    let second: Error | undefined;
    let stored: string | undefined;
    first.onEffect(async () => {
      if (first.names.at(-1) !== 'create') { return; }
      second = await run.step('createSecret', token);
      stored = secretsManager.value(run.arn, AWSPENDING);
    });
    expect([await run.step('createSecret', token, first), second]).toEqual([undefined, undefined]);
    const { apiKey } = JSON.parse(stored ?? '{}') as { apiKey?: string };
    expect(secretsManager.value(run.arn, AWSPENDING)).toBe(stored);
    expect(scenario.issuers[0].valid).toEqual([...before, apiKey]);
  });

  test('that the provider quotes in its error is in no error and no log of the function', async () => {
    const scenario = scenarioOf();
    const run = await RotationRun.start(scenario, secretsManager);
    const key = String(run.current().apiKey);
    await scenario.issuers[0].revoke({ key: { apiKey: key } });
    const failure = await rotate(run);
    expect(failure?.message).toBe('unexpected: the provider could not create a key');
    expect(`${failure?.stack ?? ''}${JSON.stringify(failure)}${run.lines.join()}`).not.toContain(key);
  });

  test.each([
    ['no field', {}],
    ['another field', { token: 'x' }],
    ['one field more', { apiKey: 'x', more: 'y' }],
    ['an empty key', { apiKey: '' }],
  ])('is refused when the provider returns %s', async (_name, made) => {
    class Careless extends Issuer {
      public override async create(): Promise<Record<string, unknown>> { return made; }
    }
    const run = await RotationRun.start(scenarioOf(() => new Careless()), secretsManager);
    expect((await rotate(run))?.message).toContain('refused-input: the provider returned other fields');
  });

  test('is refused when the provider returns the current one', async () => {
    class Lazy extends Issuer {
      public override async create({ current: { apiKey } }: { readonly current: Record<string, unknown> }): Promise<Record<string, unknown>> {
        return { apiKey };
      }
    }
    const run = await RotationRun.start(scenarioOf(() => new Lazy()), secretsManager);
    expect((await rotate(run))?.message).toContain('the provider returned the current key');
  });
});
