import type { Consumer } from './consumer';
import type { RoleModel } from './identity';
import { glob } from '../engine';
import { readPolicy, type Statement } from '../engine/policy';
import { resourcePattern } from '../engine/statement';
import { lowered } from '../engine/text';
import { DATA_ACTIONS, type DataAction } from '../facts/data-actions';

/** What a role's own policy promises it on a resource. */
export interface PromisedAccess {
  readonly role: RoleModel;
  readonly data: DataAction;
}

interface Entry {
  readonly role: RoleModel;
  readonly statement: Statement;
}

/** What the policies of roles promise, by the resources that their statements name; a bare `*` names nothing. */
export class PromisedAccesses {
  private readonly exact = new Map<string, Entry[]>();
  private readonly patterns: (Entry & { readonly resource: string })[] = [];

  constructor(roles: readonly RoleModel[]) {
    for (const role of roles) {
      for (const statement of role.documents.flatMap((document) => readPolicy(document).statements)) { this.note({ role, statement }); }
    }
  }

  /** The promises on a resource. */
  public on({ service, names }: Consumer): PromisedAccess[] {
    const arns = names.filter((name) => name.startsWith('arn:'));
    const named = names.flatMap((name) => this.exact.get(name) ?? []);
    const matched = this.patterns.filter(({ resource }) => arns.some((arn) => [arn, `${arn}/x`].some((text) => resourcePattern(resource).takes(text))));
    const found = new Map<RoleModel, Set<DataAction>>();
    for (const { role, statement: { action } } of [...named, ...matched]) {
      const isMeant = (name: string) => action.values.some((value) => glob(lowered(value)).takes(lowered(name)));
      const meant = DATA_ACTIONS.filter((data) => data.service === service && isMeant(data.action));
      found.set(role, new Set([...found.get(role) ?? [], ...meant]));
    }
    return [...found].flatMap(([role, actions]) => [...actions].map((data) => ({ role, data })));
  }

  private note(entry: Entry): void {
    const { effect, action, resource } = entry.statement;
    if (effect !== 'Allow' || action.isNegated || resource.isNegated) { return; }
    for (const value of resource.values) {
      const base = value.replace(/\/\*$/, '');
      if (value !== '*' && !/[*?]/.test(base)) { this.exact.set(base, [...this.exact.get(base) ?? [], entry]); }
      if (value !== '*' && /[*?]/.test(base)) { this.patterns.push({ ...entry, resource: value }); }
    }
  }
}
