import * as fc from 'fast-check';
import { rulesOf } from './admin';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { readUser } from '../../../../../src/secrets/rotation/engines/redis/acl-user';
import { type Connection, connectWith } from '../../../../../src/secrets/rotation/engines/redis/connection';
import { equalize } from '../../../../../src/secrets/rotation/engines/redis/twin';
import { RedisServer } from '../../../../servers/redis';
import { describeWithServer } from '../../../../servers/required';

const pattern = fc.stringMatching(/^[a-zA-Z0-9:*?[\]{}._-]{1,12}$/);
const command = fc.constantFrom('get', 'set', 'config|get', 'acl|whoami', 'client|setname', '@read', '@write', '@dangerous', '@all', 'flushall', 'zadd');
const commandRule = fc.tuple(fc.constantFrom('+', '-'), command).map((parts) => parts.join(''));
const keyRule = fc.tuple(fc.constantFrom('~', '%R~', '%W~', '%RW~'), pattern).map((parts) => parts.join(''));
const channelRule = pattern.map((text) => `&${text}`);
const selector = fc.array(fc.oneof(commandRule, keyRule, channelRule), { minLength: 1, maxLength: 5 }).map((rules) => `(${rules.join(' ')})`);
const payload = fc.constantFrom('sanitize-payload', 'skip-sanitize-payload');
const reset = fc.constantFrom('allkeys', 'resetkeys', 'allchannels', 'resetchannels', 'nocommands');
const rules = fc.array(fc.oneof(commandRule, keyRule, channelRule, selector, payload, reset), { maxLength: 12 });

describeWithServer('Redis', 'two users of which one is made equal', () => {
  let server: RedisServer;
  let connection: Connection;
  beforeAll(async () => {
    server = await RedisServer.start();
    const connect = connectWith({ authorities: server.ca }, new Deadline(() => 60_000));
    connection = await connect({ ...server.admin, host: server.host, port: server.port, fields: {} });
  }, 60_000);
  afterAll(async () => {
    await connection?.close();
    await server?.stop();
  });
  jest.setTimeout(120_000);

  /** Makes a user of rules as an operator might have given them, one after the other; what contradicts an earlier one the server refuses. */
  async function make(name: string, given: readonly string[]): Promise<void> {
    await connection.run('ACL', 'DELUSER', name);
    await connection.run('ACL', 'SETUSER', name, 'on', '>a-password-of-a-user');
    for (const rule of given) { await connection.run('ACL', 'SETUSER', name, rule).catch(() => undefined); }
  }

  test('whatever both had before, the second has the rules of the first, and its own passwords', async () => {
    await fc.assert(fc.asyncProperty(rules, rules, fc.boolean(), async (one, other, isNew) => {
      await make('model', one);
      await make('model_clone', other);
      if (isNew) { await connection.run('ACL', 'DELUSER', 'model_clone'); }
      await equalize(connection, 'model', 'model_clone');
      const [model, twin] = [await readUser(connection, 'model'), await readUser(connection, 'model_clone')];
      expect(twin?.rules).toEqual(model?.rules);
      expect(withoutDefault(await rulesOf(server, 'model_clone'))).toEqual(withoutDefault(await rulesOf(server, 'model')));
      expect(twin?.passwords).toHaveLength(isNew ? 0 : 1);
    }), { numRuns: 60, examples: [[['%RW~*', '~:'], [], false], [['~a', '%RW~*'], [], true], [['(+get %RW~* ~b)'], ['~*'], false]] });
  });

  test('users that are equal already are left alone', async () => {
    await make('model', ['+get', '~a', '(+set ~b)']);
    await make('model_clone', ['+get', '~a', '(+set ~b)']);
    const run: string[] = [];
    await equalize({ ...connection, run: async (...words) => { run.push(words[1]); return connection.run(...words); } }, 'model', 'model_clone');
    expect(run).toEqual(['GETUSER', 'GETUSER']);
  });
});

/** That payloads are checked is what the server does for a user without a flag, too. */
const withoutDefault = (line?: string): string | undefined => line?.replace(/(^| )sanitize-payload/, '$1').replaceAll(/ +/g, ' ');
