import { Duration, Token, aws_route53 as route53 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { checkDomainName } from './domain-name';
import { refuseUnless } from '../../../private/errors';

export interface CertificateAuthorities {
  readonly any: readonly string[];
  /** For wildcards: none may issue them where the list is empty, those of `any` may where there is no list. */
  readonly wildcard?: readonly string[];
  readonly violationUrls: readonly string[];
}

/** As a CAA record says that nobody may: https://datatracker.ietf.org/doc/html/rfc8659#section-4.3 */
const NOBODY = ';';

/** `mailto:` and HTTP are all that RFC 8659 knows: https://datatracker.ietf.org/doc/html/rfc8659#section-4.4 */
const VIOLATION_URL = /^(mailto:[^\s"@]+@[^\s"@]+|https?:\/\/[^\s"]+)$/;

/** Nobody else may issue: https://datatracker.ietf.org/doc/html/rfc8659 */
export function allowAuthorities(scope: Construct, zone: route53.IHostedZone, { any, wildcard, violationUrls }: CertificateAuthorities): void {
  refuseUnless(any.length > 0, {
    what: 'certificateAuthorities', got: 'none', allowed: 'one or more', fix: 'leave it out for ACM: with none, no certificate of the zone can be issued or renewed',
  });
  const named = (what: string, names: readonly string[]): string[] => names.map((name) => checkDomainName(name, { what }));
  for (const url of violationUrls) {
    refuseUnless(Token.isUnresolved(url) || VIOLATION_URL.test(url), {
      what: 'certificateViolationUrls', got: url, allowed: 'URLs of mailto, https or http', fix: 'write it like mailto:security@example.com',
    });
  }
  const valuesOf = (tag: route53.CaaTag, values: readonly string[]): route53.CaaRecordValue[] => values.map((value) => ({ flag: 0, tag, value }));
  const wildcards = wildcard?.length === 0 ? [NOBODY] : named('wildcardCertificateAuthorities', wildcard ?? []);
  const values = [
    ...valuesOf(route53.CaaTag.ISSUE, named('certificateAuthorities', any)),
    ...valuesOf(route53.CaaTag.ISSUEWILD, wildcards),
    ...valuesOf(route53.CaaTag.IODEF, violationUrls),
  ];
  new route53.CaaRecord(scope, 'CertificateAuthorities', { zone, values, ttl: Duration.hours(1) });
}
