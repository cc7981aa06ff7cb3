import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { type CertificateKind, authoritiesOfRun, serverCertificate } from '../../../../servers/certificates';

/** Packets of the protocol TDS. https://learn.microsoft.com/openspecs/windows_protocols/ms-tds/ */
const TYPE = { BATCH: 0x01, ANSWER: 0x04, LOGIN: 0x10, PRELOGIN: 0x12 };
const HEADER = 8;

/** What the server says of encryption in its first answer. */
export const ENCRYPTION = { ON: 1, NOT_SUPPORTED: 2 };

/** The part of the protocol that a login needs, for what a stand-in can't show: TLS, and what the driver makes of the server's answers. */
export interface FakeTds {
  readonly port: number;
  readonly ca: string;
  /** Types of the packets that clients sent. */
  readonly seen: number[];
  readonly connections: () => number;
  stop(): Promise<void>;
}

/** What the server does other than a good one. */
export interface FakeTdsOptions {
  readonly encryption?: number;
  readonly certificate?: CertificateKind;
  /** What a statement meets: an answer unless told, none at all, or the end of the connection. */
  readonly statements?: 'answered' | 'silent' | 'cut';
}

/** @param answer the tokens that answer a login */
export async function fakeTds(answer: Buffer, { encryption = ENCRYPTION.ON, certificate = 'good', statements = 'answered' }: FakeTdsOptions = {}): Promise<FakeTds> {
  const identity = await serverCertificate(certificate);
  const sockets = new Set<Socket>();
  const seen: number[] = [];
  const respond = (stream: Duplex, type: number, socket: Socket) => {
    seen.push(type);
    if (type === TYPE.LOGIN) { stream.write(packet(TYPE.ANSWER, answer)); }
    if (type !== TYPE.BATCH) { return; }
    const isOfDriver = seen.filter((one) => one === TYPE.BATCH).length === 1; // it sets the session up
    if (isOfDriver || statements === 'answered') { stream.write(packet(TYPE.ANSWER, done(0))); } else if (statements === 'cut') { socket.destroy(); }
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (first) => {
      seen.push(first[0]);
      socket.write(packet(TYPE.ANSWER, preloginAnswer(encryption)));
      if (encryption === ENCRYPTION.ON) {
        const secured = new tls.TLSSocket(inPrelogin(socket) as unknown as Socket, { isServer: true, cert: identity.certificate, key: identity.key });
        secured.on('error', () => undefined);
        secured.on('data', (data: Buffer) => { respond(secured, data[0], socket); });
      } else {
        socket.on('data', (data) => { respond(socket, data[0], socket); });
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    ca: (await authoritiesOfRun()).trusted.certificate,
    seen,
    connections: () => sockets.size,
    stop: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise<void>((resolve) => { server.close(() => resolve()); });
    },
  };
}

/** The handshake goes inside packets of the protocol, one for each flight; what follows it goes as it is. */
function inPrelogin(socket: Socket): Duplex {
  let isHandshake = true;
  let flight: Buffer[] = [];
  const duplex = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, written) => {
      if (!isHandshake) { socket.write(chunk, written); return; }
      if (flight.length === 0) {
        setImmediate(() => {
          socket.write(packet(TYPE.PRELOGIN, Buffer.concat(flight)));
          flight = [];
        });
      }
      flight.push(chunk);
      written();
    },
  });
  socket.on('data', (data) => {
    isHandshake &&= data[0] === TYPE.PRELOGIN;
    duplex.push(isHandshake ? data.subarray(HEADER) : data);
  });
  socket.on('end', () => duplex.push(null));
  return duplex;
}

function packet(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(HEADER);
  head[0] = type;
  head[1] = 1; // the last of its message
  head.writeUInt16BE(HEADER + data.length, 2);
  return Buffer.concat([head, data]);
}

/** Version and encryption, where they lie, and then themselves. */
const preloginAnswer = (encryption: number): Buffer => Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 16, 0, 0, 0, 0, 0, encryption]);

const number = (value: number, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, Math.min(bytes, 6));
  return buffer;
};
const text = (value: string, lengthBytes: number): Buffer => Buffer.concat([number(value.length, lengthBytes), Buffer.from(value, 'utf16le')]);
const token = (type: number, ...parts: readonly Buffer[]): Buffer => {
  const data = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([type]), number(data.length, 2), data]);
};

const done = (status: number): Buffer => Buffer.concat([Buffer.from([0xfd]), number(status, 2), number(0, 2), number(0, 8)]);

const acknowledgement = (): Buffer => token(0xad, Buffer.from([1, 0x74, 0, 0, 4]), text('fake', 1), Buffer.from([16, 0, 0, 0]));

export const loggedIn = (): Buffer => Buffer.concat([acknowledgement(), done(0)]);

/** Errors, in the order in which the server tells them. */
export const loginErrors = (...numbers: readonly number[]): Buffer => Buffer.concat([
  ...numbers.map((error) => token(0xaa, number(error, 4), Buffer.from([1, 14]), text('canary of a message', 2), text('fake', 1), text('', 1), number(1, 4))),
  done(2),
]);

/** A login that succeeds, but shall go on at another host. */
export const rerouted = (host: string, port: number): Buffer => Buffer.concat([
  acknowledgement(),
  token(0xe3, Buffer.from([20]), number(5 + host.length * 2, 2), Buffer.from([0]), number(port, 2), text(host, 2), number(0, 2)),
  done(0),
]);
