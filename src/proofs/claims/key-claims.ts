import type { Question } from './question';
import { and, type Formula, not, or } from '../engine';
import { ADMINISTRATIVE, CRYPTOGRAPHIC, DECRYPTING } from '../facts/kms-actions';
import type { KeyAccess } from '../model/key-access';

/** What others may do with a key. */
export interface KeyShare {
  readonly roles: readonly string[];
  readonly services: readonly string[];
  readonly actions: readonly string[];
}

/** Who is meant by the claims about a key; ARNs may have wildcards. */
export interface KeySubjects {
  /** Who may use the key. */
  readonly users: readonly string[];
  readonly administrators: readonly string[];
  /** Who deploys: a class of its own, of whom the claims do not speak. */
  readonly deployers: readonly string[];
  /** Values of `kms:ViaService` that the key may be used through. */
  readonly services: readonly string[];
  /** Service principals that may use the key themselves. */
  readonly servicePrincipals: readonly string[];
  /** The encryption context with which the key may be used directly. */
  readonly directContext?: { readonly key: string; readonly value: string };
  /** Id of the organization. */
  readonly organization?: string;
  /** What was declared to be shared: roles by pattern, values of `kms:ViaService`, and actions. */
  readonly shares: readonly KeyShare[];
  /** Days that a deletion must wait. */
  readonly deletionWindowDays: number;
  /** Accounts beside the key's own whose roles may use it, as declared. */
  readonly accounts: readonly string[];
}

/** What every claim about a key takes for granted. */
export const BOUND = ['key-policy-bounds-everything', 'identity-policies-assumed-worst', 'existing-grants-outside', 'policy-change-is-visible',
  'account-principal-delegates', 'policies-are-settled', 'organization-policies-only-deny', 'roles-may-be-anybody-trusted'];

/** What claims about grants take for granted beside. */
const OF_GRANTS = [
  'grants-bound-by-their-maker', 'grants-only-allow', 'retire-grant-by-grant', 'grant-for-aws-resource-is-forwarded',
  'grant-for-aws-resource-has-service-grantee', 'service-grantee-is-constrained',
];

const impossible = (access: KeyAccess, formula: Formula, meaning: string, ...assumptions: readonly string[]): Question => ({
  wanted: 'none', formula: and(access.allowed, formula), confirm: (request) => access.confirms(request), meaning, assumptions: [...BOUND, ...assumptions],
});

/** Nobody but its users, those who deploy and the services named decrypts, or makes a grant that lets somebody else. */
export function onlyUsersDecrypt(access: KeyAccess, { users, deployers, servicePrincipals }: KeySubjects): Question {
  const known = access.isAmong([...users, ...deployers]);
  const isStranger = or(and(access.isIam, not(known)), and(access.isService, not(access.isServiceAmong(servicePrincipals))));
  const handsOut = and(
    access.makesOpenGrant, not(access.isAmong(deployers)),
    access.grantGives(DECRYPTING.filter((action) => !access.key.inoperable.includes(action))),
    access.granteeIsNot([...users, ...deployers], servicePrincipals),
  );
  return impossible(access, or(and(access.isDecrypting, isStranger), handsOut), 'is allowed', ...OF_GRANTS, 'session-tags-are-free', 'deployer-is-administrator');
}

/** Administrators can't use the key, nor make a grant that lets them. */
export function administratorsCannotUse(access: KeyAccess, { administrators, deployers }: KeySubjects): Question {
  const uses = or(access.isCryptographic, and(access.makesOpenGrant, access.grantGives(CRYPTOGRAPHIC)));
  return impossible(access, and(access.isAmong(administrators), not(access.isAmong(deployers)), uses), 'is allowed to an administrator', ...OF_GRANTS, 'deployer-is-administrator');
}

/** Users can't change the key, its policy or its grants. */
export function usersCannotAdminister(access: KeyAccess, { users, deployers }: KeySubjects): Question {
  const administers = or(access.space.actionIs(...ADMINISTRATIVE), access.makesOpenGrant);
  return impossible(access, and(access.isAmong(users), not(access.isAmong(deployers)), administers), 'is allowed to a user', 'deployer-is-administrator');
}

/** The key is used through the services named only; those who deploy are bound by it too. */
export function onlyThroughServices(access: KeyAccess, { services, directContext }: KeySubjects): Question {
  const through = access.keyIs('kms:ViaService', ...services);
  const direct = directContext === undefined ? or() : access.keyIs(`kms:EncryptionContext:${directContext.key}`, directContext.value);
  const otherwise = or(and(access.isCryptographic, not(or(through, direct))), and(access.space.actionIs('kms:CreateGrant'), not(and(through, access.keyIs('kms:GrantIsForAWSResource', 'true')))));
  return impossible(access, and(access.isIam, otherwise), 'is allowed');
}

/** Nobody of another account gets anywhere. */
export function noAccessOutsideAccount(access: KeyAccess, { accounts }: KeySubjects): Question {
  const inside = or(...[access.key.account, ...accounts].map((account) => access.space.principals.isOfAccount(account)));
  return impossible(access, and(access.isIam, not(inside)), 'is allowed', 'cross-account-operations');
}

/** Nobody of another organization gets anywhere; the key's own account is in it. */
export function noAccessOutsideOrganization(access: KeyAccess, { organization = '', accounts }: KeySubjects): Question {
  const declared = or(...accounts.map((account) => access.space.principals.isOfAccount(account)));
  const isMember = access.keyIs('aws:PrincipalOrgID', organization);
  const own = and(access.space.principals.isOfAccount(access.key.account), not(isMember));
  return impossible(access, and(access.isIam, not(isMember), not(own), not(declared)), 'is allowed', 'cross-account-operations', 'own-account-in-organization');
}

/** Encryption contexts that services set themselves, so that nobody chooses them. */
const SET_BY_SERVICES = /^kms:encryptioncontext:(aws:|secretarn$|parameter_arn$)/;

/** No service uses the key for a resource of somebody else's account. */
export function noConfusedDeputy(access: KeyAccess, { organization, accounts }: KeySubjects): Question {
  const { space, key } = access;
  const own = [key.account, ...accounts];
  const isOwn = or(
    access.keyIs('aws:SourceAccount', ...own),
    access.arnIs('aws:SourceArn', ...own.map((account) => `arn:*:*:*:${account}:*`)),
    organization === undefined ? or() : access.keyIs('aws:SourceOrgID', organization),
    ...[...space.context.all.keys()].filter((name) => SET_BY_SERVICES.test(name))
      .map((name) => access.keyIs(name, ...own, ...own.map((account) => `arn:*:${account}:*`))),
  );
  const uses = or(access.isCryptographic, space.actionIs('kms:CreateGrant'));
  return impossible(access, and(access.isService, uses, not(isOwn)), 'is allowed, whoever\'s resource the service acts for', 'services-act-for-owner', 'source-keys-only-from-services');
}

/** Somebody can change the key's policy by an ordinary request. */
export function notLockedOut(access: KeyAccess): Question {
  const { space, key } = access;
  const ordinary = and(
    space.actionIs('kms:PutKeyPolicy'), space.principals.isOfAccount(key.account),
    ...['kms:viaservice', 'aws:sourcearn', 'aws:sourceaccount'].filter((name) => space.context.has(name)).map((name) => not(space.context.key(name).present)),
  );
  return {
    wanted: 'some',
    formula: and(access.allowedByPolicy, ordinary),
    confirm: (request) => access.confirms(request),
    meaning: 'is allowed',
    assumptions: ['named-principals-exist-unchanged', 'identity-policies-assumed-worst'],
  };
}
