/**
 * How eagerly SQL is found.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-sqli-match.html
 */
export enum SqliSensitivity {
  /** Fewer false alarms. 20 WCU. */
  LOW = 'LOW',
  /** More attacks found, and more false alarms. 30 WCU. */
  HIGH = 'HIGH',
}
