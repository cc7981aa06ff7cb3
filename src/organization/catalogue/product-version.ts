import { ListProvisioningArtifactsCommand, type ServiceCatalogClient, UpdateProvisioningArtifactCommand } from '@aws-sdk/client-service-catalog';
import { type Pause, patiently, sleep } from '../../secrets/parameter/patience';
import type { NamedProperties, ResourceRequest } from '../../secrets/parameter/request';
import { ResourceError } from '../../secrets/parameter/resource-error';

/** What the template says of a version; `Name` is its number. */
export interface VersionProperties extends NamedProperties {
  readonly ProductId: string;
}

/** Tells users of a version of a product to take another: CloudFormation's own resource can't. */
export class ProductVersion {
  constructor(private readonly client: ServiceCatalogClient, private readonly pause: Pause = sleep) {}

  /** Does what a request asks; a deleted resource gives the version back. */
  public async handle({ RequestType: type, ResourceProperties: properties }: ResourceRequest<VersionProperties>): Promise<undefined> {
    if (!['Create', 'Update', 'Delete'].includes(type)) { throw new ResourceError('the request is of no type that CloudFormation sends'); }
    const { ProductId, Name: version } = properties;
    try {
      const ProvisioningArtifactId = await this.find(ProductId, version);
      if (ProvisioningArtifactId === undefined) { throw new ResourceError('the product has no such version', 'ResourceNotFoundException'); }
      const Guidance = type === 'Delete' ? 'DEFAULT' : 'DEPRECATED';
      await patiently('UpdateProvisioningArtifact', () => this.client.send(new UpdateProvisioningArtifactCommand({ ProductId, ProvisioningArtifactId, Guidance })), this.pause);
    } catch (error) {
      const isGone = error instanceof ResourceError && error.code === 'ResourceNotFoundException';
      if (type !== 'Delete' || !isGone) { throw error; }
    }
    return undefined;
  }

  private async find(ProductId: string, version: string): Promise<string | undefined> {
    const { ProvisioningArtifactDetails: details = [] } = await patiently('ListProvisioningArtifacts', () =>
      this.client.send(new ListProvisioningArtifactsCommand({ ProductId })), this.pause);
    return details.find(({ Name: name }) => name === version)?.Id;
  }
}
