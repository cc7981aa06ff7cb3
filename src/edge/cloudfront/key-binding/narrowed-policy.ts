import { type Fields, isFields, parsedPolicy, statementsOf } from './policy-text';
import { ResourceError } from '../../../secrets/parameter/resource-error';

/** For which distributions one statement of a key policy lets CloudFront in. */
export interface Narrowing {
  readonly Sid: string;
  /** What it lets CloudFront do, in the template. */
  readonly Actions: readonly string[];
  readonly SourceArns: readonly string[];
}

/** Elements of a statement that this library writes for CloudFront. */
const ELEMENTS = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];
const OPERATOR = 'ArnLike';
const SOURCE_KEY = 'aws:sourcearn';

/**
 * A key policy whose statements for CloudFront name distributions instead of all those of the account; `undefined` where they do already.
 *
 * Nothing but the values of `aws:SourceArn` in the statements named changes, and they stay within the pattern that the template has.
 *
 * @param pattern all distributions of the account: an ARN that ends with `distribution/*`
 * @throws if a statement is not there, or is not the one that the library wrote
 */
export function narrowedPolicy(text: string, narrowings: readonly Narrowing[], pattern: string): string | undefined {
  const policy = parsedPolicy(text);
  const statements = statementsOf(policy);
  let isChanged = false;
  for (const narrowing of narrowings) {
    const { Sid: sid, SourceArns: arns } = narrowing;
    checkArns(arns, pattern);
    const found = statements.flatMap((statement, index) => (isFields(statement) && statement.Sid === sid ? [{ statement, index }] : []));
    if (found.length !== 1) { throw new ResourceError(`the key's policy has ${found.length} statements ${sid}: it was changed by hand; deploy the key's stack again`); }
    const [{ statement, index }] = found;
    const { key, values } = sourceOf(statement, narrowing, pattern);
    const wanted = [...new Set(arns)].sort();
    if (isSameSet(values, wanted)) { continue; }
    isChanged = true;
    statements[index] = { ...statement, Condition: { [OPERATOR]: { [key]: wanted } } };
  }
  return isChanged ? JSON.stringify({ ...policy, Statement: statements }) : undefined;
}

/** The condition key as it is spelled, and its values: each the pattern or within it. */
function sourceOf(
  statement: Fields, { Sid: sid, Actions: actions }: Narrowing, pattern: string,
): { readonly key: string; readonly values: readonly string[] } {
  const { Effect: effect, Principal: principal, Action: action, Resource: resource, Condition: condition } = statement;
  const [operator, ...operators] = Object.keys(isFields(condition) ? condition : {});
  const keys = isFields(condition) && isFields(condition[OPERATOR]) ? condition[OPERATOR] : {};
  const [[key, value] = ['', undefined], ...others] = Object.entries(keys);
  const values = [value].flat();
  const isOurs = Object.keys(statement).every((name) => ELEMENTS.includes(name)) && effect === 'Allow' && isCloudFront(principal)
    && isSameSet(action, actions) && isSameSet(resource, ['*']) && operator === OPERATOR && operators.length === 0 && key.toLowerCase() === SOURCE_KEY && others.length === 0
    && values.every((one) => one === pattern || (typeof one === 'string' && isWithin(one, pattern)));
  if (!isOurs) { throw new ResourceError(`the statement ${sid} of the key's policy is not the one that the template has: it stays as it is; deploy the key's stack again`); }
  return { key, values: values as string[] };
}

const isSameSet = (value: unknown, wanted: readonly string[]): boolean =>
  JSON.stringify([...new Set([value].flat())].sort()) === JSON.stringify([...new Set(wanted)].sort());

function isCloudFront(principal: unknown): boolean {
  if (!isFields(principal)) { return false; }
  const { Service: services, ...others } = principal;
  return Object.keys(others).length === 0 && /^cloudfront\.amazonaws\.com(\.cn)?$/.test([services].flat().join());
}

function checkArns(arns: readonly string[], pattern: string): void {
  if (!/^arn:aws[a-z-]*:cloudfront::\d{12}:distribution\/\*$/.test(pattern)) { throw new ResourceError('the pattern is not that of an account\'s distributions'); }
  if (arns.length === 0 || !arns.every((arn) => isWithin(arn, pattern))) { throw new ResourceError('what reads with the key is no distribution of the account'); }
}

/** One distribution of the account, without a wildcard. */
const isWithin = (arn: string, pattern: string): boolean => {
  const prefix = pattern.slice(0, -1);
  return arn.startsWith(prefix) && /^[A-Z0-9]+$/.test(arn.slice(prefix.length));
};
