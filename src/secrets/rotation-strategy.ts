import type { aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import type { StrategyName } from './private/engines';

/**
 * How a user's password changes.
 *
 * | strategy | who changes the password | clients that hold the old password |
 * | --- | --- | --- |
 * | single user | the user itself, or an administrator | fail from the change until they read the secret again |
 * | alternating users | an administrator, of the user that is not in use | keep working until the next rotation |
 * | dual password | the user itself, or an administrator | keep working until the next rotation |
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotation-strategy.html
 */
export class RotationStrategy {
  /**
   * One user whose password is replaced.
   *
   * @param administrator the secret of a user that may set the password: where the user itself may not (`rds.restrict_password_commands`), and
   * when the stored password works no more
   */
  public static singleUser(administrator?: secretsmanager.ISecret): RotationStrategy {
    return new RotationStrategy('single-user', administrator);
  }

  /**
   * Two users that take turns: `orders` and `orders_clone`. The second is made, and kept equal to the first, by the administrator.
   *
   * @param administrator the secret of a user that may create users and grant what the first user has, such as the one that RDS manages
   */
  public static alternatingUsers(administrator: secretsmanager.ISecret): RotationStrategy {
    return new RotationStrategy('alternating-users', administrator);
  }

  /**
   * One user with two passwords that both work, of which the older goes at the next rotation: MySQL 8.0.14 and later, Redis, Valkey. With
   * Oracle the older goes when its profile says (`PASSWORD_ROLLOVER_TIME`), and the user itself must change it.
   *
   * @param administrator the secret of a user that may set the password when no stored one works any more. With Redis and Valkey it always does;
   * users of MySQL and Oracle need the right to change their own, since an administrator would take the older password from clients
   */
  public static dualPassword(administrator?: secretsmanager.ISecret): RotationStrategy {
    return new RotationStrategy('dual-password', administrator);
  }

  /** @internal */
  public readonly _name: StrategyName;
  /** @internal */
  public readonly _administrator?: secretsmanager.ISecret;

  private constructor(name: StrategyName, administrator?: secretsmanager.ISecret) {
    this._name = name;
    this._administrator = administrator;
  }
}
