import type { PlannedRotation, RotationPlan } from './rotation-plan';

/** The service that made the secret rotates it: only the schedule is set. */
export class ManagedRotation implements RotationPlan {
  public wire(): PlannedRotation { return { before: [] }; }
}
