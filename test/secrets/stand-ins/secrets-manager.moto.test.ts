import {
  CreateSecretCommand, DescribeSecretCommand, GetRandomPasswordCommand, GetSecretValueCommand, ListSecretVersionIdsCommand, PutSecretValueCommand,
  ReplicateSecretToRegionsCommand, UpdateSecretVersionStageCommand, type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { SecretsManagerStandIn, clientOf } from './secrets-manager';
import { MotoServer } from '../../servers/moto';
import { describeWithServer } from '../../servers/required';

// Its first answer to each kind of request is slow.
jest.setTimeout(60_000);

/** Version ids of a scenario, by letter: both servers get the same ones. */
const version = (letter: string): string => letter.repeat(32);
const [A, B, C] = ['a', 'b', 'c'].map(version);

type Step = (client: SecretsManagerClient, SecretId: string) => Promise<unknown>;

const put = (ClientRequestToken: string, SecretString: string, VersionStages?: string[]): Step => (client, SecretId) =>
  client.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString, VersionStages }));
const move = (VersionStage: string, RemoveFromVersionId?: string, MoveToVersionId?: string): Step => (client, SecretId) =>
  client.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage, RemoveFromVersionId, MoveToVersionId }));
const get = (VersionId?: string, VersionStage?: string): Step => async (client, SecretId) => {
  const { SecretString, VersionId: id, VersionStages } = await client.send(new GetSecretValueCommand({ SecretId, VersionId, VersionStage }));
  // No label is [] in moto and left out here, as AWS leaves it out of a list.
  return { SecretString, id, stages: (VersionStages ?? []).sort() };
};
/** Without the deprecated versions that moto describes and AWS doesn't. */
const stages: Step = async (client, SecretId) => {
  const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId }));
  const labelled = Object.entries(VersionIdsToStages!).filter(([, labels]) => labels.length > 0);
  return labelled.map(([id, labels]) => [id, [...labels].sort()]).sort();
};
/** All versions: moto leaves out deprecated ones only if PutSecretValue deprecated them. */
const list: Step = async (client, SecretId) => {
  const { Versions } = await client.send(new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated: true }));
  return Versions!.map(({ VersionId }) => VersionId).sort();
};

/** What moto is known to do as AWS does, with a new secret whose version A holds AWSCURRENT. */
const SCENARIOS: Record<string, readonly Step[]> = {
  'a pending version is read by its id, its label, and both': [
    put(B, 'two', ['AWSPENDING']), stages, get(B), get(undefined, 'AWSPENDING'), get(B, 'AWSPENDING'), get(undefined, 'AWSCURRENT'),
  ],
  'an id and a label of different versions are refused': [put(B, 'two', ['AWSPENDING']), get(B, 'AWSCURRENT'), get(A, 'AWSPENDING')],
  'a version, label or secret that isn\'t there is not found': [get(C), get(undefined, 'AWSPENDING'), client => get()(client, 'other')],
  'the same value under the same token is ignored': [put(B, 'two', ['AWSPENDING']), put(B, 'two', ['AWSPENDING']), stages],
  'a new value by default becomes AWSCURRENT': [put(B, 'two'), stages],
  'a promotion moves AWSPREVIOUS too': [put(B, 'two', ['AWSPENDING']), move('AWSCURRENT', A, B), stages, get(undefined, 'AWSCURRENT')],
  'AWSPENDING goes when it is removed': [put(B, 'two', ['AWSPENDING']), move('AWSPENDING', B), stages, list, get(B)],
  'a promotion without the version to remove from is refused': [put(B, 'two', ['AWSPENDING']), move('AWSCURRENT', undefined, B), stages],
  'a promotion with the wrong version to remove from is refused': [
    put(B, 'two', ['AWSPENDING']), put(C, 'three', ['mine']), move('AWSCURRENT', C, B), stages,
  ],
  'the repeat of a promotion is refused': [put(B, 'two', ['AWSPENDING']), move('AWSCURRENT', A, B), move('AWSCURRENT', A, B), stages],
  // Not its stages after that: moto has removed the label before it refuses.
  'a move to a version that isn\'t there is refused': [move('AWSCURRENT', A, C)],
};

/** What each step brought: an answer, or an error's code. */
async function outcomes(client: SecretsManagerClient, steps: readonly Step[], name: string): Promise<unknown[]> {
  const { ARN } = await client.send(new CreateSecretCommand({ Name: name, SecretString: 'one', ClientRequestToken: A }));
  const seen: unknown[] = [];
  for (const step of steps) {
    seen.push(await step(client, ARN!).then(plain, (error: Error) => error.name));
  }
  return seen;
}

/** An answer without what can't be the same twice. */
function plain(answer: unknown): unknown {
  const { $metadata: _, ARN: __, Name: ___, VersionStages, ...rest } = answer as Record<string, unknown>;
  if (Array.isArray(answer)) { return answer; }
  return { ...rest, ...Array.isArray(VersionStages) && { VersionStages: [...VersionStages as string[]].sort() } };
}

describeWithServer('moto', 'Secrets Manager', () => {
  let server: MotoServer;
  let standIn: SecretsManagerStandIn;
  let clients: { readonly moto: SecretsManagerClient; readonly ours: SecretsManagerClient };

  beforeAll(async () => {
    server = await MotoServer.start();
    standIn = await SecretsManagerStandIn.start();
    clients = { moto: clientOf(server, { maxAttempts: 1 }), ours: clientOf(standIn, { maxAttempts: 1 }) };
  });

  afterAll(async () => {
    clients.moto.destroy();
    clients.ours.destroy();
    await standIn.stop();
    await server.stop();
  });

  test.each(Object.entries(SCENARIOS))('%s', async (name, steps) => {
    const secretName = name.replace(/\W/g, '-');
    const [ours, motos] = [await outcomes(clients.ours, steps, secretName), await outcomes(clients.moto, steps, secretName)];
    expect(ours).toEqual(motos);
  });

  test('a random password has the length and lacks the excluded characters', async () => {
    for (const client of [clients.ours, clients.moto]) {
      const { RandomPassword } = await client.send(new GetRandomPasswordCommand({ PasswordLength: 20, ExcludeCharacters: '/@"\'\\', ExcludeNumbers: true }));
      expect(RandomPassword).toMatch(/^[^/@"'\\0-9]{20}$/);
    }
  });

  test('a replica is in sync and has the primary\'s suffix', async () => {
    for (const client of [clients.ours, clients.moto]) {
      const { ARN } = await client.send(new CreateSecretCommand({ Name: 'replicated', SecretString: 'one' }));
      const { ReplicationStatus } = await client.send(new ReplicateSecretToRegionsCommand({ SecretId: ARN, AddReplicaRegions: [{ Region: 'us-east-1' }] }));
      expect(ReplicationStatus).toMatchObject([{ Region: 'us-east-1' }]);
      const there = clientOf({ endpoint: client === clients.ours ? standIn.endpoint : server.endpoint }, { region: 'us-east-1' });
      await expect(there.send(new DescribeSecretCommand({ SecretId: 'replicated' }))).resolves.toMatchObject({ ARN: ARN!.replace('eu-west-1', 'us-east-1') });
      there.destroy();
    }
  });
});
