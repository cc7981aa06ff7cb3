import * as path from 'node:path';
import { type IPolicyValidationContext, type IPolicyValidationPlugin, type PolicyValidationPluginReport, type PolicyViolation } from 'aws-cdk-lib';
import { type CheckRecord, runChecks, writeCheckRun } from './private/check-run';
import { commonFolder } from './private/common-folder';
import { synthesizedTemplates } from './private/synthesized-template';
import { VERSION } from './private/version';
import { CATALOGUE } from '../controls/catalogue';
import type { Control } from '../controls/control';
import { isResourceType } from '../controls/template';

/**
 * Looks up every control of the catalogue in the synthesized templates and reports what is violated.
 *
 * It reads the final templates, so it sees L2s, L1s, property overrides and included templates alike. A finding fails the synth
 * when its control is of medium severity or above; a mandatory control can't be acknowledged. Every answer, passing ones too,
 * is written to `gold-checks.json` in the cloud assembly: the evidence is made from it.
 *
 * Acknowledge a finding with `Acknowledgement.record`, or with CDK's own `Validations.of(x).acknowledge({ id: 'Gold::<control>', … })`.
 *
 * @example
 * const app = new App();
 * Validations.of(app).addPlugins(new checks.GoldChecks());
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 */
export class GoldChecks implements IPolicyValidationPlugin {
  /** Name in reports and in acknowledgement ids: `Gold`. */
  public readonly name: string = 'Gold';

  /** Version of this library. */
  public readonly version?: string = VERSION;

  /** Ids of all controls that have a check. */
  public readonly ruleIds?: string[] = CATALOGUE.map((control) => control.id);

  /** Called by CDK after the templates are written. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const templates = synthesizedTemplates(context);
    const outdir = commonFolder(context.templatePaths);
    const run = runChecks(templates, outdir);
    writeCheckRun(run, outdir);
    const open = run.records.filter(({ status }) => status === 'violated' || status === 'unknown' || status === 'error');
    const violations = CATALOGUE.flatMap((control) => violationsOf(control, open.filter((record) => record.control === control.id), outdir));
    return {
      success: !violations.some(({ severity }) => severity === 'error' || severity === 'fatal'),
      violations,
      pluginVersion: VERSION,
    };
  }
}

/** Findings of one control, one for each detail, so that a reader sees a message once with all its resources. */
function violationsOf(control: Control, records: readonly CheckRecord[], outdir: string): PolicyViolation[] {
  const findings = new Map<string, CheckRecord[]>();
  for (const record of records) {
    const key = `${record.status} ${record.detail ?? ''}`;
    findings.set(key, [...findings.get(key) ?? [], record]);
  }
  return [...findings.values()].map((group) => ({
    ruleName: control.id,
    description: describe(control, group[0]),
    fix: `${control.fix} (${control.source})`,
    severity: severityOf(control, group[0]),
    ruleMetadata: { state: group[0].status, severity: control.severity },
    violatingResources: group.map((record) => ({
      resourceLogicalId: record.logicalId,
      templatePath: path.join(outdir, record.template),
      ...isResourceType(record.resourceType) ? {} : { constructPath: record.construct }, // CDK finds only those of resources
      locations: [],
    })),
  }));
}

function describe(control: Control, { status, detail }: CheckRecord): string {
  const prefix = { violated: control.title, unknown: `could not be decided: ${control.title}`, error: `the check itself failed: ${control.title}` };
  return `${prefix[status as keyof typeof prefix]}: ${detail ?? ''}`;
}

function severityOf(control: Control, { status }: CheckRecord): string {
  if (status === 'unknown') { return 'warning'; }
  if (status === 'error') { return 'error'; }
  return control.mandatory ? 'fatal' : control.severity === 'low' ? 'warning' : 'error';
}
