import type { Account } from './account';
import { RotationError } from '../../failure';
import type { Connection } from '../postgres/connection';

/** Owners have rights that can't be granted, and temporary tables go with their session. */
const OWNED = `SELECT 'relation' AS kind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relowner = $1 AND substring(n.nspname, 1, 8) <> 'pg_temp_'
  UNION ALL SELECT 'schema' FROM pg_namespace WHERE nspowner = $1 AND substring(nspname, 1, 8) <> 'pg_temp_'
  UNION ALL SELECT 'function' FROM pg_proc WHERE proowner = $1
  UNION ALL SELECT 'database' FROM pg_database WHERE datdba = $1`;

/**
 * Refuses a user that has what no statement gives to another one beside it. In PostgreSQL both users act as one role that owns everything;
 * Amazon Redshift has no role that can own, and no session that acts as one. To give a table away would take from clients what they may do now.
 *
 * https://docs.aws.amazon.com/redshift/latest/dg/t_Roles.html
 */
export async function refuseUnshareable(connection: Connection, { id }: Account, username: string, twin: string): Promise<void> {
  const has = async (statement: string, values: readonly unknown[]) => (await connection.run(statement, values)).length > 0;
  if (await has(OWNED, [id])
    || await has('SELECT 1 FROM svv_datashares WHERE share_owner = $1', [id])
    || await has('SELECT 1 FROM svv_roles WHERE role_owner = $1', [username])) {
    throw new RotationError('not-equal',
      'a user owns tables, schemas, functions, databases, datashares or roles, and can\'t share that: give them to a user that does not rotate, or rotate this one alone');
  }
  if (await has('SELECT 1 FROM svv_rls_attached_policy WHERE grantee = $1 AND granteekind = \'user\'', [username])
    || await has('SELECT 1 FROM svv_attached_masking_policy WHERE grantee = $1 AND grantee_type = \'user\'', [username])) {
    throw new RotationError('not-equal', 'a policy for rows or masks is attached to a user itself, and would not hold for the other: attach it to a role that both have');
  }
  if (await has('SELECT 1 FROM svv_default_privileges WHERE grantee_type = \'user\' AND owner_name = $1 AND grantee_name = $2', [username, twin])) {
    throw new RotationError('not-equal', 'the two users give each other default privileges: revoke them, and grant on what somebody else owns');
  }
}
