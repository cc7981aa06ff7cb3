import { type ObjectGrant, type Profile, StandInUser, refused } from './stand-in-user';
import type { Connect, Row, Values } from '../../../../../src/secrets/rotation/engines/oracle/connection';

interface Proxy {
  readonly client: string;
  readonly proxy: string;
  readonly constraint: string;
  readonly authentication: string;
}

/** What a statement does, with the parts of it that its pattern captured. */
type Work = (...parts: string[]) => readonly Row[] | void;

const NAME = '"([^"]+)"';
const CLAUSE = '(?:DEFAULT TABLESPACE "[^"]+"|TEMPORARY TABLESPACE "[^"]+"|PROFILE "[^"]+"|QUOTA (?:\\d+|UNLIMITED) ON "[^"]+")';
const OBJECT = '(?:(DIRECTORY|EDITION|USER) "([^"]+)"|(?:(JAVA SOURCE|JAVA RESOURCE|MINING MODEL|SQL TRANSLATION PROFILE) )?"([^"]+)"\\."([^"]+)")';
const SYSTEM_PRIVILEGES = ['CREATE SESSION', 'CREATE TABLE', 'CREATE VIEW', 'SELECT ANY TABLE', 'EXEMPT ACCESS POLICY'];
const yes = (is: boolean): string => (is ? 'YES' : 'NO');

/**
 * A stand-in for Oracle Database, at the level of the engine's own connection: none can be installed where these tests run. It takes the
 * statements that the engine sends and refuses all others. Each statement commits; two passwords in the rollover period, locking after failed
 * logins, options of grants and default roles are as the manual tells:
 * https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/. What passes here is not proven for a real server.
 */
export class OracleStandIn {
  public readonly users = new Map<string, StandInUser>();
  public readonly profiles = new Map<string, Profile>([
    ['DEFAULT', { rollover: '0', failedLogins: 10 }], ['ROLLING', { rollover: '1', failedLogins: 10 }], ['APP', { rollover: '0', failedLogins: 5 }],
  ]);
  public readonly objects = new Set<string>();
  public readonly roles = new Set<string>();
  public readonly proxies: Proxy[] = [];
  /** What the audit trail holds, if Oracle hides passwords there: its manual does not say so, and nothing here proves it. */
  public readonly log: string[] = [];
  public failedLogins = 0;

  public create(name: string, password: string): StandInUser {
    const user = new StandInUser(name, password);
    this.users.set(name, user);
    return user;
  }

  public connect: Connect = async ({ username, password }) => {
    const me = this.login(username, password);
    return { run: async (statement, values) => this.run(statement, me, values), close: async () => undefined };
  };

  public login(username: string, password: string): StandInUser {
    const user = this.users.get(username.toUpperCase());
    if (user?.isLocked === true) { throw refused(28000); }
    if (user === undefined || !user.logsIn(password)) {
      this.failedLogins += 1;
      if (user !== undefined) {
        user.failures += 1;
        user.isLocked = user.failures >= this.profileOf(user).failedLogins;
      }
      throw refused(1017);
    }
    user.failures = 0;
    if (!user.system.has('CREATE SESSION') && !user.roles.has('CONNECT')) { throw refused(1045); }
    return user;
  }

  private profileOf({ profile }: StandInUser): Profile { return this.profiles.get(profile) as Profile; }

  private run(statement: string, me: StandInUser, values: Values = {}): readonly Row[] {
    this.log.push(statement.replace(/\b(BY|REPLACE) "[^"]*"/g, '$1 *'));
    const rows = this.read(statement, me, values.name);
    if (rows !== undefined) { return rows; }
    for (const [pattern, work] of this.statements(me)) {
      const parts = new RegExp(`^${pattern}$`).exec(statement);
      if (parts !== null) { return work(...parts.slice(1)) ?? []; }
    }
    throw refused(900);
  }

  private read(statement: string, me: StandInUser, name = ''): readonly Row[] | undefined {
    const own: Readonly<Record<string, () => readonly Row[]>> = {
      'SELECT 1 AS ONE FROM DUAL': () => [{ ONE: 1 }],
      'SELECT LIMIT FROM USER_PASSWORD_LIMITS WHERE RESOURCE_NAME = \'PASSWORD_ROLLOVER_TIME\'': () => [{ LIMIT: this.profileOf(me).rollover }],
      'SELECT ACCOUNT_STATUS FROM USER_USERS': () => [{ ACCOUNT_STATUS: me.old === undefined ? 'OPEN' : 'OPEN & IN ROLLOVER' }],
    };
    if (own[statement] !== undefined) { return own[statement](); }
    const [, columns, view, where] = /^SELECT ([A-Z_, ]+|COUNT\(\*\) AS OWNED) FROM (DBA_[A-Z_]+) WHERE (.*:name.*)$/.exec(statement) ?? [];
    if (view === undefined) { return undefined; }
    if (!me.isAdministrator) { throw refused(942); }
    const rows = this.dictionary(name)[`${view} ${where}`];
    if (rows === undefined) { throw refused(904); }
    const wanted = columns.replace('COUNT(*) AS ', '').split(', ');
    return rows.map((row) => Object.fromEntries(wanted.map((column) => {
      if (!(column in row)) { throw refused(904); }
      return [column, row[column]];
    })));
  }

  /** The views, by the conditions on them. */
  private dictionary(name: string): Readonly<Record<string, readonly Row[] | undefined>> {
    const user = this.users.get(name);
    const all = user?.objects ?? [];
    const granted = 'GRANTEE = :name AND INHERITED = \'NO\'';
    const objectRow = ({ owner: OWNER, table: TABLE_NAME, privilege: PRIVILEGE, type: TYPE, column: COLUMN_NAME, ...is }: ObjectGrant) =>
      ({ OWNER, TABLE_NAME, PRIVILEGE, GRANTABLE: yes(is.grantable), HIERARCHY: yes(is.hierarchy), TYPE, COLUMN_NAME });
    const quotas = [...user?.quotas ?? []].filter(([, bytes]) => bytes !== 0);
    return {
      'DBA_USERS USERNAME = :name': user === undefined ? [] : [
        { DEFAULT_TABLESPACE: user.tablespace, TEMPORARY_TABLESPACE: user.temporary, PROFILE: user.profile, AUTHENTICATION_TYPE: 'PASSWORD' },
      ],
      'DBA_OBJECTS OWNER = :name': [{ OWNED: user?.ownedObjects ?? 0 }],
      [`DBA_SYS_PRIVS ${granted}`]: [...user?.system ?? []].map(([PRIVILEGE, admin]) => ({ PRIVILEGE, ADMIN_OPTION: yes(admin) })),
      [`DBA_ROLE_PRIVS ${granted}`]: [...user?.roles ?? []].map(([GRANTED_ROLE, role]) =>
        ({ GRANTED_ROLE, ADMIN_OPTION: yes(role.admin), DELEGATE_OPTION: yes(role.delegate), DEFAULT_ROLE: yes(role.isDefault) })),
      [`DBA_TAB_PRIVS ${granted}`]: all.filter(({ column }) => column === undefined).map(objectRow),
      [`DBA_COL_PRIVS ${granted}`]: all.filter(({ column }) => column !== undefined).map(objectRow),
      'DBA_TS_QUOTAS USERNAME = :name AND DROPPED = \'NO\' AND MAX_BYTES <> 0': quotas.map(([TABLESPACE_NAME, MAX_BYTES]) => ({ TABLESPACE_NAME, MAX_BYTES })),
      'DBA_PROXIES PROXY = :name OR CLIENT = :name': this.proxies.filter(({ proxy, client }) => [proxy, client].includes(name))
        .map(({ proxy, client, constraint, authentication }) =>
          ({ PROXY: proxy, CLIENT: client, AUTHENTICATION: authentication, AUTHORIZATION_CONSTRAINT: constraint })),
    };
  }

  private statements(me: StandInUser): readonly (readonly [string, Work])[] {
    const altered = (name: string): StandInUser => {
      if (!me.isAdministrator) { throw refused(1031); }
      const user = this.users.get(name);
      if (user === undefined) { throw refused(1918); }
      return user;
    };
    const alter = (user: StandInUser, clauses: string) => {
      for (const [, what, value] of clauses.matchAll(/(DEFAULT TABLESPACE|TEMPORARY TABLESPACE|PROFILE) "([^"]+)"/g)) {
        Object.assign(user, { [{ 'DEFAULT TABLESPACE': 'tablespace', 'TEMPORARY TABLESPACE': 'temporary', 'PROFILE': 'profile' }[what] as string]: value });
      }
      for (const [, bytes, tablespace] of clauses.matchAll(/QUOTA (\d+|UNLIMITED) ON "([^"]+)"/g)) { user.quotas.set(tablespace, bytes === 'UNLIMITED' ? -1 : Number(bytes)); }
      if (!this.profiles.has(user.profile)) { throw refused(2380); }
    };
    return [
      [`CREATE USER ${NAME} IDENTIFIED BY ${NAME}((?: ${CLAUSE})*) ACCOUNT LOCK`, (name, password, clauses) => {
        if (!me.isAdministrator) { throw refused(1031); }
        if (this.users.has(name)) { throw refused(1920); }
        if (password.length > 30) { throw refused(972); }
        const user = this.create(name, password);
        user.isLocked = true;
        alter(user, clauses);
      }],
      [`ALTER USER ${NAME} IDENTIFIED BY ${NAME} REPLACE ${NAME}`, (name, password, old) => {
        if (me.name !== name) { throw refused(1031); }
        if (!me.logsIn(old)) { throw refused(28008); }
        me.change(password, this.profileOf(me));
      }],
      [`ALTER USER ${NAME} IDENTIFIED BY ${NAME} ACCOUNT UNLOCK`, (name, password) => {
        const user = altered(name);
        user.change(password, this.profileOf(user));
        user.isLocked = false;
        user.failures = 0;
      }],
      [`ALTER USER ${NAME} EXPIRE PASSWORD ROLLOVER PERIOD`, (name) => { (me.name === name ? me : altered(name)).old = undefined; }],
      [`ALTER USER ${NAME}((?: ${CLAUSE})+)`, (name, clauses) => { alter(altered(name), clauses); }],
      [`ALTER USER ${NAME} DEFAULT ROLE (ALL|NONE|"[^"]+"(?:, "[^"]+")*)`, (name, list) => { altered(name).setDefaultRoles(list); }],
      [`ALTER USER ${NAME} GRANT CONNECT THROUGH ${NAME}( WITH NO ROLES)?( AUTHENTICATION REQUIRED)?`, (client, proxy, noRoles, authentication) => {
        altered(client);
        altered(proxy);
        this.removeProxy(client, proxy);
        const constraint = noRoles === undefined ? 'PROXY MAY ACTIVATE ALL CLIENT ROLES' : 'NO CLIENT ROLES MAY BE ACTIVATED';
        this.proxies.push({ client, proxy, constraint, authentication: yes(authentication !== undefined) });
      }],
      [`ALTER USER ${NAME} REVOKE CONNECT THROUGH ${NAME}`, (client, proxy) => {
        altered(client);
        if (!this.removeProxy(client, proxy)) { throw refused(28021); }
      }],
      ['GRANT ([A-Z ]+) TO "([^"]+)"( WITH ADMIN OPTION)?', (privilege, name, admin) => {
        if (!SYSTEM_PRIVILEGES.includes(privilege)) { throw refused(990); }
        const { system } = altered(name);
        system.set(privilege, admin !== undefined || system.get(privilege) === true);
      }],
      ['REVOKE ([A-Z ]+) FROM "([^"]+)"', (privilege, name) => { if (!altered(name).system.delete(privilege)) { throw refused(1952); } }],
      [`GRANT ${NAME} TO ${NAME}((?: WITH ADMIN OPTION)?(?: WITH DELEGATE OPTION)?)`, (role, name, options) => {
        if (!this.roles.has(role)) { throw refused(1919); }
        altered(name).grantRole(role, options);
      }],
      [`REVOKE ${NAME} FROM ${NAME}`, (role, name) => { if (!altered(name).roles.delete(role)) { throw refused(1951); } }],
      [`GRANT ([A-Z ]+?)(?: \\("([^"]+)"\\))? ON ${OBJECT} TO ${NAME}( WITH HIERARCHY OPTION)?( WITH GRANT OPTION)?`,
        (privilege, column, kind, single, type, owner, table, name, hierarchy, grantable) => {
          const [ownerName, tableName] = kind === undefined ? [owner, table] : ['SYS', single];
          if (!this.objects.has(`${ownerName}.${tableName}`)) { throw refused(942); }
          altered(name).grantObject({
            owner: ownerName, table: tableName, type: kind ?? type ?? 'TABLE', privilege, column, grantable: grantable !== undefined, hierarchy: hierarchy !== undefined,
          });
        }],
      [`REVOKE ([A-Z ]+) ON ${OBJECT} FROM ${NAME}`, (privilege, kind, single, _type, owner, table, name) => {
        altered(name).revokeObject(privilege, ...(kind === undefined ? [owner, table] : ['SYS', single]) as [string, string]);
      }],
    ];
  }

  private removeProxy(client: string, proxy: string): boolean {
    const at = this.proxies.findIndex((one) => one.client === client && one.proxy === proxy);
    if (at >= 0) { this.proxies.splice(at, 1); }
    return at >= 0;
  }
}
