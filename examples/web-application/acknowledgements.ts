import { checks, type data, type edge } from '../..';

/** Pages are built from the repository: another Region would hold a copy of what anybody may read. */
export function rebuiltFromRepository(pages: data.DomainBucket): void {
  for (const pack of ['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321']) {
    checks.Acknowledgement.record(pages, {
      rule: `${pack}::${pack}-S3BucketReplicationEnabled`, owner: 'shop-team', reason: 'the pages are built from the repository, and can be built again at any time',
    });
  }
}

/** The application runs in one Region, so that there is no second origin to turn to. */
export function inOneRegion(site: edge.SecureDistribution): void {
  checks.Acknowledgement.record(site.distribution, {
    rule: 'Gold::cloudfront.failover', owner: 'shop-team', reason: 'the shop takes writes, and runs in two zones of one Region: a second origin would have none of its data',
  });
}
