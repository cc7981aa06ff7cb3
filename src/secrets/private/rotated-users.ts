import type { IConstruct } from 'constructs';
import { refuseUnless } from '../../private/errors';

const USERS = Symbol.for('cdk-gold.rotatedUsers');

/** Two secrets of one user would lock each other out in turn. The users are kept on the root of the tree, never in the process. */
export function claimUser(scope: IConstruct, username: string, ...place: readonly unknown[]): void {
  const root = scope.node.root as IConstruct & { [USERS]?: Map<string, string> };
  const users = root[USERS] ?? new Map<string, string>();
  const user = JSON.stringify([username, ...place]);
  const other = users.get(user);
  refuseUnless(other === undefined, {
    what: `user of '${scope.node.path}'`, got: `${username}, whose password '${String(other)}' rotates already`, allowed: 'a user of its own for each secret', fix: 'let the applications read one secret, or make a second user',
  });
  Object.defineProperty(root, USERS, { value: users.set(user, scope.node.path), configurable: true });
}
