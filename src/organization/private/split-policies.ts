import { type PolicyDocument, type PolicyStatement, documentOf, sizeOf } from './policy-statement';

/**
 * Denying statements in as few policies as a greedy filling makes, in their order; a statement that fills more than one policy is cut by its actions.
 *
 * Cutting a denying statement changes nothing: a request is denied by whichever part names its action.
 *
 * @param most characters of a policy
 */
export function splitPolicies(statements: readonly PolicyStatement[], most: number): PolicyDocument[] {
  const policies: PolicyStatement[][] = [];
  for (const piece of statements.flatMap((statement) => cut(statement, most))) {
    const last = policies.at(-1);
    if (last !== undefined && sizeOf([...last, piece]) <= most) { last.push(piece); } else { policies.push([piece]); }
  }
  return policies.map(documentOf);
}

function cut(statement: PolicyStatement, most: number): PolicyStatement[] {
  const { Action: actions } = statement;
  if (sizeOf([statement]) <= most || !Array.isArray(actions) || actions.length < 2) { return [statement]; }
  const middle = Math.ceil(actions.length / 2);
  return [actions.slice(0, middle), actions.slice(middle)].flatMap((some) => cut({ ...statement, Action: some as string[] }, most));
}
