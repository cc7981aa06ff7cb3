import { aws_sns as sns } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Domain } from '../core';
import { KeyPurpose, KeyService } from '../keys';

/** Properties of a domain's topic. */
export interface DomainTopicProps {
  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * Name that subscribers see.
   *
   * @default - none
   */
  readonly displayName?: string;

  /**
   * Name of the topic: 1 to 256 letters, digits, hyphens and underscores. Stacks of other Regions can refer to a topic that has one. It can't change later.
   *
   * @default - CloudFormation makes one up
   */
  readonly topicName?: string;
}

/**
 * An SNS topic encrypted with its domain's key, TLS only.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * new data.DomainTopic(orders, 'Shipped');
 */
export class DomainTopic extends sns.Topic {
  /** The domain that owns the topic. */
  public readonly domain: Domain;

  constructor(scope: Construct, id: string, props: DomainTopicProps = {}) {
    const domain = props.domain ?? Domain.of(scope);
    super(scope, id, {
      displayName: props.displayName,
      topicName: props.topicName,
      masterKey: domain.keyFor(scope, KeyPurpose.MESSAGES, KeyService.SNS),
      enforceSSL: true,
    });
    this.domain = domain;
    domain.tag(this);
  }
}
