import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The fields of each operation that the function calls, of which those with `!` must be there: https://docs.aws.amazon.com/servicecatalog/latest/dg/API_Operations.html */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  CreatePortfolioShare: ['PortfolioId!', 'OrganizationNode', 'AccountId', 'ShareTagOptions', 'SharePrincipals', 'AcceptLanguage'],
  UpdatePortfolioShare: ['PortfolioId!', 'OrganizationNode', 'AccountId', 'ShareTagOptions', 'SharePrincipals', 'AcceptLanguage'],
  DeletePortfolioShare: ['PortfolioId!', 'OrganizationNode', 'AccountId', 'AcceptLanguage'],
  DescribePortfolioShareStatus: ['PortfolioShareToken!'],
  GetAWSOrganizationsAccessStatus: [],
  ListProvisioningArtifacts: ['ProductId!', 'AcceptLanguage'],
  UpdateProvisioningArtifact: ['ProductId!', 'ProvisioningArtifactId!', 'Name', 'Description', 'Active', 'Guidance', 'AcceptLanguage'],
};

type Body = Readonly<Record<string, unknown>>;

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_OrganizationNode.html */
const NODES: Readonly<Record<string, RegExp>> = { ORGANIZATION: /^o-[a-z0-9]{10,32}$/, ORGANIZATIONAL_UNIT: /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/ };

export interface Share { readonly tags: boolean; readonly principals: boolean }
export interface Version { readonly Id: string; readonly Name: string; Guidance: 'DEFAULT' | 'DEPRECATED' }

/** A change of who has a portfolio, which is made once it was looked for often enough. */
interface Operation { readonly portfolio: string; readonly finish: () => void; left: number }

/** An error of AWS. */
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

  public readonly portfolios = new Set<string>();
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
  /** What the call of a number, from 1, is refused with; `break` cuts the connection before it is done, `lose` after. */
  public readonly refusals = new Map<number, string>();
  /** How often somebody else's change of the portfolio is under way when an operation is asked for. */
  public readonly occupied = new Map<string, number>();
  /** How many shares are told to be made and are not. */
  public lost = 0;
  /** Whether the organization lets AWS Service Catalog in. */
  public access: 'ENABLED' | 'UNDER_CHANGE' | 'DISABLED' = 'ENABLED';
  /** Whether the account is the management account or a delegated administrator. */
  public isAdministrator = true;

  private readonly open = new Map<string, Operation>();
  private readonly http = createServer((request, response) => { void this.answer(request, response); });

  public get endpoint(): string { return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`; }

  public async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((closed) => { this.http.close(closed); });
  }

  /** As a new account. */
  public reset(): void {
    Object.assign(this, { looks: 1, ending: 'COMPLETED', shareErrors: [], lost: 0, access: 'ENABLED', isAdministrator: true });
    for (const kept of [this.portfolios, this.shares, this.versions, this.refusals, this.occupied, this.open]) { kept.clear(); }
    this.portfolios.add('port-1');
    this.calls.length = 0;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) { chunks.push(chunk as Buffer); }
    const [service, operation = ''] = String(request.headers['x-amz-target']).split('.');
    this.calls.push(operation);
    this.pass();
    try {
      if (service !== 'AWS242ServiceCatalogService' || !(operation in FIELDS)) { throw new Refusal('UnknownOperationException'); }
      if (!request.headers.authorization?.includes('/servicecatalog/')) { throw new Refusal('MissingAuthenticationTokenException'); }
      const refused = this.refusals.get(this.calls.length);
      if (refused === 'break') { request.socket.destroy(); return; }
      if (refused !== undefined && refused !== 'lose') { throw new Refusal(refused); }
      const body = checked(operation, JSON.parse(Buffer.concat(chunks).toString()) as Body);
      const answer = JSON.stringify(this.act(operation, body));
      if (refused === 'lose') { request.socket.destroy(); return; }
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(answer);
    } catch (error) {
      const { code, message } = error instanceof Refusal ? error : { code: 'InternalFailure', message: String(error) };
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify({ __type: code, message }));
    }
  }

  /** Time: one more look at each change. */
  private pass(): void {
    for (const operation of this.open.values()) {
      operation.left -= 1;
      if (operation.left === -1 && this.ending === 'COMPLETED') { operation.finish(); }
    }
  }

  private act(operation: string, body: Body): object {
    switch (operation) {
      case 'DescribePortfolioShareStatus': return this.status(String(body.PortfolioShareToken));
      case 'GetAWSOrganizationsAccessStatus': return this.accessStatus();
      case 'ListProvisioningArtifacts': return { ProvisioningArtifactDetails: this.versionsOf(body) };
      case 'UpdateProvisioningArtifact': return this.guide(body);
      default: return this.change(operation, body);
    }
  }

  /** `CreatePortfolioShare` of a share that exists has no effect, as AWS's page says. */
  private change(operation: string, body: Body): object {
    const [portfolio, id] = this.target(operation, body);
    const isKnown = this.shares.has(id);
    const share = { tags: body.ShareTagOptions === true, principals: body.SharePrincipals === true };
    if (operation === 'CreatePortfolioShare') {
      if (isKnown) { return {}; }
      this.lost -= 1;
      return this.begin(portfolio, this.lost >= 0 ? () => undefined : () => { this.shares.set(id, share); });
    }
    if (!isKnown) { throw new Refusal('ResourceNotFoundException', 'no such share'); }
    return this.begin(portfolio, operation === 'DeletePortfolioShare' ? () => { this.shares.delete(id); } : () => { this.shares.set(id, share); });
  }

  /** The portfolio and the share of it that a change is of, if the account may change it now. */
  private target(operation: string, body: Body): [portfolio: string, share: string] {
    if (!this.isAdministrator) { throw new Refusal('AccessDeniedException', 'arn:aws:sts::222222222222:assumed-role/share is not authorized'); }
    if (this.access !== 'ENABLED') { throw new Refusal('OperationNotSupportedException', 'no access to the organization of 222222222222'); }
    const { Type: type, Value: value } = body.OrganizationNode as { readonly Type: string; readonly Value: string };
    if (!NODES[type]?.test(value)) { throw new Refusal('InvalidParametersException'); }
    const portfolio = String(body.PortfolioId);
    if (!this.portfolios.has(portfolio)) { throw new Refusal('ResourceNotFoundException', 'no such portfolio'); }
    const others = this.occupied.get(operation) ?? 0;
    this.occupied.set(operation, others - 1);
    if (others > 0 || [...this.open.values()].some((one) => one.portfolio === portfolio && one.left >= 0)) {
      throw new Refusal('InvalidStateException', 'Cannot process more than one portfolio share action at the same time. Try again later.');
    }
    return [portfolio, `${portfolio} ${value}`];
  }

  private begin(portfolio: string, finish: () => void): object {
    const token = `share-${this.calls.length}`;
    this.open.set(token, { portfolio, finish, left: this.looks });
    return { PortfolioShareToken: token };
  }

  private status(token: string): object {
    const operation = this.open.get(token);
    if (operation === undefined) { throw new Refusal('ResourceNotFoundException'); }
    if (operation.left >= 0) { return { PortfolioShareToken: token, Status: 'IN_PROGRESS' }; }
    return { PortfolioShareToken: token, Status: this.ending, ShareDetails: { SuccessfulShares: [], ShareErrors: this.shareErrors } };
  }

  private accessStatus(): object {
    if (!this.isAdministrator) { throw new Refusal('AccessDeniedException', '222222222222 is no administrator'); }
    return { AccessStatus: this.access };
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
