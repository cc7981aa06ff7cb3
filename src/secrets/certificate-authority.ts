import type { EngineOptions } from './private/engine-options';
import { refuseUnless } from '../private/errors';

/**
 * Who signed a server's certificate. The rotation function verifies chain and host name of every connection; there is no way to turn that off.
 */
export class CertificateAuthority {
  /** The authorities of Amazon RDS, which sign the certificates of RDS, Aurora and DocumentDB. */
  public static readonly RDS = new CertificateAuthority({ authority: 'rds' });
  /** Amazon's public authorities, which sign those of Redshift, ElastiCache, MemoryDB and RDS Proxy. */
  public static readonly AMAZON = new CertificateAuthority({ authority: 'amazon' });

  /**
   * Authorities that you name, and no others: of your own servers, or of a Region whose authorities of Amazon RDS the library does not have.
   *
   * They go into the function's environment, of which Lambda takes 4 KB in all. Not all three roots that Amazon RDS has in a Region fit; the one
   * that signed the certificate is enough. Amazon RDS has a root for each algorithm (RSA2048, RSA4096, ECC384), and the database's
   * `CACertificateIdentifier` says which, such as `rds-ca-rsa2048-g1`: before you change that, pass the new root beside the old one.
   *
   * @param certificates one or more certificates in PEM: up to 3,000 characters, which leaves 1 KB for names and ARNs
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
   */
  public static pem(certificates: string): CertificateAuthority {
    refuseUnless(/^(-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----\s*)+$/.test(certificates) && certificates.length <= LONGEST, {
      what: 'certificates',
      got: `${certificates.length} characters`,
      allowed: `certificates in PEM, up to ${LONGEST} characters, and no private key`,
      fix: 'pass the one root that signed the server\'s certificate: Amazon RDS has one for each algorithm, and the database uses one of them',
    });
    return new CertificateAuthority({ authorities: certificates });
  }

  /** @internal */
  public readonly _options: EngineOptions;

  private constructor(options: EngineOptions) { this._options = options; }
}

/** Lambda takes 4 KB of environment variables in all, of which about 1 KB is the rotation's other settings. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LONGEST = 3_000;
