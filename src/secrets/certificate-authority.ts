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
   * Authorities of your own, and no others.
   *
   * @param certificates one or more certificates in PEM: up to 2,000 characters, since they go into an environment variable
   */
  public static pem(certificates: string): CertificateAuthority {
    refuseUnless(/^(-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----\s*)+$/.test(certificates) && certificates.length <= LONGEST, {
      what: 'certificates', got: `${certificates.length} characters`, allowed: `certificates in PEM, up to ${LONGEST} characters, and no private key`, fix: 'pass the certificate of the authority that signed the server\'s',
    });
    return new CertificateAuthority({ authorities: certificates });
  }

  /** @internal */
  public readonly _options: EngineOptions;

  private constructor(options: EngineOptions) { this._options = options; }
}

/** Lambda takes 4 KB of environment variables in all. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LONGEST = 2_000;
