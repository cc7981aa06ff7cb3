import { type Duration } from 'aws-cdk-lib';

/** A cache of responses, encrypted. It costs money by the hour. */
export interface ApiCache {
  /** Size in GB: 0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118 or 237. */
  readonly sizeInGb: number;

  /**
   * How long a response is kept: 1 second to 1 hour.
   *
   * @default Duration.minutes(5)
   */
  readonly ttl?: Duration;
}
