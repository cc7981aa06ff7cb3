import { OracleFailure } from '../../../../../src/secrets/rotation/engines/oracle/failure';

/** Answers as the server does: `ORA-` and the number. */
export const refused = (number: number): OracleFailure => new OracleFailure([`ORA-${String(number).padStart(5, '0')}`]);

/** A privilege on an object, or on one column of it. */
export interface ObjectGrant {
  readonly owner: string;
  readonly table: string;
  readonly type: string;
  readonly privilege: string;
  readonly column?: string;
  grantable: boolean;
  hierarchy: boolean;
}

export interface RoleGrant {
  admin: boolean;
  delegate: boolean;
  isDefault: boolean;
}

export interface Profile {
  /** `PASSWORD_ROLLOVER_TIME`, in days. */
  readonly rollover: string;
  readonly failedLogins: number;
}

/** A user of the stand-in: its passwords, and its grants as the dictionary has them. */
export class StandInUser {
  /** The password from before the rollover period, while that lasts. */
  public old?: string;
  public isLocked = false;
  public failures = 0;
  public isAdministrator = false;
  public ownedObjects = 0;
  public profile = 'DEFAULT';
  public tablespace = 'USERS';
  public temporary = 'TEMP';
  public readonly system = new Map<string, boolean>();
  public readonly roles = new Map<string, RoleGrant>();
  public readonly objects: ObjectGrant[] = [];
  public readonly quotas = new Map<string, number>();
  private everyRoleIsDefault = true;

  constructor(public readonly name: string, public password: string) {}

  public logsIn(password: string): boolean { return [this.password, this.old].includes(password); }

  /** https://docs.oracle.com/en/database/oracle/oracle-database/23/sqpug/PASSWORD.html */
  public change(password: string, { rollover }: Profile): void {
    if (password.length > 30) { throw refused(972); }
    if (Number(rollover) > 0) { this.old ??= this.password; }
    this.password = password;
  }

  public grantRole(role: string, options: string): void {
    const held = this.roles.get(role) ?? { admin: false, delegate: false, isDefault: this.everyRoleIsDefault };
    this.roles.set(role, { ...held, admin: held.admin || options.includes('ADMIN'), delegate: held.delegate || options.includes('DELEGATE') });
  }

  public setDefaultRoles(list: string): void {
    const names = list === 'ALL' ? [...this.roles.keys()] : list === 'NONE' ? [] : list.split(', ').map((name) => name.slice(1, -1));
    if (!names.every((name) => this.roles.has(name))) { throw refused(1955); }
    this.everyRoleIsDefault = list === 'ALL';
    for (const [name, role] of this.roles) { role.isDefault = names.includes(name); }
  }

  public grantObject(grant: ObjectGrant): void {
    const key = ({ owner, table, privilege, column }: ObjectGrant) => JSON.stringify([owner, table, privilege, column]);
    const held = this.objects.find((one) => key(one) === key(grant));
    if (held === undefined) { this.objects.push(grant); return; }
    held.grantable ||= grant.grantable;
    held.hierarchy ||= grant.hierarchy;
  }

  /** A privilege goes from the whole object, with all its columns. */
  public revokeObject(privilege: string, owner: string, table: string): void {
    const rest = this.objects.filter((one) => one.privilege !== privilege || one.owner !== owner || one.table !== table);
    if (rest.length === this.objects.length) { throw refused(1927); }
    this.objects.splice(0, this.objects.length, ...rest);
  }
}
