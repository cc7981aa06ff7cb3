import type { Duration } from 'aws-cdk-lib';

/** From when alarms ring. What is left out has its default; one attack, one unhealthy target or one rejected connection always rings. */
export interface EdgeThresholds {
  /**
   * Requests that a web ACL blocks in five minutes: 1 or more.
   *
   * @default 1000
   */
  readonly blockedRequests?: number;

  /**
   * Requests that a web ACL's rules on rates stop, or count while they only watch, in five minutes: 1 or more.
   *
   * @default 100
   */
  readonly limitedRequests?: number;

  /**
   * Requests that an API or a function turns away by throttling in five minutes: 1 or more.
   *
   * @default 10
   */
  readonly throttledRequests?: number;

  /**
   * Requests to a distribution, a load balancer or an API in five minutes: 1 or more.
   *
   * @default - no alarm: what is many, only their owner knows
   */
  readonly requests?: number;

  /**
   * The share of requests, in percent, that end with a status of 4xx for five minutes in a row: above 0, up to 100. What AWS WAF blocks may be among them.
   *
   * @default 20
   */
  readonly clientErrorPercent?: number;

  /**
   * The share of requests, in percent, that end with a status of 5xx, or with an error, for five minutes in a row: above 0, up to 100.
   *
   * @default 5
   */
  readonly serverErrorPercent?: number;

  /**
   * How long the slowest tenth of requests takes, or more, for five minutes in a row: 1 millisecond to 15 minutes.
   *
   * @default Duration.millis(2500)
   */
  readonly latency?: Duration;

  /**
   * The share of its processors, in percent, that a service uses for five minutes in a row: above 0, up to 100.
   *
   * @default 90
   */
  readonly cpuPercent?: number;
}
