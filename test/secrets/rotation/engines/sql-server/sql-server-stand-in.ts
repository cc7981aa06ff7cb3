import {
  NAME, OPTION, type StandInDatabase, type StandInLogin, type StandInUser, TEXT, USER_OPTION, alterLogin, checkPolicy, nameOf, textOf,
} from './stand-in-accounts';
import { permissionStatement, refused } from './stand-in-permissions';
import type { Connect, Row } from '../../../../../src/secrets/rotation/engines/sql-server/connection';
import { ServerFailure, statementFailure } from '../../../../../src/secrets/rotation/engines/sql-server/failure';

interface Session {
  readonly login?: StandInLogin;
  readonly user?: string;
  database: string;
  before?: ReadonlyMap<string, StandInUser>;
}

/** Failures after which the policy locks a login. */
const LOCKOUT = 5;

/**
 * A stand-in for SQL Server, at the level of the engine's own connection: no SQL Server can be installed where these tests run. It takes the
 * statements that the engine sends and refuses all others. Permissions, transactions in a database (undone when the connection is cut),
 * password policy and lock-out are as the manual tells: https://learn.microsoft.com/sql/t-sql/statements/. What passes here is not proven for
 * a real server.
 */
export class SqlServerStandIn {
  public readonly logins = new Map<string, StandInLogin>();
  public readonly databases = new Map<string, StandInDatabase>();
  /** What a trace holds: the server hides batches with passwords. */
  public readonly log: string[] = [];
  private readonly locks = new Map<string, { readonly owner: Session; readonly released: Promise<void>; release(): void }>();

  constructor() { this.createDatabase('master'); }

  public createDatabase(name: string, owner = 'sa'): StandInDatabase {
    const database: StandInDatabase = { owner, users: new Map(), securables: new Map(), owners: new Map() };
    this.databases.set(name, database);
    return database;
  }

  public createLogin(name: string, password: string): StandInLogin {
    const login: StandInLogin = {
      name,
      password,
      database: 'master',
      language: 'us_english',
      policy: true,
      expiration: false,
      disabled: false,
      credential: null,
      failures: 0,
      isAdministrator: false,
      roles: [],
      permissions: [{ name: 'CONNECT SQL', securable: '', column: '', state: 'G', grantor: 'sa' }],
    };
    this.logins.set(name, login);
    return login;
  }

  public createUser(database: string, name: string, user: Partial<StandInUser>): StandInUser {
    const created: StandInUser = {
      schema: 'dbo', language: null, roles: [], permissions: [{ name: 'CONNECT', securable: '', column: '', state: 'G', grantor: 'dbo' }], ...user,
    };
    this.databases.get(database)?.users.set(name, created);
    return created;
  }

  public connect: Connect = async ({ username, password, database = 'master' }) => {
    const session = this.login(username, password, database);
    return {
      run: async (statement) => {
        try {
          return await this.run(statement, session);
        } catch (error) {
          const numbers = error instanceof ServerFailure ? error.numbers : [];
          throw numbers.length === 0 ? error : statementFailure(new AggregateError(numbers.map((number) => Object.assign(new Error('refused'), { number }))));
        }
      },
      close: async () => { this.end(session); },
    };
  };

  private login(username: string, password: string, database: string): Session {
    const contained = this.databases.get(database)?.users.get(username);
    if (contained?.password !== undefined) {
      if (contained.password !== password) { throw refused(18456); }
      return { user: username, database };
    }
    const login = this.logins.get(username);
    if (login === undefined) { throw refused(18456); }
    if (login.failures >= LOCKOUT) { throw refused(18486); }
    if (login.password !== password) {
      if (login.policy) { login.failures += 1; }
      throw refused(18456);
    }
    login.failures = 0;
    if (login.disabled) { throw refused(18470); }
    if (!this.canUse(login, database)) { throw refused(4060, 18456); }
    return { login, database };
  }

  private canUse(login: StandInLogin, database: string): boolean {
    const users = this.databases.get(database)?.users;
    return users !== undefined && (login.isAdministrator || database === 'master' || [...users.values()].some((user) => user.login === login.name));
  }

  private end(session: Session): void {
    if (session.before !== undefined) { this.rollback(session, session.before); }
    session.before = undefined;
    for (const [name, lock] of this.locks) {
      if (lock.owner !== session) { continue; }
      this.locks.delete(name);
      lock.release();
    }
  }

  private rollback(session: Session, before: ReadonlyMap<string, StandInUser>): void {
    const { users } = this.in(session);
    for (const name of [...users.keys()]) { if (!before.has(name)) { users.delete(name); } }
    for (const [name, user] of before) { users.set(name, Object.assign(users.get(name) ?? {}, user)); }
  }

  private in({ database }: Session): StandInDatabase { return this.databases.get(database) as StandInDatabase; }

  private async run(statement: string, session: Session): Promise<readonly Row[]> {
    this.log.push(/PASSWORD = /.test(statement) ? '--*ALTER LOGIN---' : statement);
    const permissions = permissionStatement(statement);
    if (permissions !== undefined) {
      this.administrates(session);
      const { securable, column, principal } = permissions;
      const isOfServer = this.logins.has(principal) && session.database === 'master' && !this.in(session).users.has(principal);
      const columns = isOfServer ? [] : this.in(session).securables.get(securable);
      if (securable !== '' && !isOfServer && (columns === undefined || (column !== '' && !columns.includes(column)))) { throw refused(15151); }
      const held = isOfServer ? this.logins.get(principal)?.permissions : this.in(session).users.get(principal)?.permissions;
      if (held === undefined) { throw refused(15151); }
      permissions.apply(held);
      return [];
    }
    for (const [pattern, work] of this.statements(session)) {
      const parts = pattern.exec(statement);
      if (parts !== null) { return await work(...parts.slice(1)) ?? []; }
    }
    throw refused(102);
  }

  private administrates({ login }: Session): void { if (login?.isAdministrator !== true) { throw refused(15151); } }

  private statements(session: Session): readonly (readonly [RegExp, Work])[] {
    const { login: me } = session;
    const login = (name: string) => {
      this.administrates(session);
      const found = this.logins.get(nameOf(name));
      if (found === undefined) { throw refused(15151); }
      return found;
    };
    const user = (name: string) => {
      this.administrates(session);
      const found = this.in(session).users.get(nameOf(name));
      if (found === undefined) { throw refused(15151); }
      return found;
    };
    const toggled = (list: string[], role: string, verb: string) => {
      const name = nameOf(role);
      if (verb === 'ADD' && !list.includes(name)) { list.push(name); }
      if (verb === 'DROP') { list.splice(0, list.length, ...list.filter((one) => one !== name)); }
    };
    return [
      [/^SELECT 1 AS \[one\]$/, () => [{ one: 1 }]],
      [new RegExp(`^USE (${NAME})$`), (name) => {
        if (session.before !== undefined) { throw refused(226); }
        if (me === undefined || !this.canUse(me, nameOf(name))) { throw refused(916); }
        session.database = nameOf(name);
      }],
      [/^SET XACT_ABORT ON; BEGIN TRANSACTION$/, () => { session.before = structuredClone(this.in(session).users); }],
      [/^COMMIT TRANSACTION$/, () => { session.before = undefined; }],
      [new RegExp(`^DECLARE @got int; EXEC @got = sp_getapplock @Resource = (${TEXT}), @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = (\\d+); SELECT @got AS \\[got\\]$`),
        async (name, milliseconds) => [{ got: await this.lock(name, Number(milliseconds), session) }]],
      [/^SELECT name FROM sys\.databases WHERE state = 0 AND is_read_only = 0 AND database_id <> 2 AND HAS_DBACCESS\(name\) = 1 ORDER BY database_id$/,
        () => [...this.databases.keys()].filter((name) => me !== undefined && this.canUse(me, name)).map((name) => ({ name }))],
      [/^SELECT authentication_type AS \[authentication\] FROM sys\.database_principals WHERE principal_id = DATABASE_PRINCIPAL_ID\(\)$/, () => [{ authentication: session.user === undefined ? 1 : 2 }]],
      [new RegExp(`^SELECT CAST\\(LOGINPROPERTY\\((${TEXT}), 'IsLocked'\\) AS int\\) AS \\[locked\\]$`), (name) => {
        const found = this.logins.get(textOf(name));
        return [{ locked: found === undefined ? null : Number(found.failures >= LOCKOUT) }];
      }],
      ...this.reads(session),
      [new RegExp(`^CREATE LOGIN (${NAME}) WITH PASSWORD = (${TEXT})((?:, ${OPTION})*)$`), (name, password, options) => {
        this.administrates(session);
        if (this.logins.has(nameOf(name))) { throw refused(15025); }
        const created = this.createLogin(nameOf(name), textOf(password));
        try {
          alterLogin(created, options);
          checkPolicy(created, created.password);
        } catch (error) {
          this.logins.delete(nameOf(name));
          throw error;
        }
      }],
      [new RegExp(`^ALTER LOGIN (${NAME}) WITH PASSWORD = (${TEXT})( UNLOCK)?$`), (name, password, unlock) => {
        const found = login(name);
        checkPolicy(found, textOf(password));
        found.password = textOf(password);
        if (unlock !== undefined) { found.failures = 0; }
      }],
      [new RegExp(`^ALTER LOGIN (${NAME}) WITH PASSWORD = (${TEXT}) OLD_PASSWORD = (${TEXT})$`), (name, password, old) => {
        if (me === undefined || me.name !== nameOf(name) || me.password !== textOf(old)) { throw refused(15151); }
        checkPolicy(me, textOf(password));
        me.password = textOf(password);
      }],
      [new RegExp(`^ALTER LOGIN (${NAME}) ENABLE$`), (name) => { login(name).disabled = false; }],
      [new RegExp(`^ALTER LOGIN (${NAME}) WITH (${OPTION}(?:, ${OPTION})*)$`), (name, options) => { alterLogin(login(name), options); }],
      [new RegExp(`^ALTER SERVER ROLE (${NAME}) (ADD|DROP) MEMBER (${NAME})$`), (role, verb, name) => {
        if (session.before !== undefined) { throw refused(15002); } // not inside a transaction
        toggled(login(name).roles, role, verb);
      }],
      [new RegExp(`^CREATE USER (${NAME}) (?:FOR LOGIN (${NAME})|WITH PASSWORD = (${TEXT}))$`), (name, owner, password) => {
        this.administrates(session);
        if (this.in(session).users.has(nameOf(name))) { throw refused(15023); }
        if (owner !== undefined && !this.logins.has(nameOf(owner))) { throw refused(15007); }
        this.createUser(session.database, nameOf(name), owner === undefined ? { password: textOf(password) } : { login: nameOf(owner) });
      }],
      [new RegExp(`^ALTER USER (${NAME}) WITH PASSWORD = (${TEXT})(?: OLD_PASSWORD = (${TEXT}))?$`), (name, password, old) => {
        const changed = old === undefined ? user(name) : this.in(session).users.get(nameOf(name));
        const may = old === undefined || (session.user === nameOf(name) && changed?.password === textOf(old));
        if (changed?.password === undefined || !may) { throw refused(15151); }
        changed.password = textOf(password);
      }],
      [new RegExp(`^ALTER USER (${NAME}) WITH (${USER_OPTION}(?:, ${USER_OPTION})*)$`), (name, options) => {
        const changed = user(name);
        for (const [, key, value] of options.matchAll(new RegExp(`(\\w+) = (${NAME}|NONE)`, 'g'))) {
          if (key === 'DEFAULT_SCHEMA') { changed.schema = nameOf(value); } else { changed.language = value === 'NONE' ? null : nameOf(value); }
        }
      }],
      [new RegExp(`^ALTER ROLE (${NAME}) (ADD|DROP) MEMBER (${NAME})$`), (role, verb, name) => { toggled(user(name).roles, role, verb); }],
      [new RegExp(`^DROP USER (${NAME})$`), (name) => {
        user(name);
        if ([...this.in(session).owners.values()].includes(nameOf(name))) { throw refused(15138); }
        this.in(session).users.delete(nameOf(name));
      }],
    ];
  }

  private reads(session: Session): readonly (readonly [RegExp, Work])[] {
    const roles = (list: readonly string[] | undefined) => (list ?? []).map((name) => ({ name }));
    const { users, owners } = this.in(session);
    return [
      [new RegExp(`^\\s*SELECT l\\.default_database_name AS .* FROM sys\\.sql_logins l LEFT JOIN sys\\.credentials c ON .* WHERE l\\.name = (${TEXT})$`, 's'), (name) => {
        const found = this.logins.get(textOf(name));
        if (found === undefined) { return []; }
        const owned = [...this.databases.values()].filter(({ owner }) => owner === found.name).length;
        return [{ ...found, sysadmin: Number(found.roles.includes('sysadmin')), owned }];
      }],
      [new RegExp(`^\\s*SELECT r\\.name FROM sys\\.server_role_members .* WHERE l\\.name = (${TEXT})$`, 's'), (name) => roles(this.logins.get(textOf(name))?.roles)],
      [new RegExp(`^\\s*SELECT p\\.permission_name AS .* FROM sys\\.server_permissions .* WHERE l\\.name = (${TEXT})$`, 's'), (name) => [...this.logins.get(textOf(name))?.permissions ?? []].map((one) => ({ ...one }))],
      [new RegExp(`^SELECT u\\.name AS \\[name\\], .* FROM sys\\.database_principals u WHERE u\\.name = (${TEXT}) AND u\\.authentication_type = 2$`), (name) => {
        const found = users.get(textOf(name));
        return found?.password === undefined ? [] : [{ name: textOf(name), schema: found.schema, language: found.language }];
      }],
      [new RegExp(`^SELECT u\\.name AS \\[name\\], .* FROM sys\\.database_principals u WHERE u\\.sid = SUSER_SID\\((${TEXT})\\)$`),
        (name) => [...users].filter(([, { login }]) => login === textOf(name))
          .map(([found, { schema }]) => ({ name: found, schema, language: null }))],
      [new RegExp(`^\\s*SELECT r\\.name AS \\[name\\] FROM sys\\.database_role_members .* WHERE u\\.name = (${TEXT})$`, 's'), (name) => roles(users.get(textOf(name))?.roles)],
      [new RegExp(`^\\s*SELECT p\\.permission_name AS .* FROM sys\\.database_permissions .* WHERE u\\.name = (${TEXT})\\s+UNION ALL .* DATABASE_PRINCIPAL_ID\\(\\1\\) AND o\\.parent_object_id = 0$`, 's'), (name) => [
        ...(users.get(textOf(name))?.permissions ?? []).map((one) => ({ ...one })),
        ...[...owners].filter(([, owner]) => owner === textOf(name)).map(([securable]) => ({ name: 'CONTROL', state: 'O', grantor: '', column: '', securable })),
      ]],
    ];
  }

  private async lock(name: string, milliseconds: number, owner: Session): Promise<number> {
    const until = Date.now() + milliseconds;
    for (let held = this.locks.get(name); held !== undefined && held.owner !== owner; held = this.locks.get(name)) {
      const timeout = new Promise<'late'>((done) => { setTimeout(() => done('late'), until - Date.now()).unref(); });
      if (await Promise.race([held.released, timeout]) === 'late') { return -1; }
    }
    let release = () => {};
    const released = new Promise<void>((done) => { release = done; });
    this.locks.set(name, { owner, released, release });
    return 0;
  }
}

/** What a statement does, with the parts of it that its pattern captured. */
type Work = (...parts: string[]) => readonly Row[] | void | Promise<readonly Row[]>;
