import { mkdtempSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, type IPolicyValidationContext, type IPolicyValidationPlugin, type PolicyValidationPluginReport, Stack, Validations } from 'aws-cdk-lib';
// what is measured is src, as test/proofs sees it: one copy of the engine for the benchmark and for the oracle that it is compared with
import type { ClaimSpec } from '../../src/proofs/claims/claim-spec';
import { domainClaims } from '../../src/proofs/private/domain-claims';
import { Prover } from '../../src/proofs/private/prover';
import { stackTemplates } from '../../src/proofs/private/stack-templates';
import { Deployment } from '../../src/proofs/template/deployment';
import type { StackTemplate } from '../../src/proofs/template/stack-template';

/** Synthesizes an app and does something with what plugins are handed, while the templates are there. */
export function withSynthesized<Result>(
  build: (app: App) => void, use: (context: IPolicyValidationContext) => Result, context: Record<string, unknown> = {},
): Result {
  const outdir = mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-bench-'));
  const results: Result[] = [];
  class Use implements IPolicyValidationPlugin {
    public readonly name = 'Use';
    public validate(seen: IPolicyValidationContext): PolicyValidationPluginReport {
      results.push(use(seen));
      return { success: true, violations: [] };
    }
  }
  const app = new App({ outdir, builtinCloudFormationValidation: false, context: { ...context, '@aws-cdk/core:failSynthOnValidationErrors': false } });
  build(app);
  Validations.of(app).addPlugins(new Use());
  app.synth();
  rmSync(outdir, { recursive: true });
  if (results.length !== 1) { throw new Error('the plugin that looks at the templates was not called'); }
  return results[0];
}

/** What is claimed of a key, wherever it stands. */
export type Claimed = Omit<ClaimSpec, 'placed'>;

/** A stack whose keys have default claims; plain JSON but for the stack's functions, so that it can be renamed. */
export interface ClaimedStack {
  readonly stack: StackTemplate;
  /** By the key's logical id. */
  readonly claims: Readonly<Record<string, readonly Claimed[]>>;
}

/** One stack as proofs read it, with the default claims of its keys. */
export function claimedStack(build: (stack: Stack) => void, env: { readonly account?: string; readonly region: string }): ClaimedStack {
  return withSynthesized((app) => build(new Stack(app, 'Bench', { env })), (context) => {
    const [{ constructOf: _constructOf, ...stack }] = stackTemplates(context);
    const claims: Record<string, Claimed[]> = {};
    const all = domainClaims(context.appConstruct, new Deployment(stackTemplates(context)));
    for (const { placed, ...claimed } of all) { (claims[placed.resource.logicalId] ??= []).push(claimed); }
    return { stack, claims };
  });
}

/** The same with some texts for others, so that nothing is remembered of it. */
export function renamed<Value>(value: Value, texts: Readonly<Record<string, string>>): Value {
  const text = Object.entries(texts).reduce((all, [from, to]) => all.replaceAll(from, to), JSON.stringify(value));
  return JSON.parse(text) as Value;
}

/** Reads a template and decides all claims about its keys; the verdicts. */
export function prove({ stack, claims }: ClaimedStack): string[] {
  const deployment = new Deployment([stack]);
  const prover = new Prover(deployment, { guardrails: { serviceControl: [], resourceControl: [] }, trustedDeployers: [] });
  return Object.entries(claims).flatMap(([logicalId, claimed]) => {
    const placed = { stack, resource: deployment.find(stack, logicalId)! };
    return prover.prove(placed, claimed.map((one) => ({ ...one, placed }))).map(({ verdict }) => verdict);
  });
}
