import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { PortfolioShare, type ShareProperties } from './portfolio-share';
import { ProductVersion, type VersionProperties } from './product-version';
import { answer } from '../../secrets/parameter/answer';
import type { ResourceRequest } from '../../secrets/parameter/request';

const client = new ServiceCatalogClient();

type Request = (ResourceRequest<ShareProperties> & { readonly ResourceType: 'Custom::PortfolioShare' })
  | (ResourceRequest<VersionProperties> & { readonly ResourceType: 'Custom::ProductVersion' });

/** Does for CloudFormation what it has no resource of AWS Service Catalog for. */
export const handler = (request: Request, context: { getRemainingTimeInMillis(): number }): Promise<void> =>
  answer(request, () => (request.ResourceType === 'Custom::PortfolioShare' ? new PortfolioShare(client).handle(request) : new ProductVersion(client).handle(request)), {
    remaining: () => context.getRemainingTimeInMillis(),
    log: (line) => { process.stdout.write(`${line}\n`); },
  });
