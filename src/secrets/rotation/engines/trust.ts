import { isIP } from 'node:net';
import { type ConnectionOptions, type PeerCertificate, checkServerIdentity } from 'node:tls';

/** Whom a connection trusts. There is no way to turn the verification off. */
export interface Trust {
  /** Certificates of the authorities, in PEM. */
  readonly authorities: string;
  /** The name that the certificate must be for, where it is not the host: behind a CNAME. */
  readonly serverName?: string;
}

/** Options for Node's TLS: chain and host name are verified, and old versions refused. */
export function tlsOptions({ authorities, serverName }: Trust, host: string): ConnectionOptions {
  return {
    ca: authorities,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...isIP(host) === 0 ? { servername: serverName ?? host } : {}, // an IP address is no server name in TLS: Node compares it with the certificate's
    // drivers overwrite `servername` with the host, so another expected name is checked here
    ...serverName === undefined ? {} : {
      checkServerIdentity: (_host: string, certificate: PeerCertificate) => checkServerIdentity(serverName, certificate),
    },
  };
}
