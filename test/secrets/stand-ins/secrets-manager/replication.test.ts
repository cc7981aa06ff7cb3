import { randomUUID } from 'node:crypto';
import {
  DeleteSecretCommand, DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand, RemoveRegionsFromReplicationCommand,
  ReplicateSecretToRegionsCommand, StopReplicationToReplicaCommand, UpdateSecretVersionStageCommand, type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { SecretsManagerStandIn, clientOf } from '.';

const REPLICA = 'us-east-1';

let standIn: SecretsManagerStandIn;
let primary: SecretsManagerClient;
let replica: SecretsManagerClient;
let name: string;
let arn: string;
let replicaArn: string;

beforeAll(async () => {
  standIn = await SecretsManagerStandIn.start();
  primary = clientOf(standIn);
  replica = clientOf(standIn, { region: REPLICA });
});
afterAll(async () => {
  primary.destroy();
  replica.destroy();
  await standIn.stop();
});
const replicateTo = (Region: string, more: object = {}) =>
  primary.send(new ReplicateSecretToRegionsCommand({ SecretId: arn, AddReplicaRegions: [{ Region, KmsKeyId: 'alias/there' }], ...more }));
const read = async (by: SecretsManagerClient, SecretId: string) => (await by.send(new GetSecretValueCommand({ SecretId }))).SecretString;
const put = (by: SecretsManagerClient, SecretId: string) =>
  by.send(new PutSecretValueCommand({ SecretId, ClientRequestToken: randomUUID(), SecretString: 'two' }));

beforeEach(async () => {
  name = `app/${randomUUID()}`;
  arn = standIn.createSecret(name, 'one');
  replicaArn = arn.replace('eu-west-1', REPLICA);
});

test('a secret is known in its own Region only', async () => {
  await expect(read(replica, name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

describe('a replica', () => {
  beforeEach(async () => { await replicateTo(REPLICA); });

  test('has the primary\'s ARN in another Region, and its versions and labels', async () => {
    await put(primary, arn);
    const described = await replica.send(new DescribeSecretCommand({ SecretId: name }));
    const { VersionIdsToStages } = await primary.send(new DescribeSecretCommand({ SecretId: arn }));
    expect(described).toMatchObject({ ARN: replicaArn, PrimaryRegion: 'eu-west-1', VersionIdsToStages });
    await expect(read(replica, replicaArn)).resolves.toBe('two');
  });

  test('is in sync at once, as the primary tells', async () => {
    const { ReplicationStatus } = await primary.send(new DescribeSecretCommand({ SecretId: arn }));
    expect(ReplicationStatus).toEqual([{ Region: REPLICA, KmsKeyId: 'alias/there', Status: 'InSync' }]);
  });

  test('is changed through its primary only', async () => {
    await expect(put(replica, replicaArn)).rejects.toMatchObject({ name: 'InvalidRequestException' });
    const moves = replica.send(new UpdateSecretVersionStageCommand({ SecretId: name, VersionStage: 'mine', MoveToVersionId: standIn.versions(arn)[0].id }));
    await expect(moves).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  test('keeps its primary from being deleted', async () => {
    await expect(primary.send(new DeleteSecretCommand({ SecretId: arn }))).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  test('is deleted at once, and its primary stays', async () => {
    await replica.send(new DeleteSecretCommand({ SecretId: replicaArn }));
    await expect(read(replica, replicaArn)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(read(primary, arn)).resolves.toBe('one');
  });

  test('goes when its Region is removed', async () => {
    const remove = () => primary.send(new RemoveRegionsFromReplicationCommand({ SecretId: arn, RemoveReplicaRegions: [REPLICA] }));
    expect((await remove()).ReplicationStatus).toEqual([]);
    await expect(read(replica, name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(remove()).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('becomes a secret of its own when replication to it stops', async () => {
    await expect(replica.send(new StopReplicationToReplicaCommand({ SecretId: name }))).resolves.toMatchObject({ ARN: replicaArn });
    await put(replica, replicaArn);
    expect([await read(replica, replicaArn), await read(primary, arn)]).toEqual(['two', 'one']);
    await expect(replica.send(new StopReplicationToReplicaCommand({ SecretId: name }))).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });
});

describe('replicating', () => {
  test.each(['eu-west-1', 'nowhere'])('to %s is refused', async (region) => {
    await expect(replicateTo(region)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('to a Region twice is refused', async () => {
    await replicateTo(REPLICA);
    await expect(replicateTo(REPLICA)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('fails where the name is taken, unless it may be overwritten', async () => {
    standIn.createSecret(name, 'other', { region: REPLICA });
    expect((await replicateTo(REPLICA)).ReplicationStatus).toMatchObject([{ Status: 'Failed', StatusMessage: expect.stringContaining('already exists') }]);
    await expect(read(replica, name)).resolves.toBe('other');
    expect((await replicateTo(REPLICA, { ForceOverwriteReplicaSecret: true })).ReplicationStatus).toMatchObject([{ Status: 'InSync' }]);
    await expect(read(replica, name)).resolves.toBe('one');
  });
});
