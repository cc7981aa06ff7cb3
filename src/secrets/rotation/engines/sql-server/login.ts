import type { Connection } from './connection';
import { type Permissions, permissionChanges, permissionsOf } from './permissions';
import { bracketed, quoted } from './sql';
import { refuseUnless } from '../../failure';

/** What a login has that twins have alike. https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-sql-logins-transact-sql */
export interface Login {
  /** Clauses of `ALTER LOGIN … WITH`. */
  readonly options: readonly string[];
  readonly isDisabled: boolean;
  readonly roles: readonly string[];
  readonly permissions: Permissions;
}

/** Reads a login; `undefined` if there is none of that name with a password. The connection is in `master`. */
export async function readLogin(connection: Connection, name: string): Promise<Login | undefined> {
  const [row] = await connection.run(`
    SELECT l.default_database_name AS [database], l.default_language_name AS [language], l.is_policy_checked AS [policy], l.is_expiration_checked AS [expiration],
      l.is_disabled AS [disabled], c.name AS [credential], IS_SRVROLEMEMBER('sysadmin', l.name) AS [sysadmin],
      (SELECT COUNT(*) FROM sys.databases d WHERE d.owner_sid = l.sid) AS [owned]
    FROM sys.sql_logins l LEFT JOIN sys.credentials c ON c.credential_id = l.credential_id WHERE l.name = ${quoted(name)}`);
  if (row === undefined) { return undefined; }
  refuseUnless(Number(row.sysadmin) === 0, 'a member of sysadmin can\'t alternate: rotate it as a single user');
  refuseUnless(Number(row.owned) === 0, 'an owner of a database can\'t alternate: let another login own it, and make the user a member of db_owner');
  const roles = await connection.run(`
    SELECT r.name FROM sys.server_role_members m JOIN sys.server_principals r ON r.principal_id = m.role_principal_id
      JOIN sys.server_principals l ON l.principal_id = m.member_principal_id WHERE l.name = ${quoted(name)}`);
  return {
    options: [
      `DEFAULT_DATABASE = ${bracketed(String(row.database))}`,
      `DEFAULT_LANGUAGE = ${bracketed(String(row.language))}`,
      `CHECK_POLICY = ${onOff(row.policy)}`,
      `CHECK_EXPIRATION = ${onOff(row.expiration)}`,
      row.credential === null ? 'NO CREDENTIAL' : `CREDENTIAL = ${bracketed(String(row.credential))}`,
    ],
    isDisabled: isTrue(row.disabled),
    roles: roles.map(({ name: role }) => String(role)).sort(),
    permissions: permissionsOf(await connection.run(permissionsQuery(name))),
  };
}

const isTrue = (value: unknown): boolean => value === true || Number(value) === 1;
const onOff = (value: unknown): string => (isTrue(value) ? 'ON' : 'OFF');

const permissionsQuery = (name: string): string => `
  SELECT p.permission_name AS [name], p.state AS [state], g.name AS [grantor], '' AS [column],
    CASE p.class WHEN 100 THEN ''
      WHEN 101 THEN (SELECT CASE o.type WHEN 'R' THEN 'SERVER ROLE::' ELSE 'LOGIN::' END + QUOTENAME(o.name) FROM sys.server_principals o WHERE o.principal_id = p.major_id)
      WHEN 105 THEN (SELECT 'ENDPOINT::' + QUOTENAME(e.name) FROM sys.endpoints e WHERE e.endpoint_id = p.major_id) END AS [securable]
  FROM sys.server_permissions p JOIN sys.server_principals l ON l.principal_id = p.grantee_principal_id
    JOIN sys.server_principals g ON g.principal_id = p.grantor_principal_id WHERE l.name = ${quoted(name)}`;

/** Statements that make a login equal to another one, but for its password. None of them lets anybody log in. */
export function loginChanges(name: string, from: Login, to: Login, throwAway: () => string): readonly string[] {
  const login = bracketed(name);
  const options = to.options.filter((option) => !from.options.includes(option));
  return [
    ...from.isDisabled && !to.isDisabled ? [`ALTER LOGIN ${login} WITH PASSWORD = ${quoted(throwAway())}`, `ALTER LOGIN ${login} ENABLE`] : [], // its old password stays useless
    ...options.length === 0 ? [] : [`ALTER LOGIN ${login} WITH ${options.join(', ')}`],
    ...to.roles.filter((role) => !from.roles.includes(role)).map((role) => `ALTER SERVER ROLE ${bracketed(role)} ADD MEMBER ${login}`),
    ...permissionChanges(from.permissions, to.permissions, login),
    ...from.roles.filter((role) => !to.roles.includes(role)).map((role) => `ALTER SERVER ROLE ${bracketed(role)} DROP MEMBER ${login}`),
  ];
}
