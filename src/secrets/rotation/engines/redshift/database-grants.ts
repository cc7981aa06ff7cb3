import { type Grant, grantOf } from './grants';
import { identifier, keyword } from './sql';
import { refuseUnless } from '../../failure';
import type { Connection, Row } from '../postgres/connection';

/** What PostgreSQL has and Amazon Redshift has not: listed where all privileges were granted, and not to be granted by themselves. */
const WITHOUT_MEANING = ['RULE', 'TRIGGER'];

/** A privilege on a database, or on all objects of a kind in it. */
export interface DatabasePrivilege {
  readonly database: string;
  /** `DATABASE`, or a kind such as `TABLES`. https://docs.aws.amazon.com/redshift/latest/dg/t_scoped-permissions.html */
  readonly scope: string;
  readonly grant: Grant;
}

export async function databasePrivileges(connection: Connection, username: string): Promise<readonly DatabasePrivilege[]> {
  const rows = await connection.run(
    `SELECT database_name AS name, privilege_type AS privilege, admin_option AS grantable, privilege_scope AS scope FROM svv_database_privileges
     WHERE identity_type = 'user' AND identity_name = $1`, [username]);
  return rows.map((row) => ({ database: String(row.name), scope: keyword(row.scope), grant: scoped(row, 'DATABASE') }));
}

/** What a user was granted in the database of a connection, and what it grants by default on objects that it makes there. */
export async function databaseGrants(connection: Connection, username: string): Promise<readonly Grant[]> {
  const read = (columns: string, view: string) =>
    connection.run(`SELECT ${columns}, privilege_type AS privilege FROM ${view} WHERE identity_type = 'user' AND identity_name = $1`, [username]);
  const [{ database }] = await connection.run('SELECT current_database() AS database');
  const privileges = (await databasePrivileges(connection, username)).filter((one) => one.scope !== 'DATABASE' && one.database === database);
  const schemas = await read('namespace_name AS name, admin_option AS grantable, privilege_scope AS scope', 'svv_schema_privileges');
  const relations = await read('namespace_name AS schema, relation_name AS name, admin_option AS grantable', 'svv_relation_privileges');
  const columns = await read('namespace_name AS schema, relation_name AS name, column_name', 'svv_column_privileges');
  const functions = await read('namespace_name AS schema, function_name AS name, argument_types AS arguments, admin_option AS grantable', 'svv_function_privileges');
  const languages = await read('language_name AS name, admin_option AS grantable', 'svv_language_privileges');
  const models = await read('namespace_name AS schema, model_name AS name, admin_option AS grantable', 'svv_ml_model_privileges');
  const kinds = functions.length === 0 ? new Map<string, string>() : await functionKinds(connection);
  return [
    ...privileges.map(({ grant }) => grant),
    ...schemas.map((row) => scoped(row, 'SCHEMA')),
    ...relations.filter(isMeaningful).map((row) => grantOf(onTable(row), { isGrantable: row.grantable === true })),
    ...columns.map((row) => grantOf(onTable(row, ` (${identifier(String(row.column_name))})`), { wholeTable: grantOf(onTable(row)).key })),
    ...functions.map((row) => {
      const signature = signatureOf(row);
      const kind = kinds.get(signature);
      refuseUnless(kind !== undefined, 'the user has a privilege on a function that the server does not list');
      return grantOf(`${keyword(row.privilege)} ON ${kind} ${signature}`, { isGrantable: row.grantable === true });
    }),
    ...languages.map((row) => grantOf(`${keyword(row.privilege)} ON LANGUAGE ${identifier(String(row.name))}`, { isGrantable: row.grantable === true })),
    ...models.map((row) => grantOf(`${keyword(row.privilege)} ON MODEL ${qualified(row)}`, { isGrantable: row.grantable === true })),
    ...await defaultGrants(connection, username),
  ];
}

const isMeaningful = ({ privilege }: Row): boolean => !WITHOUT_MEANING.includes(String(privilege));
const qualified = ({ schema, name }: Row): string => `${identifier(String(schema))}.${identifier(String(name))}`;
const onTable = (row: Row, column = ''): string => `${keyword(row.privilege)}${column} ON TABLE ${qualified(row)}`;

/** `USAGE ON SCHEMA "sales"`, or `SELECT FOR TABLES IN SCHEMA "sales"`. */
function scoped({ privilege, scope, name, grantable }: Row, own: 'DATABASE' | 'SCHEMA'): Grant {
  const where = keyword(scope) === own ? `ON ${own}` : `FOR ${keyword(scope)} IN ${own}`;
  return grantOf(`${keyword(privilege)} ${where} ${identifier(String(name))}`, { isGrantable: grantable === true });
}

/** A function with the types of its arguments, which the server writes as statements take them. */
function signatureOf(row: Row): string {
  const types = String(row.arguments ?? '');
  refuseUnless(/^[a-z0-9_ ,()[\]]*$/i.test(types), 'the server describes a function in a way that rotation does not know');
  return `${qualified(row)}(${types})`;
}

/** Whether a signature is of a function or a procedure: their privileges are granted by different statements. */
async function functionKinds(connection: Connection): Promise<ReadonlyMap<string, string>> {
  const rows = await connection.run(
    `SELECT schema_name AS schema, function_name AS name, argument_type AS arguments, function_type AS kind FROM svv_redshift_functions
     WHERE database_name = current_database()`);
  const known = rows.filter(({ arguments: types }) => /^[a-z0-9_ ,()[\]]*$/i.test(String(types ?? '')));
  return new Map(known.map((row) => [signatureOf(row), /procedure/i.test(String(row.kind)) ? 'PROCEDURE' : 'FUNCTION']));
}

const DEFAULT_OBJECTS: Readonly<Record<string, string>> = { RELATION: 'TABLES', FUNCTION: 'FUNCTIONS', PROCEDURE: 'PROCEDURES' };

/** Default privileges that a user gets, or gives on what it makes. https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_DEFAULT_PRIVILEGES.html */
async function defaultGrants(connection: Connection, username: string): Promise<readonly Grant[]> {
  const rows = await connection.run(
    `SELECT schema_name AS schema, object_type AS objects, owner_name AS owner, privilege_type AS privilege, grantee_name AS grantee, grantee_type AS kind,
     admin_option AS grantable FROM svv_default_privileges WHERE owner_name = $1 OR (grantee_type = 'user' AND grantee_name = $1)`, [username]);
  return rows.filter(isMeaningful).map(({ schema, objects, owner, privilege, grantee, kind, grantable }) => {
    const on = DEFAULT_OBJECTS[String(objects)];
    refuseUnless(on !== undefined, 'the server describes a default privilege in a way that rotation does not know');
    const within = schema === null || schema === '' ? '' : ` IN SCHEMA ${identifier(String(schema))}`;
    const named = (name: unknown, user: string) => (name === username ? user : identifier(String(name)));
    return grantOf(`${keyword(privilege)} ON ${on}`, {
      isGrantable: grantable === true,
      before: (user) => `ALTER DEFAULT PRIVILEGES FOR USER ${named(owner, user)}${within} `,
      grantee: (user) => (kind === 'user' ? named(grantee, user) : granteeOf(String(kind), String(grantee))),
    });
  });
}

function granteeOf(kind: string, name: string): string {
  if (kind === 'public') { return 'PUBLIC'; }
  refuseUnless(kind === 'role' || kind === 'group', 'the server describes a default privilege in a way that rotation does not know');
  return `${kind.toUpperCase()} ${identifier(name)}`;
}
