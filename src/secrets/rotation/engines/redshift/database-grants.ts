import { type Grant, type GrantsOf, grantOf, grantsByUser } from './grants';
import { identifier, keyword } from './sql';
import { RotationError, refuseUnless } from '../../failure';
import type { Connection, Row } from '../postgres/connection';

/** What PostgreSQL has and Amazon Redshift has not: listed where all privileges were granted, and not to be granted by themselves. */
const WITHOUT_MEANING = ['RULE', 'TRIGGER'];

/** A privilege on a database, or on all objects of a kind in it. */
export interface DatabasePrivilege {
  readonly who: unknown;
  readonly database: unknown;
  /** `DATABASE`, or a kind such as `TABLES`. https://docs.aws.amazon.com/redshift/latest/dg/t_scoped-permissions.html */
  readonly scope: string;
  readonly grant: Grant;
}

export async function databasePrivileges(connection: Connection, usernames: readonly string[]): Promise<readonly DatabasePrivilege[]> {
  const rows = await read(connection, usernames, 'database_name AS name, admin_option AS grantable, privilege_scope AS scope', 'svv_database_privileges');
  return rows.map((row) => ({ who: row.who, database: row.name, scope: keyword(row.scope), grant: scoped(row, 'DATABASE') }));
}

/** What users were granted in the database of a connection, and what they grant by default on objects that they make there. */
export async function databaseGrants(connection: Connection, usernames: readonly string[], database: string): Promise<GrantsOf> {
  const all = (columns: string, view: string) => read(connection, usernames, columns, view);
  const scopes = (await databasePrivileges(connection, usernames)).filter((one) => one.scope !== 'DATABASE' && one.database === database);
  const schemas = await all('namespace_name AS name, admin_option AS grantable, privilege_scope AS scope', 'svv_schema_privileges');
  const relations = await all('namespace_name AS schema, relation_name AS name, admin_option AS grantable', 'svv_relation_privileges');
  const columns = await all('namespace_name AS schema, relation_name AS name, column_name', 'svv_column_privileges');
  const functions = await all('namespace_name AS schema, function_name AS name, argument_types, admin_option AS grantable', 'svv_function_privileges');
  const languages = await all('language_name AS name, admin_option AS grantable', 'svv_language_privileges');
  const models = await all('namespace_name AS schema, model_name AS name, admin_option AS grantable', 'svv_ml_model_privileges');
  const kinds = functions.length === 0 ? new Map<string, string>() : await functionKinds(connection);
  const privileges = (rows: readonly Row[], object: (row: Row) => string) =>
    rows.filter(isMeaningful).map((row) => [row.who, grantOf(`${keyword(row.privilege)} ON ${object(row)}`, { isGrantable: row.grantable === true })] as const);
  return grantsByUser([
    ...scopes.map(({ who, grant }) => [who, grant] as const),
    ...schemas.map((row) => [row.who, scoped(row, 'SCHEMA')] as const),
    ...privileges(relations, (row) => `TABLE ${qualified(row)}`),
    ...columns.map((row) => [row.who, onColumn(row)] as const),
    ...privileges(functions, (row) => functionOf(row, kinds)),
    ...privileges(languages, ({ name }) => `LANGUAGE ${identifier(String(name))}`),
    ...privileges(models, (row) => `MODEL ${qualified(row)}`),
    ...await defaultGrants(connection, usernames),
  ]);
}

const read = (connection: Connection, usernames: readonly string[], columns: string, view: string): Promise<readonly Row[]> => connection.run(
  `SELECT identity_name AS who, privilege_type AS privilege, ${columns} FROM ${view} WHERE identity_type = 'user' AND identity_name IN ($1, $2)`, usernames);

const isMeaningful = ({ privilege }: Row): boolean => !WITHOUT_MEANING.includes(String(privilege));
const qualified = ({ schema, name }: Row): string => `${identifier(String(schema))}.${identifier(String(name))}`;

/** `USAGE ON SCHEMA "sales"`, or `SELECT FOR TABLES IN SCHEMA "sales"`. */
function scoped({ privilege, scope, name, grantable }: Row, own: 'DATABASE' | 'SCHEMA'): Grant {
  const where = keyword(scope) === own ? `ON ${own}` : `FOR ${keyword(scope)} IN ${own}`;
  return grantOf(`${keyword(privilege)} ${where} ${identifier(String(name))}`, { isGrantable: grantable === true });
}

function onColumn(row: Row): Grant {
  const [privilege, table] = [keyword(row.privilege), `ON TABLE ${qualified(row)}`];
  return grantOf(`${privilege} (${identifier(String(row.column_name))}) ${table}`, { wholeTable: grantOf(`${privilege} ${table}`).key });
}

function functionOf(row: Row, kinds: ReadonlyMap<string, string>): string {
  const signature = signatureOf(row, row.argument_types);
  refuseUnless(kinds.has(signature) && /^[a-z0-9_ ,()[\]]*$/i.test(String(row.argument_types ?? '')), 'a user has a privilege on a function that rotation can\'t name');
  return `${kinds.get(signature)} ${signature}`;
}

/** A function with the types of its arguments, which the server writes as statements take them. */
const signatureOf = (row: Row, types: unknown): string => `${qualified(row)}(${String(types ?? '')})`;

/** Whether a signature is of a function or a procedure: their privileges are granted by different statements. */
async function functionKinds(connection: Connection): Promise<ReadonlyMap<string, string>> {
  const rows = await connection.run(
    `SELECT schema_name AS schema, function_name AS name, argument_type, function_type AS kind FROM svv_redshift_functions
     WHERE database_name = current_database()`);
  return new Map(rows.map((row) => [signatureOf(row, row.argument_type), /procedure/i.test(String(row.kind)) ? 'PROCEDURE' : 'FUNCTION']));
}

const DEFAULT_OBJECTS: Readonly<Record<string, string>> = { RELATION: 'TABLES', FUNCTION: 'FUNCTIONS', PROCEDURE: 'PROCEDURES' };

/** Default privileges that a user gets, or gives on what it makes. https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_DEFAULT_PRIVILEGES.html */
async function defaultGrants(connection: Connection, usernames: readonly string[]): Promise<readonly (readonly [who: unknown, grant: Grant])[]> {
  const rows = await connection.run(
    `SELECT schema_name AS schema, object_type AS objects, owner_name AS owner, privilege_type AS privilege, grantee_name AS grantee, grantee_type AS kind,
     admin_option AS grantable FROM svv_default_privileges WHERE (grantee_type = 'user' AND grantee_name IN ($1, $2)) OR owner_name IN ($1, $2)`, usernames);
  return rows.filter(isMeaningful).map((row) => {
    const { owner, grantee, kind } = row;
    const [owns, gets] = [usernames.includes(String(owner)), kind === 'user' && usernames.includes(String(grantee))];
    if (owns && gets && owner !== grantee) {
      throw new RotationError('not-equal', 'the two users give each other default privileges: revoke them, and grant on what somebody else owns');
    }
    return [owns ? owner : grantee, defaultGrant(row, owns, gets)] as const;
  });
}

/** @param owns whether it is for what the user makes; @param gets whether it is given to the user */
function defaultGrant({ schema, objects, owner, privilege, grantee, kind, grantable }: Row, owns: boolean, gets: boolean): Grant {
  const on = DEFAULT_OBJECTS[String(objects)];
  refuseUnless(on !== undefined, 'the server describes a default privilege in a way that rotation does not know');
  const within = schema === null || schema === '' ? '' : ` IN SCHEMA ${identifier(String(schema))}`;
  return grantOf(`${keyword(privilege)} ON ${on}`, {
    isGrantable: grantable === true,
    before: (user) => `ALTER DEFAULT PRIVILEGES FOR USER ${owns ? user : identifier(String(owner))}${within} `,
    grantee: (user) => (gets ? user : granteeOf(String(kind), String(grantee))),
  });
}

function granteeOf(kind: string, name: string): string {
  if (kind === 'public') { return 'PUBLIC'; }
  refuseUnless(['user', 'role', 'group'].includes(kind), 'the server describes a default privilege in a way that rotation does not know');
  return kind === 'user' ? identifier(name) : `${kind.toUpperCase()} ${identifier(name)}`;
}
