import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, type AppProps, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';

/** A finding of `validation-report.json`, flattened to a row for each construct. */
export interface Finding {
  readonly plugin: string;
  readonly rule: string;
  readonly severity: string;
  readonly construct: string;
  readonly description: string;
  readonly suppressed: boolean;
}

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A new folder, removed when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-'));
  folders.push(folder);
  return folder;
}

/** An App without CDK's own validation, which costs seconds, whose findings are read instead of thrown. */
export function testApp(props: AppProps = {}): App {
  return new App({
    ...props,
    outdir: temporaryFolder(),
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

interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly severity: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}
interface PluginReport { readonly pluginName: string; readonly violations?: Violation[]; readonly suppressedViolations?: Violation[] }
interface ValidationReport { readonly pluginReports: readonly PluginReport[] }

const rows = (plugin: string, suppressed: boolean) => (violation: Violation): Finding[] => violation.violatingConstructs.map(({ constructPath }) =>
  ({ plugin, rule: violation.ruleName, severity: violation.severity, construct: constructPath, description: violation.description, suppressed }));
