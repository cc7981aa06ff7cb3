import { aws_cloudfront as cloudfront } from 'aws-cdk-lib';
import { refuseUnless } from '../../private/errors';
import { isCountry } from '../private/country';

/**
 * The countries whose viewers a distribution serves: others are answered by 403. CloudFront tells the country by the viewer's address.
 *
 * @example
 * const shop = new core.Domain(this, 'Shop');
 * const pages = new data.DomainBucket(shop, 'Pages');
 * new edge.SecureDistribution(shop, 'Site', {
 *   defaultBehavior: { origin: edge.EdgeOrigin.bucket(pages) },
 *   viewerCountries: edge.ViewerCountries.only('KR', 'JP'),
 * });
 */
export class ViewerCountries {
  /**
   * These countries and no others, by their ISO 3166-1 codes of two letters.
   *
   * @throws if a code is that of no country
   */
  public static only(...countries: string[]): ViewerCountries {
    return new ViewerCountries(cloudfront.GeoRestriction.allowlist(...check(countries)));
  }

  /**
   * All countries but these, by their ISO 3166-1 codes of two letters.
   *
   * @throws if a code is that of no country
   */
  public static allBut(...countries: string[]): ViewerCountries {
    return new ViewerCountries(cloudfront.GeoRestriction.denylist(...check(countries)));
  }

  /** @internal */
  public readonly _restriction: cloudfront.GeoRestriction;

  private constructor(restriction: cloudfront.GeoRestriction) { this._restriction = restriction; }
}

function check(countries: string[]): string[] {
  refuseUnless(countries.length > 0, { what: 'viewer countries', got: 'none', allowed: 'one or more', fix: 'leave `viewerCountries` out to serve all' });
  for (const country of countries) {
    refuseUnless(isCountry(country), {
      what: 'viewer country', got: country, allowed: 'ISO 3166-1 codes of two capital letters', fix: 'pass a code such as KR, JP or GB (not UK)',
    });
  }
  return [...new Set(countries)];
}
