import { RemovalPolicy, aws_logs as logs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Domain } from '../core';
import { KeyPurpose, KeyService } from '../keys';

/** Properties of a domain's log group. */
export interface DomainLogGroupProps {
  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * Physical name of the log group.
   *
   * @default - a name made by CloudFormation
   */
  readonly logGroupName?: string;

  /**
   * How long logs are kept.
   *
   * @default logs.RetentionDays.THIRTEEN_MONTHS
   */
  readonly retention?: logs.RetentionDays;
}

/**
 * A log group encrypted with its domain's key.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * new data.DomainLogGroup(orders, 'Audit', { retention: logs.RetentionDays.TWO_YEARS });
 */
export class DomainLogGroup extends logs.LogGroup {
  /** The domain that owns the log group. */
  public readonly domain: Domain;

  constructor(scope: Construct, id: string, props: DomainLogGroupProps = {}) {
    const domain = props.domain ?? Domain.of(scope);
    super(scope, id, {
      logGroupName: props.logGroupName,
      encryptionKey: domain.keyFor(scope, KeyPurpose.LOGS, KeyService.LOGS),
      retention: props.retention ?? logs.RetentionDays.THIRTEEN_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.domain = domain;
    domain.tag(this);
  }
}
