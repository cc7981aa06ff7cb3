import { type Account, accountName, optionChanges } from './account';
import { ERRNO, hasErrno } from './failure';
import { type Grant, type GrantStatement, giving, missing, taking } from './grants';
import type { AccountState, Session } from './session';
import { quoted } from './sql';
import { RotationError, refuseUnless } from '../../failure';

/** Passes over an account until nothing differs: to take one privilege may take another, which is given again then. */
const PASSES = 3;

/**
 * Makes the accounts of the pending user equal to those of the current one, at the same host parts, but for the password.
 *
 * Statements on accounts are not transactional. So what is new gets a password that nobody knows, and the pending one is set by the commit.
 */
export async function equalize(session: Session, current: string, pending: string): Promise<void> {
  const models = await session.accountsOf(current);
  refuseUnless(models.length > 0, 'the current user is not known to the server');
  const twins = await session.accountsOf(pending);
  const isIn = (accounts: readonly Account[], host: string) => accounts.some((account) => account.host === host);
  for (const model of models) {
    const state = await session.read(model);
    const account = { username: pending, host: model.host };
    const identified = session.identifiedByNobody(state.plugin);
    if (!isIn(twins, model.host)) { await session.run(`CREATE USER IF NOT EXISTS ${accountName(account)} ${identified}`); }
    await equalizeAccount(session, account, state, identified);
  }
  for (const account of twins) {
    if (!isIn(models, account.host)) { await drop(session, account); }
  }
}

/** @param identified the clause for an account that has another plugin: it gets a new password anyhow */
async function equalizeAccount(session: Session, account: Account, model: AccountState, identified: string): Promise<void> {
  const name = accountName(account);
  let state = await session.read(account);
  for (let pass = 1; !areEqual(state, model); pass += 1) {
    if (pass > PASSES) { throw new RotationError('not-equal', 'the pending user can\'t be made equal to the current one: look at the grants of both'); }
    if (state.plugin !== model.plugin) { await session.run(`ALTER USER ${name} ${identified}`); }
    await runAll(session, giving(missing(state.grants, model.grants).filter(isAllowance), name));
    await runAll(session, taking(missing(model.grants, state.grants).filter(isRestriction), name));
    if (!haveSameRoles(state, model)) { await session.run(session.settingDefaultRoles(account, model.defaultRoles)); }
    const options = optionChanges(state, model);
    if (options !== '') { await session.run(`ALTER USER ${name} ${options}`); }
    state = await session.read(account);
    const [excess, lacking] = [missing(model.grants, state.grants), missing(state.grants, model.grants)];
    const taken = [...taking(excess.filter(isAllowance), name), ...giving(lacking.filter(isRestriction), name)];
    if (taken.length > 0) {
      await runAll(session, taken);
      state = await session.read(account);
    }
  }
}

const isRestriction = ({ kind }: Grant): boolean => kind === 'restriction';
const isAllowance = (grant: Grant): boolean => !isRestriction(grant);

async function runAll(session: Session, statements: readonly GrantStatement[]): Promise<void> {
  for (const { text, forMissingTable } of statements) {
    try {
      await session.run(text);
    } catch (error) {
      if (hasErrno(error, ERRNO.NO_SUCH_TABLE) && forMissingTable !== undefined) {
        await session.run(forMissingTable);
      } else if (hasErrno(error, ERRNO.NO_SUCH_TABLE, ERRNO.NO_SUCH_ROUTINE)) {
        throw new RotationError('not-equal', 'the current user has grants on columns or a routine that do not exist: revoke them, or create what they are on');
      } else {
        throw error;
      }
    }
  }
}

/** An account at a host part of its own would be chosen before a more general one, for clients of that host. */
async function drop(session: Session, account: Account): Promise<void> {
  const definer = quoted(`${account.username}@${account.host}`);
  const defined = await session.run(['VIEWS', 'ROUTINES', 'TRIGGERS', 'EVENTS'].map((table) => `SELECT 1 FROM information_schema.${table} WHERE DEFINER = ${definer}`).join(' UNION '));
  if (defined.length > 0) {
    throw new RotationError('not-equal', 'the pending user has an account for a host that the current one has none for, and defines views or routines by it: give them another definer, or make the account for the current user too');
  }
  await session.run(`DROP USER IF EXISTS ${accountName(account)}`);
}

/** Whether two accounts have the same of everything but name and password. */
export const areEqual = (one: AccountState, other: AccountState): boolean => one.plugin === other.plugin
  && haveSameRoles(one, other)
  && optionChanges(one, other) === ''
  && missing(one.grants, other.grants).length === 0
  && missing(other.grants, one.grants).length === 0;

const haveSameRoles = (one: AccountState, other: AccountState): boolean => JSON.stringify(one.defaultRoles) === JSON.stringify(other.defaultRoles);
