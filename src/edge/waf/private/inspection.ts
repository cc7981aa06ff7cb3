import type { aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { LIMITS } from './limits';
import { refuseUnless } from '../../../private/errors';
import type { TextInspection } from '../text-inspection';
import { TextTransformation } from '../text-transformation';

/** Transformations in their order; WAF wants at least one, and NONE is one. */
export function renderTransformations(transformations: readonly TextTransformation[] = []): wafv2.CfnWebACL.TextTransformationProperty[] {
  refuseUnless(transformations.length <= LIMITS.transformations, {
    what: 'transformations', got: `${transformations.length} transformations`, allowed: `at most ${LIMITS.transformations}`, fix: 'split the statement into several',
  });
  const types = transformations.length > 0 ? transformations : [TextTransformation.NONE];
  return types.map((type, priority) => ({ priority, type }));
}

/** What hides SQL and scripts most often: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html */
const DECODING = [TextTransformation.URL_DECODE, TextTransformation.HTML_ENTITY_DECODE];

/** What is looked into for an attack: decoded, unless it is said what is done before. */
export const renderDecoded = ({ field, transformations = DECODING }: TextInspection) => renderInspection({ field, transformations });

/** The two properties that every statement has which looks into a part of a request. */
export function renderInspection({ field, transformations }: TextInspection) {
  return { fieldToMatch: field._json, textTransformations: renderTransformations(transformations) };
}
