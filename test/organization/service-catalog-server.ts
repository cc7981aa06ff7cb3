import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The fields of each operation that the function calls, of which those with `!` must be there: https://docs.aws.amazon.com/servicecatalog/latest/dg/API_Operations.html */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  CreatePortfolioShare: ['PortfolioId!', 'OrganizationNode', 'AccountId', 'ShareTagOptions', 'SharePrincipals', 'AcceptLanguage'],
  UpdatePortfolioShare: ['PortfolioId!', 'OrganizationNode', 'AccountId', 'ShareTagOptions', 'SharePrincipals', 'AcceptLanguage'],
  DeletePortfolioShare: ['PortfolioId!', 'OrganizationNode', 'AccountId', 'AcceptLanguage'],
  DescribePortfolioShareStatus: ['PortfolioShareToken!'],
  ListProvisioningArtifacts: ['ProductId!', 'AcceptLanguage'],
  UpdateProvisioningArtifact: ['ProductId!', 'ProvisioningArtifactId!', 'Name', 'Description', 'Active', 'Guidance', 'AcceptLanguage'],
};

type Body = Readonly<Record<string, unknown>>;

export interface Share { readonly tags: boolean; readonly principals: boolean }
export interface Version { readonly Id: string; readonly Name: string; Guidance: 'DEFAULT' | 'DEPRECATED' }

/** An error of AWS, or a connection that breaks. */
export class Refusal extends Error {
  constructor(public readonly code: string, message = 'as the test wants it') { super(message); }
}

/** A strict stand-in for the part of AWS Service Catalog that moto lacks, on loopback. */
export class ServiceCatalogServer {
  public static async start(): Promise<ServiceCatalogServer> {
    const server = new ServiceCatalogServer();
    await new Promise<void>((listening) => { server.http.listen(0, '127.0.0.1', listening); });
    return server;
  }

  /** By portfolio and node. */
  public readonly shares = new Map<string, Share>();
  public readonly versions = new Map<string, Version[]>();
  /** Names of the operations that were called, with those that were refused. */
  public readonly calls: string[] = [];
  /** How often a status is still IN_PROGRESS. */
  public looks = 1;
  /** How operations end. */
  public ending = 'COMPLETED';
  public shareErrors: readonly { readonly Error: string; readonly Message: string; readonly Accounts: readonly string[] }[] = [];
  /** What the call of a number, from 1, is refused with. */
  public readonly refusals = new Map<number, string>();

  private readonly open = new Map<string, number>();
  private readonly http = createServer((request, response) => { void this.answer(request, response); });

  public get endpoint(): string { return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`; }

  public async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((closed) => { this.http.close(closed); });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) { chunks.push(chunk as Buffer); }
    const [service, operation = ''] = String(request.headers['x-amz-target']).split('.');
    this.calls.push(operation);
    for (const [token, left] of this.open) { this.open.set(token, left - 1); } // time passes
    try {
      if (service !== 'AWS242ServiceCatalogService' || !(operation in FIELDS)) { throw new Refusal('UnknownOperationException'); }
      if (!request.headers.authorization?.includes('/servicecatalog/')) { throw new Refusal('MissingAuthenticationTokenException'); }
      const refused = this.refusals.get(this.calls.length);
      if (refused === 'break') { request.socket.destroy(); return; }
      if (refused !== undefined) { throw new Refusal(refused); }
      const body = checked(operation, JSON.parse(Buffer.concat(chunks).toString()) as Body);
      const answer = JSON.stringify(this.act(operation, body));
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(answer);
    } catch (error) {
      const { code, message } = error instanceof Refusal ? error : { code: 'InternalFailure', message: String(error) };
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify({ __type: code, message }));
    }
  }

  private act(operation: string, body: Body): object {
    switch (operation) {
      case 'DescribePortfolioShareStatus': return this.status(String(body.PortfolioShareToken));
      case 'ListProvisioningArtifacts': return { ProvisioningArtifactDetails: this.versionsOf(body) };
      case 'UpdateProvisioningArtifact': return this.guide(body);
      default: return this.share(operation, body);
    }
  }

  /** `CreatePortfolioShare` of a share that exists has no effect, as AWS's page says. */
  private share(operation: string, body: Body): object {
    const { Type: type, Value: value } = body.OrganizationNode as { readonly Type: string; readonly Value: string };
    if (!['ORGANIZATION', 'ORGANIZATIONAL_UNIT'].includes(type)) { throw new Refusal('InvalidParametersException'); }
    const id = `${String(body.PortfolioId)} ${value}`;
    const known = this.shares.get(id);
    const busy = [...this.open].some(([token, looks]) => token.startsWith(`${id}#`) && looks >= 0);
    if (operation === 'DeletePortfolioShare') {
      if (!known) { throw new Refusal('ResourceNotFoundException'); }
      this.shares.delete(id);
    } else if (operation === 'UpdatePortfolioShare') {
      if (!known) { throw new Refusal('ResourceNotFoundException'); }
      if (busy) { throw new Refusal('InvalidStateException'); }
      this.shares.set(id, { tags: body.ShareTagOptions === true, principals: body.SharePrincipals === true });
    } else if (!known) {
      this.shares.set(id, { tags: body.ShareTagOptions === true, principals: body.SharePrincipals === true });
    }
    const token = `${id}#${this.calls.length}`;
    this.open.set(token, this.looks);
    return { PortfolioShareToken: token };
  }

  private status(token: string): object {
    const left = this.open.get(token);
    if (left === undefined) { throw new Refusal('ResourceNotFoundException'); }
    if (left >= 0) {
      return { PortfolioShareToken: token, Status: 'IN_PROGRESS' };
    }
    return { PortfolioShareToken: token, Status: this.ending, ShareDetails: { SuccessfulShares: [], ShareErrors: this.shareErrors } };
  }

  private guide(body: Body): object {
    const version = this.versionsOf(body).find(({ Id }) => Id === body.ProvisioningArtifactId);
    if (!version) { throw new Refusal('ResourceNotFoundException'); }
    version.Guidance = body.Guidance as Version['Guidance'];
    return { ProvisioningArtifactDetail: version };
  }

  private versionsOf({ ProductId }: Body): Version[] {
    const versions = this.versions.get(String(ProductId));
    if (!versions) { throw new Refusal('ResourceNotFoundException'); }
    return versions;
  }
}

function checked(operation: string, body: Body): Body {
  const known = FIELDS[operation].map((field) => field.replace('!', ''));
  const unknown = Object.keys(body).find((field) => !known.includes(field));
  if (unknown !== undefined) { throw new Refusal('InvalidParametersException', `unknown field ${unknown}`); }
  const missing = FIELDS[operation].find((field) => field.endsWith('!') && body[field.replace('!', '')] === undefined);
  if (missing !== undefined) { throw new Refusal('InvalidParametersException', `no field ${missing}`); }
  if (operation.endsWith('PortfolioShare') && (body.OrganizationNode === undefined) === (body.AccountId === undefined)) { throw new Refusal('InvalidParametersException', 'a node or an account'); }
  return body;
}
