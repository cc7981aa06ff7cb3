import { type CheckResult, notApplicable } from '../control';
import { asArray, type TemplateResource } from '../template';
import { allOf, branchesOf, decideEach, deferred, valuesAt } from '../value';

/** What a table sets for itself, a global table sets in each replica: every one must hold. */
export function checkEachReplica(table: TemplateResource, check: (settings: unknown) => CheckResult): CheckResult {
  if (table.type === 'AWS::DynamoDB::Table') { return check(table.properties); }
  const checkOne = (replica: unknown) => decideEach(branchesOf(replica), (settings) => (settings === undefined ? notApplicable() : check(settings)));
  return decideEach(valuesAt(table.properties, 'Replicas'), (replicas) =>
    (asArray(replicas).length === 0 ? deferred('Replicas') : allOf(...asArray(replicas).map(checkOne))));
}
