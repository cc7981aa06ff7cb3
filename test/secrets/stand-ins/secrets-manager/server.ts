import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { redacted, type Call, type OpenCall } from './calls';
import { ApiError } from './errors';
import { Dropped, type Faults } from './faults';
import { isAction, type Action, type Parameters } from './parameters';
import type { Context } from './secret';
import type { Outcome, Store } from './store';

const CREDENTIAL = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([a-z0-9-]+)\/secretsmanager\/aws4_request,/;

async function bodyOf(request: IncomingMessage): Promise<Parameters> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) { chunks.push(chunk as Buffer); }
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as Parameters;
  } catch {
    throw new ApiError('SerializationException', 'The body is not JSON.');
  }
}

/** Who calls, from where and what; signatures are not checked, but have to be there. */
function readHeaders({ method, headers }: IncomingMessage): { readonly action: Action; readonly accessKeyId: string; readonly region: string } {
  const [, action = ''] = /^secretsmanager\.(\w+)$/.exec(String(headers['x-amz-target'])) ?? [];
  if (method !== 'POST' || headers['content-type'] !== 'application/x-amz-json-1.1' || !isAction(action)) {
    throw new ApiError('UnknownOperationException', `Not an operation of this stand-in: ${String(headers['x-amz-target'])}.`);
  }
  const credential = CREDENTIAL.exec(headers.authorization ?? '');
  if (!credential) { throw new ApiError('MissingAuthenticationTokenException', 'Missing Authentication Token'); }
  return { action, accessKeyId: credential[1], region: credential[2] };
}

/** AWS JSON 1.1 has dates in seconds. */
const toJson = (body: object): string => JSON.stringify(body, function replace(this: Record<string, unknown>, name: string, value: unknown) {
  const original = this[name];
  return original instanceof Date ? original.getTime() / 1000 : value;
});

function answer(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID(), ...headers });
  response.end(toJson(body));
}

/** What the server asks of the rest of the stand-in. */
export interface Service {
  readonly store: Store;
  readonly faults: Faults;
  now(): number;
  /** Called with a request that is about to take effect, and may refuse it. */
  admit(action: Action, parameters: Parameters): void;
  /** Called right after an effect, before the answer. */
  effected(action: Action, parameters: Parameters, context: Context): void;
}

/** The protocol AWS JSON 1.1 over HTTP, on the loopback interface. */
export class HttpServer {
  public static async start(service: Service): Promise<HttpServer> {
    const instance = new HttpServer(service);
    await new Promise<void>((resolve, reject) => {
      instance.server.once('error', reject);
      instance.server.listen(0, '127.0.0.1', resolve);
    });
    return instance;
  }

  public readonly calls: Call[] = [];
  private readonly server: Server;
  private readonly broken: unknown[] = [];

  private constructor(private readonly service: Service) {
    this.server = createServer((request, response) => { void this.serve(request, response); });
  }

  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Rejects with what a test's own hook, or the stand-in, threw unexpectedly: a client's error handling would hide it. */
  public async stop(): Promise<void> {
    const closed = new Promise<void>(resolve => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
    if (this.broken.length > 0) { throw this.broken[0]; }
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const result = await this.call(request);
      answer(response, 200, result);
    } catch (error) {
      if (error instanceof Dropped) {
        request.socket.destroy();
      } else if (error instanceof ApiError) {
        answer(response, error.status, { __type: error.code, Message: error.message }, { 'x-amzn-errortype': error.code });
      } else {
        this.broken.push(error);
        answer(response, 500, { __type: 'InternalFailure', Message: 'The stand-in or a hook of the test is broken.' });
      }
    }
  }

  private async call(request: IncomingMessage): Promise<object> {
    const { service } = this;
    const { action, accessKeyId, region } = readHeaders(request);
    const parameters = await bodyOf(request);
    const context = { region, now: service.now() };
    const call: OpenCall = {
      sequence: this.calls.length + 1, action, at: new Date(context.now), region, accessKeyId, parameters: redacted(parameters), effect: false,
    };
    this.calls.push(call);
    let phase: 'before' | 'after' = 'before';
    try {
      await service.faults.before(call);
      const { result, effect } = this.take(call, parameters, context);
      call.effect = effect;
      call.result = redacted(result as Parameters);
      phase = 'after';
      await service.faults.after(call);
      return result;
    } catch (error) {
      if (error instanceof Dropped) { call.dropped = phase; }
      if (error instanceof ApiError) { call.error = error.code; }
      throw error;
    }
  }

  /** No await here: requests take effect one by one. */
  private take({ action, ...call }: Call, parameters: Parameters, context: Context): Outcome {
    const { store, faults } = this.service;
    this.service.admit(action, parameters);
    const outcome = store.execute(action, parameters, context, faults.lagAfter(action));
    if (outcome.effect) {
      faults.noteEffect({ action, ...call });
      this.service.effected(action, parameters, context);
    }
    return outcome;
  }
}
