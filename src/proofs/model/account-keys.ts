import type { RequestSpace } from '../engine';

/** Keys that a policy may compare with the account of the resource, or of somebody else. */
const ACCOUNT_KEYS = ['aws:ResourceAccount', 'aws:PrincipalAccount', 'kms:CallerAccount', 'aws:SourceAccount'];

/** The account of anybody else, in examples. */
const ANY_OTHER = '999999999999';

/** Lets examples show some accounts, and another, wherever a policy may compare accounts. */
export function expectAccounts(space: RequestSpace, accounts: readonly string[]): void {
  for (const key of ACCOUNT_KEYS) { space.expect(key, ...accounts, ANY_OTHER); }
}
