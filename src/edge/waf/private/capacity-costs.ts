/**
 * What each statement costs in web ACL capacity units (WCU).
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-match.html, and the page of each statement.
 */
export const COSTS = {
  geoMatchStatement: 1,
  asnMatchStatement: 1,
  ipSetReferenceStatement: 1,
  labelMatchStatement: 1,
  sizeConstraintStatement: 1,
  regexMatchStatement: 3,
  regexPatternSetReferenceStatement: 25,
  xssMatchStatement: 40,
} as const;

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html */
export const BYTE_MATCH_COSTS: Readonly<Record<string, number>> = { EXACTLY: 2, STARTS_WITH: 2, ENDS_WITH: 2, CONTAINS: 10, CONTAINS_WORD: 10 };

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-sqli-match.html */
export const SQLI_COSTS: Readonly<Record<string, number>> = { LOW: 20, HIGH: 30 };

/** An IP set that is looked for at any place of a header: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-ipset-match.html */
export const ANY_POSITION_SURCHARGE = 4;

/**
 * For all query arguments, on top; the body as JSON doubles the base instead.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html
 */
export const ALL_QUERY_ARGUMENTS_SURCHARGE = 10;
export const JSON_BODY_FACTOR = 2;

/** For each text transformation but NONE: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html */
export const TRANSFORMATION_COST = 10;

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html */
export const RATE_COST = 2;
export const RATE_KEY_COST = 30;

/** So many labels that rules add cost one unit: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-label-add.html */
export const LABELS_OF_ONE_UNIT = 5;

/** What Shield's automatic mitigation takes: https://docs.aws.amazon.com/waf/latest/developerguide/ddos-automatic-app-layer-response-caveats.html */
export const SHIELD_COST = 150;
