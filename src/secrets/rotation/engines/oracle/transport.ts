import { RotationError } from '../../failure';

/** An address that the driver connects to. */
interface Address {
  readonly protocol?: string;
  /** The name that the server's certificate must be for. */
  hostname: string;
  /** Where a listener named this address: the name that the listener's own certificate was for. */
  readonly originHost?: string;
}

/** The part of the driver that opens every connection, before anything is sent on it. */
interface Transport { connect?(address: Address): Promise<void> }

/**
 * Keeps a listener from sending the driver, and with it the login, to a server that the secret does not name.
 *
 * Listeners send clients on, as that of a cluster's SCAN does to a node: to whatever registered itself with them. The driver would go on without
 * TLS if told so, and take a certificate for the name that it was told. Here the next address must have TLS too, and its certificate must be for
 * the host of the secret, wherever the address lies.
 *
 * https://www.oracle.com/security-alerts/alert-cve-2012-1675.html
 */
export function guardTransport(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the driver has no types for its parts
  const { prototype: transport } = require('oracledb/lib/thin/sqlnet/ntTcp.js') as { readonly prototype: Transport };
  const { connect } = transport;
  if (connect === undefined) { throw new RotationError('tls', 'the driver connects in a way that rotation does not know'); }
  transport.connect = async function (address) {
    if (address.protocol?.toUpperCase() !== 'TCPS') {
      throw new RotationError('tls', 'the listener sends clients on to an address without TLS: let the database register with one of TCPS');
    }
    if (address.originHost !== undefined) { address.hostname = address.originHost; }
    await connect.call(this, address);
  };
}
