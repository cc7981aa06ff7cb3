import { DEFAULT_POLICY } from '../facts/policy-resources';
import { fieldsOf } from '../template/stack-template';

/** A statement of a policy, and where it stands. */
export interface NamedStatement {
  readonly statement: Readonly<Record<string, unknown>>;
  /** Counted from 0. */
  readonly index: number;
}

/** The statement of a name: its `Sid`, or `statement 3`. */
export function statementNamed(policy: unknown, name: string): NamedStatement {
  const statements = [fieldsOf(policy).Statement].flat().map(fieldsOf);
  const bySid = statements.findIndex(({ Sid: sid }) => sid === name);
  const index = bySid >= 0 ? bySid : Number(/^statement (\d+)$/.exec(name)?.[1]) - 1;
  return { statement: fieldsOf(statements[index]), index };
}

/** A statement in a sentence: by its `Sid`, or by where it stands. */
export const titleOf = (name: string): string => (/^statement \d+$/.test(name) || name === DEFAULT_POLICY ? name : /^\d+$/.test(name) ? `statement '${name}'` : `statement ${name}`);
