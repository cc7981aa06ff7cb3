import { FIRST, startMemory } from './memory-scenario';
import { SecretsManagerStandIn } from '../stand-ins/secrets-manager';

/** What the construct tells the function of the server: the first value of a secret holds a user and a password only. */
const FIELDS = { engine: 'postgres', host: 'db.example', port: 6432, dbname: 'shop' };

let secretsManager: SecretsManagerStandIn;
beforeEach(async () => { secretsManager = await SecretsManagerStandIn.start(); });
afterEach(async () => { await secretsManager.stop(); });

const start = async (current: object) => {
  const { run, server } = await startMemory(secretsManager, { environment: { FIELDS: JSON.stringify(FIELDS) } });
  secretsManager.putSecretValue(run.arn, JSON.stringify(current));
  return { run, server };
};

test('a secret of a user and a password gets by rotation what else clients need', async () => {
  const { run } = await start({ username: 'app', password: FIRST });
  expect(await run.rotate(secretsManager.rotate(run.arn))).toBeUndefined();
  expect(run.current()).toEqual({ ...FIELDS, username: 'app', password: expect.not.stringContaining(FIRST) as string });
  expect(await run.rotate(secretsManager.rotate(run.arn))).toBeUndefined();
});

test('what the secret says already stays', async () => {
  const { run } = await start({ username: 'app', password: FIRST, engine: 'aurora-postgresql', port: 5432, dbClusterIdentifier: 'orders' });
  expect(await run.rotate(secretsManager.rotate(run.arn))).toBeUndefined();
  expect(run.current()).toMatchObject({ engine: 'aurora-postgresql', port: 5432, dbname: 'shop', dbClusterIdentifier: 'orders' });
});

test('a pending version is not taken for a change of the secret because of what it has got', async () => {
  const { run } = await start({ username: 'app', password: FIRST });
  const token = secretsManager.rotate(run.arn);
  expect(await run.step('createSecret', token)).toBeUndefined();
  secretsManager.putSecretValue(run.arn, JSON.stringify({ ...FIELDS, username: 'app', password: FIRST })); // an operator adds the same by hand
  expect(await run.step('setSecret', token)).toBeUndefined();
});
