/** Whether a rule acts, only watches, or is left out. */
export enum RuleMode {
  /** The rule does what it is for. */
  ENFORCE = 'ENFORCE',
  /** The rule counts what it would have stopped, in metrics and logs, and lets it go on. */
  COUNT = 'COUNT',
  /** The rule is not in the web ACL. */
  OFF = 'OFF',
}
