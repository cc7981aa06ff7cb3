import type { Construct } from 'constructs';
import type { PlannedRotation, RotationPlan, RotationSubject } from './rotation-plan';
import { InvalidInputError } from '../../private/errors';

/** The service that made the secret rotates it: only the schedule is set. */
export class ManagedRotation implements RotationPlan {
  public wire(scope: Construct, { secret }: RotationSubject): PlannedRotation {
    if (secret.isOwned) {
      throw new InvalidInputError({
        what: `rotation '${scope.node.path}'`,
        got: 'managed() for a secret that this app makes: nobody would rotate it',
        allowed: 'managed() for master passwords that RDS, Aurora, Redshift or DocumentDB manage',
        fix: 'choose the rotation of what the secret opens, such as Rotation.postgres(…) or Rotation.custom(…)',
      });
    }
    return { before: [] };
  }
}
