import { type Document, MongoServerError } from 'mongodb';
import type { Connect, Connection } from '../../../../../src/secrets/rotation/engines/document-db/connection';

/** What a server knows of a user. */
export interface StoredUser {
  readonly roles: readonly Document[];
  readonly customData?: Document;
  readonly authenticationRestrictions?: readonly Document[];
  readonly mechanisms: readonly string[];
  readonly pwd: string;
}

/** `document-db` lacks restrictions, and tells no mechanisms. */
export type Dialect = 'mongodb' | 'document-db';

const MECHANISMS = ['SCRAM-SHA-1', 'SCRAM-SHA-256'];
const CREATE_FIELDS = ['pwd', 'roles', 'customData', 'authenticationRestrictions', 'mechanisms', 'writeConcern'];
const ROLES = ['read', 'readWrite', 'userAdminAnyDatabase', 'clusterMonitor'];

const refuse = (code: number, message: string): never => { throw new MongoServerError({ message, code }); };

/**
 * A stand-in for MongoDB and Amazon DocumentDB at the engine's own interface: no server of theirs can be had for tests. It knows the four
 * commands that the engine sends, with the rules of MongoDB's `user_management_commands.cpp`, and refuses everything else.
 */
export class MongodbStandIn {
  public readonly users = new Map<string, StoredUser>();
  /** What a server logs: commands without the field `pwd`. */
  public readonly log: string[] = [];
  public readonly commands: Document[] = [];

  constructor(public readonly dialect: Dialect = 'mongodb') {}

  public readonly connect: Connect = async ({ username, password, database }) => {
    const key = `${database}.${username}`;
    const checkLogin = () => (this.users.get(key)?.pwd === password ? undefined : refuse(18, 'Authentication failed.'));
    checkLogin();
    let isOpen = true;
    const connection: Connection = {
      run: async (name, value, at, fields = {}) => {
        if (!isOpen) { throw new Error('the connection is closed'); }
        this.commands.push({ [name]: value, ...fields });
        this.log.push(JSON.stringify({ [name]: value, ...fields, ...fields.pwd === undefined ? {} : { pwd: 'xxx' } }));
        if (name === 'ping') { return { ok: 1 }; }
        const isAdministrator = this.users.get(key)?.roles.some(({ role }) => role === 'userAdminAnyDatabase') === true;
        if (name === 'usersInfo') { return this.usersInfo(value as Document, fields, isAdministrator ? undefined : key); }
        const target = `${at}.${String(value)}`;
        const isOwnPassword = name === 'updateUser' && target === key && !('roles' in fields);
        if (!isAdministrator && !isOwnPassword) { return refuse(13, 'not authorized'); }
        if (name === 'createUser') { return this.createUser(target, fields); }
        if (name === 'updateUser') { return this.updateUser(target, fields); }
        return refuse(59, `no such command: ${name}`);
      },
      close: async () => { isOpen = false; },
    };
    return connection;
  };

  /** What a user is, but for its password. Its roles have no order. */
  public snapshot(key: string): unknown {
    const { pwd, roles, ...rest } = this.users.get(key) ?? refuse(11, 'User not found');
    return { ...rest, hasPassword: pwd !== '', roles: roles.map((role) => `${role.db}.${role.role}`).sort() };
  }

  private usersInfo({ user, db }: Document, fields: Document, only: string | undefined): Document {
    const unknown = Object.keys(fields).filter((field) => field !== 'showAuthenticationRestrictions');
    if (unknown.length > 0) { refuse(40_415, 'unknown field'); }
    if (this.dialect === 'document-db' && 'showAuthenticationRestrictions' in fields) { refuse(303, 'Feature not supported'); }
    const key = `${String(db)}.${String(user)}`;
    if (only !== undefined && only !== key) { refuse(13, 'not authorized'); }
    const found = this.users.get(key);
    if (found === undefined) { return { users: [], ok: 1 }; }
    const { pwd, mechanisms, ...rest } = found;
    return { users: [{ _id: key, user, db, ...rest, ...this.dialect === 'mongodb' ? { mechanisms } : {} }], ok: pwd === '' ? 0 : 1 };
  }

  private createUser(key: string, fields: Document): Document {
    this.check(fields);
    if (this.users.has(key)) { refuse(51_003, 'User already exists'); }
    const { pwd, roles, customData, authenticationRestrictions, mechanisms = MECHANISMS } = fields;
    if (pwd === undefined || !Array.isArray(roles)) { refuse(40_414, 'a field is missing'); }
    const optional = Object.entries({ customData, authenticationRestrictions }).filter(([, value]) => value !== undefined);
    this.users.set(key, { pwd, roles, mechanisms, ...Object.fromEntries(optional) });
    return { ok: 1 };
  }

  /** One update of one document: either all of it or nothing. */
  private updateUser(key: string, fields: Document): Document {
    this.check(fields);
    const user = this.users.get(key) ?? refuse(11, 'User not found');
    const { writeConcern, ...changes } = fields;
    if (writeConcern?.w !== 'majority') { refuse(2, 'a change that an election could take back'); }
    if (Object.keys(changes).length === 0) { refuse(2, 'Must specify at least one field to update in updateUser'); }
    if (changes.pwd === undefined && (changes.mechanisms as string[] | undefined)?.some((mechanism) => !user.mechanisms.includes(mechanism))) {
      refuse(11, 'mechanisms field must be a subset of previously set mechanisms');
    }
    const mechanisms = changes.mechanisms ?? (changes.pwd === undefined ? user.mechanisms : MECHANISMS);
    const { authenticationRestrictions, ...next } = { ...user, ...changes, mechanisms } as StoredUser;
    this.users.set(key, { ...next, ...authenticationRestrictions?.length ? { authenticationRestrictions } : {} });
    return { ok: 1 };
  }

  private check(fields: Document): void {
    const unknown = Object.keys(fields).filter((field) => !CREATE_FIELDS.includes(field));
    if (unknown.length > 0) { refuse(40_415, 'unknown field'); }
    if (this.dialect === 'document-db' && ('authenticationRestrictions' in fields || 'mechanisms' in fields)) { refuse(303, 'Feature not supported'); }
    if (fields.pwd === '') { refuse(50_687, 'Password cannot be empty'); }
    if (fields.mechanisms?.length === 0) { refuse(2, 'mechanisms field must not be empty'); }
    for (const role of fields.roles ?? []) {
      if (Object.keys(role).sort().join() !== 'db,role' || !ROLES.includes(role.role)) { refuse(31, 'Could not find role'); }
    }
  }
}
