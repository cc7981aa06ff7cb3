import { identifier, literal } from './sql';
import { refuseUnless } from '../../failure';
import type { Connection, Row } from '../postgres/connection';

/** What a user is by itself. */
export interface Account {
  /** The server's number of it. */
  readonly id: number;
  readonly isSuperuser: boolean;
  /** From an identity provider: it has no password. */
  readonly isExternal: boolean;
  /** Clauses of `ALTER USER`, each in full. */
  readonly attributes: readonly string[];
  /** What its sessions begin with, by name. */
  readonly settings: ReadonlyMap<string, string>;
}

/**
 * Reads users; those that the server does not know are left out.
 *
 * https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_USER_INFO.html, https://docs.aws.amazon.com/redshift/latest/dg/pg_user_info.html
 */
export async function readAccounts(connection: Connection, usernames: readonly string[]): Promise<ReadonlyMap<string, Account>> {
  const infos = await connection.run('SELECT * FROM svv_user_info WHERE user_name IN ($1, $2)', usernames);
  const catalog = await connection.run('SELECT usename AS who, valuntil AS until, useconfig AS settings FROM pg_user_info WHERE usename IN ($1, $2)', usernames);
  return new Map(catalog.flatMap((row) => {
    const info = infos.find(({ user_name: name }) => name === row.who);
    return info === undefined ? [] : [[String(row.who), accountOf(info, row)] as const];
  }));
}

function accountOf(info: Row, { until, settings }: Row): Account {
  const limit = String(info.connection_limit ?? 'UNLIMITED');
  const timeout = Number(info.session_timeout ?? 0);
  refuseUnless(/^(UNLIMITED|\d+)$/.test(limit) && Number.isInteger(timeout), 'the server describes the user in a way that rotation does not know');
  return {
    id: Number(info.user_id),
    isSuperuser: info.superuser === true,
    isExternal: (info.external_user_id ?? info.external_id ?? '') !== '',
    attributes: [
      info.createdb === true ? 'CREATEDB' : 'NOCREATEDB',
      `SYSLOG ACCESS ${info.syslog_access === 'UNRESTRICTED' ? 'UNRESTRICTED' : 'RESTRICTED'}`,
      `CONNECTION LIMIT ${limit}`,
      timeout === 0 ? 'RESET SESSION TIMEOUT' : `SESSION TIMEOUT ${timeout}`,
      `VALID UNTIL ${literal(String(until ?? 'infinity'))}`,
    ],
    settings: settingsOf(settings),
  };
}

function settingsOf(list: unknown): ReadonlyMap<string, string> {
  const settings = list ?? [];
  refuseUnless(Array.isArray(settings), 'the server describes the settings of a user in a way that rotation does not know');
  return new Map(settings.map((setting) => {
    const [, name, value] = /^([a-z_][\w.]*)=(.*)$/is.exec(String(setting)) ?? [];
    refuseUnless(name !== undefined, 'the server describes the settings of a user in a way that rotation does not know');
    return [name, value];
  }));
}

/** Statements that bring a user to the attributes and settings of a model. Each says one thing: that the clauses can be combined is not documented. */
export function accountChanges(from: Account, to: Account, username: string): readonly string[] {
  const clauses = [
    ...to.attributes.filter((attribute) => !from.attributes.includes(attribute)),
    ...[...to.settings].filter(([name, value]) => from.settings.get(name) !== value).map(([name, value]) => `SET ${name} TO ${valueOf(name, value)}`),
    ...[...from.settings.keys()].filter((name) => !to.settings.has(name)).map((name) => `RESET ${name}`),
  ];
  return clauses.map((clause) => `ALTER USER ${identifier(username)} ${clause}`);
}

/** A list of schemas is given name by name. https://docs.aws.amazon.com/redshift/latest/dg/r_search_path.html */
function valueOf(name: string, value: string): string {
  if (name !== 'search_path') { return literal(value); }
  const schemas = value.match(/"(?:[^"]|"")*"|[^\s,"]+/g) ?? [];
  return schemas.map((schema) => literal(schema.startsWith('"') ? schema.slice(1, -1).replaceAll('""', '"') : schema)).join(', ') || '\'\'';
}
