import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import * as tls from 'node:tls';
import { authoritiesOfRun, serverCertificate } from '../../../../servers/certificates';

/** A server that answers what a test tells, for states into which a real one is hard to bring. */
export interface FakeServer {
  readonly host: string;
  readonly port: number;
  readonly ca: string;
  stop(): Promise<void>;
}

/** Speaks the protocol's version 2 over TLS. `answer` gets the words of a command; without an answer the server is silent. */
export async function fakeServer(answer: (words: readonly string[]) => string | undefined): Promise<FakeServer> {
  const { certificate, key } = await serverCertificate('good');
  const sockets = new Set<Socket>();
  const server = tls.createServer({ cert: certificate, key }, (socket) => {
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
      for (let command = take(text); command !== undefined; command = take(text)) {
        text = command.rest;
        const reply = answer(command.words);
        if (reply !== undefined) { socket.write(`${reply}\r\n`); }
      }
    });
  });
  server.on('connection', (socket: Socket) => { sockets.add(socket); });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: 'localhost',
    port: (server.address() as AddressInfo).port,
    ca: (await authoritiesOfRun()).trusted.certificate,
    stop: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise<void>((resolve) => { server.close(() => resolve()); });
    },
  };
}

/** The first whole command of a text: `*2`, `$4`, `AUTH`, `$3`, `abc`. */
function take(text: string): { readonly words: readonly string[]; readonly rest: string } | undefined {
  const lines = text.split('\r\n');
  const count = Number(/^\*(\d+)$/.exec(lines[0])?.[1] ?? 0);
  const length = 1 + 2 * count;
  if (count === 0 || lines.length <= length) { return undefined; }
  return { words: lines.slice(1, length).filter((_, at) => at % 2 === 1), rest: lines.slice(length).join('\r\n') };
}
