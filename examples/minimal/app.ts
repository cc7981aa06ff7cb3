// One domain with a table and a queue, all checks on: the smallest gold app.
//   cd examples/minimal && npx cdk synth
import { App, Stack, Validations, aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { checks, core, data } from '../..';

export const app = new App();
Validations.of(app).addPlugins(new checks.GoldChecks());

const stack = new Stack(app, 'Minimal', { env: { region: 'ap-northeast-2' } });
const orders = new core.Domain(stack, 'Orders');
new data.DomainTable(orders, 'Ledger', { partitionKey: { name: 'orderId', type: dynamodb.AttributeType.STRING } });
new data.DomainQueue(orders, 'Shipments');
