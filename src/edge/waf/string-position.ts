/**
 * Where a text is looked for.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html
 */
export enum StringPosition {
  /** The part is the text. 2 WCU. */
  EXACTLY = 'EXACTLY',
  /** The part begins with the text. 2 WCU. */
  STARTS_WITH = 'STARTS_WITH',
  /** The part ends with the text. 2 WCU. */
  ENDS_WITH = 'ENDS_WITH',
  /** The part has the text anywhere. 10 WCU. */
  CONTAINS = 'CONTAINS',
  /** The part has the text as a word of letters, digits and underscores. 10 WCU. */
  CONTAINS_WORD = 'CONTAINS_WORD',
}
