import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib';
import { PlatformStack } from '../../../examples/payments/platform-stack';
import { ServicesStack } from '../../../examples/payments/services-stack';
import type { ClaimSpec } from '../../../src/proofs/claims/claim-spec';
import { domainClaims } from '../../../src/proofs/private/domain-claims';
import { stackTemplates } from '../../../src/proofs/private/stack-templates';
import { Deployment, type Placed } from '../../../src/proofs/template/deployment';
import { findingsOf, testApp } from '../../checks/synth';

/** A key of the example with the default claims about it. */
export interface ClaimedKey {
  readonly placed: Placed;
  readonly specs: readonly ClaimSpec[];
}

/** The payments example as the prover reads it. */
export interface Payments {
  readonly deployment: Deployment;
  readonly keys: readonly ClaimedKey[];
}

/** Keeps what the proofs of an app begin with. */
class Reader implements IPolicyValidationPlugin {
  public readonly name = 'Reader';
  public read?: Payments;

  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const deployment = new Deployment(stackTemplates(context));
    const specs = domainClaims(context.appConstruct, deployment);
    const keys = deployment.ofType('AWS::KMS::Key').map((placed) => ({ placed, specs: specs.filter((spec) => spec.placed.resource === placed.resource) }));
    this.read = { deployment, keys };
    return { success: true, violations: [] };
  }
}

/** Synthesizes the stacks of the example, as its `app.ts` makes them, without its rule packs. */
export function readPayments(): Payments {
  const settings = readFileSync(path.join(__dirname, '..', '..', '..', 'examples', 'payments', 'cdk.json'), 'utf8');
  const { context } = JSON.parse(settings) as { context: Record<string, unknown> };
  const app = testApp({ context });
  const env = { region: 'ap-northeast-2' };
  const platform = new PlatformStack(app, 'PaymentsPlatform', { env });
  new ServicesStack(app, 'PaymentsServices', platform, { env });
  const reader = new Reader();
  findingsOf(app, reader);
  return reader.read!;
}
