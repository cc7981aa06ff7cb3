import type { Connection } from './connection';
import { type Permissions, permissionChanges, permissionsOf } from './permissions';
import { bracketed, quoted } from './sql';
import { refuseUnless } from '../../failure';

/** Who a user of a database is: that of a login, or one that has a password in the database itself (a contained one). */
export interface Identity {
  readonly name: string;
  readonly isContained: boolean;
}

/** A user in one database. https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-database-principals-transact-sql */
export interface User {
  readonly name: string;
  /** Clauses of `ALTER USER … WITH`. */
  readonly options: readonly string[];
  readonly roles: readonly string[];
  readonly permissions: Permissions;
}

/** Reads a user of the database that the connection is in; `undefined` if there is none. */
export async function readUser(connection: Connection, { name: identity, isContained }: Identity): Promise<User | undefined> {
  const is = isContained ? `u.name = ${quoted(identity)} AND u.authentication_type = 2` : `u.sid = SUSER_SID(${quoted(identity)})`;
  const [row] = await connection.run(
    `SELECT u.name AS [name], u.default_schema_name AS [schema], u.default_language_name AS [language] FROM sys.database_principals u WHERE ${is}`);
  if (row === undefined) { return undefined; }
  const name = String(row.name);
  refuseUnless(name !== 'dbo', 'an owner of a database can\'t alternate: let another login own it, and make the user a member of db_owner');
  const roles = await connection.run(`
    SELECT r.name AS [name] FROM sys.database_role_members m JOIN sys.database_principals r ON r.principal_id = m.role_principal_id
      JOIN sys.database_principals u ON u.principal_id = m.member_principal_id WHERE u.name = ${quoted(name)}`);
  return {
    name,
    options: [
      ...row.schema === null ? [] : [`DEFAULT_SCHEMA = ${bracketed(String(row.schema))}`],
      ...isContained ? [`DEFAULT_LANGUAGE = ${row.language === null ? 'NONE' : bracketed(String(row.language))}`] : [],
    ],
    roles: roles.map(({ name: role }) => String(role)).sort(),
    permissions: permissionsOf(await connection.run(permissionsQuery(name))),
  };
}

/** Statements that make a user equal to another one. */
export function userChanges(from: User, to: User): readonly string[] {
  const user = bracketed(from.name);
  const options = to.options.filter((option) => !from.options.includes(option));
  return [
    ...options.length === 0 ? [] : [`ALTER USER ${user} WITH ${options.join(', ')}`],
    ...to.roles.filter((role) => !from.roles.includes(role)).map((role) => `ALTER ROLE ${bracketed(role)} ADD MEMBER ${user}`),
    ...permissionChanges(from.permissions, to.permissions, user),
    ...from.roles.filter((role) => !to.roles.includes(role)).map((role) => `ALTER ROLE ${bracketed(role)} DROP MEMBER ${user}`),
  ];
}

/** Classes of securables that have a name of their own only: number, keywords, view and its column. */
const PLAIN_CLASSES = [
  [3, 'SCHEMA', 'sys.schemas', 'schema_id'], [5, 'ASSEMBLY', 'sys.assemblies', 'assembly_id'], [15, 'MESSAGE TYPE', 'sys.service_message_types', 'message_type_id'],
  [16, 'CONTRACT', 'sys.service_contracts', 'service_contract_id'], [17, 'SERVICE', 'sys.services', 'service_id'],
  [18, 'REMOTE SERVICE BINDING', 'sys.remote_service_bindings', 'remote_service_binding_id'], [19, 'ROUTE', 'sys.routes', 'route_id'],
  [23, 'FULLTEXT CATALOG', 'sys.fulltext_catalogs', 'fulltext_catalog_id'], [24, 'SYMMETRIC KEY', 'sys.symmetric_keys', 'symmetric_key_id'],
  [25, 'CERTIFICATE', 'sys.certificates', 'certificate_id'], [26, 'ASYMMETRIC KEY', 'sys.asymmetric_keys', 'asymmetric_key_id'],
] as const;

const KIND_OF_PRINCIPAL = 'CASE o.type WHEN \'R\' THEN \'ROLE::\' WHEN \'A\' THEN \'APPLICATION ROLE::\' ELSE \'USER::\' END + QUOTENAME(o.name)';

/** What a user was granted, and what it owns of schemas, roles and objects. */
const permissionsQuery = (name: string): string => `
  SELECT p.permission_name AS [name], p.state AS [state], g.name AS [grantor], COALESCE(QUOTENAME(c.name), '') AS [column],
    CASE p.class WHEN 0 THEN ''
      WHEN 1 THEN 'OBJECT::' + QUOTENAME(OBJECT_SCHEMA_NAME(p.major_id)) + '.' + QUOTENAME(OBJECT_NAME(p.major_id))
      WHEN 4 THEN (SELECT ${KIND_OF_PRINCIPAL} FROM sys.database_principals o WHERE o.principal_id = p.major_id)
      WHEN 6 THEN (SELECT 'TYPE::' + QUOTENAME(SCHEMA_NAME(o.schema_id)) + '.' + QUOTENAME(o.name) FROM sys.types o WHERE o.user_type_id = p.major_id)
      WHEN 10 THEN (SELECT 'XML SCHEMA COLLECTION::' + QUOTENAME(SCHEMA_NAME(o.schema_id)) + '.' + QUOTENAME(o.name) FROM sys.xml_schema_collections o WHERE o.xml_collection_id = p.major_id)
      ${PLAIN_CLASSES.map(([number, keywords, view, id]) => `WHEN ${number} THEN (SELECT '${keywords}::' + QUOTENAME(o.name) FROM ${view} o WHERE o.${id} = p.major_id)`).join('\n      ')}
    END AS [securable]
  FROM sys.database_permissions p JOIN sys.database_principals u ON u.principal_id = p.grantee_principal_id
    JOIN sys.database_principals g ON g.principal_id = p.grantor_principal_id
    LEFT JOIN sys.columns c ON p.class = 1 AND p.minor_id > 0 AND c.object_id = p.major_id AND c.column_id = p.minor_id WHERE u.name = ${quoted(name)}
  UNION ALL SELECT 'CONTROL', 'O', '', '', 'SCHEMA::' + QUOTENAME(o.name) FROM sys.schemas o WHERE o.principal_id = DATABASE_PRINCIPAL_ID(${quoted(name)})
  UNION ALL SELECT 'CONTROL', 'O', '', '', 'ROLE::' + QUOTENAME(o.name) FROM sys.database_principals o WHERE o.owning_principal_id = DATABASE_PRINCIPAL_ID(${quoted(name)})
  UNION ALL SELECT 'CONTROL', 'O', '', '', 'OBJECT::' + QUOTENAME(SCHEMA_NAME(o.schema_id)) + '.' + QUOTENAME(o.name) FROM sys.objects o
    WHERE o.principal_id = DATABASE_PRINCIPAL_ID(${quoted(name)}) AND o.parent_object_id = 0`;
