import * as administration from './administration-claims';
import * as border from './border-claims';
import type { ClaimContext } from './claim-context';
import type { ClaimSpec } from './claim-spec';
import * as key from './key-claims';
import type { KeySubjects } from './key-subjects';
import { grantedCalls, mustWork, provisioningCalls } from './liveness';
import type { NeedContext, NeededCall } from './needed-call';
import * as policy from './policy-claims';
import type { Asked, Question } from './question';
import { type Refuted, sourceRemedy } from './source-remedy';
import type { KeyAccess } from '../model/key-access';

/** What a claim says, and how it is asked. */
export interface ClaimDefinition {
  /** The claim as a sentence; the principal is who `can` and `cannot` speak of. */
  readonly title: (spec: ClaimSpec, principal: string) => string;
  readonly titleKo: (spec: ClaimSpec, principal: string) => string;
  readonly fix: string;
  /** What to do about one refuted claim, where more can be said than of all. */
  readonly remedy?: (refuted: Refuted) => string | undefined;
  /** What there was not to ask, where the claim comes to no question. */
  readonly nothing?: string;
  /** Types of resources that it can be claimed of: keys, or whatever has a policy. */
  readonly of: 'key' | 'policy';
  /** Calls that must work; `undefined` where nobody can say. */
  readonly needs?: (context: NeedContext) => readonly NeededCall[] | undefined;
  readonly ask: (context: ClaimContext) => readonly Asked[];
}

const domainOf = ({ domain }: ClaimSpec): string => (domain === undefined ? 'its users' : `the domain '${domain}'`);
const domainKo = ({ domain }: ClaimSpec): string => (domain === undefined ? '지정된 사용자' : `도메인 '${domain}'`);
const borderOf = ({ organization }: ClaimSpec): string => (organization === undefined ? 'the account' : `the organization ${organization}`);
const borderKo = ({ organization }: ClaimSpec): string => (organization === undefined ? '계정' : `조직 ${organization}`);

const ofKey = (make: (access: KeyAccess, subjects: KeySubjects) => Question) =>
  ({ key: access, subjects }: ClaimContext): Asked[] => [{ question: make(access!, subjects) }];

/** About nobody there is nothing to ask. */
const ofSome = (whom: 'users' | 'administrators' | 'shares', make: (access: KeyAccess, subjects: KeySubjects) => Question) =>
  (context: ClaimContext): Asked[] => (context.subjects[whom].length === 0 ? [] : ofKey(make)(context));

const ofAny = (make: (context: ClaimContext) => Question) => (context: ClaimContext): Asked[] => [{ question: make(context) }];

const askCalls = ({ key: access, calls }: ClaimContext): Asked[] => mustWork(access!, calls);

/** All claims, by name. */
export const CLAIMS: Readonly<Record<string, ClaimDefinition>> = {
  onlyDomainDecrypts: {
    title: (spec) => `only ${domainOf(spec)}, what it was shared with, and the services it uses decrypt with the key`,
    titleKo: (spec) => `${domainKo(spec)}, 공유가 선언된 대상, 사용하는 서비스만 이 키로 복호화할 수 있다`,
    fix: 'bind the statement to the domain\'s roles (aws:PrincipalArn) and to a service (kms:ViaService), or declare the sharing: domain.shareWith(…)',
    of: 'key',
    ask: ofKey(key.onlyUsersDecrypt),
  },
  administratorsCannotUse: {
    title: () => 'administrators of the key cannot use it, nor grant its use',
    titleKo: () => '키 관리자는 키를 사용할 수 없고 사용 권한을 부여할 수도 없다',
    fix: 'take cryptographic actions and kms:CreateGrant (also kms:Create*) out of the administrators\' statement',
    nothing: 'no administrator was named',
    of: 'key',
    ask: ofSome('administrators', key.administratorsCannotUse),
  },
  usersCannotAdminister: {
    title: () => 'users of the key cannot change it, its policy, its aliases or its grants',
    titleKo: () => '키 사용자는 키와 정책, 별칭, 권한 부여(grant)를 변경할 수 없다',
    fix: 'deny administrative actions to those who use the key, or leave them out of the administrators',
    nothing: 'no user was named',
    of: 'key',
    ask: ofSome('users', key.usersCannotAdminister),
  },
  onlyThroughServices: {
    title: () => 'the key is used only through the services named',
    titleKo: () => '키는 지정된 서비스를 통해서만 사용된다',
    fix: 'bind cryptographic actions by kms:ViaService, and kms:CreateGrant by kms:GrantIsForAWSResource too',
    of: 'key',
    ask: ofKey(key.onlyThroughServices),
  },
  onlyAdministratorsAdminister: {
    title: () => 'only administrators and whoever deploys change the key, and only its users have grants made',
    titleKo: () => '관리자와 배포 역할만 키를 변경하고, 사용자만 권한 부여(grant)를 요청할 수 있다',
    fix: 'bind administrative actions to the administrators (aws:PrincipalArn), and kms:CreateGrant to those who use the key',
    of: 'key',
    ask: ofKey(administration.onlyAdministratorsAdminister),
  },
  sharedAsDeclared: {
    title: () => 'whoever the key is shared with does what was declared, and no more',
    titleKo: () => '공유 대상은 선언된 서비스와 작업만 사용할 수 있다',
    fix: 'narrow the statement to the services and actions that were declared, or declare more: domain.shareWith(…)',
    nothing: 'nothing was shared',
    of: 'key',
    ask: ofSome('shares', administration.sharedAsDeclared),
  },
  deletionIsGuarded: {
    title: () => 'deletion waits as long as it should, and no IAM user without MFA deletes, disables or opens the key',
    titleKo: () => '키 삭제는 정해진 기간을 기다리며, MFA 없는 IAM 사용자는 키를 삭제·비활성화하거나 정책을 바꿀 수 없다',
    fix: 'bind kms:ScheduleKeyDeletion by kms:ScheduleKeyDeletionPendingWindowInDays, and deny IAM users without aws:MultiFactorAuthPresent',
    of: 'key',
    ask: ofKey(administration.deletionIsGuarded),
  },
  noAccessOutside: {
    title: (spec) => `nobody outside ${borderOf(spec)} has access, except as declared`,
    titleKo: (spec) => `선언된 예외를 제외하고 ${borderKo(spec)} 밖에서는 접근할 수 없다`,
    fix: 'name principals of the account, or bind the statement by aws:PrincipalAccount or aws:PrincipalOrgID, and an identity provider that others use too by its sub or aud; declare accounts that are meant to have access',
    of: 'policy',
    ask: ofAny(border.noAccessOutside),
  },
  noConfusedDeputy: {
    title: () => 'no AWS service acts on it for somebody else\'s resource',
    titleKo: () => '어떤 AWS 서비스도 다른 계정의 리소스를 대신하여 접근하지 않는다',
    fix: 'bind the service\'s principal by aws:SourceAccount or aws:SourceArn, or by an encryption context that names the account\'s resource',
    remedy: sourceRemedy,
    of: 'policy',
    ask: ofAny(border.noConfusedDeputy),
  },
  notLockedOut: {
    title: () => 'somebody can still change the key\'s policy',
    titleKo: () => '키 정책을 변경할 수 있는 주체가 남아 있다',
    fix: 'let the account\'s root principal call kms:PutKeyPolicy by an ordinary request, and take back the deny that stops it',
    of: 'key',
    ask: ofKey(key.notLockedOut),
  },
  provisionable: {
    title: () => 'whoever deploys can make the key and everything that is encrypted with it',
    titleKo: () => '배포 역할이 키와 키로 암호화되는 모든 리소스를 생성할 수 있다',
    fix: 'allow the call to the one who is named: the deploying role through the service, a service by its own principal (domain.keyFor does both)',
    of: 'key',
    needs: provisioningCalls,
    ask: askCalls,
  },
  granted: {
    title: () => 'what roles were granted on encrypted resources works, on the key\'s side and on theirs',
    titleKo: () => '암호화된 리소스에 대해 역할에 부여된 작업이 키와 역할 양쪽에서 모두 동작한다',
    fix: 'grant by the L2 (`bucket.grantRead(role)`), which opens both sides, or add the missing side',
    nothing: 'no role was granted anything on what the key encrypts, and no service delivers to it',
    of: 'key',
    needs: grantedCalls,
    ask: askCalls,
  },
  onlyFromEndpoint: {
    title: () => 'it is reached only through the VPC endpoint, except by whoever deploys and by services',
    titleKo: () => '배포 역할과 서비스를 제외하고 VPC 엔드포인트를 통해서만 접근한다',
    fix: 'deny everything where aws:SourceVpce is not the endpoint, with exceptions for services and for whoever deploys',
    of: 'policy',
    ask: ofAny(policy.onlyFromEndpoint),
  },
  noNewAccess: {
    title: () => 'the policy allows nothing that the baseline did not',
    titleKo: () => '정책은 기준선이 허용하지 않던 것을 허용하지 않는다',
    fix: 'take back what was added, or accept it as the new baseline',
    of: 'policy',
    ask: ofAny(policy.noNewAccess),
  },
  cannot: {
    title: ({ actions = [] }, principal) => `${principal} cannot call ${actions.join(', ')}`,
    titleKo: ({ actions = [] }, principal) => `${principal} 주체는 ${actions.join(', ')} 작업을 호출할 수 없다`,
    fix: 'narrow the statement that allows it, or deny it',
    of: 'policy',
    ask: (context) => policy.cannot(context).map((question) => ({ question })),
  },
  can: {
    title: ({ actions = [] }, principal) => `${principal} can call ${actions.join(', ')}`,
    titleKo: ({ actions = [] }, principal) => `${principal} 주체는 ${actions.join(', ')} 작업을 호출할 수 있다`,
    fix: 'allow it on the resource\'s side and on the principal\'s, and look for a deny',
    of: 'policy',
    ask: (context) => policy.can(context).map((question) => ({ question })),
  },
};
