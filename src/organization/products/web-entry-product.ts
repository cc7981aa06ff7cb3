import type { Construct } from 'constructs';
import { KeyPurpose } from '../../keys';
import { DomainParameters } from '../domain-parameters';
import { GoldProduct, type GoldProductOptions } from '../gold-product';
import type { WebEntry } from '../web-entry';

/** Properties of the product that makes entries from the internet. */
export interface WebEntryProductProps extends GoldProductOptions {
  /** What stands before the application. */
  readonly entry: WebEntry;

  /**
   * Name of the product.
   *
   * @default 'web-entry'
   */
  readonly productName?: string;
}

/**
 * A product that makes a protected entry from the internet: AWS WAF, a certificate, and a load balancer or a distribution before an application.
 *
 * @example
 * new organization.WebEntryProduct(this, 'WebEntry', {
 *   version: '1.0.0', historyFolder: 'catalogue/web-entry', owner: 'Platform team', entry: organization.WebEntry.loadBalancer(),
 * });
 */
export class WebEntryProduct extends GoldProduct {
  constructor(scope: Construct, id: string, props: WebEntryProductProps) {
    super(scope, id, {
      ...props,
      productName: props.productName ?? 'web-entry',
      mainResourceTypes: [...props.entry._mainResourceTypes],
      description: `A protected entry from the internet for an application: AWS WAF, a certificate that renews itself, and ${props.entry._title} with logs.`,
    });
    const domain = DomainParameters.domain(this.template, KeyPurpose.LOGS, KeyPurpose.MESSAGES);
    for (const { id: output, value, description } of props.entry._build(this.template, domain)) { this.putOut(output, value, description); }
  }
}
