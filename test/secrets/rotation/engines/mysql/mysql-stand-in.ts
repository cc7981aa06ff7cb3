import { StandInAccount, refused } from './stand-in-account';
import { PRIVILEGES, applyGrant, shownGrants } from './stand-in-grants';
import { type Connect, type Connection, type Row } from '../../../../../src/secrets/rotation/engines/mysql/connection';

/**
 * A stand-in for MySQL, at the level of the engine's own connection: no server of MySQL can be installed where these tests run. It takes the
 * statements that the engine sends and refuses all others; accounts, two passwords, roles and partial revokes are as the manual tells:
 * https://dev.mysql.com/doc/refman/8.4/en/account-management-statements.html. What passes here is not proven for a real server; the statements
 * that MySQL and MariaDB share are, by the tests with a real MariaDB.
 */
export class MysqlStandIn {
  public readonly accounts: StandInAccount[] = [];
  /** Tables that exist, as `` `db`.`table` ``. */
  public readonly tables = new Set<string>();
  /** Definers of views and routines, as `user@host`. */
  public readonly definers = new Set<string>();
  /** What the general log holds: MySQL writes secrets as `<secret>`. */
  public readonly log: string[] = [];
  public failedLogins = 0;
  private readonly locks = new Map<string, { readonly owner: object; readonly released: Promise<void>; release(): void }>();

  constructor(public version = '8.0.36') {}

  /** Adds an account for a test, as its administrator would have. */
  public create(username: string, host: string, password: string, plugin = 'caching_sha2_password'): StandInAccount {
    const account = new StandInAccount(username, host, plugin);
    account.primary = { password };
    this.accounts.push(account);
    return account;
  }

  public find(username: string, host?: string): StandInAccount | undefined {
    return this.accounts.find((account) => account.username === username && (host === undefined || account.host === host));
  }

  /** Clients come from 10.1.0.9: the most specific host part that matches is theirs. */
  public login(username: string, password: string): StandInAccount {
    const account = ['10.1.0.9', '10.1.%', '%'].map((host) => this.find(username, host)).find((found) => found !== undefined);
    if (account === undefined || !account.logsIn(password)) {
      this.failedLogins += 1;
      throw Object.assign(new Error('denied'), { errno: 1045, code: 'ER_ACCESS_DENIED_ERROR' });
    }
    if (account.isLocked) { throw Object.assign(new Error('locked'), { errno: 3118, code: 'ER_ACCOUNT_HAS_BEEN_LOCKED' }); }
    return account;
  }

  public connect: Connect = async ({ username, password }) => {
    const account = this.login(username, password);
    const owner = {};
    return {
      run: async (statement) => this.run(statement, account, owner),
      close: async () => { this.releaseAll(owner); },
    } satisfies Connection;
  };

  private async run(statement: string, me: StandInAccount, owner: object): Promise<readonly Row[]> {
    this.log.push(statement.replace(/\b(BY|REPLACE) '(?:[^'\\]|''|\\.)*'/g, '$1 <secret>'));
    const own = /^ALTER USER USER\(\) IDENTIFIED BY ('(?:[^'\\]|''|\\.)*')(?: REPLACE ('(?:[^'\\]|''|\\.)*'))?( RETAIN CURRENT PASSWORD)?$/.exec(statement);
    if (own !== null) { return this.changeOwn(me, own); }
    for (const [pattern, work] of this.statements(me, owner)) {
      const parts = pattern.exec(statement);
      if (parts !== null) { return await work(...parts.slice(1)) ?? []; }
    }
    throw refused(1064);
  }

  private changeOwn(me: StandInAccount, [, password, replace, retain]: readonly (string | undefined)[]): readonly Row[] {
    if (retain !== undefined && this.isBefore(8, 0, 14)) { throw refused(1064); }
    if (replace !== undefined && this.isBefore(8, 0, 13)) { throw refused(1064); }
    if (retain !== undefined && !me.has('APPLICATION_PASSWORD_ADMIN') && !me.has('CREATE USER')) { throw refused(1227); }
    me.change(textOf(password ?? ''), replace === undefined ? undefined : textOf(replace), retain !== undefined, me.has('CREATE USER'));
    return [];
  }

  private statements(me: StandInAccount, owner: object): readonly (readonly [RegExp, Work])[] {
    const administrates = (privilege: string) => { if (!me.has(privilege)) { throw refused(privilege === 'SELECT' ? 1142 : 1227); } };
    const account = (username: string, host: string) => {
      const found = this.find(textOf(username), textOf(host));
      if (found === undefined) { throw refused(1396); }
      return found;
    };
    const altered = (username: string, host: string) => { administrates('CREATE USER'); return account(username, host); };
    return [
      [/^SELECT 1$/, () => [[1]]],
      [/^SELECT VERSION\(\)$/, () => [[this.version]]],
      [/^SET SESSION sql_mode = '(NO_AUTO_CREATE_USER)?', sql_quote_show_create = 1$/, (mode) => { if (mode !== undefined && !this.isBefore(8, 0, 0)) { throw refused(1231); } }],
      [/^SET SESSION print_identified_with_as_hex = ON$/, () => { if (this.isBefore(8, 0, 17)) { throw refused(1193); } }],
      [/^SELECT GET_LOCK\('([\w:-]{1,64})', (\d+)\)$/, async (name, seconds) => [[await this.lock(name, Number(seconds), owner)]]],
      [/^SHOW PRIVILEGES$/, () => PRIVILEGES],
      [new RegExp(`^SELECT Host FROM mysql.user WHERE User = (${TEXT}) AND TRUE ORDER BY Host$`), (username) => {
        administrates('SELECT');
        return this.accounts.filter((one) => one.username === textOf(username)).map((one) => [one.host]).sort();
      }],
      [/^SHOW CREATE USER CURRENT_USER\(\)$/, () => [[me.created()]]],
      [new RegExp(`^SHOW CREATE USER ${ACCOUNT}$`), (username, host) => { administrates('SELECT'); return [[account(username, host).created()]]; }],
      [new RegExp(`^SHOW GRANTS FOR ${ACCOUNT}$`), (username, host) => { administrates('SELECT'); return shownGrants(account(username, host)).map((row) => [row]); }],
      [new RegExp(`^CREATE USER IF NOT EXISTS ${ACCOUNT} ${IDENTIFIED}$`), (username, host, plugin, hash) => {
        administrates('CREATE USER');
        if (this.find(textOf(username), textOf(host)) === undefined) { this.create(textOf(username), textOf(host), '', plugin).identify(plugin, this.keptBy(plugin, hash)); }
      }],
      [new RegExp(`^ALTER USER (${ACCOUNT} ${IDENTIFIED}(?:, ${ACCOUNT} ${IDENTIFIED})*)$`), (list) => {
        for (const [, username, host, plugin, hash] of list.matchAll(new RegExp(`${ACCOUNT} ${IDENTIFIED}`, 'g'))) { altered(username, host).identify(plugin, this.keptBy(plugin, hash)); }
      }],
      [new RegExp(`^ALTER USER ${ACCOUNT} DISCARD OLD PASSWORD$`), (username, host) => { if (this.isBefore(8, 0, 14)) { throw refused(1064); } altered(username, host).secondary = undefined; }],
      [new RegExp(`^ALTER USER ${ACCOUNT} DEFAULT ROLE (.+)$`), (username, host, list) => {
        const [changed, roles] = [altered(username, host), list === 'NONE' ? [] : list.split(', ')];
        if (!roles.every((role) => changed.roles.has(role))) { throw refused(3530); }
        changed.defaultRoles = [...roles].sort();
      }],
      [new RegExp(`^ALTER USER ${ACCOUNT} ((?:REQUIRE|WITH|ACCOUNT|PASSWORD|FAILED_LOGIN_ATTEMPTS|PASSWORD_LOCK_TIME) .+)$`), (username, host, clauses) => { altered(username, host).alter(clauses); }],
      [/^SELECT 1 FROM information_schema\.VIEWS WHERE DEFINER = ('[^']*')(?: UNION SELECT 1 FROM information_schema\.(?:ROUTINES|TRIGGERS|EVENTS) WHERE DEFINER = \1){3}$/,
        (definer) => (this.definers.has(textOf(definer)) ? [[1]] : [])],
      [new RegExp(`^DROP USER IF EXISTS ${ACCOUNT}$`), (username, host) => {
        administrates('CREATE USER');
        const at = this.accounts.findIndex((one) => one.username === textOf(username) && one.host === textOf(host));
        if (at >= 0) { this.accounts.splice(at, 1); }
      }],
      [new RegExp(`^(GRANT|REVOKE) (.+?)(?: ON (.+?))? (?:TO|FROM) ${ACCOUNT}( WITH (?:GRANT|ADMIN) OPTION)?$`), (verb, list, on, username, host, grantable) => {
        applyGrant(account(username, host), me, { verb: verb as 'GRANT', list, on, isGrantable: grantable !== undefined }, this.tables);
      }],
    ];
  }

  /** Refuses a hash that the plugin could not have made. */
  private keptBy(plugin: string, hash: string): { readonly hash: string } {
    const text = textOf(hash);
    if (!{ caching_sha2_password: /^\$A\$005\$[\x01-\x7f]{63}$/, mysql_native_password: /^\*[0-9A-F]{40}$/ }[plugin]?.test(text)) { throw refused(1827); }
    return { hash: text };
  }

  private async lock(name: string, seconds: number, owner: object): Promise<number> {
    const until = Date.now() + seconds * 1_000;
    for (let held = this.locks.get(name); held !== undefined && held.owner !== owner; held = this.locks.get(name)) {
      const timeout = new Promise<'late'>((done) => { setTimeout(() => done('late'), until - Date.now()).unref(); });
      if (await Promise.race([held.released, timeout]) === 'late') { return 0; }
    }
    let release = () => {};
    const released = new Promise<void>((done) => { release = done; });
    this.locks.set(name, { owner, released, release });
    return 1;
  }

  private releaseAll(owner: object): void {
    for (const [name, held] of this.locks) {
      if (held.owner !== owner) { continue; }
      this.locks.delete(name);
      held.release();
    }
  }

  private isBefore(...least: readonly number[]): boolean {
    const numbers = this.version.split('.').map(Number);
    const at = least.findIndex((number, index) => numbers[index] !== number);
    return at >= 0 && numbers[at] < least[at];
  }
}

/** What a statement does, with the parts of it that its pattern captured. */
type Work = (...parts: string[]) => readonly Row[] | void | Promise<readonly Row[]>;

const TEXT = '\'(?:[^\'\\\\]|\'\'|\\\\.)*\'';
const ACCOUNT = `(${TEXT})@(${TEXT})`;
const IDENTIFIED = `IDENTIFIED WITH (\\w+) AS (${TEXT})`;

const textOf = (literal: string): string => literal.slice(1, -1).replace(/''/g, '\'').replace(/\\(.)/g, '$1');
