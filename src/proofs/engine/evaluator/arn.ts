import { equal, isSymbol, type Letter, lettersOf, like, parts } from './letters';
import { every, type Truth } from './truth';

/** Partition, service, region and account stand before the resource, which may have colons of its own. */
const SEGMENTS = 6;

const segmentsOfPattern = (pattern: readonly Letter[]) => parts(pattern, ({ text }) => text === ':', SEGMENTS);
const segmentsOf = (letters: readonly string[]) => parts(letters, (letter) => letter === ':', SEGMENTS);

/** Whether each segment matches the one at its place, so that no wildcard before the resource reaches over a colon. */
const bySegment = (pattern: readonly (readonly Letter[])[], segments: readonly (readonly string[])[]): boolean =>
  pattern.length === segments.length && pattern.every((segment, at) => like(segment, segments[at]));

/** Whether an ARN matches the operand of `ArnEquals` or `ArnLike`; an operand that is no ARN can't be understood. */
export function arnLike(pattern: readonly Letter[], value: string): Truth {
  const letters = lettersOf(value);
  if (!pattern.some(({ wild }) => wild) && equal(pattern, letters)) { return true; }
  const segments = segmentsOfPattern(pattern);
  if (segments.length < SEGMENTS) { return undefined; }
  const found = segmentsOf(letters);
  if (found.length < SEGMENTS || found[0].join('') !== 'arn') { return letters.some(isSymbol) ? undefined : false; }
  return bySegment(segments, found);
}

/** Whether a resource is one of those a pattern of `Resource` or `NotResource` names. */
export function resourceLike(pattern: readonly Letter[], resource: string): Truth {
  if (pattern.length > 0 && pattern.every(({ text, wild }) => wild && text === '*')) { return true; }
  const letters = lettersOf(resource);
  if (!pattern.some(({ wild }) => wild) && equal(pattern, letters)) { return true; }
  // A symbol for a whole ARN, or for one up to its resource, equals no other text.
  if (isSymbol(pattern[0]?.text)) { return like(pattern, letters); }
  if (isSymbol(letters[0])) { return undefined; }
  const segments = segmentsOfPattern(pattern);
  const beforeResource = segments.slice(0, SEGMENTS - 1).flat();
  // Some services complete short forms on their own, and variables may only stand in the resource.
  if (segments[0].map(({ text }) => text).join('') !== 'arn' || beforeResource.some(({ substituted }) => substituted)) { return undefined; }
  if (segments.length === SEGMENTS && bySegment(segments, segmentsOf(letters))) { return true; }
  if (!like(pattern, letters)) { return false; }
  // A star that ends a segment «can» reach over colons: the only way a shorter pattern matches, and not to be relied on in a full one.
  const reaches = segments.length < SEGMENTS && every(segments, (segment) => segment.every(({ wild }, at) => !wild || endsWithStar(segment, at)));
  return reaches ? true : undefined;
}

const endsWithStar = (segment: readonly Letter[], at: number): boolean => at === segment.length - 1 && segment[at].text === '*';
