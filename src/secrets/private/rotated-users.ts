import { Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuseUnless } from '../../private/errors';

const USERS = Symbol.for('cdk-gold.rotatedUsers');

/**
 * Two secrets of one user would lock each other out in turn. The users are kept on the Stage, never in the process: in other accounts and Regions
 * a host of the same name is another one.
 */
export function claimUser(scope: IConstruct, username: string, ...place: readonly unknown[]): void {
  const stage = (Stage.of(scope) ?? scope.node.root) as IConstruct & { [USERS]?: Map<string, string> };
  const users = stage[USERS] ?? new Map<string, string>();
  const { account, region } = Stack.of(scope);
  const user = JSON.stringify([username, ...place, ...[account, region].map((part) => (Token.isUnresolved(part) ? '' : part))]);
  const other = users.get(user);
  refuseUnless(other === undefined, {
    what: `user of '${scope.node.path}'`, got: `${username}, whose password '${String(other)}' rotates already`, allowed: 'a user of its own for each secret', fix: 'let the applications read one secret, or make a second user',
  });
  Object.defineProperty(stage, USERS, { value: users.set(user, scope.node.path), configurable: true });
}
