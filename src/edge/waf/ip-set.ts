import { Token, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { globalName } from '../private/global-name';
import { checkWafArn } from './private/arn';
import { parseCidr } from './private/cidr';
import { LIMITS } from './private/limits';
import { placeOf } from './private/place';
import { WebAclScope } from './web-acl-scope';
import { Domain } from '../../core';
import { refuseUnless } from '../../private/errors';

/** Addresses that rules share. */
export interface IIpSet extends IConstruct {
  /** What kind of web ACL may refer to it. */
  readonly aclScope: WebAclScope;
  /** The ARNs of WAF's sets, one or more, as the stack that they lie in knows them. A rule looks into all of them. */
  readonly ipSetArns: string[];
}

/** Properties of an IP set. */
export interface IpSetProps {
  /**
   * Addresses and blocks, IPv4 and IPv6: `192.0.2.44`, `192.0.2.0/24`, `2001:db8::/32`. They stand in the template, of which CloudFormation takes 1 MB:
   * some 35,000 IPv4 or 18,000 IPv6 in a stack.
   *
   * An address that only the deployment knows is taken for IPv4.
   */
  readonly addresses: string[];

  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * What kind of web ACL may refer to it.
   *
   * @default WebAclScope.REGIONAL
   */
  readonly aclScope?: WebAclScope;
}

/**
 * Addresses that rules share, IPv4 and IPv6 mixed: WAF wants them apart and at most 10,000 together, so there may be several sets behind it. A rule pays
 * 1 WCU for each.
 *
 * More addresses than a template holds lie in sets of several stacks, or in one that a job of yours fills through WAF's API and that
 * `IpSet.fromIpSetArn(…)` names: what CloudFormation made empty it leaves as filled until its own list changes.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * const office = new edge.IpSet(orders, 'Office', { addresses: ['192.0.2.0/24', '2001:db8::/32'] });
 * new edge.WebAcl(orders, 'Acl', { rules: [edge.WebAclRule.ipSet('Office', office, { action: edge.WafAction.allow() })] });
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-ip-set-managing.html
 */
export class IpSet extends Construct implements IIpSet {
  /**
   * A set that exists.
   *
   * @param ipSetArn its ARN; of scope CLOUDFRONT if it is of us-east-1 and global
   * @throws if the ARN is none of an IP set
   */
  public static fromIpSetArn(scope: Construct, id: string, ipSetArn: string): IIpSet {
    const aclScope = checkWafArn('an IP set', 'ipset', ipSetArn);
    return new (class extends Construct implements IIpSet {
      public readonly aclScope = aclScope;
      public readonly ipSetArns = [ipSetArn];
    })(scope, id);
  }

  /** What kind of web ACL may refer to it. */
  public readonly aclScope: WebAclScope;
  /** The ARNs of WAF's sets, one or more, as the stack that they lie in knows them. */
  public readonly ipSetArns: string[];

  /**
   * Makes a set.
   *
   * @throws if an address is none, or they are more than a template holds
   */
  constructor(scope: Construct, id: string, props: IpSetProps) {
    super(scope, id);
    this.aclScope = props.aclScope ?? WebAclScope.REGIONAL;
    const place = placeOf(this, this.aclScope, 'an IP set for CloudFront');
    const [ipv4, ipv6] = familiesOf(props.addresses);
    checkSize(ipv4, ipv6);
    const sets = [...chunksOf('IPV4', ipv4), ...chunksOf('IPV6', ipv6)];
    // rules may refer to a set that is filled later
    this.ipSetArns = (sets.length > 0 ? sets : [{ id: 'Ipv4', family: 'IPV4', addresses: [] }]).map((set) => new wafv2.CfnIPSet(place, set.id, {
      name: `${globalName(this, 118)}-${set.id}`, scope: this.aclScope, ipAddressVersion: set.family, addresses: set.addresses,
    }).attrArn);
    (props.domain ?? Domain.of(scope)).tag(place);
  }
}

interface Chunk { readonly id: string; readonly family: string; readonly addresses: string[] }

/** IPv4 and IPv6 apart, each block once. */
function familiesOf(addresses: readonly string[]): [string[], string[]] {
  const families = { IPV4: new Set<string>(), IPV6: new Set<string>() };
  for (const address of addresses) {
    const { family, text } = Token.isUnresolved(address) ? { family: 'IPV4' as const, text: address } : parseCidr('an address', address);
    families[family].add(text);
  }
  return [[...families.IPV4], [...families.IPV6]];
}

/** Refuses what no template holds, even without white space: each address has its quotes and a comma. */
function checkSize(...families: string[][]): void {
  const addresses = families.flat();
  const bytes = addresses.reduce((sum, address) => sum + address.length + 3, 0);
  refuseUnless(bytes <= LIMITS.templateBytes, {
    what: 'addresses',
    got: `${addresses.length} addresses of ${bytes} bytes`,
    allowed: `at most ${LIMITS.templateBytes} bytes, the size of a template`,
    fix: 'join neighbours to blocks, make sets in several stacks and combine them by anyOf(…), or fill a set through WAF\'s API and name it by IpSet.fromIpSetArn(…)',
  });
}

/** The first keeps the plain id, so that a set that grows is not replaced. */
function chunksOf(family: 'IPV4' | 'IPV6', addresses: string[]): Chunk[] {
  const name = family === 'IPV4' ? 'Ipv4' : 'Ipv6';
  return Array.from({ length: Math.ceil(addresses.length / LIMITS.addressesOfIpSet) }, (_, index) => ({
    id: index === 0 ? name : `${name}-${index + 1}`,
    family,
    addresses: addresses.slice(index * LIMITS.addressesOfIpSet, (index + 1) * LIMITS.addressesOfIpSet),
  }));
}
