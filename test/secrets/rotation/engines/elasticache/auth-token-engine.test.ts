import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { ReplicationGroupStore } from './replication-group-store';
import { elastiCacheStandIn } from './stand-in';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { AuthTokenEngine } from '../../../../../src/secrets/rotation/engines/elasticache/auth-token-engine';
import { connectWith } from '../../../../../src/secrets/rotation/engines/redis/connection';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';
import { RedisServer } from '../../../../servers/redis';
import { describeWithServer } from '../../../../servers/required';
import { loginWorks } from '../redis/admin';
import type { ApiStandIn } from '../redis/api-stand-in';
import { ManagedUserStore } from '../redis/managed-user-store';
import { newPassword } from '../redis/scenario';

const MINUTE = new Deadline(() => 60_000);

describeWithServer('Redis', 'AUTH tokens of ElastiCache', () => {
  let server: RedisServer;
  let groups: ReplicationGroupStore;
  let api: ApiStandIn;
  beforeAll(async () => { server = await RedisServer.start(); }, 60_000);
  afterAll(async () => server?.stop());
  beforeEach(async () => {
    groups = new ReplicationGroupStore(() => server);
    api = await elastiCacheStandIn(new ManagedUserStore(() => server), groups);
  });
  afterEach(async () => api.stop());
  jest.setTimeout(60_000);

  const token = (password = newPassword()): Credential => ({ username: 'default', password, host: server.host, port: server.port, fields: {} });
  const engine = (id: string | undefined = 'group', deadline = MINUTE) =>
    new AuthTokenEngine(connectWith({ authorities: server.ca }, deadline), new ElastiCacheClient(api.client), id, deadline, 1);
  const works = async ({ username, password }: Credential) => loginWorks(server, { username, password });
  const modifications = () => api.calls.filter((action) => action === 'ModifyReplicationGroup').length;

  test('a commit adds a token and keeps the one before it, and the next takes the place of the oldest', async () => {
    const [first, second, third] = [token(), token(), token()];
    await groups.add('group', first.password);
    await engine().commit(first, second);
    expect([await works(first), await works(second)]).toEqual([true, true]);
    await engine().commit(second, third);
    expect([await works(first), await works(second), await works(third)]).toEqual([false, true, true]);
  });

  test('a token that another handler is adding is waited for, and not added twice', async () => {
    const [current, pending] = [token(), token()];
    await groups.add('group', current.password);
    groups.modify({ ReplicationGroupId: 'group', AuthToken: pending.password, AuthTokenUpdateStrategy: 'ROTATE', ApplyImmediately: 'true' });
    await engine().commit(current, pending);
    expect(modifications()).toBe(0);
    expect([await works(current), await works(pending)]).toEqual([true, true]);
  });

  test('a login waits until a change of the tokens has taken effect, and costs no failed one', async () => {
    const [current, pending] = [token(), token()];
    await groups.add('group', current.password);
    groups.modify({ ReplicationGroupId: 'group', AuthToken: pending.password, AuthTokenUpdateStrategy: 'ROTATE', ApplyImmediately: 'true' });
    await engine().probe(pending);
  });

  test('a change that begins between the look and the call is waited for, too', async () => {
    const [current, pending] = [token(), token()];
    await groups.add('group', current.password);
    api.refuse('ModifyReplicationGroup', 'InvalidReplicationGroupState');
    await engine().commit(current, pending);
    expect(modifications()).toBe(2);
    expect([await works(current), await works(pending)]).toEqual([true, true]);
  });

  test('a change that takes longer than the function has ends in the function\'s own words', async () => {
    const [current, pending] = [token(), token()];
    await groups.add('group', current.password);
    groups.describesUntilAvailable = Number.POSITIVE_INFINITY;
    const left = () => 20_000 - 1_000 * api.calls.length;
    await expect(engine('group', new Deadline(left)).commit(current, pending)).rejects.toThrow('timeout: the function has no time left');
  });

  test.each([
    ['lets everybody in', { hasToken: false }, 'without a token'],
    ['has users', { userGroups: ['users'] }, 'has users'],
    ['is being deleted', { status: 'deleting' }, 'being deleted'],
  ])('a replication group that %s is refused', async (_name, more, words) => {
    const [current, pending] = [token(), token()];
    await groups.add('group', current.password, more);
    await expect(engine().commit(current, pending)).rejects.toThrow(words);
    expect(modifications()).toBe(0);
  });

  test('a group that does not exist, or that the construct did not name, is told', async () => {
    await expect(engine('nowhere').commit(token(), token())).rejects.toThrow('does not exist');
    await expect(engine('nowhere').probe(token())).rejects.toThrow('does not exist');
    await expect(engine('').commit(token(), token())).rejects.toThrow('no replicationGroupId');
  });

  test.each(['short', 'x'.repeat(129), 'with-a-percent%-in-it', 'with-an-at@-in-it', 'with-a-dot.-in-it'])('the token %s is refused before AWS sees it', async (password) => {
    await expect(engine().commit(token(), token(password))).rejects.toThrow('16 to 128 letters');
    expect(api.calls).toEqual([]);
  });

  test('a secret of a user with a name is no secret of a token', async () => {
    await expect(engine().probe({ ...token(), username: 'app' })).rejects.toThrow('let the username of the secret be default');
    await expect(engine().provision()).rejects.toThrow('single user');
    await expect(engine().verify()).rejects.toThrow('single user');
  });
});
