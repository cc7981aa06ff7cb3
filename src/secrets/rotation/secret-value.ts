import { RotationError, refuseUnless } from './failure';

/** The fields of a secret's JSON, as they are: those that rotation does not know are the user's and are kept verbatim. */
export type SecretFields = Readonly<Record<string, unknown>>;

/** Reads the JSON of a secret. The parser's own message quotes what it could not read, so it is not passed on. */
export function fieldsOf(text: string): SecretFields {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    throw new RotationError('refused-input', 'the secret is no JSON: store an object with the fields that the engine needs');
  }
  refuseUnless(typeof fields === 'object' && fields !== null && !Array.isArray(fields), 'the secret is no JSON object: store an object with the fields that the engine needs');
  return fields as SecretFields;
}

/** A user of a server, with all that is needed to log in. */
export interface Credential {
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly port: number;
  /** `undefined` for engines without databases, and where the secret names none. */
  readonly database?: string;
  /** The secret that it was read from. */
  readonly fields: SecretFields;
}

/** What a credential has where the secret does not say. */
export interface CredentialDefaults {
  readonly port: number;
  readonly database?: string;
  /** Where the secret has no host of its own, as the one that RDS manages. */
  readonly host?: string;
}

/** The credential that a secret holds. */
export function credentialOf(fields: SecretFields, defaults: CredentialDefaults): Credential {
  const { username, password, host = defaults.host, port = defaults.port, dbname = defaults.database, ssl } = fields;
  refuseUnless(isText(username), 'the secret has no username');
  refuseUnless(isText(password), 'the secret has no password');
  refuseUnless(isText(host) && /^[A-Za-z0-9._:-]+$/.test(host), 'the secret has no host, or one that is no host name');
  refuseUnless(/^\d{1,5}$/.test(String(port)) && Number(port) > 0 && Number(port) < 65_536, 'the port of the secret is no port');
  refuseUnless(dbname === undefined || isText(dbname), 'the dbname of the secret is no text');
  refuseUnless(ssl !== false && ssl !== 'false', 'the secret asks for a connection without TLS: take the field ssl out of it');
  return { username, password, host, port: Number(port), database: dbname, fields };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Whether two secrets differ in nothing but the fields that rotate. */
export function differOnlyIn(rotating: readonly string[], one: SecretFields, other: SecretFields): boolean {
  const rest = (fields: SecretFields) =>
    JSON.stringify(sorted(Object.fromEntries(Object.entries(fields).filter(([name]) => !rotating.includes(name)))));
  return rest(one) === rest(other);
}

/** A value with the keys of its objects in order: JSON that means the same reads the same. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(sorted); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}
