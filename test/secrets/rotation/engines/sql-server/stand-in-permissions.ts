import { ServerFailure } from '../../../../../src/secrets/rotation/engines/sql-server/failure';

/** A permission as the catalogue has it. */
export interface Held {
  readonly name: string;
  readonly securable: string;
  readonly column: string;
  state: 'G' | 'W' | 'D' | 'R';
  readonly grantor: string;
}

export const refused = (...numbers: readonly number[]): ServerFailure => new ServerFailure(numbers);

const STATEMENT = /^(GRANT|DENY|REVOKE)( GRANT OPTION FOR)? ([A-Z ]+?)(?: ON ([A-Z ]+::(?:\[(?:[^\]]|\]\])+\]\.?)+))?(?: \((\[(?:[^\]]|\]\])+\])\))? (TO|FROM) (\[(?:[^\]]|\]\])+\])( WITH GRANT OPTION)?( CASCADE)?(?: AS (\[(?:[^\]]|\]\])+\]))?$/;

/** A statement on permissions, parsed. */
export interface PermissionStatement {
  readonly verb: string;
  readonly principal: string;
  readonly securable: string;
  readonly column: string;
  apply(held: Held[]): void;
}

/**
 * Parses GRANT, DENY and REVOKE, and does what the manual tells; `undefined` if a statement is another one.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/grant-object-permissions-transact-sql
 */
export function permissionStatement(statement: string): PermissionStatement | undefined {
  const [whole, verb, optionOnly, name, securable = '', column = '', preposition, principal, isGrantable, cascade, as] = STATEMENT.exec(statement) ?? [];
  if (whole === undefined) { return undefined; }
  if ((verb === 'REVOKE') !== (preposition === 'FROM') || (isGrantable !== undefined && verb !== 'GRANT') || (optionOnly !== undefined && verb !== 'REVOKE')) { throw refused(102); }
  const grantor = as?.slice(1, -1) ?? 'dbo';
  return {
    verb,
    principal: principal.slice(1, -1).replaceAll(']]', ']'),
    securable,
    column,
    apply: (held) => {
      const alike = held.filter((one) => one.name === name && one.securable === securable && one.grantor === grantor);
      const find = (where: string) => alike.find((one) => one.column === where);
      const found = find(column);
      if (found?.state === 'W' && verb !== 'GRANT' && cascade === undefined) { throw refused(4611); }
      if (optionOnly !== undefined) {
        if (found?.state === 'W') { found.state = 'G'; }
        return;
      }
      const removed = alike.filter((one) => column === '' || one.column === column);
      if (verb === 'REVOKE') {
        remove(held, removed);
        const ofWhole = column === '' ? undefined : find('')?.state;
        if (ofWhole === 'G' || ofWhole === 'W') { held.push({ name, securable, column, state: 'R', grantor }); }
        return;
      }
      const state = verb === 'DENY' ? 'D' : isGrantable !== undefined || found?.state === 'W' ? 'W' : 'G';
      remove(held, removed);
      held.push({ name, securable, column, state, grantor });
    },
  };
}

function remove(held: Held[], removed: readonly Held[]): void {
  for (const one of removed) { held.splice(held.indexOf(one), 1); }
}
