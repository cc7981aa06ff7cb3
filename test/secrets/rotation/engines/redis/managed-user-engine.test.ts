import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { MemoryDBClient } from '@aws-sdk/client-memorydb';
import { asAdmin, asUser, hashesOf, loginWorks } from './admin';
import type { ApiStandIn } from './api-stand-in';
import { ManagedUserStore, type StoredUser } from './managed-user-store';
import { newPassword } from './scenario';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { ElastiCacheUsers } from '../../../../../src/secrets/rotation/engines/elasticache/elasticache-users';
import { MemoryDbUsers } from '../../../../../src/secrets/rotation/engines/memorydb/memorydb-users';
import { hashOf } from '../../../../../src/secrets/rotation/engines/redis/acl-user';
import { connectWith } from '../../../../../src/secrets/rotation/engines/redis/connection';
import { ManagedUserEngine } from '../../../../../src/secrets/rotation/engines/redis/managed-user-engine';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';
import { freePorts } from '../../../../servers/free-ports';
import { RedisServer } from '../../../../servers/redis';
import { describeWithServer } from '../../../../servers/required';
import { elastiCacheStandIn } from '../elasticache/stand-in';
import { memoryDbStandIn } from '../memorydb/stand-in';

/** A user of a service, the password that it has and the one that it is to have. */
interface Made {
  readonly name: string;
  readonly stored: StoredUser;
  readonly current: Credential;
  readonly pending: Credential;
  readonly one: ManagedUserEngine;
}

const MINUTE = new Deadline(() => 60_000);

describeWithServer('Redis', 'users that an API of AWS manages', () => {
  let server: RedisServer;
  beforeAll(async () => { server = await RedisServer.start(); }, 60_000);
  afterAll(async () => server?.stop());
  jest.setTimeout(60_000);

  describe.each([
    {
      service: 'ElastiCache',
      modify: 'ModifyUser',
      start: elastiCacheStandIn,
      idOf: (name: string) => `id-of-${name}`,
      usersOf: (api: ApiStandIn, id: string, deadline: Deadline) => new ElastiCacheUsers(new ElastiCacheClient(api.client), id, deadline),
    },
    {
      service: 'MemoryDB',
      modify: 'UpdateUser',
      start: memoryDbStandIn,
      idOf: (name: string) => name,
      usersOf: (api: ApiStandIn, _id: string, deadline: Deadline) => new MemoryDbUsers(new MemoryDBClient(api.client), deadline),
    },
  ])('of $service', ({ modify, start, idOf, usersOf }) => {
    let store: ManagedUserStore;
    let api: ApiStandIn;
    let made = 0;
    beforeEach(async () => {
      store = new ManagedUserStore(() => server);
      store.groups.set('in-use', ['serverless-cache']);
      store.groups.set('unused', []);
      api = await start(store);
    });
    afterEach(async () => api.stop());

    const credential = (username: string, password: string, fields = {}): Credential =>
      ({ username, password, host: server.host, port: server.port, fields });
    const engine = (name: string, deadline = MINUTE) =>
      new ManagedUserEngine(connectWith({ authorities: server.ca }, deadline), usersOf(api, idOf(name), deadline), deadline, 1);

    async function user(more: Partial<StoredUser> = {}): Promise<Made> {
      made += 1;
      const [name, password] = [`managed-${modify}-${made}`, newPassword()];
      await asAdmin(server, async (run) => run('ACL', 'SETUSER', name, 'on', `>${password}`, '+get', '~*'));
      const arn = `arn:aws:service:eu-central-1:111122223333:user:${idOf(name)}`;
      const stored = store.add({ id: idOf(name), name, arn, passwords: [password], groups: ['in-use'], ...more });
      const [current, pending] = [password, newPassword()].map((secret) => credential(name, secret, { user_arn: arn }));
      return { name, stored, current, pending, one: engine(name) };
    }
    const works = async ({ username, password }: Credential) => loginWorks(server, { username, password });
    const modifications = () => api.calls.filter((action) => action === modify).length;

    test('after a commit the working and the pending password log in, and no other', async () => {
      const { name, current, pending, one } = await user();
      await one.commit(current, pending);
      expect(await hashesOf(server, name)).toEqual([hashOf(current.password), hashOf(pending.password)].sort());
      const next = credential(name, newPassword());
      await one.commit(pending, next);
      expect([await works(current), await works(pending), await works(next)]).toEqual([false, true, true]);
    });

    test('a commit ends when the change has taken effect, not before', async () => {
      store.describesUntilActive = 12;
      const { current, pending, one } = await user();
      await one.commit(current, pending);
      expect(await works(pending)).toBe(true);
      expect(api.calls.filter((action) => action === 'DescribeUsers').length).toBeGreaterThan(12);
    });

    test('a connection that is open stays so', async () => {
      const { current, pending, one } = await user();
      await asUser(server, current, async (run) => {
        await one.commit(current, pending);
        expect(await run('GET', 'anything')).toBeNull();
      });
    });

    test('a commit waits for the change of somebody else, and then sets both passwords', async () => {
      const { name, current, pending, one } = await user();
      store.setPasswords(idOf(name), [current.password, newPassword()]);
      await one.commit(current, pending);
      expect(await hashesOf(server, name)).toEqual([hashOf(current.password), hashOf(pending.password)].sort());
    });

    test('a change that begins between the look and the call is waited for, too', async () => {
      const { current, pending, one } = await user();
      api.refuse(modify, 'InvalidUserState');
      await one.commit(current, pending);
      expect(modifications()).toBe(2);
      expect([await works(current), await works(pending)]).toEqual([true, true]);
    });

    test('the commit of an earlier rotation, come late, takes no later password away', async () => {
      const { name, current, pending, one } = await user();
      const later = newPassword();
      await one.commit(current, pending);
      store.setPasswords(idOf(name), [pending.password, later]);
      await expect(one.commit(current, pending)).rejects.toThrow('changed-meanwhile');
      expect([await works(pending), await works(credential(name, later))]).toEqual([true, true]);
    });

    test('a change that takes longer than the function has ends in the function\'s own words', async () => {
      store.describesUntilActive = Number.POSITIVE_INFINITY;
      const { name, current, pending } = await user();
      const left = () => 20_000 - 1_000 * api.calls.length;
      await expect(engine(name, new Deadline(left)).commit(current, pending)).rejects.toThrow('timeout: the function has no time left');
      expect(left()).toBeGreaterThan(0);
    });

    test('a login is a real one: that the API calls the user active is not enough', async () => {
      const { pending, one } = await user();
      expect(await one.probe(pending).catch((error: unknown) => one.classify(error))).toBe('authentication');
    });

    test('a login waits until a change of the user has taken effect, and costs no failed one', async () => {
      const { name, current, pending, one } = await user();
      store.setPasswords(idOf(name), [current.password, pending.password]);
      await one.probe(pending);
    });

    test.each([['no group', []], ['a group that no cache uses', ['unused']]])('a user of %s that can\'t log in is told why', async (_name, groups) => {
      const { pending, one } = await user({ groups });
      await expect(one.probe(pending)).rejects.toThrow('refused-input: the user is in no group that a cache uses');
    });

    test('a cache that can\'t be reached is no wrong password, and nothing is changed', async () => {
      const { current, one } = await user();
      const [port] = await freePorts(1);
      expect(await one.probe({ ...current, port }).catch((error: unknown) => one.classify(error))).toBe('refused');
      expect(modifications()).toBe(0);
    });

    test.each(['no-password', 'iam'] as const)('a user with the authentication %s is refused before anybody logs in', async (type) => {
      const { current, pending, one } = await user({ type });
      await expect(one.probe(current)).rejects.toThrow('without a password, or with IAM');
      await expect(one.commit(current, pending)).rejects.toThrow('without a password, or with IAM');
      expect(modifications()).toBe(0);
    });

    test('a secret of another user is refused', async () => {
      const { current, pending, one } = await user();
      const foreign = { user_arn: 'arn:aws:service:eu-central-1:111122223333:user:somebody-else' };
      await expect(one.probe({ ...current, fields: foreign })).rejects.toThrow('user_arn of the secret');
      await expect(one.commit({ ...current, fields: foreign }, { ...pending, fields: foreign })).rejects.toThrow('user_arn of the secret');
      await expect(one.commit({ ...current, username: 'administrator' }, pending)).rejects.toThrow('single user');
      expect(modifications()).toBe(0);
    });

    test('a user that does not exist, or is being deleted, is told', async () => {
      const { stored, current, pending, one } = await user({ status: 'deleting' });
      await expect(one.commit(current, pending)).rejects.toThrow('being deleted');
      store.remove(stored.id);
      await expect(one.commit(current, pending)).rejects.toThrow('the user does not exist');
    });

    test.each(['short', 'x'.repeat(129), 'with-a-comma,-in-it', 'with-a-slash/-in-it', 'with-an-at@-in-it', 'with-a-quote"-in-it'])('the password %s is refused before AWS sees it', async (password) => {
      const { current, pending, one } = await user();
      await expect(one.commit(current, { ...pending, password })).rejects.toThrow('16 to 128 printable characters');
      expect(api.calls).toEqual([]);
    });

    test.each([
      ['AccessDenied', 403, 'privilege: AWS denies'], ['AccessDeniedException', 400, 'privilege: AWS denies'], ['ExpiredToken', 403, 'privilege: AWS denies'],
      ['Throttling', 400, 'capacity: AWS takes no more'], ['ThrottlingException', 400, 'capacity: AWS takes no more'], ['ServiceUnavailable', 503, 'capacity: AWS takes no more'],
    ])('%s is told in fixed words', async (code, status, words) => {
      const { current, pending, one } = await user();
      api.refuse(modify, code, status);
      await expect(one.commit(current, pending)).rejects.toThrow(words);
      api.refuse('DescribeUsers', code, status);
      await expect(one.probe(current)).rejects.toThrow(words);
    });

    test('an API without a way to it is out of time, not a wrong password', async () => {
      const { name, current, pending } = await user();
      api.silence(modify);
      const short = new Deadline(() => 2_500);
      await expect(engine(name, short).commit(current, pending)).rejects.toThrow('timeout: AWS did not answer in time');
    });

    test('there are no second users', async () => {
      const { one } = await user();
      await expect(one.provision()).rejects.toThrow('single user');
      await expect(one.verify()).rejects.toThrow('single user');
    });
  });

  test('ElastiCache: a function without the id of its user changes nobody', async () => {
    const api = await elastiCacheStandIn(new ManagedUserStore(() => server));
    await expect(new ElastiCacheUsers(new ElastiCacheClient(api.client), undefined, MINUTE).describe()).rejects.toThrow('no userId');
    expect(api.calls).toEqual([]);
    await api.stop();
  });

  test('ElastiCache: the username of the secret has to be the name of the user that the construct named', async () => {
    const store = new ManagedUserStore(() => server);
    const api = await elastiCacheStandIn(store);
    const password = newPassword();
    store.add({ id: 'one', name: 'another', arn: 'arn', passwords: [password] });
    const engine = new ManagedUserEngine(connectWith({ authorities: server.ca }, MINUTE), new ElastiCacheUsers(new ElastiCacheClient(api.client), 'one', MINUTE), MINUTE, 1);
    await expect(engine.probe({ username: 'one', password, host: server.host, port: server.port, fields: {} })).rejects.toThrow('not the name of the user');
    await api.stop();
  });
});
