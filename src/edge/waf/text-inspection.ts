import type { TextTransformation } from './text-transformation';
import type { WafField } from './waf-field';

/** What is looked into, and what is done to it before. */
export interface TextInspection {
  /** The part of the request. */
  readonly field: WafField;

  /**
   * What is done to the part before WAF looks into it, in this order: 10 at most, 10 WCU each.
   *
   * @default - none; for SQL and scripts URL_DECODE, then HTML_ENTITY_DECODE
   */
  readonly transformations?: TextTransformation[];
}
