import { mkdtempSync, readFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, type AppProps, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';

/** A finding of `validation-report.json`, flattened to a row for each construct. */
export interface Finding { readonly plugin: string; readonly rule: string; readonly severity: string; readonly construct: string; readonly description: string; readonly suppressed: boolean }

/** An App without CDK's own validation, which costs seconds, whose findings are read instead of thrown. */
export function testApp(props: AppProps = {}): App {
  return new App({
    ...props,
    outdir: mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-')),
    builtinCloudFormationValidation: false,
    context: { '@aws-cdk/core:failSynthOnValidationErrors': false, ...props.context },
  });
}

/** Synthesizes with plugins and gives their findings. */
export function findingsOf(app: App, ...plugins: IPolicyValidationPlugin[]): Finding[] {
  Validations.of(app).addPlugins(...plugins);
  const { directory } = app.synth();
  const report = JSON.parse(readFileSync(path.join(directory, 'validation-report.json'), 'utf8')) as ValidationReport;
  return report.pluginReports.flatMap(({ pluginName, violations, suppressedViolations }) => [
    ...(violations ?? []).flatMap(rows(pluginName, false)),
    ...(suppressedViolations ?? []).flatMap(rows(pluginName, true)),
  ]);
}

interface Violation { readonly ruleName: string; readonly description: string; readonly severity: string; readonly violatingConstructs: readonly { readonly constructPath: string }[] }
interface ValidationReport { readonly pluginReports: readonly { readonly pluginName: string; readonly violations?: Violation[]; readonly suppressedViolations?: Violation[] }[] }

const rows = (plugin: string, suppressed: boolean) => (violation: Violation): Finding[] => violation.violatingConstructs.map(({ constructPath }) =>
  ({ plugin, rule: violation.ruleName, severity: violation.severity, construct: constructPath, description: violation.description, suppressed }));
