import type { aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { FallbackBehavior } from './fallback-behavior';
import { ForwardedAddress } from './forwarded-address';
import { renderTransformations } from './private/inspection';
import { checkLabelKey } from './private/labels';
import { LIMITS } from './private/limits';
import type { TextTransformation } from './text-transformation';
import { refuseUnless } from '../../private/errors';

/** One part of a request by which requests are counted apart. 30 WCU each. */
export class RateKeyPart {
  /** The address that the request comes from. */
  public static address(): RateKeyPart { return new RateKeyPart('address', { ip: {} }); }

  /** The address that a proxy reports. */
  public static forwardedAddress(address: ForwardedAddress = ForwardedAddress.ofHeader()): RateKeyPart {
    return new RateKeyPart('forwardedAddress', { forwardedIp: {} }, address);
  }

  /** The network of the address (ASN). */
  public static asn(): RateKeyPart { return new RateKeyPart('asn', { asn: {} }); }

  /** The method. */
  public static httpMethod(): RateKeyPart { return new RateKeyPart('httpMethod', { httpMethod: {} }); }

  /** The value of a header. A request without it is not counted. */
  public static header(name: string, ...transformations: TextTransformation[]): RateKeyPart {
    return new RateKeyPart('header', { header: { name, textTransformations: renderTransformations(transformations) } });
  }

  /** The value of a cookie. A request without it is not counted. */
  public static cookie(name: string, ...transformations: TextTransformation[]): RateKeyPart {
    return new RateKeyPart('cookie', { cookie: { name, textTransformations: renderTransformations(transformations) } });
  }

  /** The value of a query argument. A request without it is not counted. */
  public static queryArgument(name: string, ...transformations: TextTransformation[]): RateKeyPart {
    return new RateKeyPart('queryArgument', { queryArgument: { name, textTransformations: renderTransformations(transformations) } });
  }

  /** What stands behind the question mark. */
  public static queryString(...transformations: TextTransformation[]): RateKeyPart {
    return new RateKeyPart('queryString', { queryString: { textTransformations: renderTransformations(transformations) } });
  }

  /** The path. */
  public static uriPath(...transformations: TextTransformation[]): RateKeyPart {
    return new RateKeyPart('uriPath', { uriPath: { textTransformations: renderTransformations(transformations) } });
  }

  /** The labels that begin so. The namespace ends with a colon. */
  public static labelNamespace(namespace: string): RateKeyPart {
    return new RateKeyPart('labelNamespace', { labelNamespace: { namespace: checkLabelKey('a namespace of labels', namespace, true) } });
  }

  /** The JA3 fingerprint of the TLS handshake. */
  public static ja3Fingerprint(fallback: FallbackBehavior = FallbackBehavior.NO_MATCH): RateKeyPart {
    return new RateKeyPart('ja3Fingerprint', { ja3Fingerprint: { fallbackBehavior: fallback } });
  }

  /** The JA4 fingerprint of the TLS handshake. */
  public static ja4Fingerprint(fallback: FallbackBehavior = FallbackBehavior.NO_MATCH): RateKeyPart {
    return new RateKeyPart('ja4Fingerprint', { ja4Fingerprint: { fallbackBehavior: fallback } });
  }

  private constructor(
    /** @internal */
    public readonly _kind: string,
    /** @internal */
    public readonly _json: wafv2.CfnWebACL.RateBasedStatementCustomKeyProperty,
    /** @internal */
    public readonly _address?: ForwardedAddress,
  ) {}
}

/**
 * What requests have in common that are counted together.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-aggregation-options.html
 */
export class RateKey {
  /** The address that they come from. */
  public static address(): RateKey { return new RateKey({ aggregateKeyType: 'IP' }); }

  /** The first address that a proxy reports. A request without the header is not counted. */
  public static forwardedAddress(address: ForwardedAddress = ForwardedAddress.ofHeader()): RateKey {
    return new RateKey({ aggregateKeyType: 'FORWARDED_IP', forwardedIpConfig: address._render() });
  }

  /** Nothing: all requests that the rule's `scopeDown` lets through are counted together. */
  public static everything(): RateKey { return new RateKey({ aggregateKeyType: 'CONSTANT' }); }

  /**
   * Several parts: 1 to 5, 30 WCU each.
   *
   * @throws if there are none or too many, or one address alone
   */
  public static custom(...parts: RateKeyPart[]): RateKey {
    refuseUnless(parts.length >= 1 && parts.length <= LIMITS.rateKeys, {
      what: 'the parts of a rate\'s key', got: `${parts.length} parts`, allowed: `1 to ${LIMITS.rateKeys}`, fix: 'leave parts out: requests are counted apart by all of them together',
    });
    const [only] = parts;
    refuseUnless(parts.length > 1 || !['address', 'forwardedAddress'].includes(only._kind), {
      what: 'the parts of a rate\'s key', got: `${only._kind} alone`, allowed: 'an address together with another part', fix: `use RateKey.${only._kind}(), which costs nothing`,
    });
    const address = parts.find(({ _address }) => _address)?._address;
    return new RateKey({ aggregateKeyType: 'CUSTOM_KEYS', customKeys: parts.map(({ _json }) => _json), forwardedIpConfig: address?._render() });
  }

  private constructor(
    /** @internal */
    public readonly _json: Pick<wafv2.CfnWebACL.RateBasedStatementProperty, 'aggregateKeyType' | 'customKeys' | 'forwardedIpConfig'>,
  ) {}
}
