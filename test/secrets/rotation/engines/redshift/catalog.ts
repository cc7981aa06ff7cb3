/** A row of a view, by column. */
export type CatalogRow = Readonly<Record<string, unknown>>;

const IDENTITY = ['privilege_type', 'identity_id', 'identity_name', 'identity_type', 'admin_option'];

/** Columns of views, as their pages of https://docs.aws.amazon.com/redshift/latest/dg/ tell: what is not documented can't be selected here either. */
export const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  svv_user_info: [
    'user_name', 'user_id', 'createdb', 'superuser', 'catalog_update', 'connection_limit', 'syslog_access', 'last_ddl_timestamp', 'session_timeout',
    'external_user_id',
  ],
  pg_user_info: ['usename', 'usesysid', 'usecreatedb', 'usesuper', 'usecatupd', 'passwd', 'valuntil', 'useconfig', 'useconnlimit'],
  svv_user_grants: ['user_id', 'user_name', 'role_id', 'role_name', 'admin_option'],
  svv_datashare_privileges: ['datashare_name', ...IDENTITY],
  svv_iam_privileges: ['iam_arn', 'command_type', 'identity_id', 'identity_name', 'identity_type'],
  svv_system_privileges: ['system_privilege', 'identity_id', 'identity_name', 'identity_type'],
  svv_database_privileges: ['database_name', ...IDENTITY, 'privilege_scope'],
  svv_schema_privileges: ['namespace_name', ...IDENTITY, 'privilege_scope'],
  svv_relation_privileges: ['namespace_name', 'relation_name', ...IDENTITY],
  svv_column_privileges: ['namespace_name', 'relation_name', 'column_name', 'privilege_type', 'identity_id', 'identity_name', 'identity_type'],
  svv_function_privileges: ['namespace_name', 'function_name', 'argument_types', ...IDENTITY],
  svv_language_privileges: ['language_name', ...IDENTITY],
  svv_ml_model_privileges: ['namespace_name', 'model_name', 'model_version', ...IDENTITY],
  svv_default_privileges: [
    'schema_name', 'object_type', 'owner_id', 'owner_name', 'owner_type', 'privilege_type', 'grantee_id', 'grantee_name', 'grantee_type', 'admin_option',
  ],
  svv_redshift_functions: ['database_name', 'schema_name', 'function_name', 'function_type', 'argument_type', 'result_type'],
  svv_redshift_databases: ['database_name', 'database_owner', 'database_type', 'database_acl', 'database_options'],
  svv_datashares: ['share_name', 'share_id', 'share_owner', 'source_database', 'consumer_database', 'share_type'],
  svv_roles: ['role_id', 'role_name', 'role_owner', 'external_id'],
  svv_rls_attached_policy: ['relschema', 'relname', 'relkind', 'polname', 'grantor', 'grantee', 'granteekind', 'is_pol_on', 'is_rls_on'],
  svv_attached_masking_policy: [
    'policy_name', 'schema_name', 'table_name', 'table_type', 'grantor', 'grantee', 'grantee_type', 'priority', 'input_columns', 'output_columns',
  ],
};

const refuse = (what: string): never => { throw new Error(`the stand-in does not know ${what}`); };

/** Evaluates the one kind of query that the engine sends: columns of one view, and conditions that all must hold, or two of which one must. */
export function select(
  text: string, values: readonly unknown[], context: Readonly<Record<string, unknown>>, rowsOf: (view: string) => readonly CatalogRow[],
): CatalogRow[] {
  const [, list, view, condition] = /^SELECT (.+?) FROM (\w+)(?:\s+WHERE (.+?))?(?: ORDER BY 1)?$/s.exec(text) ?? refuse(`the query ${text}`);
  const columns = COLUMNS[view] ?? refuse(`the view ${view}`);
  const known = (name: string) => (columns.includes(name) ? name : refuse(`the column ${name} of ${view}`));
  const operand = (word: string): unknown => {
    if (word.startsWith('$')) { return values[Number(word.slice(1)) - 1]; }
    return word.startsWith('\'') ? word.slice(1, -1) : context[word] ?? refuse(`the operand ${word}`);
  };
  const holds = (row: CatalogRow, term: string): boolean => {
    const [, name, word, words] = /^(\w+) (?:= (\S+)|IN \((.+)\))$/.exec(term.trim()) ?? refuse(`the condition ${term}`);
    return (words?.split(', ') ?? [word]).some((one) => row[known(name)] === operand(one));
  };
  const allHold = (row: CatalogRow, terms: string): boolean => terms.replace(/^\((.*\))\)$/, '$1').split(/\s+AND\s+/).every((term) => holds(row, term));
  const found = rowsOf(view).filter((row) => condition === undefined || condition.split(' OR ').some((terms) => allHold(row, terms)));
  return found.map((row) => Object.fromEntries(list.split(/,\s+/).flatMap((item) => {
    if (item === '1') { return [['?column?', 1]]; }
    if (item === '*') { return columns.map((name) => [name, row[name] ?? null]); }
    const [, name, alias = name] = /^(\w+)(?: AS (\w+))?$/.exec(item) ?? refuse(`the column ${item}`);
    return [[alias, row[known(name)] ?? null]];
  })));
}
