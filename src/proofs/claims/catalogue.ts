import * as administration from './administration-claims';
import * as border from './border-claims';
import type { ClaimContext } from './claim-context';
import type { ClaimSpec } from './claim-spec';
import * as key from './key-claims';
import type { KeySubjects } from './key-subjects';
import * as launch from './launch-claims';
import { grantedCalls, mustWork, provisioningCalls } from './liveness';
import type { NeedContext, NeededCall } from './needed-call';
import * as policy from './policy-claims';
import type { Asked, Question } from './question';
import { lockoutRemedy, outsiderRemedy, type Refuted } from './remedy';
import * as source from './source-claims';
import { sourceRemedy } from './source-remedy';
import type { IdentityAccess } from '../model/identity-access';
import type { KeyAccess } from '../model/key-access';

/** What a claim says, and how it is asked. */
export interface ClaimDefinition {
  /** The claim as a sentence; the principal is who `can` and `cannot` speak of. */
  readonly title: (spec: ClaimSpec, principal: string) => string;
  readonly titleKo: (spec: ClaimSpec, principal: string) => string;
  /** What to do where it does not hold. */
  readonly fix: string;
  readonly fixKo: string;
  /** What to do about one refuted claim, where more can be said than of all. */
  readonly remedy?: (refuted: Refuted) => string | undefined;
  /** What there was not to ask, where the claim comes to no question. */
  readonly nothing?: string;
  /** What it can be claimed of: keys, whatever has a policy, or roles that launch products, by their own policies. */
  readonly of: 'key' | 'policy' | 'identity';
  /** The actions that it is about, where the claim itself says so. */
  readonly actions?: readonly string[];
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

const ofLaunchRole = (make: (access: IdentityAccess) => Asked[]) => ({ identity }: ClaimContext): Asked[] => make(identity!);

const askCalls = ({ key: access, calls }: ClaimContext): Asked[] => mustWork(access!, calls);

/** All claims, by name. */
export const CLAIMS: Readonly<Record<string, ClaimDefinition>> = {
  onlyDomainDecrypts: {
    title: (spec) => `only ${domainOf(spec)}, what it was shared with, and the services it uses decrypt with the key`,
    titleKo: (spec) => `${domainKo(spec)}, 공유가 선언된 대상, 사용하는 서비스만 이 키로 복호화할 수 있다`,
    fix: 'bind the statement to the roles that are meant (aws:PrincipalArn) and to a service (kms:ViaService); in a domain, sharing is declared by domain.shareWith(…)',
    fixKo: '해당 역할(aws:PrincipalArn)과 서비스(kms:ViaService)로 정책 문을 제한한다. 도메인에서 공유는 domain.shareWith(…)로 선언한다',
    of: 'key',
    ask: ofKey(key.onlyUsersDecrypt),
  },
  administratorsCannotUse: {
    title: () => 'administrators of the key cannot use it, nor grant its use',
    titleKo: () => '키 관리자는 키를 사용할 수 없고 사용 권한을 부여할 수도 없다',
    fix: 'take cryptographic actions and kms:CreateGrant (also kms:Create*) out of the administrators\' statement',
    fixKo: '관리자의 정책 문에서 암호화 작업과 kms:CreateGrant(kms:Create* 포함)를 제거한다',
    nothing: 'no administrator was named',
    of: 'key',
    ask: ofSome('administrators', key.administratorsCannotUse),
  },
  usersCannotAdminister: {
    title: () => 'users of the key cannot change it, its policy, its aliases or its grants',
    titleKo: () => '키 사용자는 키와 정책, 별칭, 권한 부여(grant)를 변경할 수 없다',
    fix: 'deny administrative actions to those who use the key, or leave them out of the administrators',
    fixKo: '키 사용자에게 관리 작업을 명시적으로 거부하거나, 관리자 목록에서 제외한다',
    nothing: 'no user was named',
    of: 'key',
    ask: ofSome('users', key.usersCannotAdminister),
  },
  onlyThroughServices: {
    title: () => 'the key is used only through the services named',
    titleKo: () => '키는 지정된 서비스를 통해서만 사용된다',
    fix: 'bind cryptographic actions by kms:ViaService, and kms:CreateGrant by kms:GrantIsForAWSResource too',
    fixKo: '암호화 작업은 kms:ViaService로, kms:CreateGrant는 kms:GrantIsForAWSResource까지 함께 제한한다',
    of: 'key',
    ask: ofKey(key.onlyThroughServices),
  },
  onlyAdministratorsAdminister: {
    title: () => 'only administrators and whoever deploys change the key, and only its users have grants made',
    titleKo: () => '관리자와 배포 역할만 키를 변경하고, 사용자만 권한 부여(grant)를 요청할 수 있다',
    fix: 'bind administrative actions to the administrators (aws:PrincipalArn), and kms:CreateGrant to those who use the key',
    fixKo: '관리 작업은 관리자(aws:PrincipalArn)로, kms:CreateGrant는 키 사용자로 제한한다',
    of: 'key',
    ask: ofKey(administration.onlyAdministratorsAdminister),
  },
  sharedAsDeclared: {
    title: () => 'whoever the key is shared with does what was declared, and no more',
    titleKo: () => '공유 대상은 선언된 서비스와 작업만 사용할 수 있다',
    fix: 'narrow the statement to the services and actions that were declared, or declare more by domain.shareWith(…)',
    fixKo: '선언된 서비스와 작업으로 정책 문을 좁히거나, domain.shareWith(…)로 추가 선언한다',
    nothing: 'nothing was shared',
    of: 'key',
    ask: ofSome('shares', administration.sharedAsDeclared),
  },
  deletionIsGuarded: {
    title: () => 'deletion waits as long as it should, and no IAM user without MFA deletes, disables or opens the key',
    titleKo: () => '키 삭제는 정해진 기간을 기다리며, MFA 없는 IAM 사용자는 키를 삭제·비활성화하거나 정책을 바꿀 수 없다',
    fix: 'bind kms:ScheduleKeyDeletion by kms:ScheduleKeyDeletionPendingWindowInDays, and deny IAM users without aws:MultiFactorAuthPresent',
    fixKo: 'kms:ScheduleKeyDeletion을 kms:ScheduleKeyDeletionPendingWindowInDays로 제한하고, aws:MultiFactorAuthPresent가 없는 IAM 사용자를 거부한다',
    of: 'key',
    ask: ofKey(administration.deletionIsGuarded),
  },
  noAccessOutside: {
    title: (spec) => `nobody outside ${borderOf(spec)} has access, except as declared`,
    titleKo: (spec) => `선언된 예외를 제외하고 ${borderKo(spec)} 밖에서는 접근할 수 없다`,
    fix: 'name principals of the account, or bind the statement by aws:PrincipalAccount or aws:PrincipalOrgID; '
      + 'accounts that are meant to have access are declared: Claim.noAccessOutside(resource, { accounts }), or `accounts` in a claims file',
    fixKo: '계정의 주체를 지정하거나 aws:PrincipalAccount 또는 aws:PrincipalOrgID로 정책 문을 제한한다. 접근이 의도된 계정은 Claim.noAccessOutside(resource, { accounts }) 또는 명제 파일의 accounts로 선언한다',
    remedy: outsiderRemedy,
    of: 'policy',
    ask: ofAny(border.noAccessOutside),
  },
  noConfusedDeputy: {
    title: () => 'no AWS service acts on it for somebody else\'s resource',
    titleKo: () => '어떤 AWS 서비스도 다른 계정의 리소스를 대신하여 접근하지 않는다',
    fix: 'bind the service\'s principal by aws:SourceAccount or aws:SourceArn, or by an encryption context that names the account\'s resource',
    fixKo: '서비스 주체를 aws:SourceAccount나 aws:SourceArn, 또는 계정의 리소스를 나타내는 암호화 컨텍스트로 제한한다',
    remedy: sourceRemedy,
    of: 'policy',
    ask: ofAny(border.noConfusedDeputy),
  },
  notLockedOut: {
    title: () => 'somebody can still change the key\'s policy',
    titleKo: () => '키 정책을 변경할 수 있는 주체가 남아 있다',
    fix: 'let the account\'s root principal call kms:PutKeyPolicy without a condition',
    fixKo: '계정의 루트 주체가 조건 없이 kms:PutKeyPolicy를 호출할 수 있게 한다',
    remedy: lockoutRemedy,
    of: 'key',
    ask: ofKey(key.notLockedOut),
  },
  provisionable: {
    title: () => 'whoever deploys can make the key and everything that is encrypted with it',
    titleKo: () => '배포 역할이 키와 키로 암호화되는 모든 리소스를 생성할 수 있다',
    fix: 'allow the call to the one who is named: the deploying role through the service, a service by its own principal (in a domain, domain.keyFor does both)',
    fixKo: '표시된 주체에게 해당 호출을 허용한다. 배포 역할은 서비스를 통해, 서비스는 자체 주체로 허용한다(도메인에서는 domain.keyFor가 모두 처리한다)',
    of: 'key',
    needs: provisioningCalls,
    ask: askCalls,
  },
  granted: {
    title: () => 'what roles were granted on encrypted resources works, on the key\'s side and on theirs',
    titleKo: () => '암호화된 리소스에 대해 역할에 부여된 작업이 키와 역할 양쪽에서 모두 동작한다',
    fix: 'grant by the L2 (`bucket.grantRead(role)`), which opens both sides, or add the missing side',
    fixKo: 'L2의 grant 메서드(`bucket.grantRead(role)`)로 양쪽을 함께 열거나, 빠진 쪽의 권한을 추가한다',
    nothing: 'no role was granted anything on what the key encrypts, and no service delivers to it',
    of: 'key',
    needs: grantedCalls,
    ask: askCalls,
  },
  onlyFromEndpoint: {
    title: () => 'it is reached only through the VPC endpoint, except by whoever deploys and by services',
    titleKo: () => '배포 역할과 서비스를 제외하고 VPC 엔드포인트를 통해서만 접근한다',
    fix: 'deny everything where aws:SourceVpce is not the endpoint, with exceptions for services and for whoever deploys',
    fixKo: 'aws:SourceVpce가 해당 엔드포인트가 아닌 모든 요청을 거부하되, 서비스와 배포 역할은 예외로 둔다',
    of: 'policy',
    ask: ofAny(policy.onlyFromEndpoint),
  },
  onlyCallers: {
    title: ({ actions = [] }) => `only the principals named, services and whoever deploys call ${actions.join(', ')}`,
    titleKo: ({ actions = [] }) => `지정된 주체, 서비스, 배포 역할만 ${actions.join(', ')} 작업을 호출할 수 있다`,
    fix: 'bind the statement to the principals that are meant (aws:PrincipalArn), or deny the actions to all others',
    fixKo: '정책 문을 해당 주체(aws:PrincipalArn)로 제한하거나, 그 밖의 주체에게 작업을 거부한다',
    of: 'policy',
    ask: ofAny(policy.onlyCallers),
  },
  onlyForSources: {
    title: ({ servicePrincipals = [], actions }) => `${servicePrincipals.join(', ')} ${actions === undefined ? 'acts' : `calls ${actions.join(', ')}`} only for the resources named`,
    titleKo: ({ servicePrincipals = [], actions }) =>
      `${servicePrincipals.join(', ')} 서비스는 지정된 리소스를 위해서만 ${actions === undefined ? '접근한다' : `${actions.join(', ')} 작업을 호출한다`}`,
    fix: 'bind the statement of the service by aws:SourceArn to the ARN of the resource itself, without a wildcard',
    fixKo: '서비스의 정책 문을 와일드카드 없이 해당 리소스의 ARN(aws:SourceArn)으로 제한한다',
    of: 'policy',
    ask: ofAny(source.onlyForSources),
  },
  onlyDistributionsRead: {
    title: () => 'only the CloudFront distributions named, the principals named and whoever deploys read objects',
    titleKo: () => '지정된 CloudFront 배포와 지정된 주체, 배포 역할만 객체를 읽을 수 있다',
    fix: 'let cloudfront.amazonaws.com read only where aws:SourceArn is the distribution\'s ARN, without a wildcard, and deny s3:GetObject* to others who may not read, '
      + 'or name them: identities of the account read by their own policies',
    fixKo: 'cloudfront.amazonaws.com은 aws:SourceArn이 와일드카드 없이 해당 배포의 ARN일 때만 읽게 하고, 그 밖의 주체에게는 s3:GetObject*를 거부하거나 '
      + '읽어도 되는 주체를 지정한다. 계정의 주체는 자신의 정책만으로도 읽을 수 있다',
    of: 'policy',
    actions: source.READING_OBJECTS,
    ask: ofAny(source.onlyDistributionsRead),
  },
  noNewAccess: {
    title: () => 'the policy allows nothing that the baseline did not',
    titleKo: () => '정책은 기준선이 허용하지 않던 것을 허용하지 않는다',
    fix: 'take back what was added, or accept it as the new baseline',
    fixKo: '추가된 권한을 되돌리거나, 새 기준선으로 승인한다',
    of: 'policy',
    ask: ofAny(policy.noNewAccess),
  },
  launchRoleUsesOnlyItsKeys: {
    title: () => 'the launch role uses keys of domains in its account through the services of its product\'s types only, and changes only its product\'s keys',
    titleKo: () => '시작 역할은 자기 계정의 도메인 키를 제품이 쓰는 서비스를 통해서만 사용하고, 제품의 키만 변경한다',
    fix: 'bind use by kms:ViaService, the account in the ARN and a Null condition on aws:ResourceTag/domain, and changes by aws:ResourceTag/gold-product '
      + '(aws:RequestTag/gold-product where a key is made)',
    fixKo: '키 사용은 kms:ViaService, ARN의 계정, aws:ResourceTag/domain의 Null 조건으로, 변경은 aws:ResourceTag/gold-product(키를 만들 때는 '
      + 'aws:RequestTag/gold-product)로 제한한다',
    of: 'identity',
    ask: ofLaunchRole(launch.launchRoleUsesOnlyItsKeys),
  },
  launchRoleReadsOnlyItsSecrets: {
    title: () => 'the launch role reads the values of those secrets and parameters only that its product\'s template makes or names',
    titleKo: () => '시작 역할은 제품 템플릿이 만들거나 이름으로 지정한 시크릿과 파라미터의 값만 읽는다',
    fix: 'name the secrets and parameters of the product in the statement\'s resources, each with the six characters of Secrets Manager as -??????',
    fixKo: '정책 문의 리소스에 제품의 시크릿과 파라미터 이름을 적고, 시크릿 뒤의 여섯 글자는 -??????로 쓴다',
    of: 'identity',
    ask: ofLaunchRole(launch.launchRoleReadsOnlyItsSecrets),
  },
  launchRoleCannotWidenItself: {
    title: () => 'the launch role changes nothing that bounds itself, makes only bounded roles with names of launches, and becomes nobody else',
    titleKo: () => '시작 역할은 자신을 제한하는 것을 바꾸지 않고, 권한 경계가 있는 정해진 이름의 역할만 만들며, 다른 역할이 될 수 없다',
    fix: 'bind actions on roles by iam:PermissionsBoundary and by names under /gold/ or of the launch\'s stack; leave out users, providers, sts:AssumeRole and organizations',
    fixKo: '역할에 대한 작업은 iam:PermissionsBoundary와 /gold/ 아래 또는 시작한 스택의 이름으로 제한하고, 사용자·자격 증명 공급자·sts:AssumeRole·organizations 작업은 뺀다',
    of: 'identity',
    ask: ofLaunchRole(launch.launchRoleCannotWidenItself),
  },
  cannot: {
    title: ({ actions = [] }, principal) => `${principal} cannot call ${actions.join(', ')}`,
    titleKo: ({ actions = [] }, principal) => `${principal} 주체는 ${actions.join(', ')} 작업을 호출할 수 없다`,
    fix: 'narrow the statement that allows it, or deny it',
    fixKo: '허용하는 정책 문을 좁히거나 명시적으로 거부한다',
    of: 'policy',
    ask: (context) => policy.cannot(context).map((question) => ({ question })),
  },
  can: {
    title: ({ actions = [] }, principal) => `${principal} can call ${actions.join(', ')}`,
    titleKo: ({ actions = [] }, principal) => `${principal} 주체는 ${actions.join(', ')} 작업을 호출할 수 있다`,
    fix: 'allow it on the resource\'s side and on the principal\'s, and look for a deny',
    fixKo: '리소스와 주체 양쪽에서 허용하고, 거부하는 정책 문이 없는지 확인한다',
    of: 'policy',
    ask: policy.can,
  },
};
