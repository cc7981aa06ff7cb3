/** Something that was granted: a row of the view that shows it. */
export interface Privilege {
  readonly view: string;
  /** None where it is of the cluster. */
  readonly database?: string;
  readonly row: Readonly<Record<string, unknown>>;
}

const NAME = '"((?:[^"]|"")+)"';
const PRIVILEGE = '(SELECT|INSERT|UPDATE|DELETE|DROP|REFERENCES|ALTER|TRUNCATE|CREATE|USAGE|TEMP|EXECUTE|SHARE)';

/** What may stand between the verb and the user, with the view that shows it and its columns there. */
const OBJECTS: readonly (readonly [RegExp, string, readonly string[], Readonly<Record<string, unknown>>?])[] = [
  [new RegExp(`^ROLE ${NAME}$`), 'svv_user_grants', ['role_name']],
  [new RegExp(`^${PRIVILEGE} ON DATABASE ${NAME}$`), 'svv_database_privileges', ['privilege_type', 'database_name'], { privilege_scope: 'DATABASE' }],
  [new RegExp(`^${PRIVILEGE} FOR (SCHEMAS|TABLES|FUNCTIONS|LANGUAGES) IN DATABASE ${NAME}$`), 'svv_database_privileges', ['privilege_type', 'privilege_scope', 'database_name']],
  [new RegExp(`^${PRIVILEGE} ON SCHEMA ${NAME}$`), 'svv_schema_privileges', ['privilege_type', 'namespace_name'], { privilege_scope: 'SCHEMA' }],
  [new RegExp(`^${PRIVILEGE} FOR (TABLES|FUNCTIONS) IN SCHEMA ${NAME}$`), 'svv_schema_privileges', ['privilege_type', 'privilege_scope', 'namespace_name']],
  [new RegExp(`^${PRIVILEGE} ON TABLE ${NAME}\\.${NAME}$`), 'svv_relation_privileges', ['privilege_type', 'namespace_name', 'relation_name']],
  [new RegExp(`^(SELECT|UPDATE) \\(${NAME}\\) ON TABLE ${NAME}\\.${NAME}$`), 'svv_column_privileges', ['privilege_type', 'column_name', 'namespace_name', 'relation_name']],
  [new RegExp(`^(EXECUTE) ON (?:FUNCTION|PROCEDURE) ${NAME}\\.${NAME}\\(([a-z ,]*)\\)$`), 'svv_function_privileges', ['privilege_type', 'namespace_name', 'function_name', 'argument_types']],
  [new RegExp(`^(USAGE) ON LANGUAGE ${NAME}$`), 'svv_language_privileges', ['privilege_type', 'language_name']],
  [new RegExp(`^(EXECUTE) ON MODEL ${NAME}\\.${NAME}$`), 'svv_ml_model_privileges', ['privilege_type', 'namespace_name', 'model_name']],
  [new RegExp(`^(ALTER|SHARE) ON DATASHARE ${NAME}$`), 'svv_datashare_privileges', ['privilege_type', 'datashare_name']],
  [/^ASSUMEROLE ON '(arn:[^']+)'$/, 'svv_iam_privileges', ['iam_arn']],
  [/^ASSUMEROLE ON default$/, 'svv_iam_privileges', [], { iam_arn: 'default-aws-iam-role' }],
  [/^(CREATE MODEL)$/, 'svv_system_privileges', ['system_privilege']],
];

const OF_CLUSTER = ['svv_user_grants', 'svv_database_privileges', 'svv_datashare_privileges', 'svv_iam_privileges', 'svv_system_privileges'];
const WITHOUT_OPTION = ['svv_column_privileges', 'svv_iam_privileges', 'svv_system_privileges'];
const DEFAULTS: Readonly<Record<string, string>> = { TABLES: 'RELATION', FUNCTIONS: 'FUNCTION', PROCEDURES: 'PROCEDURE' };

const unquoted = (name: string) => name.replaceAll('""', '"');
const refuse = (text: string): never => { throw new Error(`the stand-in does not know ${text}`); };

/** What a statement does to a privilege. */
interface Change {
  readonly verb: string;
  readonly optionOnly: boolean;
  readonly privilege: Privilege;
}

/** Reads `GRANT` and `REVOKE`, alone and of default privileges. https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html */
export function privilegeOf(text: string, database: string, known: (name: string) => string): Change {
  const [, owner, schema, verb, optionOnly, what, kind, grantee = 'public', option, command] = new RegExp(
    `^(?:ALTER DEFAULT PRIVILEGES FOR USER ${NAME}(?: IN SCHEMA ${NAME})? )?(GRANT|REVOKE) (?:(GRANT|ADMIN) OPTION FOR )?(.+) (?:TO|FROM) (ROLE |GROUP |PUBLIC)?(?:${NAME})?`
    + '(?: WITH (GRANT|ADMIN) OPTION)?(?: FOR (COPY|UNLOAD|EXTERNAL FUNCTION|CREATE MODEL))?$').exec(text) ?? refuse(text);
  const type = kind?.trim().toLowerCase() ?? 'user';
  if (type === 'user') { known(grantee); }
  const basics = { verb, optionOnly: optionOnly !== undefined };
  if (owner !== undefined) {
    const [, privilege, objects] = new RegExp(`^${PRIVILEGE} ON (TABLES|FUNCTIONS|PROCEDURES)$`).exec(what) ?? refuse(text);
    return {
      ...basics,
      privilege: {
        view: 'svv_default_privileges',
        database,
        row: {
          schema_name: schema === undefined ? null : unquoted(schema),
          object_type: DEFAULTS[objects],
          owner_name: known(owner),
          owner_type: 'user',
          privilege_type: privilege,
          grantee_name: grantee,
          grantee_type: type,
          admin_option: option === 'GRANT',
        },
      },
    };
  }
  const [pattern, view, columns, more = {}] = OBJECTS.find(([one]) => one.test(what)) ?? refuse(text);
  const values = Object.fromEntries((pattern.exec(what) ?? []).slice(1).map((value, at) => [columns[at], unquoted(value)]));
  if (type !== 'user' || (view === 'svv_user_grants' ? [option, optionOnly].includes('GRANT') : [option, optionOnly].includes('ADMIN'))) { refuse(text); }
  if (view === 'svv_database_privileges' && more.privilege_scope === undefined && values.database_name !== database) { refuse('a scoped permission for another database'); }
  if ((view === 'svv_iam_privileges') !== (command !== undefined) || (WITHOUT_OPTION.includes(view) && (option ?? optionOnly) !== undefined)) { refuse(text); }
  const who = view === 'svv_user_grants' ? { user_name: grantee } : { identity_name: grantee, identity_type: 'user' };
  return {
    ...basics,
    privilege: {
      view,
      database: OF_CLUSTER.includes(view) ? undefined : database,
      row: {
        ...values,
        ...more,
        ...who,
        ...command === undefined ? {} : { command_type: command === 'EXTERNAL FUNCTION' ? 'EXFUNC' : command },
        ...WITHOUT_OPTION.includes(view) ? {} : { admin_option: option !== undefined },
      },
    },
  };
}
