import { Token } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';
import { TextTransformation as To } from '../text-transformation';

interface LetterCase { readonly gone: RegExp; readonly allowed: string; readonly fix: string }

const LOWER: LetterCase = { gone: /[A-Z]/, allowed: 'a text without A to Z', fix: 'write it in lower case' };
const UPPER: LetterCase = { gone: /[a-z]/, allowed: 'a text without a to z', fix: 'write it in upper case' };

/** What leaves letters of one case: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html */
const CASES: Readonly<Partial<Record<To, LetterCase>>> = { [To.LOWERCASE]: LOWER, [To.CMD_LINE]: LOWER, [To.UPPERCASE]: UPPER };

/** What makes no letters: what decodes may bring those back that were gone. */
const LETTERLESS: readonly To[] = [
  To.NONE, To.COMPRESS_WHITE_SPACE, To.NORMALIZE_PATH, To.NORMALIZE_PATH_WIN, To.REMOVE_COMMENTS_CHAR, To.REMOVE_NULLS, To.REMOVE_WHITESPACE,
  To.REPLACE_COMMENTS, To.REPLACE_NULLS, To.TRIM, To.TRIM_LEFT, To.TRIM_RIGHT,
];

/** Refuses a text that can't be in what the transformations leave, since its letters are of the other case. */
export function checkLetterCase(text: string, transformations: readonly To[] = []): void {
  const last = transformations.filter((type) => !LETTERLESS.includes(type)).pop();
  const left = last && CASES[last];
  if (!left || Token.isUnresolved(text)) { return; }
  refuseUnless(!left.gone.test(text), {
    what: 'the text of a match', got: `${text}, after ${last}`, allowed: left.allowed, fix: `${left.fix}: as it is, no request would match`,
  });
}
