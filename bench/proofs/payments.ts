import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { counted, median, shortest } from './figures';
import { withSynthesized } from './synthesized';
import { PlatformStack } from '../../examples/payments/platform-stack';
import { ServicesStack } from '../../examples/payments/services-stack';
import { proveApp } from '../../src/proofs/private/prove-app';
import { cpuTime } from '../measure';

const ROUNDS = 7;
const CONFIG = path.join(__dirname, '..', '..', 'examples', 'payments', 'cdk.json');

/** All proofs of the example: for the documentation, without a budget. */
export function benchPayments(): void {
  const { context } = JSON.parse(readFileSync(CONFIG, 'utf8')) as { context: Record<string, unknown> };
  withSynthesized((app) => {
    const env = { region: 'ap-northeast-2' };
    const platform = new PlatformStack(app, 'PaymentsPlatform', { env });
    new ServicesStack(app, 'PaymentsServices', platform, { env });
  }, (synthesized) => {
    const nothingElse = { claims: [], acceptUndecided: {}, guardrails: { serviceControl: [], resourceControl: [] }, trustedDeployers: [] };
    const prove = () => proveApp(synthesized, nothingElse).run.records;
    const first = cpuTime(() => { prove(); });
    const times = Array.from({ length: ROUNDS }, () => cpuTime(() => { prove(); }));
    const records = prove();
    const verdicts = counted(records.map(({ verdict }) => verdict));
    console.log(`  all proofs of examples/payments: ${shortest(first)} the first time, ${shortest(median(times))} after it; ${verdicts}`);
  }, context);
}
