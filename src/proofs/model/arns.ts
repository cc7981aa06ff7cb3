import { and, arnGlob, type Formula, glob, hasSymbol, holeIn, IAM_TYPES, or, type RequestSpace, unknown } from '../engine';

const WITH_ACCOUNT = /^(arn:[^:]*:[^:]*:[^:]*:)(\d{12})(:.*)$/s;

/**
 * The principal is one of some, by patterns of ARNs.
 *
 * @param account the account of the resource: while it is not known, it may be any that an ARN names
 */
export function amongArns(space: RequestSpace, arns: readonly string[], account: string): Formula {
  return or(...arns.map((arn) => {
    if (arn === '*') { return and(); }
    const reason = holeIn(arn);
    if (reason !== undefined) { return and(space.principals.isOneOf(...IAM_TYPES), unknown(`whom a claim means is not known: ${reason}`, `whom ${arn}`)); }
    const [, head, , tail] = hasSymbol(account) ? WITH_ACCOUNT.exec(arn) ?? [] : [];
    const named = space.principals.arnTakenBy(arnPattern(arn));
    if (head === undefined) { return named; }
    const own = space.principals.arnTakenBy(arnPattern(`${head}${account}${tail}`));
    return or(named, and(own, unknown(`whether the stack is deployed to the account of ${arn} is not known`, `account of ${arn}`)));
  }));
}

/** As policies read ARNs: a wildcard stays in its segment. */
const arnPattern = (arn: string) => arnGlob(arn) ?? glob(arn);
