import type { Choices } from './case';
import { conditionHolds } from './condition';
import type { Deployment } from './deployment';
import { attributeText } from './attribute';
import { type StackTemplate, fieldsOf, isFields } from './stack-template';
import { hole, symbol } from '../engine';

/** A value of a template that is left out. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');

/** Reads values of a template as plain JSON whose texts hold symbols and holes (`engine/text.ts`), in one case of the deployment. */
export class Resolver {
  private readonly underWay = new Set<string>();

  constructor(public readonly deployment: Deployment, public readonly stack: StackTemplate, public readonly choices: Choices) {}

  /** The value as JSON; what is left out of a list or an object is gone. */
  public resolve(value: unknown): unknown {
    if (typeof value === 'string') { return value.includes('{{resolve:') ? hole('a dynamic reference is known only at deployment') : value; }
    if (Array.isArray(value)) { return value.map((one) => this.resolve(one)).filter((one) => one !== NO_VALUE); }
    if (!isFields(value)) { return value; }
    const [[name, argument] = ['', undefined], ...more] = Object.entries(value);
    if (more.length === 0 && (name === 'Ref' || name === 'Condition' && typeof argument === 'string' || name.startsWith('Fn::'))) { return this.intrinsic(name, argument); }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.resolve(one)]).filter(([, one]) => one !== NO_VALUE));
  }

  /** The value as a text; a hole where it is none. */
  public text(value: unknown): string {
    const resolved = this.resolve(value);
    if (typeof resolved === 'string') { return resolved; }
    return typeof resolved === 'number' || typeof resolved === 'boolean' ? String(resolved) : hole('a value is no text');
  }

  public get account(): string { return this.stack.account ?? symbol('AWS::AccountId'); }

  public get region(): string { return this.stack.region ?? symbol('AWS::Region'); }

  public get partition(): string { return this.deployment.partition; }

  private intrinsic(name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref': return this.reference(String(argument));
      case 'Condition': return String(conditionHolds(this, argument));
      case 'Fn::GetAtt': return this.attribute(argument);
      case 'Fn::Join': return this.join(argument);
      case 'Fn::Sub': return this.substitute(argument);
      case 'Fn::If': return this.choose(argument);
      case 'Fn::Select': return this.select(argument);
      case 'Fn::Split': return this.split(argument);
      case 'Fn::ImportValue': return this.importValue(argument);
      case 'Fn::FindInMap': return this.findInMap(argument);
      default: return hole(`${name} is known only at deployment`);
    }
  }

  private reference(name: string): unknown {
    switch (name) {
      case 'AWS::NoValue': return NO_VALUE;
      case 'AWS::AccountId': return this.account;
      case 'AWS::Region': return this.region;
      case 'AWS::Partition': return this.partition;
      case 'AWS::URLSuffix': return this.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
      case 'AWS::StackName': return this.stack.stackName ?? symbol(`name of ${this.stack.stack}`);
      case 'AWS::StackId': return symbol(`id of ${this.stack.stack}`);
      default: return this.deployment.find(this.stack, name) ? attributeText(this, name, 'Ref') : this.parameter(name);
    }
  }

  private parameter(name: string): string {
    const declared = fieldsOf(fieldsOf(fieldsOf(this.stack.template).Parameters)[name]);
    const { AllowedValues: allowed, Type: type } = declared;
    if (Array.isArray(allowed) && !String(type).startsWith('AWS::SSM')) {
      return this.choices.choose({ id: `${this.stack.stack} ${name}`, name: `the parameter ${name}`, values: allowed.map(String) });
    }
    return hole(`the parameter ${name} is known only at deployment`);
  }

  private attribute(argument: unknown): string {
    const [name, ...rest] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
    return this.once(`${name}.${rest.join('.')}`, () => attributeText(this, name, rest.join('.')));
  }

  /** A value that refers to itself in a circle is no value. */
  private once(id: string, compute: () => string): string {
    if (this.underWay.has(id)) { return hole(`${id} refers to itself`); }
    this.underWay.add(id);
    try { return compute(); } finally { this.underWay.delete(id); }
  }

  private join(argument: unknown): string {
    const [separator, items] = Array.isArray(argument) ? argument : [];
    const resolved = this.resolve(items);
    return Array.isArray(resolved) ? resolved.map((item) => this.text(item)).join(String(separator)) : hole('Fn::Join of a list that is known only at deployment');
  }

  private substitute(argument: unknown): string {
    const [pattern, values] = Array.isArray(argument) ? argument : [argument];
    return String(pattern).replace(/\$\{(!?)([^}]+)\}/g, (_found, isLiteral: string, name: string) => {
      if (isLiteral) { return `\${${name}}`; }
      if (isFields(values) && name in values) { return this.text(values[name]); }
      return name.includes('.') ? this.attribute(name) : this.text({ Ref: name });
    });
  }

  private choose(argument: unknown): unknown {
    const [condition, yes, no] = Array.isArray(argument) ? argument : [];
    return this.resolve(conditionHolds(this, { Condition: condition }) ? yes : no);
  }

  private select(argument: unknown): unknown {
    const [index, items] = Array.isArray(argument) ? argument.map((one) => this.resolve(one)) : [];
    return Array.isArray(items) && items[Number(index)] !== undefined ? items[Number(index)] : hole('Fn::Select from a list that is known only at deployment');
  }

  private split(argument: unknown): unknown {
    const [separator, source] = Array.isArray(argument) ? argument : [];
    const text = this.text(source);
    return text.includes('\uE002') ? hole('Fn::Split of a text that is known only at deployment') : text.split(String(separator));
  }

  private importValue(argument: unknown): string {
    const name = this.text(argument);
    const exported = this.deployment.exported(name);
    if (!exported) { return hole(`the import ${name} is of a stack that is not here`); }
    return this.once(`import ${name}`, () => new Resolver(this.deployment, exported.stack, this.choices).text(exported.value));
  }

  private findInMap(argument: unknown): unknown {
    const [map, first, second] = Array.isArray(argument) ? argument.map((one) => this.text(one)) : [];
    const found = fieldsOf(fieldsOf(fieldsOf(fieldsOf(this.stack.template).Mappings)[map])[first])[second];
    return found === undefined ? hole('Fn::FindInMap of what is known only at deployment') : this.resolve(found);
  }
}
