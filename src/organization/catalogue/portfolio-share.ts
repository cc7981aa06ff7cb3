import {
  CreatePortfolioShareCommand, DeletePortfolioShareCommand, DescribePortfolioShareStatusCommand, type OrganizationNode, type ServiceCatalogClient,
  UpdatePortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import { type Pause, patiently, sleep } from '../../secrets/parameter/patience';
import type { NamedProperties, ResourceRequest } from '../../secrets/parameter/request';
import { ResourceError } from '../../secrets/parameter/resource-error';

/** What the template says of a share; `Name` is the id of the organization or the unit. */
export interface ShareProperties extends NamedProperties {
  readonly PortfolioId: string;
  readonly NodeType: 'ORGANIZATION' | 'ORGANIZATIONAL_UNIT';
  /** CloudFormation hands on booleans as text. */
  readonly ShareTagOptions: string;
  readonly SharePrincipals: string;
}

/** Between two looks at a share that AWS is still making. */
const PAUSE_MILLISECONDS = 5_000;

/** Shares a portfolio with an organization or a unit of it: CloudFormation's own resource knows accounts only. */
export class PortfolioShare {
  constructor(private readonly client: ServiceCatalogClient, private readonly pause: Pause = sleep) {}

  /** Does what a request asks. Each call can be repeated: a share that exists is changed, one that is gone is deleted. */
  public async handle(request: ResourceRequest<ShareProperties>): Promise<undefined> {
    const { RequestType: type, ResourceProperties: properties, OldResourceProperties: before } = request;
    if (type === 'Delete') { return this.remove(properties); }
    if (!['Create', 'Update'].includes(type)) { throw new ResourceError('the request is of no type that CloudFormation sends'); }
    if (before && (before.PortfolioId !== properties.PortfolioId || before.Name !== properties.Name)) {
      throw new ResourceError('a share stays with its portfolio and its unit: another one is another resource');
    }
    await this.share(properties);
    return undefined;
  }

  private async share(properties: ShareProperties): Promise<void> {
    const { PortfolioId } = properties;
    const flags = { ShareTagOptions: properties.ShareTagOptions === 'true', SharePrincipals: properties.SharePrincipals === 'true' };
    const OrganizationNode = nodeOf(properties);
    // it has no effect on a share that exists, whose flags may be others
    const { PortfolioShareToken: made } = await this.call('CreatePortfolioShare', () => this.client.send(new CreatePortfolioShareCommand({ PortfolioId, OrganizationNode, ...flags })));
    await this.wait(made);
    await this.wait(await this.update(new UpdatePortfolioShareCommand({ PortfolioId, OrganizationNode, ...flags })));
  }

  /** AWS refuses it while another request for the same share is under way: one before, that was told to have failed, may be. */
  private async update(command: UpdatePortfolioShareCommand): Promise<string | undefined> {
    for (;;) {
      try {
        return (await this.call('UpdatePortfolioShare', () => this.client.send(command))).PortfolioShareToken;
      } catch (error) {
        if (!(error instanceof ResourceError && error.code === 'InvalidStateException')) { throw error; }
        await this.pause(PAUSE_MILLISECONDS);
      }
    }
  }

  private async remove(properties: ShareProperties): Promise<undefined> {
    try {
      const { PortfolioShareToken: token } = await this.call('DeletePortfolioShare', () =>
        this.client.send(new DeletePortfolioShareCommand({ PortfolioId: properties.PortfolioId, OrganizationNode: nodeOf(properties) })));
      await this.wait(token);
    } catch (error) {
      if (!(error instanceof ResourceError && error.code === 'ResourceNotFoundException')) { throw error; }
    }
    return undefined;
  }

  /** Until AWS has told every account of the node; the function's own time ends it. */
  private async wait(token?: string): Promise<void> {
    while (token !== undefined) {
      const { Status: status, ShareDetails: details } = await this.call('DescribePortfolioShareStatus', () =>
        this.client.send(new DescribePortfolioShareStatusCommand({ PortfolioShareToken: token })));
      if (status === 'COMPLETED') { return; }
      if (status === 'COMPLETED_WITH_ERRORS' || status === 'ERROR') {
        const codes = [...new Set((details?.ShareErrors ?? []).map(({ Error: code = 'unknown' }) => code))];
        throw new ResourceError(`sharing ended with ${status}${codes.length > 0 ? `: ${codes.join(', ')}` : ''}; see describe-portfolio-share-status`);
      }
      await this.pause(PAUSE_MILLISECONDS);
    }
  }

  private async call<T>(action: string, send: () => Promise<T>): Promise<T> {
    try {
      return await patiently(action, send, this.pause);
    } catch (error) {
      if (error instanceof ResourceError && error.code === 'OperationNotSupportedException') {
        throw new ResourceError(`${action} is refused: let AWS Service Catalog work with the organization (aws servicecatalog enable-aws-organizations-access, `
          + 'in the management account), and share from that account or from a delegated administrator', error.code);
      }
      throw error;
    }
  }
}

const nodeOf = ({ NodeType: Type, Name: Value }: ShareProperties): OrganizationNode => ({ Type, Value });
