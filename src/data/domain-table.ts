import { RemovalPolicy, aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Domain } from '../core';
import { KeyPurpose, KeyService } from '../keys';

/** Properties of a domain's table. */
export interface DomainTableProps {
  /** Name and type of the partition key. */
  readonly partitionKey: dynamodb.Attribute;

  /**
   * Name and type of the sort key.
   *
   * @default - no sort key
   */
  readonly sortKey?: dynamodb.Attribute;

  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * Physical name of the table.
   *
   * @default - a name made by CloudFormation
   */
  readonly tableName?: string;

  /**
   * How the table is billed and scaled.
   *
   * @default dynamodb.Billing.onDemand()
   */
  readonly billing?: dynamodb.Billing;

  /**
   * Other ways to look items up.
   *
   * @default - none
   */
  readonly globalSecondaryIndexes?: dynamodb.GlobalSecondaryIndexPropsV2[];

  /**
   * Attribute that holds the time at which an item expires.
   *
   * @default - items do not expire
   */
  readonly timeToLiveAttribute?: string;

  /**
   * What the table's stream tells of a change. The stream is encrypted with the table's key.
   *
   * @default - no stream
   */
  readonly dynamoStream?: dynamodb.StreamViewType;
}

/**
 * A DynamoDB table encrypted with its domain's key, with point-in-time recovery and deletion protection.
 *
 * The stack must have a Region (`env: { region }`): CDK can't name the key of a replica without it.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * new data.DomainTable(orders, 'Ledger', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
 */
export class DomainTable extends dynamodb.TableV2 {
  /** The domain that owns the table. */
  public readonly domain: Domain;

  constructor(scope: Construct, id: string, props: DomainTableProps) {
    const domain = props.domain ?? Domain.of(scope);
    super(scope, id, {
      tableName: props.tableName,
      partitionKey: props.partitionKey,
      sortKey: props.sortKey,
      billing: props.billing,
      globalSecondaryIndexes: props.globalSecondaryIndexes,
      timeToLiveAttribute: props.timeToLiveAttribute,
      dynamoStream: props.dynamoStream,
      encryption: dynamodb.TableEncryptionV2.customerManagedKey(domain.keyFor(scope, KeyPurpose.DATA, KeyService.DYNAMODB)),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.domain = domain;
    domain.tag(this);
  }
}
