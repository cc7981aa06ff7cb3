import { type Range, parseRange } from './address';
import { type Properties, UnknownPropertyError, known, listOf, oneOf, text } from './properties';

/** A resource of a template. */
export interface TemplateResource { readonly Type: string; readonly Properties?: Properties }

/** What a web ACL refers to. */
export class Resources {
  private readonly ranges = new Map<string, readonly Range[]>();

  /** @param byName resources by the logical id of their template, or by their ARN */
  constructor(private readonly byName: Readonly<Record<string, TemplateResource>>) {}

  /** The ranges of an IP set. */
  public ipSet(arn: unknown): readonly Range[] {
    const name = nameOf(arn);
    const read = this.ranges.get(name);
    if (read) { return read; }
    const { IPAddressVersion, Addresses } = this.find(name, 'AWS::WAFv2::IPSet', ['Name', 'Scope', 'IPAddressVersion', 'Addresses', 'Description', 'Tags']);
    const version = oneOf(IPAddressVersion, `${name}.IPAddressVersion`, 'IPV4', 'IPV6') === 'IPV4' ? 4 : 6;
    const ranges = listOf(Addresses, `${name}.Addresses`, 0).map((address) => parseRange(text(address, `${name}.Addresses`)));
    if (ranges.length > 10_000) { throw new UnknownPropertyError(`${name}: ${ranges.length} addresses; an IP set takes 10,000`); }
    if (ranges.some((range) => range.version !== version)) { throw new UnknownPropertyError(`${name}: an address is not of the set's version`); }
    this.ranges.set(name, ranges);
    return ranges;
  }

  /** The patterns of a regex pattern set. */
  public regexSet(arn: unknown): readonly string[] {
    const name = nameOf(arn);
    const { RegularExpressionList } = this.find(name, 'AWS::WAFv2::RegexPatternSet', ['Name', 'Scope', 'RegularExpressionList', 'Description', 'Tags']);
    return listOf(RegularExpressionList, `${name}.RegularExpressionList`).map((pattern) => text(pattern, name));
  }

  /** A rule group that the account owns. */
  public ruleGroup(arn: unknown): Properties {
    return this.find(nameOf(arn), 'AWS::WAFv2::RuleGroup',
      ['Name', 'Scope', 'Capacity', 'Rules', 'VisibilityConfig', 'CustomResponseBodies', 'Description', 'Tags', 'AvailableLabels', 'ConsumedLabels']);
  }

  private find(name: string, type: string, properties: readonly string[]): Properties {
    const resource = this.byName[name];
    if (resource?.Type !== type) { throw new UnknownPropertyError(`'${name}' is no ${type} of the template`); }
    return known(resource.Properties ?? {}, name, properties);
  }
}

/** The logical id of `Fn::GetAtt`, or the ARN itself. */
export function nameOf(arn: unknown): string {
  const attribute = (arn as { 'Fn::GetAtt'?: readonly string[] } | undefined)?.['Fn::GetAtt'];
  if (attribute?.[1] === 'Arn') { return attribute[0]; }
  return text(arn, 'Arn');
}
