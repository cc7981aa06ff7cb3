import type { BaselineGroupOptions } from './baseline-rule-options';

/** How suspicious a request has to be. */
export enum DdosSensitivity {
  /** Highly suspicious. */
  LOW = 'LOW',
  /** Suspicious in the middle or highly. */
  MEDIUM = 'MEDIUM',
  /** Suspicious at all. */
  HIGH = 'HIGH',
}

/** The anti-DDoS group. */
export interface AntiDdosOptions extends BaselineGroupOptions {
  /**
   * How suspicious a request has to be to be blocked during an attack.
   *
   * @default DdosSensitivity.LOW
   */
  readonly blockSensitivity?: DdosSensitivity;

  /**
   * Whether browsers are challenged silently during an attack. Programs that are no browsers can't solve it: exempt what they call.
   *
   * @default true
   */
  readonly challenge?: boolean;

  /**
   * How suspicious a request has to be to be challenged.
   *
   * @default DdosSensitivity.HIGH
   */
  readonly challengeSensitivity?: DdosSensitivity;

  /**
   * URIs whose callers can't be challenged, as regular expressions: 1 to 5.
   *
   * @default - paths with /api/ in them, and files of images, sounds, fonts, styles and scripts, as AWS recommends
   */
  readonly exemptUris?: string[];
}
