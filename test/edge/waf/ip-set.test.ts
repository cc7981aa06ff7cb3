import { isIPv6 } from 'node:net';
import * as fc from 'fast-check';
import { resourcesOf, seoul } from './support';
import * as edge from '../../../src/edge/waf';
import { parseCidr } from '../../../src/edge/waf/private/cidr';

/** The addresses of each of WAF's sets, by family. */
function setsOf(addresses: string[]): [string, string[]][] {
  const { domain, stack } = seoul();
  new edge.IpSet(domain, 'Set', { addresses });
  return resourcesOf(stack, 'AWS::WAFv2::IPSet').map(({ Properties }) => [Properties.IPAddressVersion as string, Properties.Addresses as string[]]);
}

test('IPv4 and IPv6 are kept apart, an address is a block of one, and doubles fall out', () => {
  expect(setsOf(['192.0.2.1', '2001:db8::/32', '192.0.2.1/32', '198.51.100.0/24', '2001:DB8:0::/32'])).toEqual([
    ['IPV4', ['192.0.2.1/32', '198.51.100.0/24']],
    ['IPV6', ['2001:0db8:0000:0000:0000:0000:0000:0000/32']],
  ]);
});

test('more than 10,000 addresses become several sets, and a rule looks into all of them', () => {
  const { domain, stack } = seoul();
  const addresses = Array.from({ length: 20_001 }, (_, index) => `10.0.${Math.floor(index / 256)}.${index % 256}`);
  const set = new edge.IpSet(domain, 'Set', { addresses: [...addresses, '2001:db8::1'] });
  new edge.WebAcl(domain, 'Acl', { baseline: edge.WebAclBaseline.none(), rules: [edge.WebAclRule.ipSet('Listed', set)] });
  const made = resourcesOf(stack, 'AWS::WAFv2::IPSet').map(({ Properties }) => Properties.Addresses as string[]);
  expect(made.map(({ length }) => length)).toEqual([10_000, 10_000, 1, 1]);
  expect(made.flat()).toHaveLength(20_002);
  const [{ Statement }] = resourcesOf(stack, 'AWS::WAFv2::WebACL')[0].Properties.Rules as { Statement: { OrStatement: { Statements: object[] } } }[];
  expect(Statement.OrStatement.Statements).toHaveLength(4);
});

test('more addresses than a template holds are refused, with the ways out', () => {
  const addresses = Array.from({ length: 30_000 }, (_, index) => `2001:db8::${index.toString(16)}`);
  expect(() => setsOf(addresses)).toThrow(
    /addresses is not valid: got '30000 addresses of 1380000 bytes'; allowed: at most 1048576 bytes, .*join neighbours to blocks, .*IpSet\.fromIpSetArn/);
});

test('a set of one family is one statement, without OR', () => {
  const { domain } = seoul();
  expect(Object.keys(edge.WafStatement.ipSet(new edge.IpSet(domain, 'Set', { addresses: ['192.0.2.1'] }))._json)).toEqual(['ipSetReferenceStatement']);
});

test('a set that is filled later is an empty one', () => {
  expect(setsOf([])).toEqual([['IPV4', []]]);
});

test('an address that only the deployment knows passes', () => {
  const { domain, stack } = seoul();
  new edge.IpSet(domain, 'Set', { addresses: [`${stack.urlSuffix}/32`] });
  expect(resourcesOf(stack, 'AWS::WAFv2::IPSet')[0].Properties).toMatchObject({ IPAddressVersion: 'IPV4' });
});

test.each([
  ['10.0.0.1/8', /allowed: a block whose bits behind the prefix are zero; write the block as 10\.0\.0\.0\/8, or the one address as 10\.0\.0\.1\/32/],
  ['2001:db8::1/32', /write the block as 2001:0db8:0000:0000:0000:0000:0000:0000\/32/],
  ['0.0.0.0/0', /allowed: every prefix but \/0/],
  ['::/0', /allowed: every prefix but \/0/],
  ['10.0.0.0/33', /an IPv4 or IPv6 address, alone or with a prefix/],
  ['10.0.0.0/', /an IPv4 or IPv6 address/],
  ['10.0.0.0/8/8', /an IPv4 or IPv6 address/],
  ['300.0.0.1', /an IPv4 or IPv6 address/],
  ['010.0.0.1', /an IPv4 or IPv6 address/],
  ['fe80::1%eth0', /an IPv4 or IPv6 address/],
  ['example.com', /an IPv4 or IPv6 address/],
  ['', /an IPv4 or IPv6 address/],
])('the block %p is refused', (address, message) => {
  expect(() => setsOf([address])).toThrow(message);
});

describe('laws of blocks', () => {
  const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });

  test('what was written in full is read back as itself, and reading is idempotent', () => {
    fc.assert(fc.property(groups, (parts) => {
      const { text } = parseCidr('it', parts.map((part) => part.toString(16)).join(':'));
      expect(text).toBe(`${parts.map((part) => part.toString(16).padStart(4, '0')).join(':')}/128`);
      expect(parseCidr('it', text).text).toBe(text);
    }));
  });

  test('a shortened IPv6 address is the address that Node\'s URL parser shortens', () => {
    fc.assert(fc.property(groups, fc.array(fc.nat(7)), (parts, zeros) => {
      const whole = parts.map((part, index) => (zeros.includes(index) ? '0' : part.toString(16))).join(':');
      const short = new URL(`http://[${whole}]`).hostname.slice(1, -1);
      expect(isIPv6(short)).toBe(true);
      expect(parseCidr('it', short).text).toBe(parseCidr('it', whole).text);
    }));
  });

  test('an IPv4 block is taken if and only if its bits behind the prefix are zero', () => {
    fc.assert(fc.property(fc.nat(0xffffffff), fc.integer({ min: 1, max: 32 }), (value, prefix) => {
      const text = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
      const aligned = value % 2 ** (32 - prefix) === 0;
      const parse = () => parseCidr('it', `${text}/${prefix}`);
      if (aligned) { expect(parse()).toEqual({ family: 'IPV4', text: `${text}/${prefix}` }); } else { expect(parse).toThrow(/bits behind the prefix/); }
    }));
  });
});

test('a set that exists tells its scope by its ARN', () => {
  const { domain } = seoul();
  const arn = (region: string, kind: string) => `arn:aws:wafv2:${region}:111122223333:${kind}/ipset/listed/0a1b`;
  expect(edge.IpSet.fromIpSetArn(domain, 'Global', arn('us-east-1', 'global')).aclScope).toBe(edge.WebAclScope.CLOUDFRONT);
  expect(edge.IpSet.fromIpSetArn(domain, 'Here', arn('ap-northeast-2', 'regional')).aclScope).toBe(edge.WebAclScope.REGIONAL);
  expect(() => edge.IpSet.fromIpSetArn(domain, 'There', arn('ap-northeast-2', 'global'))).toThrow(/a global one of us-east-1; what serves CloudFront lies in us-east-1/);
});

test('a web ACL of the other scope is refused, with the way out', () => {
  const { domain } = seoul();
  const set = new edge.IpSet(domain, 'Set', { addresses: ['192.0.2.1'] });
  expect(() => new edge.WebAcl(domain, 'Acl', { aclScope: edge.WebAclScope.CLOUDFRONT, rules: [edge.WebAclRule.ipSet('Listed', set)] }))
    .toThrow(/the IP set 'Shop\/Orders\/Set' is not valid: got 'scope REGIONAL'; .*make it with `aclScope: WebAclScope.CLOUDFRONT`/);
});
