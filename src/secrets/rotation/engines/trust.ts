import type { ConnectionOptions } from 'node:tls';

/** Whom a connection trusts. There is no way to turn the verification off. */
export interface Trust {
  /** Certificates of the authorities, in PEM. */
  readonly authorities: string;
  /** The name that the certificate must be for, where it is not the host: behind a CNAME. */
  readonly serverName?: string;
}

/** Options for Node's TLS: chain and host name are verified, and old versions refused. */
export function tlsOptions({ authorities, serverName }: Trust, host: string): ConnectionOptions {
  return { ca: authorities, rejectUnauthorized: true, minVersion: 'TLSv1.2', ...isAddress(host) && serverName === undefined ? {} : { servername: serverName ?? host } };
}

/** An IP address is no server name in TLS; Node compares it with the addresses of the certificate. */
const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':');
