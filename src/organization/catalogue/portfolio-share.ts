import {
  CreatePortfolioShareCommand, DeletePortfolioShareCommand, type OrganizationNode, type ServiceCatalogClient, UpdatePortfolioShareCommand,
} from '@aws-sdk/client-service-catalog';
import { ShareOperation, isFailure } from './share-operation';
import { type Pause, sleep } from '../../secrets/parameter/patience';
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

/** How often a share is made that AWS tells to be made and does not know: https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/601 */
const ROUNDS = 3;

/** Shares a portfolio with an organization or a unit of it: CloudFormation's own resource knows accounts only. Each handles one request. */
export class PortfolioShare {
  private readonly operation: ShareOperation;

  constructor(private readonly client: ServiceCatalogClient, pause: Pause = sleep) {
    this.operation = new ShareOperation(client, pause);
  }

  /** Does what a request asks. Each call can be repeated: a share that exists is changed, one that is gone is deleted. */
  public async handle(request: ResourceRequest<ShareProperties>): Promise<undefined> {
    const { RequestType: type, ResourceProperties: properties, OldResourceProperties: before } = request;
    if (type === 'Delete') { return this.remove(properties); }
    if (!['Create', 'Update'].includes(type)) { throw new ResourceError('the request is of no type that CloudFormation sends'); }
    if (before && (before.PortfolioId !== properties.PortfolioId || before.Name !== properties.Name)) {
      throw new ResourceError('a share stays with its portfolio and its unit: another one is another resource');
    }
    return this.share(properties);
  }

  private async share(properties: ShareProperties): Promise<undefined> {
    const { PortfolioId } = properties;
    const flags = { ShareTagOptions: properties.ShareTagOptions === 'true', SharePrincipals: properties.SharePrincipals === 'true' };
    const wanted = { PortfolioId, OrganizationNode: nodeOf(properties), ...flags };
    for (let round = 1; ; round += 1) {
      // it has no effect on a share that exists, whose flags may be others
      await this.operation.carryOut('CreatePortfolioShare', () => this.client.send(new CreatePortfolioShareCommand(wanted)));
      try {
        await this.operation.carryOut('UpdatePortfolioShare', () => this.client.send(new UpdatePortfolioShareCommand(wanted)));
        return undefined;
      } catch (error) {
        if (round === ROUNDS || !isFailure(error, 'ResourceNotFoundException')) { throw error; }
        await this.operation.rest('UpdatePortfolioShare');
      }
    }
  }

  private async remove(properties: ShareProperties): Promise<undefined> {
    try {
      await this.operation.carryOut('DeletePortfolioShare', () =>
        this.client.send(new DeletePortfolioShareCommand({ PortfolioId: properties.PortfolioId, OrganizationNode: nodeOf(properties) })));
    } catch (error) {
      if (!isFailure(error, 'ResourceNotFoundException')) { throw error; }
    }
    return undefined;
  }
}

const nodeOf = ({ NodeType: Type, Name: Value }: ShareProperties): OrganizationNode => ({ Type, Value });
