import { atEveryNode, nodesOf } from '../../../../../src/secrets/rotation/engines/redis/nodes';

test('nodes are read from a list of hosts and ports', () => {
  expect(nodesOf('one.example:6379, ::1:6380')).toEqual([{ host: 'one.example', port: 6379 }, { host: '::1', port: 6380 }]);
  expect(nodesOf(undefined)).toEqual([]);
});

test.each(['one.example', 'one.example:', ':6379', 'one.example:redis'])('%s is no node', (option) => {
  expect(() => nodesOf(option)).toThrow('host:port');
});

test('the secret\'s own node is the first, and none is there twice', () => {
  const credential = { username: 'app', password: 'secret', host: 'one.example', port: 6379, fields: {} };
  expect(atEveryNode(credential, nodesOf('two.example:6379,one.example:6379')).map(({ host }) => host)).toEqual(['one.example', 'two.example']);
});
