import type { Row } from './connection';
import { bracketed } from './sql';
import { RotationError } from '../../failure';

/** One permission of a login or user, as the server tells it. https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-database-permissions-transact-sql */
export interface Permission {
  readonly name: string;
  /** Such as `OBJECT::[sales].[orders]`; empty for the server or database itself. */
  readonly securable: string;
  /** The column that it is limited to, quoted; empty for none. */
  readonly column: string;
  /** `G` granted, `W` granted with the option to grant it on, `D` denied, `R` revoked from a column of what is granted. */
  readonly state: 'G' | 'W' | 'D' | 'R';
  readonly grantor: string;
  /** Whether it comes from owning the securable: who owns something controls it, and may let others. */
  readonly isOwner: boolean;
}

/** Permissions by what tells them apart. */
export type Permissions = ReadonlyMap<string, Permission>;

const keyOf = ({ name, securable, column }: Pick<Permission, 'name' | 'securable' | 'column'>): string => JSON.stringify([securable, column, name]);

/** Which of two grantors' permissions counts: what is owned, then what is denied, then the stronger one. */
const RANKS = ['R', 'G', 'W', 'D', 'O'];

/** Reads rows of `name`, `state`, `grantor`, `securable` and `column`. The state `O` stands for what is owned. */
export function permissionsOf(rows: readonly Row[]): Permissions {
  const permissions = new Map<string, Permission>();
  const ordered = [...rows].sort((one, other) => RANKS.indexOf(stateOf(one)) - RANKS.indexOf(stateOf(other)));
  for (const row of ordered) {
    const state = stateOf(row);
    if (row.securable === null || !RANKS.includes(state)) { throw new RotationError('unexpected', 'a user has a permission on something that rotation does not know'); }
    const isOwner = state === 'O';
    const permission: Permission = {
      name: String(row.name), securable: String(row.securable), column: String(row.column), state: isOwner ? 'W' : state as Permission['state'], grantor: String(row.grantor), isOwner,
    };
    permissions.set(keyOf(permission), permission);
  }
  return permissions;
}

const stateOf = ({ state }: Row): string => String(state).trim();

/** Statements that bring the permissions of a principal from one state to another: what is added comes first, and wholes before their columns. */
export function permissionChanges(from: Permissions, to: Permissions, principal: string): readonly string[] {
  const keys = [...new Set([...to.keys(), ...from.keys()])].filter((key) => from.get(key)?.state !== to.get(key)?.state);
  return keys.sort((one, other) => rankOf(to.get(one)) - rankOf(to.get(other))).map((key) => change(from.get(key), to.get(key), to, principal));
}

function rankOf(permission: Permission | undefined): number {
  if (permission?.state === 'G' || permission?.state === 'W') { return permission.column === '' ? 0 : 1; }
  return permission?.state === 'D' ? 2 : 3;
}

function change(from: Permission | undefined, to: Permission | undefined, all: Permissions, principal: string): string {
  if (from?.isOwner) {
    throw new RotationError('not-equal', 'the pending user owns a schema, role or object that the current one may not control: give it to another owner');
  }
  if (to !== undefined && to.state !== 'R') { return giving(from, to, principal); }
  const whole = from?.state === 'R' ? all.get(keyOf({ ...from, column: '' })) : undefined;
  return whole === undefined ? taking((from ?? to) as Permission, principal) : giving(undefined, whole, principal); // that lifts what was revoked from its columns
}

const written = ({ name, securable, column }: Permission): string => `${name}${securable && ` ON ${securable}`}${column && ` (${column})`}`;

/** What a principal granted on goes with its option to do so. */
const cascade = (from: Permission | undefined): string => (from?.state === 'W' ? ' CASCADE' : '');

function giving(from: Permission | undefined, to: Permission, principal: string): string {
  if (to.state === 'D') { return `DENY ${written(to)} TO ${principal}${cascade(from)}`; }
  if (to.state === 'W') { return `GRANT ${written(to)} TO ${principal} WITH GRANT OPTION`; }
  return from?.state === 'W' ? `REVOKE GRANT OPTION FOR ${written(to)} FROM ${principal} CASCADE` : `GRANT ${written(to)} TO ${principal}`;
}

/** A permission that somebody else granted is revoked in their name. */
function taking(from: Permission, principal: string): string {
  const as = from.state === 'R' || ['dbo', 'sa'].includes(from.grantor) ? '' : ` AS ${bracketed(from.grantor)}`;
  return `REVOKE ${written(from)} FROM ${principal}${cascade(from)}${as}`;
}
