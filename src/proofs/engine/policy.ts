import type { Condition } from './condition';
import { hole, holeIn } from './text';

/** A statement of a policy document, its single-or-many elements made many. Elements that can't be read are holes. */
export interface Statement {
  /** Its Sid, or `statement 3`. */
  readonly name: string;
  /** Its content: what nobody can read of it is the same wherever it stands. */
  readonly id: string;
  /** Elements that are not known, or stand beside their opposite. */
  readonly strange: readonly string[];
  /** `undefined` where it can't be read. */
  readonly effect?: 'Allow' | 'Deny';
  /** `undefined` in an identity policy. */
  readonly principal?: Principals;
  readonly action: Elements;
  /** Everything where a trust policy says nothing of it. */
  readonly resource: Elements;
  readonly conditions: readonly Condition[];
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Elements {
  readonly isNegated: boolean;
  readonly values: readonly string[];
}

/** `Principal` or `NotPrincipal`: kinds (`AWS`, `Service`, `Federated`, `CanonicalUser`, `*`) with values. */
export interface Principals {
  readonly isNegated: boolean;
  readonly values: readonly { readonly kind: string; readonly value: string }[];
}

/** A policy document, read. */
export interface Policy {
  readonly statements: readonly Statement[];
  /** Whether `${…}` is a policy variable. */
  readonly hasVariables: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const VERSIONS = [undefined, '2008-10-17', '2012-10-17'];

/** Reads a policy document whose values are texts (see `text.ts`). What is no policy becomes a statement that nobody can read. */
export function readPolicy(document: unknown): Policy {
  if (!isFields(document)) { return read(document); }
  const known = READ.get(document);
  if (known) { return known; }
  const policy = read(document);
  READ.set(document, policy);
  return policy;
}

/** A document is read for its texts, for its formulas and for what it promises. */
const READ = new WeakMap<object, Policy>();

function read(document: unknown): Policy {
  if (!isFields(document)) { return { statements: [unreadable('the policy', document)], hasVariables: false }; }
  const { Version: version, Statement: all } = document;
  const isKnown = VERSIONS.includes(version as string | undefined) && all !== undefined && Object.keys(document).every((name) => ['Version', 'Id', 'Statement'].includes(name));
  const statements = many(all).map((statement, index) => readStatement(statement, `statement ${index + 1}`));
  return { statements: isKnown ? statements : [...statements, unreadable('the policy', document)], hasVariables: version === '2012-10-17' };
}

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

function readStatement(statement: unknown, position: string): Statement {
  if (!isFields(statement)) { return unreadable(position, statement); }
  const { Sid: sid, ...rest } = statement;
  const { Effect: effect } = statement;
  const name = typeof sid === 'string' && sid !== '' && holeIn(sid) === undefined ? sid : position;
  const doubled = ['Principal', 'Action', 'Resource'].filter((element) => statement[element] !== undefined && statement[`Not${element}`] !== undefined);
  const strange = [...Object.keys(statement).filter((element) => !ELEMENTS.includes(element)), ...doubled.map((element) => `Not${element}`)];
  return {
    name,
    get id() { return textOfJson(rest); },
    strange,
    effect: effect === 'Allow' || effect === 'Deny' ? effect : undefined,
    principal: principalsOf(statement),
    action: elementsOf(statement, 'Action') ?? { isNegated: false, values: [hole(`${name} has no action: ${textOfJson(rest)}`)] },
    resource: elementsOf(statement, 'Resource') ?? { isNegated: false, values: ['*'] },
    conditions: conditionsOf(statement.Condition, name),
  };
}

/** Nothing is known of it, so it may allow or deny anything. */
function unreadable(name: string, content: unknown): Statement {
  const id = textOfJson(content);
  const reason = (typeof content === 'string' ? holeIn(content) : undefined) ?? `${name} is not understood`;
  const values = [hole(`${reason}: ${id.replace(/[\uE000-\uE003]/g, '')}`)];
  return {
    name,
    id,
    strange: [],
    principal: { isNegated: false, values: [{ kind: 'AWS', value: values[0] }] },
    action: { isNegated: false, values },
    resource: { isNegated: false, values: ['*'] },
    conditions: [],
  };
}

function elementsOf(statement: Fields, name: 'Action' | 'Resource'): Elements | undefined {
  const isNegated = statement[name] === undefined;
  const element = isNegated ? statement[`Not${name}`] : statement[name];
  if (element === undefined) { return undefined; }
  const values = many(element).map(textOf);
  return { isNegated, values: values.length > 0 ? values : [hole(`an empty list of ${name}`)] };
}

function principalsOf(statement: Fields): Principals | undefined {
  const isNegated = statement.Principal === undefined;
  const element = isNegated ? statement.NotPrincipal : statement.Principal;
  if (element === undefined) { return undefined; }
  const values = isFields(element)
    ? Object.entries(element).flatMap(([kind, all]) => many(all).map((value) => ({ kind, value: textOf(value) })))
    : many(element).map((value) => ({ kind: textOf(value) === '*' ? '*' : 'AWS', value: textOf(value) }));
  return { isNegated, values: values.length > 0 ? values : [{ kind: 'AWS', value: hole('a Principal names nobody') }] };
}

function conditionsOf(condition: unknown, name: string): Condition[] {
  if (condition === undefined) { return []; }
  if (!isFields(condition)) { return [{ operator: hole(`the condition of ${name} can't be read`), key: textOfJson(condition), values: [] }]; }
  return Object.entries(condition).flatMap(([operator, keys]) => (isFields(keys)
    ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: many(values).map(textOf) }))
    : [{ operator: hole(`the condition of ${name} can't be read`), key: textOfJson([operator, keys]), values: [] }]));
}

/** JSON of anything that somebody may hand in, however deep. */
function textOfJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch {
    return 'a value without end';
  }
}

const many = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

function textOf(value: unknown): string {
  if (typeof value === 'string') { return value; }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : hole(`a value of the policy is neither text nor number: ${textOfJson(value)}`);
}
