import { OF_CALLERS, OF_POLICIES } from './assumptions';
import type { ClaimContext } from './claim-context';
import { impossible, type Question } from './question';
import { and, type Formula, holeIn, not, or, unknown } from '../engine';
import type { PolicyAccess } from '../model/policy-access';

/** What claims about sources take for granted beside, by id. */
const OF_SOURCES: readonly string[] = ['services-act-for-owner', 'source-keys-only-from-services'];

const CLOUDFRONT = 'cloudfront.amazonaws.com';

/** Every way to read an object, its versions, tags and attributes. */
export const READING_OBJECTS = ['s3:GetObject*'];

/** What a claim about a service's sources is made with. */
type SourceContext = Pick<ClaimContext, 'access' | 'actions' | 'sources' | 'subjects'>;

/** A service acts on the resource, or uses the key, for some resources only; a call that does not say for which is for another. */
export function onlyForSources({ actions = ['*'], access, sources = [], subjects: { servicePrincipals } }: SourceContext): Question {
  const others = and(access.isService, access.isServiceAmong(servicePrincipals), access.space.actionIs(...actions), not(isSource(access, sources)));
  return { ...impossible(access, others, 'is allowed', [...OF_POLICIES, ...OF_SOURCES]), remark: 'whoever\'s resource the service acts for' };
}

/** Nobody reads objects but distributions that are named, some principals and those who deploy. */
export function onlyDistributionsRead({ access, resource, sources = [], subjects: { users, deployers, accounts } }: ClaimContext): Question {
  const isReader = or(access.isAmong([...users, ...deployers]), ...accounts.map((account) => access.space.principals.isOfAccount(account)));
  const isDistribution = and(access.isServiceAmong([CLOUDFRONT]), isSource(access, sources));
  const others = or(and(access.isService, not(isDistribution)), and(access.isCaller, not(isReader)));
  const reads = and(access.space.actionIs(...READING_OBJECTS), resource?.isForPart ?? and());
  return impossible(access, and(reads, others), 'is allowed', [...OF_CALLERS, ...OF_SOURCES, 'deployer-is-administrator']);
}

/** Of a source that only the deployment knows nobody can say whether it is the one that calls. */
function isSource(access: PolicyAccess, sources: readonly string[]): Formula {
  return or(...sources.map((source) => {
    const reason = holeIn(source);
    return reason === undefined ? access.arnIs('aws:SourceArn', source) : unknown(`for which resource the service may act is not known: ${reason}`, `source ${source}`);
  }));
}
