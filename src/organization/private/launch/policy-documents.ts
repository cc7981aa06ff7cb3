import type { LaunchStatement } from './statement';
import { InvalidInputError } from '../../../private/errors';
import { IAM_POLICY_LIMITS } from '../../../private/iam-limits';
import { type PolicyDocument, documentOf, iamSizeOf } from '../policy-statement';

/** A policy's document. */
export type LaunchDocument = PolicyDocument<LaunchStatement>;

/** A placeholder is no shorter than what stands there in the end, so the count is never too low. */
const fits = (statements: readonly LaunchStatement[]): boolean => iamSizeOf(statements) <= IAM_POLICY_LIMITS.characters;

/**
 * The documents of the managed policies that hold all statements: each goes into the first that has room, the longest first.
 *
 * @throws if a role can't have as many
 */
export function policyDocuments(statements: readonly LaunchStatement[]): LaunchDocument[] {
  const documents: LaunchStatement[][] = [];
  for (const statement of statements.flatMap(halved).sort((one, other) => iamSizeOf([other]) - iamSizeOf([one]))) {
    const room = documents.find((document) => fits([...document, statement]));
    if (room) { room.push(statement); } else { documents.push([statement]); }
  }
  if (documents.length > IAM_POLICY_LIMITS.policiesOfRole) {
    throw new InvalidInputError({
      what: 'the policy of a launch role',
      got: `${documents.length} managed policies of ${IAM_POLICY_LIMITS.characters} characters`,
      allowed: `up to ${IAM_POLICY_LIMITS.policiesOfRole}, the default quota of a role`,
      fix: 'make several products of it, each with fewer types of resources',
    });
  }
  return documents.map(documentOf);
}

/** A statement that fits into no document becomes two with half of its actions, or of its resources, each. */
function halved(statement: LaunchStatement): LaunchStatement[] {
  if (fits([statement])) { return [statement]; }
  const { Action, Resource, Sid } = statement;
  const isByAction = Action.length > 1;
  const list = isByAction ? Action : Resource;
  if (list.length < 2) { throw new InvalidInputError({ what: `the statement '${Sid}' of a launch role`, got: `${iamSizeOf([statement])} characters`, allowed: `up to ${IAM_POLICY_LIMITS.characters}`, fix: 'shorten the names of the template\'s resources' }); }
  const half = Math.ceil(list.length / 2);
  return [list.slice(0, half), list.slice(half)].flatMap((part, at) => halved({ ...statement, Sid: `${Sid}Part${at + 1}`, ...isByAction ? { Action: part } : { Resource: part } }));
}
