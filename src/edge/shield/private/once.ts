import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { refuseUnless } from '../../../private/errors';
import { Register } from '../../../private/register';

const SETTINGS = new Register<Construct>('shield-settings');

/** Refuses a second one of what an account has once: the later deployment would overwrite the earlier. */
export function claimForAccount(construct: Construct, what: string, fix: string): void {
  const { account } = Stack.of(construct);
  const place = `${what}/${Token.isUnresolved(account) ? '' : account}`;
  const other = SETTINGS.get(construct, place);
  refuseUnless(other === undefined, { what: `${what} of Shield`, got: `a second one, beside '${other?.node.path}'`, allowed: 'one for each account', fix });
  SETTINGS.set(construct, place, construct);
}
