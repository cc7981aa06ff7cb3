import { CERTIFICATE_FACTS } from './certificate-facts';
import { refuseUnless } from '../../../private/errors';
import { checkDomainName } from '../../dns/private/domain-name';

/**
 * The names of a certificate, the first one first, each as DNS compares it.
 *
 * @param minLabels how few labels a name may have
 * @throws if one is none or stands twice, or if there are more than the quota
 */
export function certificateNames(first: string, others: readonly string[], quota: number, minLabels = 2): string[] {
  const names = [
    checkDomainName(first, { what: 'domainName', wildcard: true, maxOctets: CERTIFICATE_FACTS.commonNameOctets, minLabels }),
    ...others.map((name) => checkDomainName(name, { what: 'subjectAlternativeNames', wildcard: true, minLabels })),
  ];
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  refuseUnless(twice === undefined, {
    what: 'subjectAlternativeNames', got: `${twice} twice`, allowed: 'each name once; the first name is one already', fix: 'leave it out',
  });
  refuseUnless(names.length <= quota, {
    what: 'names of a certificate',
    got: `${names.length} names`,
    allowed: `${quota}, the first one and its alternative names together`,
    fix: 'make two certificates, use a wildcard, or have AWS raise the quota (to 100 at most) and pass it as `nameQuota`',
  });
  return names;
}
