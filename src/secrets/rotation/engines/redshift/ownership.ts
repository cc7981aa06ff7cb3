import { RotationError } from '../../failure';
import type { Connection } from '../postgres/connection';

/** Temporary tables go with their session. */
const OWNED = `SELECT 'relation' AS kind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relowner IN ($1, $2) AND substring(n.nspname, 1, 8) <> 'pg_temp_'
  UNION ALL SELECT 'schema' FROM pg_namespace WHERE nspowner IN ($1, $2) AND substring(nspname, 1, 8) <> 'pg_temp_'
  UNION ALL SELECT 'function' FROM pg_proc WHERE proowner IN ($1, $2)
  UNION ALL SELECT 'database' FROM pg_database WHERE datdba IN ($1, $2)`;

/**
 * Refuses users that own something. Owners have rights that can't be granted. In PostgreSQL both users act as one role that owns everything;
 * Amazon Redshift has no role that can own, and no session that acts as one. To give a table away would take from clients what they may do now.
 *
 * https://docs.aws.amazon.com/redshift/latest/dg/t_Roles.html
 *
 * @param ids the server's numbers of the users
 */
export async function refuseOwners(connection: Connection, usernames: readonly string[], ids: readonly number[]): Promise<void> {
  if (await finds(connection, OWNED, ids)
    || await finds(connection, 'SELECT 1 FROM svv_datashares WHERE share_owner IN ($1, $2)', ids)
    || await finds(connection, 'SELECT 1 FROM svv_roles WHERE role_owner IN ($1, $2)', usernames)) {
    throw new RotationError('not-equal',
      'a user owns tables, schemas, functions, databases, datashares or roles, and can\'t share that: give them to a user that does not rotate, or rotate this one alone');
  }
}

/** Refuses users to which policies are attached by name: without it the other one would see rows, and values unmasked, that this one does not. */
export async function refusePolicies(connection: Connection, usernames: readonly string[]): Promise<void> {
  if (await finds(connection, 'SELECT 1 FROM svv_rls_attached_policy WHERE granteekind = \'user\' AND grantee IN ($1, $2)', usernames)
    || await finds(connection, 'SELECT 1 FROM svv_attached_masking_policy WHERE grantee_type = \'user\' AND grantee IN ($1, $2)', usernames)) {
    throw new RotationError('not-equal', 'a policy for rows or masks is attached to a user itself, and would not hold for the other: attach it to a role that both have');
  }
}

const finds = async (connection: Connection, query: string, values: readonly unknown[]): Promise<boolean> =>
  (await connection.run(query, values)).length > 0;
