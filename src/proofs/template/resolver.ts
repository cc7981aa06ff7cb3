import { attributeText } from './attribute';
import type { Choices } from './case';
import { conditionHolds } from './condition';
import type { Deployment } from './deployment';
import { deployedText, madeUp, partsOf, templateText, unknownText } from './marker';
import { parameterText } from './parameter';
import { partitionOf, urlSuffixOf } from './partition';
import { fieldsOf, isFields, isScalar, ownField, type StackTemplate } from './stack-template';
import { holeIn, symbol } from '../engine';

/** A value of a template that is left out. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isIntrinsic = (name: string): boolean => name === 'Ref' || name.startsWith('Fn::');

/** Reads values of a template as plain JSON whose texts hold symbols and holes (`engine/text.ts`), in one case of the deployment. */
export class Resolver {
  constructor(
    public readonly deployment: Deployment,
    public readonly stack: StackTemplate,
    public readonly choices: Choices,
    private readonly underWay = new Set<string>(),
  ) {}

  /** Reads values of another stack on behalf of this one: circles through both are found. */
  public of(stack: StackTemplate): Resolver {
    return stack === this.stack ? this : new Resolver(this.deployment, stack, this.choices, this.underWay);
  }

  /** The value as JSON; what is left out of a list or an object is gone. */
  public resolve(value: unknown): unknown {
    if (typeof value === 'string') { return templateText(value); }
    if (Array.isArray(value)) { return value.map((one) => this.resolve(one)).filter((one) => one !== NO_VALUE); }
    if (!isFields(value)) { return value; }
    const names = Object.keys(value);
    const intrinsic = names.find(isIntrinsic);
    if (intrinsic !== undefined) {
      // a macro or a loop beside other fields may add to them
      return names.length === 1 ? this.intrinsic(intrinsic, value[intrinsic]) : unknownText(`${intrinsic} beside other fields is known only at deployment`);
    }
    return Object.fromEntries(names.map((name) => [templateText(name), this.resolve(value[name])]).filter(([, one]) => one !== NO_VALUE));
  }

  /** The value as JSON; `undefined` where it is left out in this case. */
  public given(value: unknown): unknown {
    const resolved = value === undefined ? NO_VALUE : this.resolve(value);
    return resolved === NO_VALUE ? undefined : resolved;
  }

  /** The value as a text; a hole where it is none. */
  public text(value: unknown): string {
    return this.textOf(this.resolve(value));
  }

  /** A resolved value as a text; to resolve it again would take its symbols for the template's own letters. */
  public textOf(resolved: unknown): string {
    return isScalar(resolved) ? String(resolved) : unknownText('a value is no text');
  }

  public get account(): string { return this.stack.account ?? symbol('AWS::AccountId'); }

  public get region(): string { return this.stack.region ?? symbol('AWS::Region'); }

  public get partition(): string { return this.stack.region === undefined ? this.deployment.partition : partitionOf(this.stack.region); }

  public get urlSuffix(): string { return urlSuffixOf(this.partition); }

  private get stackName(): string { return this.stack.stackName ?? madeUp(`${this.stack.stack} name`); }

  /** Computes what may depend on itself. */
  public once<Result>(id: string, compute: () => Result, inCircle: () => Result): Result {
    if (this.underWay.has(id)) { return inCircle(); }
    this.underWay.add(id);
    try { return compute(); } finally { this.underWay.delete(id); }
  }

  private intrinsic(name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref': return typeof argument === 'string' ? this.reference(argument) : unknownText('Ref of what is no name');
      case 'Fn::GetAtt': return this.attribute(argument);
      case 'Fn::Join': return this.join(listOf(argument));
      case 'Fn::Sub': return this.substitute(argument);
      case 'Fn::If': return this.choose(listOf(argument));
      case 'Fn::Select': return this.select(listOf(argument));
      case 'Fn::Split': return this.split(listOf(argument));
      case 'Fn::ImportValue': return this.importValue(argument);
      case 'Fn::FindInMap': return this.findInMap(listOf(argument));
      default: return unknownText(`${name} is known only at deployment`);
    }
  }

  private reference(name: string): unknown {
    switch (name) {
      case 'AWS::NoValue': return NO_VALUE;
      case 'AWS::AccountId': return this.account;
      case 'AWS::Region': return this.region;
      case 'AWS::Partition': return this.partition;
      case 'AWS::URLSuffix': return this.urlSuffix;
      case 'AWS::StackName': return this.stackName;
      case 'AWS::StackId':
        return `arn:${this.partition}:cloudformation:${this.region}:${this.account}:stack/${this.stackName}/${madeUp(`${this.stack.stack} id`)}`;
      default: return this.deployment.find(this.stack, name) ? attributeText(this, name, 'Ref') : parameterText(this, name);
    }
  }

  private attribute(argument: unknown): string {
    const [name, ...rest] = typeof argument === 'string' ? argument.split('.') : listOf(argument);
    const attribute = rest.map((one) => this.text(one)).join('.');
    // the formats have Ref among the attributes, templates have not
    return typeof name === 'string' && attribute !== '' && attribute !== 'Ref' ? attributeText(this, name, attribute) : unknownText('Fn::GetAtt of no attribute');
  }

  private join([separator, items, ...more]: readonly unknown[]): string {
    const resolved = this.resolve(items);
    if (typeof separator !== 'string' || !Array.isArray(resolved) || more.length > 0) { return unknownText('Fn::Join of a list that is known only at deployment'); }
    return deployedText(resolved.map((item) => this.textOf(item)).join(templateText(separator)));
  }

  private substitute(argument: unknown): string {
    const [pattern, values = {}, ...more] = Array.isArray(argument) ? argument : [argument];
    if (typeof pattern !== 'string' || !isFields(values) || more.length > 0) { return unknownText('Fn::Sub of what is no text'); }
    return deployedText(templateText(pattern).replace(/\$\{(!?)([^}]+)\}/g, (_found, isLiteral: string, name: string) => {
      if (isLiteral) { return `\${${name}}`; }
      if (Object.hasOwn(values, name)) { return this.text(values[name]); }
      return name.includes('.') ? this.attribute(name) : this.text({ Ref: name });
    }));
  }

  private choose(all: readonly unknown[]): unknown {
    const [condition, yes, no] = all;
    if (typeof condition !== 'string' || all.length !== 3) { return unknownText('Fn::If without a condition and two values'); }
    return this.resolve(conditionHolds(this, { Condition: condition }) ? yes : no);
  }

  private select([index, items, ...more]: readonly unknown[]): unknown {
    const [at, all] = [this.textOf(this.resolve(index)), this.resolve(items)];
    const isMoved = Array.isArray(all) && Array.isArray(items) && all.length !== items.length; // by an item that is left out
    const found: unknown = Array.isArray(all) && !isMoved && /^\d+$/.test(at) && more.length === 0 ? all[Number(at)] : undefined;
    return found ?? unknownText('Fn::Select from a list that is known only at deployment');
  }

  private split([separator, source, ...more]: readonly unknown[]): unknown {
    const parts = typeof separator === 'string' && more.length === 0 ? partsOf(this.text(source), separator) : undefined;
    return parts ?? unknownText('Fn::Split of a text that is known only at deployment');
  }

  private importValue(argument: unknown): string {
    const name = this.text(argument);
    const exported = holeIn(name) === undefined ? this.deployment.exported(this, name) : undefined;
    if (!exported) { return unknownText(`the import ${name} is of a stack that is not here`); }
    const { stack, value } = exported;
    return this.once(`${stack.stack} import ${name}`, () => this.of(stack).text(value), () => unknownText(`the import ${name} refers to itself`));
  }

  private findInMap(all: readonly unknown[]): unknown {
    const [map, first, second] = all.slice(0, 3).map((one) => this.text(one));
    const found = all.length < 3 ? undefined : ownField(ownField(ownField(fieldsOf(this.stack.template).Mappings, map), first), second);
    return found === undefined ? unknownText('Fn::FindInMap of what is known only at deployment') : this.resolve(found);
  }
}
