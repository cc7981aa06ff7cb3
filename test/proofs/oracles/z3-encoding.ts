import type { PrincipalType } from '../../../src/proofs/engine/request';
import { KEYS, type PoolKey } from './pools';
import type { PolicyDocument, PolicyStatement } from './random-policy';
import { and, ANY_LETTER, arnGlob, DIGIT, either, epoch, equals, exactly, glob, ignoringCase, inRe, literal, NO_COLON, not, numeral, or, sequence, TWELVE_DIGITS, withinCidr } from './smt';

type Condition = NonNullable<PolicyStatement['Condition']>;

/** Types of principals in the order of their numbers in the encoding. */
export const PRINCIPAL_TYPES: readonly PrincipalType[] = ['role', 'user', 'root', 'federated-user', 'service', 'anonymous'];

const NAME_LETTER = `(re.union (re.range "a" "z") (re.range "A" "Z") (re.range "0" "9") ${[...'+=,.@_-'].map(exactly).join(' ')})`;
const NOT_EMPTY = `(re.+ ${ANY_LETTER})`;
const ARN = sequence(exactly('arn:'), ...Array<string>(4).fill(sequence(`(re.* ${NO_COLON})`, exactly(':'))), NOT_EMPTY);
const ACTION_WORD = `(re.+ ${either('(re.range "a" "z")', DIGIT, exactly('-'))})`;
const ACTION = sequence(ACTION_WORD, exactly(':'), ACTION_WORD);
const PLAIN_NAME = `(re.+ ${NAME_LETTER})`;
const NAME = sequence(PLAIN_NAME, `(re.* ${sequence(exactly('/'), PLAIN_NAME)})`);

/** Stands for a string in what is said about it. */
const TERM = '<term>';

const MOST_STARS = 8;

/** The beginning of a pattern and the end of another, both with a star. */
const crossed = (one: string, other: string): string => one.slice(0, one.lastIndexOf('*')) + other.slice(other.indexOf('*') + 1);

/** Which of its candidates a string is. */
const choice = (name: string): string => `|choice ${name.replaceAll('|', '')}|`;

const list = (value: string | readonly string[] | undefined): readonly string[] => (value === undefined ? [] : typeof value === 'string' ? [value] : value);

const isType = (...types: readonly PrincipalType[]) => or(...types.map((type) => `(= type ${PRINCIPAL_TYPES.indexOf(type)})`));
const IS_IAM = isType('role', 'user', 'root', 'federated-user');

/**
 * "Some request is allowed by `a` and not by `b`" in SMT-LIB, in the way of Zelkova: texts are strings with regular expressions, a key is there if
 * its Boolean says so, addresses are bit vectors, numbers and dates are reals. The caller is its type and one string, its ARN, of which its account
 * and its name are parts (equations between concatenated strings would be far beyond z3's speed); services have their name, sessions theirs.
 */
export class Encoding {
  /** Texts that a string may be in the first attempt: what the policies say about it, which is where a solution mostly lies. */
  readonly candidates = new Map<string, Set<string>>();
  private readonly declared = new Map<string, string>();
  private readonly atoms = new Map<string, { readonly name: string; readonly of: string; readonly statement: string }>();
  private readonly stars = new Map<string, Set<string>>();
  private readonly facts: string[] = [];
  private readonly slots = new Map<string, number>();
  private readonly query: string;

  constructor(a: PolicyDocument, b: PolicyDocument, principals: readonly PrincipalType[] = PRINCIPAL_TYPES) {
    for (const { Condition: block = {} } of [...a.Statement, ...b.Statement]) { this.countSlots(block); }
    this.principalFacts(principals);
    this.query = and(this.allowed(a), not(this.allowed(b)));
    this.encryptionContextFact();
  }

  /** All of it, for `Solver.fromString`: with strings that may be anything, or (only `sat` says something then) limited to their candidates. */
  text(strings: 'any' | 'candidates'): string {
    const definitions = [...this.atoms].map(([id, { name, of, statement }]) => `(define-fun ${name} () Bool ${strings === 'any' ? id : this.guessed(of, statement)})`);
    const limits = strings === 'any' ? [] : [...this.candidates].map(([name, texts]) => `(bvult ${choice(name)} (_ bv${texts.size} 8))`);
    return [
      ...[...this.declared].map(([name, sort]) => `(declare-const ${name} ${sort})`),
      ...[...this.candidates.keys()].map((name) => `(declare-const ${strings === 'any' ? `${name} String` : `${choice(name)} (_ BitVec 8)`})`),
      ...definitions,
      ...[...this.facts, ...limits, this.query].map((fact) => `(assert ${fact})`),
    ].join('\n');
  }

  /** What is said about a string, said about each of its candidates: z3 evaluates that at once. */
  private guessed(name: string, statement: string): string {
    return or(...[...this.candidates.get(name)!].map((text, index) => and(`(= ${choice(name)} (_ bv${index} 8))`, statement.replaceAll(TERM, () => literal(text)))));
  }

  private declare(name: string, sort: string): string {
    this.declared.set(name, sort);
    return name;
  }

  private string(name: string, shape = NOT_EMPTY, example = 'zz'): string {
    if (!this.candidates.has(name)) {
      this.guess(name, example);
      this.facts.push(this.is(name, inRe(TERM, shape)));
    }
    return name;
  }

  /** A statement about one string, with {@link TERM} in its place. */
  private is(of: string, statement: string): string {
    const id = statement.replaceAll(TERM, () => of);
    const atom = this.atoms.get(id) ?? { name: `|atom ${this.atoms.size}|`, of, statement };
    this.atoms.set(id, atom);
    return atom.name;
  }

  /** Texts (or what patterns take) that a string may be; two patterns with stars may take a text that starts like the one and ends like the other. */
  private guess(name: string, ...texts: readonly string[]): void {
    const known = this.candidates.get(name) ?? new Set();
    const stars = this.stars.get(name) ?? new Set();
    this.candidates.set(name, known);
    this.stars.set(name, stars);
    for (const text of texts) {
      if (text.includes('*') && stars.size < MOST_STARS) { stars.add(text); }
      const mixed = text.includes('*') ? [...stars].flatMap((other) => [crossed(text, other), crossed(other, text)]) : [];
      for (const filled of [text.replaceAll('*', ''), text.replaceAll('*', 'x'), ...mixed]) { known.add(filled.replaceAll('?', 'x').replaceAll('*', 'x')); }
    }
  }

  /** A set operator needs one value for itself at most, so this many values of a key show all that its conditions can tell apart. */
  private countSlots(block: Condition): void {
    for (const [operator, keys] of Object.entries(block)) {
      for (const key of Object.keys(keys)) {
        if (KEYS.find(({ name }) => name === key)?.isMulti) { this.slots.set(key, (this.slots.get(key) ?? 1) + (operator === 'Null' ? 0 : 1)); }
      }
    }
  }

  private principalFacts(principals: readonly PrincipalType[]): void {
    this.declare('type', 'Int');
    const iam = (resource: string) => sequence(exactly('arn:aws:iam::'), TWELVE_DIGITS, exactly(':'), resource);
    const federated = sequence(exactly('arn:aws:sts::'), TWELVE_DIGITS, exactly(':federated-user/'), PLAIN_NAME);
    const shape = { 'role': iam(sequence(exactly('role/'), NAME)), 'user': iam(sequence(exactly('user/'), NAME)), 'root': iam(exactly('root')), 'federated-user': federated };
    this.facts.push(isType(...principals), this.is('session', inRe(TERM, PLAIN_NAME)), this.is('service', inRe(TERM, `(re.+ ${NAME_LETTER})`)));
    for (const [type, regex] of Object.entries(shape)) { this.facts.push(`(=> ${isType(type as PrincipalType)} ${this.is('arn', inRe(TERM, regex))})`); }
    this.guess('session', 'zz');
    this.guess('service', 'zz.amazonaws.com');
    this.guessAccount('000000000000');
  }

  private guessAccount(account: string): void {
    if (!/^\d{12}$/.test(account)) { return; }
    this.guess('arn', `arn:aws:iam::${account}:root`, `arn:aws:iam::${account}:role/zz`, `arn:aws:iam::${account}:user/zz`, `arn:aws:sts::${account}:federated-user/zz`);
  }

  private encryptionContextFact(): void {
    const [single, multi] = ['kms:EncryptionContext:app', 'kms:EncryptionContextKeys'];
    if (!this.declared.has(`|has ${single}|`) || !this.declared.has(`|${multi} 0|`)) { return; }
    this.facts.push(`(= |has ${single}| ${or(...this.slotsOf(multi).map(({ isOn, value }) => and(isOn, this.is(value, equals(TERM, 'app')))))})`);
    for (const { value } of this.slotsOf(multi)) { this.guess(value, 'app'); }
  }

  private allowed({ Statement }: PolicyDocument): string {
    const matches = (effect: string) => or(...Statement.filter(({ Effect }) => Effect === effect).map((statement) => this.matches(statement)));
    return and(matches('Allow'), not(matches('Deny')));
  }

  private matches(statement: PolicyStatement): string {
    const { Principal, Action, NotAction, Resource, NotResource, Condition: block = {} } = statement;
    const action = this.string('action', ACTION, 'zz:zz');
    const resource = this.string('resource', ARN, 'arn:aws:zz:::zz');
    this.guess('action', ...[...list(Action), ...list(NotAction)].map((pattern) => pattern.toLowerCase()));
    this.guess('resource', ...list(Resource), ...list(NotResource));
    const actions = or(...[...list(Action), ...list(NotAction)].map((pattern) => this.is(action, inRe(TERM, glob(pattern.toLowerCase())))));
    const resources = or(...[...list(Resource), ...list(NotResource)].map((pattern) => (pattern === '*' ? 'true' : this.is(resource, inRe(TERM, arnGlob(pattern))))));
    return and(
      this.principal(Principal), NotAction ? not(actions) : actions, NotResource ? not(resources) : resources,
      ...Object.entries(block).flatMap(([operator, keys]) => Object.entries(keys).map(([key, values]) => this.condition(operator, key, list(values)))),
    );
  }

  private principal(element: PolicyStatement['Principal']): string {
    if (element === '*') { return 'true'; }
    return or(...list(element.AWS).map((text) => this.awsPrincipal(text)), ...list(element.Service).map((name) => {
      this.guess('service', name);
      return and(isType('service'), this.is('service', equals(TERM, name)));
    }));
  }

  private awsPrincipal(text: string): string {
    if (text === '*') { return 'true'; }
    const account = /^\d{12}$/.test(text) ? text : /^arn:aws:iam::(\d{12}):root$/.exec(text)?.[1];
    if (account !== undefined) {
      this.guessAccount(account);
      return and(IS_IAM, this.account(exactly(account)));
    }
    const session = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/([^/]+)$/.exec(text);
    if (session === null) {
      this.guess('arn', text);
      return and(IS_IAM, this.is('arn', equals(TERM, text)));
    }
    const [, number = '', role = '', name = ''] = session;
    this.guess('session', name);
    this.guess('arn', `arn:aws:iam::${number}:role/${role}`, `arn:aws:iam::${number}:role/zz/${role}`);
    const path = `(re.opt ${sequence('re.all', exactly('/'))})`;
    return and(isType('role'), this.is('session', equals(TERM, name)), this.is('arn', inRe(TERM, sequence(exactly(`arn:aws:iam::${number}:role/`), path, exactly(role)))));
  }

  /** Whether the account in the caller's ARN is in a regular expression. */
  private account(regex: string): string {
    return this.is('arn', inRe(TERM, sequence(exactly('arn:aws:'), either(exactly('iam'), exactly('sts')), exactly('::'), regex, exactly(':'), 're.all')));
  }

  private slotsOf(key: string): readonly { readonly isOn: string; readonly value: string }[] {
    return Array.from({ length: this.slots.get(key) ?? 1 }, (_, index) => ({
      isOn: this.declare(`|has ${key} ${index}|`, 'Bool'), value: this.string(`|${key} ${index}|`),
    }));
  }

  private condition(operator: string, name: string, values: readonly string[]): string {
    const key = KEYS.find((known) => known.name === name);
    if (key === undefined) { throw new Error(`no condition key ${name}`); }
    const slots = key.isMulti ? this.slotsOf(name) : undefined;
    const isPresent = slots ? or(...slots.map(({ isOn }) => isOn)) : this.presence(key);
    if (operator === 'Null') { return or(...values.map((value) => (value === 'true' ? not(isPresent) : isPresent))); }
    const [, set = '', base = '', ifExists = ''] = /^(ForAllValues:|ForAnyValue:)?(.+?)(IfExists)?$/.exec(operator) ?? [];
    const isNegated = base.includes('Not');
    const holds = (value: string) => {
      const some = or(...values.map((operand) => this.test(key, base.replace('Not', ''), value, operand)));
      return isNegated ? not(some) : some;
    };
    const values0 = slots ?? [{ isOn: isPresent, value: key.of === 'derived' ? name : `|${name}|` }];
    if (set === 'ForAllValues:') { return and(...values0.map(({ isOn, value }) => `(=> ${isOn} ${holds(value)})`)); }
    if (slots && set === '') { throw new Error(`${operator} on ${name} wants a set operator`); }
    const isThere = or(...values0.map(({ isOn, value }) => and(isOn, holds(value))));
    return ifExists || (isNegated && set === '') ? or(not(isPresent), isThere) : isThere;
  }

  /** Which requests may carry a key: these are the rules of the environment. */
  private presence({ name, of }: PoolKey): string {
    if (of === 'derived') { return IS_IAM; }
    const flag = `|has ${name}|`;
    if (!this.declared.has(flag)) {
      this.declare(flag, 'Bool');
      if (of !== undefined) { this.facts.push(`(=> ${flag} ${of === 'iam' ? IS_IAM : isType('service')})`); }
    }
    return flag;
  }

  /** Whether one value passes one operand of a positive operator. */
  private test(key: PoolKey, operator: string, value: string, operand: string): string {
    switch (key.type) {
      case 'bool': return this.boolean(value, operand);
      case 'numeric': return this.number(value, operator, numeral(operand));
      case 'date': return this.number(value, operator, numeral(epoch(operand)));
      case 'ip': return this.address(value, operand);
      default: return this.stringTest(key, value, operator, operand);
    }
  }

  private boolean(value: string, operand: string): string {
    const term = this.declare(value, 'Bool');
    return operand === 'true' ? term : not(term);
  }

  private number(value: string, operator: string, operand: string): string {
    const sign = { Equals: '=', LessThan: '<', LessThanEquals: '<=', GreaterThan: '>', GreaterThanEquals: '>=' }[operator.replace(/^(Numeric|Date)/, '')];
    if (sign === undefined) { throw new Error(`no operator ${operator}`); }
    return `(${sign} ${this.declare(value, 'Real')} ${operand})`;
  }

  private address(value: string, cidr: string): string {
    const isV6 = this.declare(`|v6 of ${value.slice(1)}`, 'Bool');
    const [v4, v6] = [this.declare(`|v4 bits of ${value.slice(1)}`, '(_ BitVec 32)'), this.declare(`|v6 bits of ${value.slice(1)}`, '(_ BitVec 128)')];
    return cidr.includes(':') ? and(isV6, withinCidr(v6, cidr)) : and(not(isV6), withinCidr(v4, cidr));
  }

  private stringTest(key: PoolKey, value: string, operator: string, operand: string): string {
    if (value === 'aws:PrincipalAccount' || value === 'kms:CallerAccount') {
      this.guessAccount(operand);
      return this.account(operator === 'StringLike' ? `(re.inter ${glob(operand)} ${TWELVE_DIGITS})` : exactly(operand));
    }
    const term = value === 'aws:PrincipalArn' ? 'arn' : key.type === 'arn' ? this.string(value, ARN, 'arn:aws:zz:::zz') : this.string(value);
    this.guess(term, operand);
    switch (operator) {
      case 'StringEquals': case 'BinaryEquals': return this.is(term, equals(TERM, operand));
      case 'StringEqualsIgnoreCase': return this.is(term, inRe(TERM, ignoringCase(operand)));
      case 'StringLike': return this.is(term, inRe(TERM, glob(operand)));
      case 'ArnEquals': case 'ArnLike': return this.is(term, inRe(TERM, arnGlob(operand)));
      default: throw new Error(`no operator ${operator}`);
    }
  }
}
