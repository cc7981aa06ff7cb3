/** Where a rule of one's own stands, if it has no priority of its own. */
export enum RulePosition {
  /**
   * Before the baseline, from priority 10 on. A request that a rule allows here is never seen by the baseline.
   */
  BEFORE_BASELINE = 'BEFORE_BASELINE',
  /** After the baseline, from priority 2000 on. */
  AFTER_BASELINE = 'AFTER_BASELINE',
}
