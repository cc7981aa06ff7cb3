/** The properties of a CloudFormation resource, or a part of them. */
export type Properties = Readonly<Record<string, unknown>>;

/** A web ACL, a rule group or a set that this evaluator does not understand: it never guesses. */
export class UnknownPropertyError extends Error {
  public readonly name = 'UnknownPropertyError';
}

/** An object of which only known properties are given; any other property is refused. */
export function known(value: unknown, where: string, allowed: readonly string[]): Properties {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) { throw new UnknownPropertyError(`${where}: ${JSON.stringify(value)} is no object`); }
  const strange = Object.keys(value).filter((name) => !allowed.includes(name));
  if (strange.length > 0) { throw new UnknownPropertyError(`${where}: ${strange.join(', ')} is not known`); }
  return value as Properties;
}

/** The one property of an object that says of which kind it is. */
export function onlyOne(value: unknown, where: string, allowed: readonly string[]): [kind: string, content: unknown] {
  const entries = Object.entries(known(value, where, allowed));
  if (entries.length !== 1) { throw new UnknownPropertyError(`${where}: one of ${allowed.join(', ')} is needed, got ${JSON.stringify(value)}`); }
  return entries[0];
}

/** A value of an enumeration. */
export function oneOf(value: unknown, where: string, ...allowed: readonly string[]): string {
  if (typeof value !== 'string' || !allowed.includes(value)) { throw new UnknownPropertyError(`${where}: ${JSON.stringify(value)} is none of ${allowed.join(', ')}`); }
  return value;
}

/** A text that must be there. */
export function text(value: unknown, where: string): string {
  if (typeof value !== 'string') { throw new UnknownPropertyError(`${where}: ${JSON.stringify(value)} is no text`); }
  return value;
}

/** A number that must be there; CloudFormation takes it as text also. */
export function numberOf(value: unknown, where: string): number {
  if ((typeof value !== 'number' && typeof value !== 'string') || !Number.isFinite(Number(value))) {
    throw new UnknownPropertyError(`${where}: ${JSON.stringify(value)} is no number`);
  }
  return Number(value);
}

/** A list of at least so many. */
export function listOf(value: unknown, where: string, atLeast = 1): readonly unknown[] {
  if (!Array.isArray(value) || value.length < atLeast) { throw new UnknownPropertyError(`${where}: ${JSON.stringify(value)} is no list of ${atLeast} or more`); }
  return value;
}

/** Things with a priority, the lowest first. Two of the same priority are refused, as AWS refuses them. */
export function byPriority(values: readonly Properties[], where: string): Properties[] {
  const sorted = [...values].sort((one, other) => numberOf(one.Priority, where) - numberOf(other.Priority, where));
  sorted.forEach(({ Priority }, index) => {
    if (index > 0 && Number(sorted[index - 1].Priority) === Number(Priority)) { throw new UnknownPropertyError(`${where}: two have the priority ${String(Priority)}`); }
  });
  return sorted;
}
