// One domain and one bucket, all checks on: the smallest gold app.
//   npx cdk synth -a 'npx ts-node examples/minimal/app.ts'
import { App, Stack, Validations } from 'aws-cdk-lib';
import { checks, core, data } from '../../src';

export const app = new App();
Validations.of(app).addPlugins(new checks.GoldChecks());

const stack = new Stack(app, 'Minimal', { env: { region: 'ap-northeast-2' } });
const orders = new core.Domain(stack, 'Orders');
new data.DomainBucket(orders, 'Receipts');
