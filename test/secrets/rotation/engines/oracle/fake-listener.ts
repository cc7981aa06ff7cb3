import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import * as tls from 'node:tls';
import { type CertificateAndKey, type CertificateKind, authoritiesOfRun, serverCertificate } from '../../../../servers/certificates';

/** A listener of Oracle that speaks TLS and lets nobody log in: what the driver makes of TLS and of refusals can be shown with it, a login can't. */
export interface FakeListener {
  readonly port: number;
  readonly ca: string;
  /** What clients sent, after the handshake. */
  readonly requests: string[];
  readonly connections: () => number;
  /** How often a client asked for the service, and how many packets it sent after it was let in. */
  readonly asked: () => { readonly connects: number; readonly further: number };
  stop(): Promise<void>;
}

/** A listener that accepts a connection. */
export const ACCEPTED = Symbol('accepted');

/** @param answer the number of the error that the listener tells, the address that it sends clients on to, or that it accepts and then is silent; `undefined` if it is silent at once */
export async function fakeListener(answer: number | string | typeof ACCEPTED | undefined, certificate: CertificateKind | CertificateAndKey = 'good'): Promise<FakeListener> {
  const identity = typeof certificate === 'string' ? await serverCertificate(certificate) : certificate;
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const respond = (socket: Socket) => {
    if (answer === ACCEPTED) { socket.write(accept()); } else if (answer !== undefined) { socket.write(typeof answer === 'number' ? refuse(answer) : redirect(answer)); }
  };
  const server = tls.createServer({ cert: identity.certificate, key: identity.key }, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => { respond(socket); });
    socket.on('data', (data) => { requests.push(data.toString('latin1')); });
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
    asked: () => {
      const packets = packetsOf(Buffer.from(requests.join(''), 'latin1'));
      const further = packets.filter(({ type, text }) => type !== TYPE.CONNECT && !isConnectData(text));
      return { connects: packets.filter(({ type }) => type === TYPE.CONNECT).length, further: further.length };
    },
    stop: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise<void>((resolve) => { server.close(() => resolve()); });
    },
  };
}

const TYPE = { CONNECT: 1, ACCEPT: 2, REFUSE: 4, REDIRECT: 5 };

/** A packet of TNS that refuses has two reasons before the error. */
const refuse = (number: number): Buffer => packet(TYPE.REFUSE, 2, `(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR=${number})(ERROR_STACK=(ERROR=(CODE=${number})(EMFI=4))))`);

/** A packet that accepts, with version, sizes of packets, and that nothing but TLS encrypts. */
function accept(): Buffer {
  const body = Buffer.alloc(45);
  body.writeUInt16BE(body.length, 0);
  body[4] = TYPE.ACCEPT;
  body.writeUInt16BE(318, 8);
  body[23] = 0x08;
  body.writeUInt32BE(8_192, 32);
  body.writeUInt32BE(65_536, 36);
  return body;
}

const redirect = (address: string): Buffer => packet(TYPE.REDIRECT, 0, address);

/** A packet of TNS: a head of eight bytes, what its type has before the text, and the text with its length. */
function packet(type: number, before: number, content: string): Buffer {
  const text = Buffer.from(content);
  const head = Buffer.alloc(10 + before);
  head.writeUInt16BE(head.length + text.length, 0);
  head[4] = type;
  head.writeUInt16BE(text.length, 8 + before);
  return Buffer.concat([head, text]);
}

/** What a client sent, packet by packet: the length is a number of two bytes before a connection is accepted, and of four afterwards. */
function packetsOf(sent: Buffer): { readonly type: number; readonly text: string }[] {
  const packets = [];
  for (let at = 0, length = 0; at < sent.length; at += length) {
    length = sent.readUInt16BE(at) || sent.readUInt32BE(at);
    packets.push({ type: sent[at + 4], text: sent.subarray(at + 8, at + length).toString('latin1') });
  }
  return packets;
}

/** More than 230 bytes of what a client connects to go into a packet of their own, which a long name of the client's program is enough for. */
const isConnectData = (text: string): boolean => text.includes('(DESCRIPTION=');
