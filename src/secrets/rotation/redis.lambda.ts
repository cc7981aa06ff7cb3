import { connectWith } from './engines/redis/connection';
import { nodesOf } from './engines/redis/nodes';
import { RedisEngine } from './engines/redis/redis-engine';
import { publicTrustOf } from './engines/trusted-authorities';
import { databaseHandler } from './rotation-handler';
import { administratorOf } from './strategies/pinned';

export const handler = databaseHandler('redis', ({ options, administratorArn, strategy }, deadline, rotation) => {
  const engine: RedisEngine = new RedisEngine(connectWith(publicTrustOf(options), deadline), {
    nodes: nodesOf(options.nodes),
    persist: options.persist,
    takesTurns: strategy === 'alternating-users',
    ...administratorArn === undefined ? {} : { administrator: async (credential) => administratorOf(rotation, engine, credential) },
  });
  return engine;
});
