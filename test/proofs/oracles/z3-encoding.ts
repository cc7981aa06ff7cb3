import { KEYS, type PoolKey } from './pools';
import type { PolicyDocument, PolicyStatement } from './random-policy';
import {
  and, ANY_LETTER, arnGlob, DIGIT, either, epoch, equals, exactly, glob, ignoringCase, inRe, NO_COLON, not, numeral, or, sequence, TWELVE_DIGITS,
  withinCidr,
} from './smt';
import { type Attempt, Strings, TERM } from './z3-strings';
import type { PrincipalType } from '../../../src/proofs/engine/request';

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

const list = (value: string | readonly string[] | undefined): readonly string[] => (value === undefined ? [] : typeof value === 'string' ? [value] : value);

const isType = (...types: readonly PrincipalType[]) => or(...types.map((type) => `(= type ${PRINCIPAL_TYPES.indexOf(type)})`));
const IS_IAM = isType('role', 'user', 'root', 'federated-user');

/**
 * "Some request is allowed by `a` and not by `b`" in SMT-LIB, in the way of Zelkova: texts are strings with regular expressions, a key is there if
 * its Boolean says so, addresses are bit vectors, numbers and dates are reals. The caller is its type and one string, its ARN, of which its account
 * and its name are parts (equations between concatenated strings would be far beyond z3's speed); services have their name, sessions theirs.
 */
export class Encoding {
  private readonly strings = new Strings();
  private readonly declared = new Map<string, string>();
  private readonly facts: string[] = [];
  private readonly slots = new Map<string, number>();
  private readonly query: string;

  constructor(a: PolicyDocument, b: PolicyDocument, principals: readonly PrincipalType[] = PRINCIPAL_TYPES) {
    for (const { Condition: block = {} } of [...a.Statement, ...b.Statement]) { this.countSlots(block); }
    this.principalFacts(principals);
    this.query = and(this.allowed(a), not(this.allowed(b)));
    this.encryptionContextFact();
  }

  /** All of it, for `Solver.fromString`; with `candidates`, only the answer `sat` says something. */
  text(attempt: Attempt): string {
    return [
      ...[...this.declared].map(([name, sort]) => `(declare-const ${name} ${sort})`),
      ...this.strings.definitions(attempt),
      ...[...this.strings.facts(attempt), ...this.facts, this.query].map((fact) => `(assert ${fact})`),
    ].join('\n');
  }

  private declare(name: string, sort: string): string {
    this.declared.set(name, sort);
    return name;
  }

  private string(name: string, shape = NOT_EMPTY, example = 'zz'): string {
    return this.strings.declare(name, shape, example);
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
    const named = (kind: string) => iam(sequence(exactly(`${kind}/`), NAME));
    const shape = { 'role': named('role'), 'user': named('user'), 'root': iam(exactly('root')), 'federated-user': federated };
    this.string('session', PLAIN_NAME);
    this.string('service', PLAIN_NAME, 'zz.amazonaws.com');
    this.facts.push(isType(...principals));
    for (const [type, regex] of Object.entries(shape)) { this.facts.push(`(=> ${isType(type as PrincipalType)} ${this.strings.is('arn', inRe(TERM, regex))})`); }
    this.guessAccount('000000000000');
  }

  private guessAccount(account: string): void {
    if (!/^\d{12}$/.test(account)) { return; }
    const [iam, sts] = [`arn:aws:iam::${account}`, `arn:aws:sts::${account}`];
    this.strings.guess('arn', `${iam}:root`, `${iam}:role/zz`, `${iam}:user/zz`, `${sts}:federated-user/zz`);
  }

  private encryptionContextFact(): void {
    const [single, multi] = ['kms:EncryptionContext:app', 'kms:EncryptionContextKeys'];
    if (!this.declared.has(`|has ${single}|`) || !this.declared.has(`|${multi} 0|`)) { return; }
    this.facts.push(`(= |has ${single}| ${or(...this.slotsOf(multi).map(({ isOn, value }) => and(isOn, this.strings.is(value, equals(TERM, 'app')))))})`);
    for (const { value } of this.slotsOf(multi)) { this.strings.guess(value, 'app'); }
  }

  private allowed({ Statement }: PolicyDocument): string {
    const matches = (effect: string) => or(...Statement.filter(({ Effect }) => Effect === effect).map((statement) => this.matches(statement)));
    return and(matches('Allow'), not(matches('Deny')));
  }

  private matches(statement: PolicyStatement): string {
    const { Principal, Action, NotAction, Resource, NotResource, Condition: block = {} } = statement;
    const actions = [...list(Action), ...list(NotAction)].map((pattern) => pattern.toLowerCase());
    const resources = [...list(Resource), ...list(NotResource)];
    this.strings.guess(this.string('action', ACTION, 'zz:zz'), ...actions);
    this.strings.guess(this.string('resource', ARN, 'arn:aws:zz:::zz'), ...resources);
    const isAction = or(...actions.map((pattern) => this.strings.is('action', inRe(TERM, glob(pattern)))));
    const isResource = or(...resources.map((pattern) => (pattern === '*' ? 'true' : this.strings.is('resource', inRe(TERM, arnGlob(pattern))))));
    return and(
      this.principal(Principal), NotAction ? not(isAction) : isAction, NotResource ? not(isResource) : isResource,
      ...Object.entries(block).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => this.condition(operator, key, list(values)))),
    );
  }

  private principal(element: PolicyStatement['Principal']): string {
    if (element === '*') { return 'true'; }
    return or(...list(element.AWS).map((text) => this.awsPrincipal(text)), ...list(element.Service).map((name) => {
      this.strings.guess('service', name);
      return and(isType('service'), this.strings.is('service', equals(TERM, name)));
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
      this.strings.guess('arn', text);
      return and(IS_IAM, this.strings.is('arn', equals(TERM, text)));
    }
    const [, number = '', role = '', name = ''] = session;
    this.strings.guess('session', name);
    this.strings.guess('arn', `arn:aws:iam::${number}:role/${role}`, `arn:aws:iam::${number}:role/zz/${role}`);
    const anyPath = `(re.opt ${sequence('re.all', exactly('/'))})`;
    const roles = sequence(exactly(`arn:aws:iam::${number}:role/`), anyPath, exactly(role));
    return and(isType('role'), this.strings.is('session', equals(TERM, name)), this.strings.is('arn', inRe(TERM, roles)));
  }

  /** Whether the account in the caller's ARN is in a regular expression. */
  private account(regex: string): string {
    const partOf = sequence(exactly('arn:aws:'), either(exactly('iam'), exactly('sts')), exactly('::'), regex, exactly(':'), 're.all');
    return this.strings.is('arn', inRe(TERM, partOf));
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
      case 'string': case 'arn': case 'binary': return this.stringTest(key, value, operator, operand);
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
    const term = value === 'aws:PrincipalArn' ? 'arn' : this.string(value, ...key.type === 'arn' ? [ARN, 'arn:aws:zz:::zz'] as const : []);
    this.strings.guess(term, operand);
    switch (operator) {
      case 'StringEquals': case 'BinaryEquals': return this.strings.is(term, equals(TERM, operand));
      case 'StringEqualsIgnoreCase': return this.strings.is(term, inRe(TERM, ignoringCase(operand)));
      case 'StringLike': return this.strings.is(term, inRe(TERM, glob(operand)));
      case 'ArnEquals': case 'ArnLike': return this.strings.is(term, inRe(TERM, arnGlob(operand)));
      default: throw new Error(`no operator ${operator}`);
    }
  }
}
