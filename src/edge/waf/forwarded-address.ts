import { FallbackBehavior } from './fallback-behavior';
import { refuseUnless } from '../../private/errors';

/** Where in a header the client's address is looked for. Only IP sets ask; other statements take the first address. */
export enum ForwardedPosition {
  /** The first address. A client can write it. */
  FIRST = 'FIRST',
  /** The last address: the one that the nearest proxy saw. */
  LAST = 'LAST',
  /** Any of up to ten addresses. It costs 4 WCU more. */
  ANY = 'ANY',
}

/** Properties of a forwarded address. */
export interface ForwardedAddressProps {
  /**
   * The header.
   *
   * @default 'X-Forwarded-For'
   */
  readonly header?: string;

  /**
   * What becomes of a request whose header holds no valid address. To one without the header WAF does not apply the rule at all.
   *
   * @default FallbackBehavior.NO_MATCH
   */
  readonly fallback?: FallbackBehavior;

  /**
   * Which of the header's addresses an IP set is compared with. Countries, networks and rates are of the first address, whatever is said here.
   *
   * @default ForwardedPosition.FIRST
   */
  readonly position?: ForwardedPosition;
}

/**
 * A client's address as a proxy reports it in a header, instead of the address that the request comes from.
 *
 * A client can write the header too: rely on it only behind a proxy that overwrites it. One that only extends it keeps what the client wrote first,
 * and the first address is what countries, networks and rates are taken from.
 *
 * WAF does not apply a rule that asks for a forwarded address to a request without the header: not even one that says NOT, so that a rule that blocks
 * all addresses but some lets it pass, while one that allows some does not. `GeoRestriction.only` closes that gap by a second rule.
 * Of networks (ASN) AWS's pages say this and, elsewhere, that `fallback` decides.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-forwarded-ip-address.html
 */
export class ForwardedAddress {
  /**
   * The address that a header reports.
   *
   * @throws if the header's name has characters that header names don't have
   */
  public static ofHeader(props: ForwardedAddressProps = {}): ForwardedAddress {
    const header = props.header ?? 'X-Forwarded-For';
    refuseUnless(/^[A-Za-z0-9-]{1,255}$/.test(header), {
      what: 'the header of a forwarded address', got: header, allowed: '1 to 255 letters, digits and hyphens', fix: 'pass the header\'s name, such as X-Forwarded-For',
    });
    return new ForwardedAddress(header, props.fallback ?? FallbackBehavior.NO_MATCH, props.position ?? ForwardedPosition.FIRST);
  }

  private constructor(
    /** The header. */
    public readonly header: string,
    /** What becomes of a request whose header holds no valid address. */
    public readonly fallback: FallbackBehavior,
    /** Which of the header's addresses an IP set is compared with. */
    public readonly position: ForwardedPosition,
  ) {}

  /** @internal */
  public _render(): { readonly headerName: string; readonly fallbackBehavior: string } {
    return { headerName: this.header, fallbackBehavior: this.fallback };
  }
}
