import { asAdmin } from './admin';
import { Users } from './users';
import { freePorts } from '../../../../servers/free-ports';
import { RedisServer } from '../../../../servers/redis';
import { describeWithServer } from '../../../../servers/required';

describeWithServer('Redis', 'several nodes', () => {
  let server: RedisServer;
  let replica: RedisServer;
  const users = new Users(() => server);
  const atReplica = new Users(() => replica);
  beforeAll(async () => { [server, replica] = await Promise.all([RedisServer.start(), RedisServer.start()]); }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await replica?.stop();
  });
  jest.setTimeout(60_000);

  /** A user of both nodes, and an engine with an administrator of both. */
  async function everywhere() {
    const made = await users.make();
    const operator = users.credential('operator');
    for (const one of [server, replica]) {
      await asAdmin(one, async (run) => run('ACL', 'SETUSER', 'operator', 'on', `>${operator.password}`, '~*', '&*', '+@all'));
    }
    await asAdmin(replica, async (run) => run('ACL', 'SETUSER', made.username, 'on', `>${made.current.password}`));
    return { made, operator, engine: users.engine({ administrator: async () => operator, nodes: [{ host: replica.host, port: replica.port }] }) };
  }

  test('every node takes the new password, and the old one', async () => {
    const { made: { current, pending }, engine } = await everywhere();
    await engine.commit(current, pending);
    await engine.probe(pending);
    for (const node of [users, atReplica]) {
      expect([await node.works(current), await node.works(pending)]).toEqual([true, true]);
    }
  });

  test('a commit that ends between two nodes does not work at the secret\'s own, so that it is taken up', async () => {
    const { made: { current, pending }, engine } = await everywhere();
    await atReplica.byAdministrator().commit({ ...current, port: replica.port }, { ...pending, port: replica.port });
    expect(await engine.probe(pending).catch((error: unknown) => engine.classify(error))).toBe('authentication');
    await engine.probe(current);
    await engine.commit(current, pending);
    await engine.probe(pending);
  });

  test('a node that can\'t be reached ends the commit before the secret\'s own node is changed', async () => {
    const { made: { current, pending }, operator } = await everywhere();
    const [port] = await freePorts(1);
    const engine = users.engine({ administrator: async () => operator, nodes: [{ host: 'localhost', port }] });
    expect(await engine.commit(current, pending).catch((error: unknown) => engine.classify(error))).toBe('refused');
    expect([await users.works(current), await users.works(pending)]).toEqual([true, false]);
  });

  test('two users take turns at every node', async () => {
    const { made: { current }, operator, engine } = await everywhere();
    const pending = users.credential(`${current.username}_clone`);
    await engine.provision(operator, current, pending);
    await engine.commit(operator, pending);
    await engine.verify(pending, current, operator);
    expect(await atReplica.works(pending)).toBe(true);
  });

  test('a node that lacks the user is told apart from a wrong password', async () => {
    const { current } = await users.make();
    const engine = users.engine({ nodes: [{ host: replica.host, port: replica.port }] });
    await expect(engine.probe(current)).rejects.toThrow('not-equal: a node refuses');
  });
});
