import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError } from './managed-user-store';

/** An answer of an API, in the service's own protocol. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** A protocol of AWS: how a call is read, and how it is answered. */
export interface Protocol {
  /** The service's name in the scope of a signature. */
  readonly service: string;
  actionOf(request: IncomingMessage, body: string): string;
  succeed(action: string, result: unknown): Answer;
  fail(error: ApiError): Answer;
}

/** How a client of the SDK reaches a stand-in. */
export interface ClientOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}

/** An API of AWS over HTTP, on the loopback interface. Signatures are not checked, but have to be there, for the right service. */
export class ApiStandIn {
  public static async start(protocol: Protocol, act: (action: string, body: string) => Promise<unknown>): Promise<ApiStandIn> {
    const standIn = new ApiStandIn(protocol, act);
    await new Promise<void>((resolve) => { standIn.server.listen(0, '127.0.0.1', resolve); });
    return standIn;
  }

  /** The actions that were called, in order. */
  public readonly calls: string[] = [];
  private readonly server: Server;
  private readonly refusals: { readonly action: string; readonly error: ApiError }[] = [];
  private readonly silent = new Set<string>();

  private constructor(private readonly protocol: Protocol, private readonly act: (action: string, body: string) => Promise<unknown>) {
    this.server = createServer((request, response) => { void this.serve(request, response); });
  }

  /** What a client of the SDK is made with. */
  public get client(): ClientOptions {
    const { port } = this.server.address() as AddressInfo;
    return { endpoint: `http://127.0.0.1:${port}`, region: 'eu-central-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' }, maxAttempts: 1 };
  }

  /** Refuses the next call of an action, without an effect. */
  public refuse(action: string, code: string, status = 400): void { this.refusals.push({ action, error: new ApiError(code, status) }); }

  /** Answers calls of an action no more. */
  public silence(action: string): void { this.silent.add(action); }

  public async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => { this.server.close(() => resolve()); });
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) { chunks.push(chunk as Buffer); }
    const answer = await this.answer(request, Buffer.concat(chunks).toString());
    if (answer === undefined) { return; }
    response.writeHead(answer.status, { 'content-type': answer.type, 'x-amzn-requestid': randomUUID() });
    response.end(answer.body);
  }

  private async answer(request: IncomingMessage, body: string): Promise<Answer | undefined> {
    const { protocol } = this;
    try {
      if (!new RegExp(`^AWS4-HMAC-SHA256 Credential=[^/]+/\\d{8}/[a-z0-9-]+/${protocol.service}/aws4_request,`).test(request.headers.authorization ?? '')) {
        throw new ApiError('MissingAuthenticationToken', 403);
      }
      const action = protocol.actionOf(request, body);
      this.calls.push(action);
      if (this.silent.has(action)) { return undefined; }
      const refused = this.refusals.findIndex((refusal) => refusal.action === action);
      if (refused >= 0) { throw this.refusals.splice(refused, 1)[0].error; }
      return protocol.succeed(action, await this.act(action, body));
    } catch (error) {
      return protocol.fail(error instanceof ApiError ? error : new ApiError('InternalFailure', 500));
    }
  }
}
