import * as path from 'node:path';
import { Duration, Stack, type StackProps, aws_dynamodb as dynamodb, aws_lambda as lambda, aws_lambda_event_sources as sources, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { anyObjectOf, keepInKorea, rotatedByProvider } from './acknowledgements';
import type { PlatformStack } from './platform-stack';
import { compute, data, secrets } from '../..';

const code = lambda.Code.fromAsset(path.join(__dirname, 'functions'));

/** What the application teams own, built in the platform's domains from another stack. */
export class ServicesStack extends Stack {
  constructor(scope: Construct, id: string, platform: PlatformStack, props: StackProps) {
    super(scope, id, props);
    const { orders, payments, audit, gold: { vpc } } = platform;

    const receipts = new data.DomainBucket(this, 'Receipts', { domain: orders, archiveAfter: Duration.days(90) });
    const orderTable = new data.DomainTable(this, 'Orders', { domain: orders, partitionKey: { name: 'orderId', type: dynamodb.AttributeType.STRING } });
    const ordered = new data.DomainTopic(this, 'Ordered', { domain: orders, displayName: 'Orders' });
    const takeOrder = new compute.DomainFunction(this, 'TakeOrder', { domain: orders, vpc, code, handler: 'take-order.handler', environment: { TOPIC: ordered.topicArn } });
    receipts.grantWrite(takeOrder);
    orderTable.grantReadWriteData(takeOrder);
    ordered.grantPublish(takeOrder);

    const settlements = new data.DomainQueue(this, 'Settlements', { domain: payments, visibilityTimeout: Duration.minutes(3) });
    ordered.addSubscription(new subscriptions.SqsSubscription(settlements));
    const ledger = new data.DomainTable(this, 'Ledger', { domain: payments, partitionKey: { name: 'paymentId', type: dynamodb.AttributeType.STRING } });
    const providerKey = new secrets.DomainSecret(this, 'ProviderKey', { domain: payments, description: 'API key of the payment provider' });
    const settle = new compute.DomainFunction(this, 'Settle', { domain: payments, vpc, code, handler: 'settle.handler' });
    settle.addEventSource(new sources.SqsEventSource(settlements));
    ledger.grantReadWriteData(settle);
    providerKey.grantRead(settle);
    receipts.grantRead(settle); // declared by the platform: orders shares its receipts with payments

    const records = new data.DomainBucket(this, 'Records', { domain: audit, lockFor: Duration.days(365) });
    const record = new compute.DomainFunction(this, 'Record', { domain: audit, vpc, code, handler: 'record.handler' });
    records.grantPut(record);

    keepInKorea(receipts, records);
    anyObjectOf(receipts, takeOrder);
    anyObjectOf(receipts, settle);
    anyObjectOf(records, record);
    rotatedByProvider(providerKey);
  }
}
