import { existsSync } from 'node:fs';
import * as path from 'node:path';

/** Node.js of the version that Lambda runs our functions on: this one, or the one that `scripts/test-servers.js` installs. */
export const LAMBDA_NODE = process.versions.node.startsWith('24.')
  ? process.execPath
  : path.join(__dirname, '..', '..', '.cache', 'node-24', 'node_modules', 'node', 'bin', 'node');

export const isLambdaNodeInstalled = (): boolean => existsSync(LAMBDA_NODE);
