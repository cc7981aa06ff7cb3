import { OF_KEYS } from './assumptions';
import type { KeySubjects } from './key-subjects';
import { impossible, type Question } from './question';
import { and, not, numberTest, or } from '../engine';
import { ADMINISTRATIVE } from '../facts/kms-actions';
import type { KeyAccess } from '../model/key-access';

/** What claims about who changes the key take for granted. */
const ASSUMPTIONS = [...OF_KEYS, 'deployer-is-administrator'];

/**
 * Nobody but administrators and those who deploy changes the key, and nobody but its users and those who deploy has grants made.
 *
 * Whoever IAM lets in the key's own account may mend the policy: that is the safety against a lock-out.
 */
export function onlyAdministratorsAdminister(access: KeyAccess, { administrators, deployers, users }: KeySubjects): Question {
  const { space, account } = access;
  const mends = and(space.actionIs('kms:PutKeyPolicy'), space.principals.isOfAccount(account));
  const administers = and(space.actionIs(...ADMINISTRATIVE), not(mends), not(access.isAmong([...administrators, ...deployers])));
  const grants = and(space.actionIs('kms:CreateGrant'), not(access.isAmong([...users, ...deployers])));
  return impossible(access, and(or(access.isIam, access.isService), or(administers, grants)), 'is allowed', ASSUMPTIONS);
}

/** Whoever the key is shared with does what was declared, through the services that were declared, and no more. */
export function sharedAsDeclared(access: KeyAccess, { shares }: KeySubjects): Question {
  const roles = new Set(shares.flatMap((share) => share.roles));
  const declaredFor = (role: string) => or(...shares.filter((share) => share.roles.includes(role))
    .map(({ services, actions }) => and(access.keyIs('kms:ViaService', ...services), access.space.actionIs(...actions))));
  const beyond = [...roles].map((role) => and(access.isAmong([role]), not(declaredFor(role))));
  return impossible(access, and(or(access.isCryptographic, access.space.actionIs('kms:CreateGrant')), or(...beyond)), 'is allowed beyond what was declared', ASSUMPTIONS);
}

/** What a user of IAM must carry MFA for. */
const WITH_MFA = ['kms:ScheduleKeyDeletion', 'kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:PutKeyPolicy'];

/** Deletion waits as long as it should, and no IAM user without MFA deletes, disables or opens the key. */
export function deletionIsGuarded(access: KeyAccess, { deletionWindowDays }: KeySubjects): Question {
  const { space } = access;
  const window = space.context.key('kms:ScheduleKeyDeletionPendingWindowInDays');
  const tooSoon = and(space.actionIs('kms:ScheduleKeyDeletion'), window.passesAny([numberTest('LessThan', String(deletionWindowDays))!]));
  const withoutMfa = and(space.principals.isOneOf('user'), space.actionIs(...WITH_MFA), not(access.keyIs('aws:MultiFactorAuthPresent', 'true')));
  return impossible(access, or(tooSoon, withoutMfa), 'is allowed', ASSUMPTIONS);
}
