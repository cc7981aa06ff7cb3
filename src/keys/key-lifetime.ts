import { Duration, RemovalPolicy } from 'aws-cdk-lib';

/** What becomes of a key when its stack or its construct goes away. */
export class KeyLifetime {
  /**
   * The key outlives its stack. Only the break-glass role can schedule its deletion, with the longest waiting period.
   *
   * A key whose first creation fails is removed with it (`RetainExceptOnCreate`), so that the next try can take its alias.
   */
  public static retained(): KeyLifetime {
    return new KeyLifetime(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, Duration.days(30));
  }

  /**
   * For test stacks: the key is scheduled for deletion with its stack, after the shortest waiting period.
   *
   * What it encrypted is lost with it, and the checks report it.
   */
  public static ephemeral(): KeyLifetime {
    return new KeyLifetime(RemovalPolicy.DESTROY, Duration.days(7));
  }

  private constructor(
    /** What CloudFormation does with the key and its alias. */
    public readonly removalPolicy: RemovalPolicy,
    /** Days between scheduling the deletion and losing the key, 7 to 30. */
    public readonly deletionWindow: Duration,
  ) {}
}
