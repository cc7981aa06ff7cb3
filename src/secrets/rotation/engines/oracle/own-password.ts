import type { Connect, Connection } from './connection';
import { hasCode, kindOf } from './failure';
import { exact, identified, quoted } from './sql';
import { refuseUnless } from '../../failure';
import type { Credential } from '../../secret-value';

/** The statement by which a user changes its own password. */
const changing = ({ username, password }: Pick<Credential, 'username' | 'password'>, old: string): string =>
  `ALTER USER ${quoted(exact(username))} IDENTIFIED BY ${identified(password)} REPLACE ${identified(old)}`;

/** Changes the password of the user that is logged in. The old one is the one that it logged in with. */
export async function changeOwnPassword(connection: Connection, by: Credential, pending: Credential): Promise<void> {
  await connection.run(changing(pending, by.password));
}

/**
 * The same, by a user whose profile lets the old password work for a while (from Oracle 19.12 on).
 *
 * In that while Oracle holds two passwords: the one from before its start, and the latest. A third takes the place of the latest, which is the
 * one that clients have by then. So the while is ended first, with the password of `by` as the only one; it works at every instant.
 *
 * Only within that while the pending password is tried first, since another handler may have set it: that costs a failed login if none has.
 *
 * https://docs.oracle.com/en/database/oracle/oracle-database/23/sqpug/PASSWORD.html
 */
export async function changeKeepingOld(connection: Connection, connect: Connect, by: Credential, pending: Credential): Promise<void> {
  const [limit] = await connection.run('SELECT LIMIT FROM USER_PASSWORD_LIMITS WHERE RESOURCE_NAME = \'PASSWORD_ROLLOVER_TIME\'');
  refuseUnless(Number(limit?.LIMIT) > 0, 'the profile of the user does not let an old password work on: set its PASSWORD_ROLLOVER_TIME, from Oracle 19.12 on, or rotate with one password');
  const [{ ACCOUNT_STATUS: status }] = await connection.run('SELECT ACCOUNT_STATUS FROM USER_USERS');
  if (String(status).includes('IN ROLLOVER')) {
    if (await logsIn(connect, pending)) { return; }
    await endRollover(connection, by);
  }
  await changeOwnPassword(connection, by, pending);
}

/** Where the server refuses, both passwords that it holds are left: the pending one then takes the place of the latest. */
async function endRollover(connection: Connection, by: Credential): Promise<void> {
  try {
    await connection.run(changing(by, by.password)); // it may be the older of the two
    await connection.run(`ALTER USER ${quoted(exact(by.username))} EXPIRE PASSWORD ROLLOVER PERIOD`);
  } catch (error) {
    if (!hasCode(error, 'ORA-01031', 'ORA-28007')) { throw error; }
  }
}

async function logsIn(connect: Connect, credential: Credential): Promise<boolean> {
  try {
    await (await connect(credential)).close();
    return true;
  } catch (error) {
    if (kindOf(error) !== 'authentication') { throw error; }
    return false;
  }
}
