import type { TemplateResource } from '../template';
import { valuesAt } from '../value';

export const CERTIFICATE = 'AWS::CertificateManager::Certificate';

/** A certificate of one's own authority needs no proof of a domain, and no public log takes it. */
export const isPrivate = (certificate: TemplateResource): boolean =>
  valuesAt(certificate.properties, 'CertificateAuthorityArn').every((authority) => authority !== undefined);
