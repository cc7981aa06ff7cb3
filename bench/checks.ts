import { mkdtempSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, type IPolicyValidationContext, type IPolicyValidationPlugin, type PolicyValidationPluginReport, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { checks } from '..';
import { byHand } from './by-hand';
import { gold } from './gold';
import { compare, cpuTime, report } from './measure';

/** Keeps what CDK hands to plugins, so that they can be timed one by one on the same synthesized app. */
class Keep implements IPolicyValidationPlugin {
  public readonly name = 'Keep';
  public context?: IPolicyValidationContext;
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    this.context = context;
    return { success: true, violations: [] };
  }
}

/** All checks against cdk-nag's five packs on the same app: one that is gold, and one that is not. */
export function benchChecks(): boolean {
  const outdir = mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-bench-'));
  const app = new App({ outdir, builtinCloudFormationValidation: false });
  gold(new Stack(app, 'Gold', { env: { region: 'ap-northeast-2' } }));
  byHand(new Stack(app, 'ByHand', { env: { region: 'ap-northeast-2' } }));
  const keep = new Keep();
  Validations.of(app).addPlugins(keep);
  app.synth();
  const { context } = keep;
  if (!context) { throw new Error('the plugin that keeps the context was not called'); }
  const time = (plugins: IPolicyValidationPlugin[]) => cpuTime(() => {
    for (const plugin of plugins) { plugin.validate(context); }
  });
  const ours = () => time([new checks.GoldChecks()]);
  const theirs = () => time([
    new AwsSolutionsChecks(), new HIPAASecurityChecks(), new NIST80053R4Checks(), new NIST80053R5Checks(), new PCIDSS321Checks(),
  ]);
  for (let warmUp = 0; warmUp < 3; warmUp++) {
    ours();
    theirs();
  }
  const within = report('all checks, gold ÷ cdk-nag\'s five packs', compare(21, ours, theirs), 0.5);
  rmSync(outdir, { recursive: true });
  return within;
}
