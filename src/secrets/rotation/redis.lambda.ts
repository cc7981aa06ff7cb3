import { connectWith } from './engines/redis/connection';
import { nodesOf } from './engines/redis/nodes';
import { RedisEngine } from './engines/redis/redis-engine';
import { publicTrustOf } from './engines/trusted-authorities';
import { rotationHandler } from './rotation-handler';
import { AlternatingUsers } from './strategies/alternating-users';
import { administratorOf } from './strategies/pinned';
import { SingleUser } from './strategies/single-user';

export const handler = rotationHandler('redis', (rotation) => {
  const { settings: { options, administratorArn, strategy }, deadline } = rotation;
  const takesTurns = strategy === 'alternating-users';
  const engine: RedisEngine = new RedisEngine(connectWith(publicTrustOf(options), deadline), {
    nodes: nodesOf(options.nodes),
    persist: options.persist,
    takesTurns,
    ...administratorArn === undefined ? {} : { administrator: async (credential) => administratorOf(rotation, engine, credential) },
  });
  return takesTurns ? new AlternatingUsers(rotation, engine) : new SingleUser(rotation, engine);
});
