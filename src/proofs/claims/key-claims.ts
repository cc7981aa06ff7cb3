import { OF_GRANTS, OF_KEYS, OF_POLICIES } from './assumptions';
import type { KeySubjects } from './key-subjects';
import { impossible, type Question } from './question';
import { and, not, or } from '../engine';
import { dateTest } from '../engine/value-test';
import { ADMINISTRATIVE, CRYPTOGRAPHIC, DECRYPTING } from '../facts/kms-actions';
import type { KeyAccess } from '../model/key-access';

/** Nobody but its users, those who deploy and the services named decrypts, or makes a grant that lets somebody else. */
export function onlyUsersDecrypt(access: KeyAccess, { users, deployers, servicePrincipals }: KeySubjects): Question {
  const known = access.isAmong([...users, ...deployers]);
  const isStranger = or(and(access.isIam, not(known)), and(access.isService, not(access.isServiceAmong(servicePrincipals))));
  const handsOut = and(
    access.makesOpenGrant, not(access.isAmong(deployers)),
    access.grantGives(DECRYPTING.filter((action) => !access.model.inoperable.includes(action))),
    access.granteeIsNot([...users, ...deployers], servicePrincipals),
  );
  return impossible(access, or(and(access.isDecrypting, isStranger), handsOut), 'is allowed', [...OF_KEYS, ...OF_GRANTS, 'session-tags-are-free', 'deployer-is-administrator']);
}

/** Administrators can't use the key, nor make a grant that lets them. */
export function administratorsCannotUse(access: KeyAccess, { administrators, deployers }: KeySubjects): Question {
  const uses = or(access.isCryptographic, and(access.makesOpenGrant, access.grantGives(CRYPTOGRAPHIC)));
  const isAdministrator = and(access.isAmong(administrators), not(access.isAmong(deployers)));
  return impossible(access, and(isAdministrator, uses), 'is allowed to an administrator', [...OF_KEYS, ...OF_GRANTS, 'deployer-is-administrator']);
}

/** Users can't change the key, its policy or its grants. */
export function usersCannotAdminister(access: KeyAccess, { users, deployers }: KeySubjects): Question {
  const administers = or(access.space.actionIs(...ADMINISTRATIVE), access.makesOpenGrant);
  const isUser = and(access.isAmong(users), not(access.isAmong(deployers)));
  return impossible(access, and(isUser, administers), 'is allowed to a user', [...OF_KEYS, 'deployer-is-administrator']);
}

/** The key is used through the services named only; those who deploy are bound by it too. */
export function onlyThroughServices(access: KeyAccess, { services, directContext }: KeySubjects): Question {
  const through = access.keyIs('kms:ViaService', ...services);
  const direct = directContext === undefined ? or() : access.keyIs(`kms:EncryptionContext:${directContext.key}`, directContext.value);
  const otherwise = or(and(access.isCryptographic, not(or(through, direct))), and(access.space.actionIs('kms:CreateGrant'), not(and(through, access.keyIs('kms:GrantIsForAWSResource', 'true')))));
  return impossible(access, and(access.isIam, otherwise), 'is allowed', OF_KEYS);
}

/** No request that is still to come is from before. */
const LONG_AGO = '2026-01-01T00:00:00Z';

/** Somebody can change the key's policy by an ordinary request. */
export function notLockedOut(access: KeyAccess): Question {
  const { space, account } = access;
  const asked = (names: readonly string[]) => names.filter((name) => space.context.has(name));
  const ordinary = and(
    space.actionIs('kms:PutKeyPolicy'), space.principals.isOfAccount(account),
    ...asked(['kms:viaservice', 'aws:sourcearn', 'aws:sourceaccount']).map((name) => not(space.context.key(name).present)),
    ...asked(['aws:securetransport']).map((name) => access.keyIs(name, 'true')),
    ...asked(['aws:currenttime']).map((name) => space.context.key(name).passesAny([dateTest('GreaterThan', LONG_AGO)!])),
    not(access.isServiceLinked), // nobody can have one of these call what it does not
  );
  return {
    wanted: 'some',
    formula: and(access.allowedByPolicy, ordinary),
    confirm: (request) => access.confirms(request),
    kind: 'access',
    meaning: 'is allowed',
    assumptions: ['named-principals-exist-unchanged', ...OF_POLICIES],
  };
}
