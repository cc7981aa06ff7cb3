import type { LaunchStatement } from './statement';
import { InvalidInputError } from '../../../private/errors';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const IAM_POLICY_LIMITS = {
  /** Characters of a managed policy, white space not counted. */
  characters: 6_144,
  /** Managed policies of a role, unless the account has a higher quota. */
  policiesOfRole: 10,
} as const;

/** A policy's document. */
export interface LaunchDocument { readonly Version: '2012-10-17'; readonly Statement: readonly LaunchStatement[] }

const documentOf = (statements: readonly LaunchStatement[]): LaunchDocument => ({ Version: '2012-10-17', Statement: statements });

/** The characters that IAM counts. A placeholder is no shorter than what stands there in the end, so the count is never too low. */
export const sizeOf = (statements: readonly LaunchStatement[]): number => JSON.stringify(documentOf(statements)).replace(/\s/g, '').length;

const fits = (statements: readonly LaunchStatement[]): boolean => sizeOf(statements) <= IAM_POLICY_LIMITS.characters;

/**
 * The documents of the managed policies that hold all statements: each goes into the first that has room, the longest first.
 *
 * @throws if a role can't have as many
 */
export function policyDocuments(statements: readonly LaunchStatement[]): LaunchDocument[] {
  const documents: LaunchStatement[][] = [];
  for (const statement of statements.flatMap(halved).sort((one, other) => sizeOf([other]) - sizeOf([one]))) {
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
  if (list.length < 2) { throw new InvalidInputError({ what: `the statement '${Sid}' of a launch role`, got: `${sizeOf([statement])} characters`, allowed: `up to ${IAM_POLICY_LIMITS.characters}`, fix: 'shorten the names of the template\'s resources' }); }
  const half = Math.ceil(list.length / 2);
  return [list.slice(0, half), list.slice(half)].flatMap((part, at) => halved({ ...statement, Sid: `${Sid}Part${at + 1}`, ...isByAction ? { Action: part } : { Resource: part } }));
}
