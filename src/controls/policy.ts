import { type CheckResult, compliant, unknown, violated } from './control';
import { asArray, isIntrinsic, isRecord } from './template';

/** A statement of an IAM policy document, its single-or-many elements made many. */
export interface Statement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly unknown[];
  readonly notActions: readonly unknown[];
  readonly resources: readonly unknown[];
  readonly notResources: readonly unknown[];
  /** Principals with their kind (`AWS`, `Service`, `Federated`, `CanonicalUser`); `Principal: '*'` is `AWS` `*`. */
  readonly principals: readonly { readonly kind: string; readonly value: unknown }[];
  readonly hasNotPrincipal: boolean;
  readonly conditions: readonly Condition[];
}

/** One operator and key of a condition block. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly unknown[];
}

/** The statements of a policy document; none where the document is an intrinsic. */
export function statementsOf(document: unknown): readonly Statement[] {
  if (!isRecord(document)) { return []; }
  return asArray(document.Statement).filter(isRecord).map((statement) => ({
    sid: typeof statement.Sid === 'string' ? statement.Sid : undefined,
    effect: statement.Effect === 'Deny' ? 'Deny' : 'Allow',
    actions: asArray(statement.Action),
    notActions: asArray(statement.NotAction),
    resources: asArray(statement.Resource),
    notResources: asArray(statement.NotResource),
    principals: principalsOf(statement.Principal),
    hasNotPrincipal: statement.NotPrincipal !== undefined,
    conditions: conditionsOf(statement.Condition),
  }));
}

function principalsOf(principal: unknown) {
  if (typeof principal === 'string') { return [{ kind: 'AWS', value: principal }]; }
  return isRecord(principal)
    ? Object.entries(principal).flatMap(([kind, values]) => asArray(values).map((value) => ({ kind, value })))
    : [];
}

function conditionsOf(condition: unknown): Condition[] {
  return isRecord(condition)
    ? Object.entries(condition).flatMap(([operator, keys]) => (isRecord(keys)
      ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: asArray(values) }))
      : []))
    : [];
}

/** Whether an action pattern of a policy (`kms:*`, `kms:De*`) takes in an action; case does not count in IAM. */
export const matchesAction = (pattern: unknown, action: string): boolean =>
  typeof pattern === 'string' && (pattern === action || matchesPattern(pattern.toLowerCase(), action.toLowerCase()));

/** Whether a pattern with `*` and `?` takes in a text. */
export function matchesPattern(pattern: string, text: string): boolean {
  const wildcard = pattern.search(/[*?]/); // most patterns have none, or one star at the end: an expression for each would take most of a run
  if (wildcard === -1) { return pattern === text; }
  if (wildcard === pattern.length - 1 && pattern.endsWith('*')) { return text.startsWith(pattern.slice(0, -1)); }
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 's').test(text);
}

/** Whether a statement's actions take in an action. */
export const coversAction = (statement: Statement, action: string): boolean =>
  (statement.actions.length > 0 ? statement.actions.some((pattern) => matchesAction(pattern, action))
    : statement.notActions.length > 0 && !statement.notActions.some((pattern) => matchesAction(pattern, action)));

/** Whether a statement takes in every action of a service, also those AWS has not made yet. */
export const coversAnyAction = (statement: Statement, service: string): boolean => coversAction(statement, `${service}:~~~~~~~~`);

/** The condition on a key, whatever the operator; keys are compared without case. */
export const conditionOn = (statement: Statement, key: string): Condition | undefined =>
  statement.conditions.find((condition) => condition.key.toLowerCase() === key.toLowerCase());

/** All conditions on a key, or on the keys that a pattern matches. */
export const conditionsOn = (statement: Statement, key: string | RegExp): readonly Condition[] =>
  statement.conditions.filter((condition) => (typeof key === 'string' ? condition.key.toLowerCase() === key.toLowerCase() : key.test(condition.key)));

const POSITIVE = /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/;

/** Whether a statement holds only where a key is present with accepted values; `…IfExists` and `ForAllValues` also hold where it is absent. */
export const requires = (statement: Statement, key: string | RegExp, accepts: (value: unknown) => boolean = isFixed): boolean =>
  conditionsOn(statement, key).some(({ operator, values }) => POSITIVE.test(operator) && values.length > 0 && values.every(accepts));

/** Whether a condition's value is one value: no wildcard, no policy variable. */
export function isFixed(value: unknown): boolean {
  const text = textOf(value);
  return text !== undefined && text !== '' && !/[*?]|\$\{/.test(text);
}

/** Whether a statement's principals take in everybody (`'*'`, `{ AWS: '*' }`, or all but some). */
export const isForAnyone = (statement: Statement): boolean =>
  statement.hasNotPrincipal || statement.principals.some(({ kind, value }) => (kind === 'AWS' || kind === '*') && textOf(value) === '*');

/** Whether a principal is a whole account: its number or its root's ARN, literal or put together from pseudo parameters. */
export const isAccountPrincipal = (value: unknown): boolean =>
  /^(\d{12}|<AWS\.AccountId>|arn:[^:]+:iam::[^:*]+:root)$/.test(textOf(value) ?? '');

/** A value as text in which each reference stands as `<name>`, its colons made dots; `undefined` where only a deployment knows which text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') { return value; }
  if (typeof value === 'number' || typeof value === 'boolean') { return String(value); }
  if (!isRecord(value) || !isIntrinsic(value) || value['Fn::If'] !== undefined) { return undefined; }
  const [name, argument] = Object.entries(value)[0];
  switch (name) {
    case 'Ref': return reference(String(argument));
    case 'Fn::GetAtt': return reference(asArray(argument).map(String).join('.'));
    case 'Fn::Join': return joined(argument);
    case 'Fn::Sub': return substituted(argument);
    default: return reference(name);
  }
}

const reference = (name: string): string => `<${name.replace(/::/g, '.')}>`;

function joined(argument: unknown): string | undefined {
  const [separator, items] = asArray(argument);
  if (!Array.isArray(items)) { return reference('Fn::Join'); }
  const texts = items.map(textOf);
  return texts.includes(undefined) ? undefined : texts.join(String(separator));
}

function substituted(argument: unknown): string | undefined {
  const [pattern, values] = asArray(argument);
  let known = true;
  const text = String(pattern).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) { return `\${${name}}`; }
    const value = isRecord(values) && name in values ? textOf(values[name]) : reference(name);
    known &&= value !== undefined;
    return value ?? '';
  });
  return known ? text : undefined;
}

/** The statements of a policy that can be read, and whether these are all. */
export function readableStatements(document: unknown): ReadablePolicy {
  const known = isRecord(document) ? read.get(document) : undefined;
  if (known) { return known; }
  const policy = readStatements(document);
  if (isRecord(document)) { read.set(document, policy); }
  return policy;
}

interface ReadablePolicy { readonly statements: readonly Statement[]; readonly whole: boolean }

/** Ten controls ask about each key's policy. */
const read = new WeakMap<object, ReadablePolicy>();

function readStatements(document: unknown): ReadablePolicy {
  const all = isRecord(document) ? asArray(document.Statement) : [];
  const readable = all.filter(isReadable);
  return { statements: statementsOf({ Statement: readable }), whole: isRecord(document) && !isIntrinsic(document) && readable.length === all.length };
}

/** Answers from a policy: the complaint about the statements that can be read, or `unknown` where others can't. */
export function judgePolicy(document: unknown, complaint: (statements: readonly Statement[], whole: boolean) => string | undefined): CheckResult {
  const { statements, whole } = readableStatements(document);
  const detail = complaint(statements, whole);
  if (detail !== undefined) { return violated(detail); }
  return whole ? compliant() : unknown('a part of the policy is known only at deployment');
}

const isReadable = (statement: unknown): boolean => isRecord(statement) && !isIntrinsic(statement)
  && typeof statement.Effect === 'string'
  && [...asArray(statement.Action), ...asArray(statement.NotAction)].every((action) => typeof action === 'string')
  && [statement.Principal, statement.Condition].every((part) => !isIntrinsic(part))
  && conditionsAreReadable(statement.Condition)
  && [...principalsOf(statement.Principal).map(({ value }) => value), ...conditionsOf(statement.Condition).flatMap(({ values }) => values),
    ...asArray(statement.Resource), ...asArray(statement.NotResource)].every((value) => textOf(value) !== undefined);

const conditionsAreReadable = (condition: unknown): boolean =>
  !isRecord(condition) || Object.values(condition).every((keys) => isRecord(keys) && !isIntrinsic(keys));

/** How a message calls a statement. */
export const nameOf = (statement: Statement): string => (statement.sid === undefined ? 'a statement without a Sid' : `statement '${statement.sid}'`);
