import type { Conditions, PolicyStatement } from '../policy-statement';

/** What a launch role is allowed. `${AWS::Partition}`, `${AWS::Region}`, `${AWS::AccountId}` and `${AWS::URLSuffix}` are placeholders. */
export interface LaunchStatement extends Omit<PolicyStatement, 'NotAction' | 'NotResource'> {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** What one action may be done on. */
export interface Permission {
  readonly action: string;
  readonly resources: readonly string[];
  readonly condition?: Conditions;
  /** What the statement is for: the first word of its Sid. */
  readonly purpose: string;
}

/** Actions with the same resources and conditions become a statement; its Sid says what for, and of which services. */
export function statementsOf(permissions: readonly Permission[]): LaunchStatement[] {
  const groups = new Map<string, Permission[]>();
  for (const one of permissions) {
    const key = JSON.stringify([[...new Set(one.resources)].sort(), one.condition ?? {}]);
    groups.set(key, [...groups.get(key) ?? [], one]);
  }
  const taken = new Set<string>();
  return [...groups.values()].map((group) => {
    const [{ resources, condition }] = group;
    const actions = [...new Set(group.map(({ action }) => action))].sort();
    return { Sid: sid(group, taken), Effect: 'Allow', Action: actions, Resource: [...new Set(resources)].sort(), ...condition ? { Condition: condition } : {} };
  });
}

const word = (text: string): string => text.split(/[^A-Za-z0-9]+/).filter((part) => part !== '').map((part) => part[0].toUpperCase() + part.slice(1)).join('');

function sid(group: readonly Permission[], taken: Set<string>): string {
  const purposes = [...new Set(group.map(({ purpose }) => purpose))];
  const services = [...new Set(group.map(({ action }) => action.split(':')[0]))];
  const base = `${purposes.length > 2 ? 'Manage' : purposes.map(word).join('And')}${services.length <= 3 ? services.map(word).join('') : 'Services'}`;
  let name = base;
  for (let at = 2; taken.has(name); at++) { name = `${base}${at}`; }
  taken.add(name);
  return name;
}
