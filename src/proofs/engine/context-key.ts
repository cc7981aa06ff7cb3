import { type Choice, Value, ValueSet } from './dimension';
import { and, type Formula, inCases, isNotEmpty, isPresent, not, or, passes, someValue, unknown } from './formula';
import type { Principals } from './principals';
import type { PrincipalType } from './request';
import { isIn } from './string-classes';
import { ACCOUNTS, ADDRESSES, ARN_TEXTS, DATES, NUMBERS, oneOf, ORGANIZATIONS, type Universe, VALUES } from './universe';
import type { ValueTest } from './value-test';
import type { KeyFacts, World } from './world';

/** A condition key of a request: whether it is there, and what its values pass. */
export interface ContextKey {
  readonly present: Formula;
  readonly isMultiValued: boolean;
  /** There is a value that passes one of the tests. */
  passesAny(tests: readonly ValueTest[]): Formula;
  /** There is a value that passes none of the tests. */
  failsAll(tests: readonly ValueTest[]): Formula;
  /** The values in an example; none for a key that follows from the principal. */
  values(valueOf: (value: Value) => string | undefined, caseOf: (member: Choice) => number | undefined): string[];
}

const dependsOnName = (name: string): string => `whether a value of ${name} is meant depends on a name that only a deployment knows`;

/** A key that stands for itself. */
export class OwnKey implements ContextKey {
  public readonly isMultiValued = false;
  public readonly present: Formula;

  constructor(public readonly value: Value) {
    this.present = isPresent(value);
  }

  public values(valueOf: (value: Value) => string | undefined): string[] {
    const value = valueOf(this.value);
    return value === undefined ? [] : [value];
  }

  public passesAny(tests: readonly ValueTest[]): Formula {
    return or(...tests.map((test) => passes(this.value, this.value.ask(test), dependsOnName(this.value.name))));
  }

  public failsAll(tests: readonly ValueTest[]): Formula {
    return and(this.present, not(this.passesAny(tests)));
  }
}

/** A key with many values. */
class SetKey implements ContextKey {
  public readonly isMultiValued = true;
  public readonly present: Formula;

  constructor(public readonly set: ValueSet) {
    this.present = isNotEmpty(set);
  }

  public values(_valueOf: unknown, caseOf: (member: Choice) => number | undefined): string[] {
    return this.set.witnesses(caseOf);
  }

  public passesAny(tests: readonly ValueTest[]): Formula {
    return someValue(this.set, this.ask(tests), dependsOnName(this.set.name));
  }

  public failsAll(tests: readonly ValueTest[]): Formula {
    return someValue(this.set, this.ask(tests), dependsOnName(this.set.name), true);
  }

  private ask(tests: readonly ValueTest[]): number[] {
    return tests.map((test) => this.set.values.ask(test));
  }
}

/** A key whose value follows from who asks. */
class PrincipalKey implements ContextKey {
  public readonly isMultiValued = false;

  constructor(public readonly present: Formula, private readonly test: (test: ValueTest) => Formula) {}

  public values(): string[] {
    return [];
  }

  public passesAny(tests: readonly ValueTest[]): Formula {
    return or(...tests.map(this.test));
  }

  public failsAll(tests: readonly ValueTest[]): Formula {
    return and(this.present, not(this.passesAny(tests)));
  }
}

/** Values of `aws:PrincipalType`. */
const PRINCIPAL_TYPES: Readonly<Partial<Record<PrincipalType, string>>> = {
  'role': 'AssumedRole', 'user': 'User', 'root': 'Account', 'federated-user': 'FederatedUser', 'anonymous': 'Anonymous',
};

/** Keys that follow from the principal, by name in lower case. */
const PRINCIPAL_KEYS: Readonly<Record<string, (principals: Principals) => ContextKey>> = {
  'aws:principalarn': arnKey,
  'aws:principalaccount': accountKey,
  'kms:calleraccount': accountKey,
  'aws:principaltype': (principals) => byType(principals, PRINCIPAL_TYPES),
  'aws:principalisawsservice': (principals) => byType(principals, {
    'role': 'false', 'user': 'false', 'root': 'false', 'federated-user': 'false', 'service': 'true', // signed requests only
  }),
  'aws:principalservicename': (principals) => {
    const key = new OwnKey(principals.service);
    return new PrincipalKey(principals.isOneOf('service'), (test) => and(principals.isOneOf('service'), key.passesAny([test])));
  },
  'aws:username': (principals) => byText(principals.isOneOf('user'), (test) => and(principals.isOneOf('user'), principals.lastNameTakenBy(test.pattern!))),
};

export const isPrincipalKey = (name: string): boolean => Object.hasOwn(PRINCIPAL_KEYS, name);

/** A text that is no account is the account of nobody. */
const mayBeAccount = ({ pattern }: ValueTest): boolean => pattern?.literal === undefined || isIn(ACCOUNTS, pattern.literal);

/** AWS says nothing of the account of a service that calls by itself. */
function accountKey(principals: Principals): ContextKey {
  const account = new OwnKey(principals.account);
  const open = (what: string) => and(principals.isOneOf('service'), unknown('what account a service principal belongs to is not documented', `service account ${what}`));
  return new PrincipalKey(
    or(principals.isIam, open('present')),
    (test) => or(and(principals.isIam, account.passesAny([test])), mayBeAccount(test) ? open(test.id) : or()),
  );
}

/** Nor of its ARN, but that it is of no account that a policy could name. */
function arnKey(principals: Principals): ContextKey {
  const open = (what: string) => and(principals.isOneOf('service'), unknown('what ARN a service principal has is not documented', `service ARN ${what}`));
  const namesAccount = (test: ValueTest) => /^arn:[^:]*:[^:]*:[^:]*:[^:*?\uE008-\uE00B]+:/.test(test.pattern?.id.replace(/^\//, '') ?? '');
  const own = byText(principals.isIam, (test) => principals.arnTakenBy(test.pattern!));
  return new PrincipalKey(
    or(principals.isIam, open('present')),
    (test) => or(own.passesAny([test]), namesAccount(test) ? or() : open(test.id)),
  );
}

const byText = (present: Formula, passed: (test: ValueTest) => Formula): ContextKey =>
  new PrincipalKey(present, (test) => (test.pattern ? passed(test) : unknown(`a principal's ARN or name is compared as a ${test.edges?.scale ?? 'binary'}`, `principal ${test.id}`)));

function byType({ type }: Principals, values: Readonly<Partial<Record<PrincipalType, string>>>): ContextKey {
  const entries = Object.entries(values);
  return new PrincipalKey(
    inCases(type, () => type.among(...entries.map(([name]) => name))),
    (test) => inCases(type, () => type.among(...entries.filter(([, value]) => test.holds(value)).map(([name]) => name))),
  );
}

/** The texts that keys of a type can have, where not any. */
const UNIVERSES: Readonly<Partial<Record<KeyFacts['type'], Universe>>> = { bool: oneOf('true', 'false'), arn: ARN_TEXTS, account: ACCOUNTS, organization: ORGANIZATIONS, numeric: NUMBERS, date: DATES, ip: ADDRESSES };

/** The condition keys of one request, each made when it is first asked for. */
export class Context {
  private readonly keys = new Map<string, ContextKey>();

  /** @param isUsedAsSet whether a set operator asks for a key anywhere: it says that a key nobody knows has many values */
  constructor(private readonly world: World, private readonly principals: Principals, private readonly isUsedAsSet: (name: string) => boolean) {}

  public key(name: string): ContextKey {
    const id = name.toLowerCase();
    const known = this.keys.get(id);
    if (known) { return known; }
    const key = isPrincipalKey(id) ? PRINCIPAL_KEYS[id](this.principals) : this.make(name, id);
    this.keys.set(id, key);
    return key;
  }

  /** Whether a key was asked for. */
  public has(name: string): boolean {
    return this.keys.has(name.toLowerCase());
  }

  /** All keys so far, by name in lower case. */
  public get all(): ReadonlyMap<string, ContextKey> {
    return this.keys;
  }

  private make(name: string, id: string): ContextKey {
    const facts = this.world.keyFacts(id);
    const examples = this.world.examples?.[id];
    const universe = UNIVERSES[facts?.type ?? 'string'] ?? VALUES;
    if (facts?.multiValued ?? this.isUsedAsSet(id)) { return new SetKey(new ValueSet(name, universe, examples)); }
    return new OwnKey(new Value(name, universe, facts?.alwaysPresent !== true, examples));
  }
}
