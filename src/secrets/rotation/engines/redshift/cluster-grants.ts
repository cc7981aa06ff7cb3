import { databasePrivileges } from './database-grants';
import { type Grant, grantOf, membershipOf } from './grants';
import { identifier, keyword, literal } from './sql';
import { refuseUnless } from '../../failure';
import type { Connection } from '../postgres/connection';

/** What SVV_IAM_PRIVILEGES calls the default role of the cluster, and external functions. https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_IAM_PRIVILEGES.html */
const DEFAULT_ROLE = 'default-aws-iam-role';
const EXTERNAL_FUNCTION = /^(EXFUNC|EXTERNAL FUNCTION)$/;

/** What a user was granted outside any one database: groups, roles, databases as such, datashares, IAM roles, and the right to create models. */
export async function clusterGrants(connection: Connection, username: string): Promise<readonly Grant[]> {
  const groups = await connection.run(
    'SELECT g.groname AS name FROM pg_group g, pg_user_info u WHERE u.usename = $1 AND u.usesysid = ANY (g.grolist)', [username]);
  const roles = await connection.run('SELECT role_name AS name, admin_option AS grantable FROM svv_user_grants WHERE user_name = $1', [username]);
  const datashares = await connection.run(
    `SELECT datashare_name AS name, privilege_type AS privilege, admin_option AS grantable FROM svv_datashare_privileges
     WHERE identity_type = 'user' AND identity_name = $1`, [username]);
  const iamRoles = await connection.run('SELECT iam_arn AS name, command_type AS command FROM svv_iam_privileges WHERE identity_type = \'user\' AND identity_name = $1', [username]);
  const system = await connection.run('SELECT system_privilege AS privilege FROM svv_system_privileges WHERE identity_type = \'user\' AND identity_name = $1', [username]);
  return [
    ...groups.map(({ name }) => membershipOf(identifier(String(name)))),
    ...roles.map(({ name, grantable }) => grantOf(`ROLE ${identifier(String(name))}`, { isGrantable: grantable === true, option: 'ADMIN OPTION' })),
    ...(await databasePrivileges(connection, username)).filter(({ scope }) => scope === 'DATABASE').map(({ grant }) => grant),
    ...datashares.map(({ name, privilege, grantable }) => grantOf(`${keyword(privilege)} ON DATASHARE ${identifier(String(name))}`, { isGrantable: grantable === true })),
    ...iamRoles.map(({ name, command }) => assumeRole(String(name), keyword(command))),
    ...system.map(({ privilege }) => {
      refuseUnless(privilege === 'CREATE MODEL', 'the user has a system privilege that can be granted to roles only');
      return grantOf('CREATE MODEL');
    }),
  ];
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html#grant-assumerole-permissions */
function assumeRole(name: string, command: string): Grant {
  refuseUnless(name === DEFAULT_ROLE || name.startsWith('arn:'), 'the user may assume an IAM role that rotation can\'t name: grant roles one by one, not all at once');
  return grantOf(`ASSUMEROLE ON ${name === DEFAULT_ROLE ? 'default' : literal(name)}`, { after: ` FOR ${EXTERNAL_FUNCTION.test(command) ? 'EXTERNAL FUNCTION' : command}` });
}
