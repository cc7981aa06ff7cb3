import type { Deadline } from '../deadline';
import type { Log } from '../log';
import type { SecretFields } from '../secret-value';
import type { SecretVersions } from '../secret-versions';
import type { RotationSettings } from '../settings';

/** What one invocation works with. */
export interface Rotation {
  readonly versions: SecretVersions;
  readonly settings: RotationSettings;
  readonly deadline: Deadline;
  readonly log: Log;
}

/** How a secret rotates: what its new value is, how it takes effect, how that is tested. The steps, their gate and the labels are not its business. */
export interface Strategy {
  /** The fields of the secret that rotate; whatever else is in it is kept verbatim. */
  readonly rotating: readonly string[];
  /** The value of the new version. */
  create(current: SecretFields): Promise<SecretFields>;
  /** Makes the new value take effect. Run again after any crash. */
  set(current: SecretFields, pending: SecretFields): Promise<void>;
  /** Proves that the new value works. Run alone, too, on a copy of the current value. */
  test(current: SecretFields, pending: SecretFields): Promise<void>;
  /** Undoes what makes the current value useless, when the rotation can't be finished. */
  restore(current: SecretFields, pending: SecretFields): Promise<void>;
}
