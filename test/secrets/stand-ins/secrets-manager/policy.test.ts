import { randomUUID } from 'node:crypto';
import {
  DeleteResourcePolicyCommand, GetResourcePolicyCommand, PutResourcePolicyCommand, ValidateResourcePolicyCommand, type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { SecretsManagerStandIn, clientOf } from '.';

const policy = (Principal: unknown): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal, Action: 'secretsmanager:GetSecretValue', Resource: '*' } });
const NARROW = policy({ AWS: 'arn:aws:iam::123456789012:role/reader' });

let standIn: SecretsManagerStandIn;
let client: SecretsManagerClient;
let SecretId: string;
beforeAll(async () => {
  standIn = await SecretsManagerStandIn.start();
  client = clientOf(standIn);
});
afterAll(async () => {
  client.destroy();
  await standIn.stop();
});
beforeEach(() => { SecretId = standIn.createSecret(`app/${randomUUID()}`, 'one'); });

const stored = async () => (await client.send(new GetResourcePolicyCommand({ SecretId }))).ResourcePolicy;
const put = (ResourcePolicy: string, BlockPublicPolicy?: boolean) =>
  client.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy, BlockPublicPolicy }));

test('a policy is given back as it was put, until it is deleted', async () => {
  expect(await stored()).toBeUndefined();
  await put(NARROW, true);
  expect(await stored()).toBe(NARROW);
  await client.send(new DeleteResourcePolicyCommand({ SecretId }));
  expect(await stored()).toBeUndefined();
});

test('a policy that is not JSON, or has no statement, is refused', async () => {
  for (const broken of ['{nope', '{}']) { await expect(put(broken)).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' }); }
});

test('a policy for anybody is refused only when public ones are blocked', async () => {
  await expect(put(policy('*'), true)).rejects.toMatchObject({ name: 'PublicPolicyException' });
  expect(await stored()).toBeUndefined();
  await expect(put(policy('*'))).resolves.toBeDefined();
});

test('a policy for anybody doesn\'t pass validation', async () => {
  const validate = (ResourcePolicy: string) => client.send(new ValidateResourcePolicyCommand({ ResourcePolicy }));
  expect([await validate(policy({ AWS: '*' })), await validate(NARROW)]).toMatchObject([{ PolicyValidationPassed: false }, { PolicyValidationPassed: true }]);
});
