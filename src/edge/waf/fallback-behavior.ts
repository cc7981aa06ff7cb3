/** What a rule does with a request in which it can't read what it looks for. */
export enum FallbackBehavior {
  /** The rule matches. */
  MATCH = 'MATCH',
  /** The rule does not match. */
  NO_MATCH = 'NO_MATCH',
}
