import { randomBytes, webcrypto } from 'node:crypto';
import './reflect-metadata';
import * as x509 from '@peculiar/x509';

/** A certificate and its private key, both in PEM. */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly key: string;
}

/** Who signed a server's certificate and which host it names. */
export type CertificateKind = 'good' | 'foreign-authority' | 'other-host';

/** The host that the certificate of `other-host` names. */
export const OTHER_HOST = 'elsewhere.example.com';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR = 3_600_000;

/** What every certificate says of itself; it is valid around the run of the tests only. */
const lifetime = () => ({
  serialNumber: randomBytes(8).toString('hex'),
  notBefore: new Date(Date.now() - HOUR),
  notAfter: new Date(Date.now() + 24 * HOUR),
});

const generateKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

/** An authority of one run, with its key in memory only. */
export class CertificateAuthority {
  public static async create(name: string): Promise<CertificateAuthority> {
    const keys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      ...lifetime(),
      name: `CN=${name}`,
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    }, webcrypto);
    return new CertificateAuthority(certificate, keys.privateKey);
  }

  /** Its own certificate in PEM. */
  public readonly certificate: string;

  private constructor(private readonly root: x509.X509Certificate, private readonly signingKey: webcrypto.CryptoKey) {
    this.certificate = root.toString('pem');
  }

  /** A server's certificate for DNS names and IP addresses. */
  public async issue(dnsNames: readonly string[], addresses: readonly string[] = []): Promise<CertificateAndKey> {
    const keys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      ...lifetime(),
      subject: `CN=${dnsNames[0]}`,
      issuer: this.root.subject,
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: this.signingKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([
          ...dnsNames.map((value) => ({ type: 'dns' as const, value })),
          ...addresses.map((value) => ({ type: 'ip' as const, value })),
        ]),
        await x509.AuthorityKeyIdentifierExtension.create(this.root.publicKey, false, webcrypto),
      ],
    }, webcrypto);
    const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
    return { certificate: certificate.toString('pem'), key: x509.PemConverter.encode(key, 'PRIVATE KEY') };
  }
}

let authorities: Promise<Record<'trusted' | 'foreign', CertificateAuthority>> | undefined;

/** The two authorities of this run: clients trust the first, and both issue for localhost. */
export function authoritiesOfRun(): Promise<Record<'trusted' | 'foreign', CertificateAuthority>> {
  authorities ??= (async () => ({
    trusted: await CertificateAuthority.create('cdk-gold tests'),
    foreign: await CertificateAuthority.create('cdk-gold tests, foreign'),
  }))();
  return authorities;
}

/** A server's certificate of this run. */
export async function serverCertificate(kind: CertificateKind): Promise<CertificateAndKey> {
  const { trusted, foreign } = await authoritiesOfRun();
  if (kind === 'other-host') { return trusted.issue([OTHER_HOST]); }
  return (kind === 'good' ? trusted : foreign).issue(['localhost'], ['127.0.0.1']);
}
