import { databasePrivileges } from './database-grants';
import { type Grant, type GrantsOf, grantOf, grantsByUser, membershipOf } from './grants';
import { identifier, keyword, literal } from './sql';
import { refuseUnless } from '../../failure';
import type { Connection } from '../postgres/connection';

/** What SVV_IAM_PRIVILEGES calls the default role of the cluster, and external functions. https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_IAM_PRIVILEGES.html */
const DEFAULT_ROLE = 'default-aws-iam-role';
const EXTERNAL_FUNCTION = /^(EXFUNC|EXTERNAL FUNCTION)$/;

/** What users were granted outside any one database: groups, roles, databases as such, datashares, IAM roles, and the right to create models. */
export async function clusterGrants(connection: Connection, usernames: readonly string[]): Promise<GrantsOf> {
  const read = (columns: string, view: string) =>
    connection.run(`SELECT identity_name AS who, ${columns} FROM ${view} WHERE identity_type = 'user' AND identity_name IN ($1, $2)`, usernames);
  const groups = await connection.run(
    'SELECT u.usename AS who, g.groname AS name FROM pg_group g, pg_user_info u WHERE u.usename IN ($1, $2) AND u.usesysid = ANY (g.grolist)', usernames);
  const roles = await connection.run(
    'SELECT user_name AS who, role_name AS name, admin_option AS grantable FROM svv_user_grants WHERE user_name IN ($1, $2)', usernames);
  const databases = (await databasePrivileges(connection, usernames)).filter(({ scope }) => scope === 'DATABASE');
  const datashares = await read('datashare_name AS name, privilege_type AS privilege, admin_option AS grantable', 'svv_datashare_privileges');
  const iamRoles = await read('iam_arn AS name, command_type AS command', 'svv_iam_privileges');
  const system = await read('system_privilege AS privilege', 'svv_system_privileges');
  return grantsByUser([
    ...groups.map(({ who, name }) => [who, membershipOf(identifier(String(name)))] as const),
    ...roles.map(({ who, name, grantable }) =>
      [who, grantOf(`ROLE ${identifier(String(name))}`, { isGrantable: grantable === true, option: 'ADMIN OPTION' })] as const),
    ...databases.map(({ who, grant }) => [who, grant] as const),
    ...datashares.map(({ who, name, privilege, grantable }) =>
      [who, grantOf(`${keyword(privilege)} ON DATASHARE ${identifier(String(name))}`, { isGrantable: grantable === true })] as const),
    ...iamRoles.map(({ who, name, command }) => [who, assumeRole(String(name), keyword(command))] as const),
    ...system.map(({ who, privilege }) => [who, systemPrivilege(privilege)] as const),
  ]);
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html#grant-assumerole-permissions */
function assumeRole(name: string, command: string): Grant {
  refuseUnless(name === DEFAULT_ROLE || name.startsWith('arn:'), 'a user may assume an IAM role that rotation can\'t name: grant roles one by one, not all at once');
  const role = name === DEFAULT_ROLE ? 'default' : literal(name);
  return grantOf(`ASSUMEROLE ON ${role}`, { after: ` FOR ${EXTERNAL_FUNCTION.test(command) ? 'EXTERNAL FUNCTION' : command}` });
}

/** All others go to roles. https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html#grant-roles */
function systemPrivilege(privilege: unknown): Grant {
  refuseUnless(privilege === 'CREATE MODEL', 'a user has a system privilege that can be granted to roles only');
  return grantOf('CREATE MODEL');
}
