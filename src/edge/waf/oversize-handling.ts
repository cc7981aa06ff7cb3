/**
 * What a rule does with a part of a request that is longer than WAF can inspect.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html
 */
export enum OversizeHandling {
  /** It inspects what fits, and lets the rest go unseen. */
  CONTINUE = 'CONTINUE',
  /** The rule matches. */
  MATCH = 'MATCH',
  /** The rule does not match. */
  NO_MATCH = 'NO_MATCH',
}
