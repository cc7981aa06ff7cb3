import { type IncomingHttpHeaders, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Told {
  readonly method?: string;
  readonly url?: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Where CloudFormation waits for a custom resource's answer: an address of S3, here on loopback. */
export class ResponseServer {
  public static async start(): Promise<ResponseServer> {
    const server = new ResponseServer();
    await new Promise<void>((listening) => { server.http.listen(0, '127.0.0.1', listening); });
    return server;
  }

  public readonly told: Told[] = [];
  /** The next answers' statuses; 200 when none is left, and 0 for a connection that breaks. */
  public readonly statuses: number[] = [];

  private readonly http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const { method, url, headers } = request;
      this.told.push({ method, url, headers, body: JSON.parse(Buffer.concat(chunks).toString()) as Told['body'] });
      const status = this.statuses.shift() ?? 200;
      if (status === 0) { request.destroy(); } else { response.writeHead(status).end(); }
    });
  });

  public get address(): string { return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}/bucket/response?X-Amz-Signature=dont-tell`; }

  public async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((closed) => { this.http.close(closed); });
  }
}
