import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import * as tls from 'node:tls';
import { type CertificateKind, authoritiesOfRun, serverCertificate } from '../../../../servers/certificates';

/** A listener of Oracle that speaks TLS and refuses every connection: what the driver makes of TLS and of refusals can be shown with it, a login can't. */
export interface FakeListener {
  readonly port: number;
  readonly ca: string;
  /** What clients sent, after the handshake. */
  readonly requests: string[];
  readonly connections: () => number;
  stop(): Promise<void>;
}

/** @param refusal the number of the error that the listener tells; without one it is silent */
export async function fakeListener(refusal: number | undefined, certificate: CertificateKind = 'good'): Promise<FakeListener> {
  const identity = await serverCertificate(certificate);
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const server = tls.createServer({ cert: identity.certificate, key: identity.key }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      requests.push(data.toString('latin1'));
      if (refusal !== undefined) { socket.write(refuse(refusal)); }
    });
  });
  server.on('connection', (socket: Socket) => { sockets.add(socket); });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    ca: (await authoritiesOfRun()).trusted.certificate,
    requests,
    connections: () => sockets.size,
    stop: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise<void>((resolve) => { server.close(() => resolve()); });
    },
  };
}

const REFUSE = 4;

/** A packet of TNS that refuses: a head of eight bytes, two reasons, and the error with its length. */
function refuse(number: number): Buffer {
  const text = Buffer.from(`(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR=${number})(ERROR_STACK=(ERROR=(CODE=${number})(EMFI=4))))`);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(head.length + text.length, 0);
  head[4] = REFUSE;
  head.writeUInt16BE(text.length, 10);
  return Buffer.concat([head, text]);
}
