import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuseUnless } from '../../private/errors';
import { Register } from '../../private/register';

const USERS = new Register<string>('rotatedUsers');

/** Two secrets of one user would lock each other out in turn. In other accounts and Regions a host of the same name is another one. */
export function claimUser(scope: IConstruct, username: string, ...place: readonly unknown[]): void {
  const { account, region } = Stack.of(scope);
  const user = JSON.stringify([username, ...place, ...[account, region].map((part) => (Token.isUnresolved(part) ? '' : part))]);
  const other = USERS.get(scope, user);
  refuseUnless(other === undefined, {
    what: `user of '${scope.node.path}'`, got: `${username}, whose password '${String(other)}' rotates already`, allowed: 'a user of its own for each secret', fix: 'let the applications read one secret, or make a second user',
  });
  USERS.set(scope, user, scope.node.path);
}
