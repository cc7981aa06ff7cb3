import { existsSync, readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { type App, CfnResource, type IPolicyValidationPlugin, TagManager, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { checks } from '../..';
import { temporaryFolder } from '../checks/synth';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');

export interface Resource {
  readonly example: string;
  readonly logicalId: string;
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

interface Violation {
  readonly ruleName: string;
  readonly severity: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
  readonly reason?: string;
}
interface PluginReport {
  readonly pluginName: string;
  readonly violations?: readonly Violation[];
  readonly suppressedViolations?: readonly Violation[];
}

/** What the synth of one example left on disk. */
export interface Assembly {
  readonly example: string;
  readonly resources: readonly Resource[];
  readonly texts: readonly string[];
  readonly reports: readonly PluginReport[];
  /** Names of the plugins that looked at it; a report has only those that found something. */
  readonly plugins: readonly string[];
  readonly isValidatedByCdk: boolean;
  /** Logical ids of resources whose type takes tags, with their construct paths. */
  readonly taggable: ReadonlyMap<string, string>;
}

/** All examples: folders with an `app.ts`. */
export const EXAMPLE_NAMES: readonly string[] = readdirSync(EXAMPLES).filter((name) => existsSync(path.join(EXAMPLES, name, 'app.ts'))).sort();

const PACKS: Readonly<Record<string, (app: App) => IPolicyValidationPlugin>> = {
  'Gold': () => new checks.GoldChecks(),
  'AwsSolutions': (app) => new AwsSolutionsChecks(app),
  'NIST.800.53.R5': (app) => new NIST80053R5Checks(app),
  'HIPAA.Security': (app) => new HIPAASecurityChecks(app),
  'PCI.DSS.321': (app) => new PCIDSS321Checks(app),
};
export const PACK_NAMES = Object.keys(PACKS);

/**
 * Synthesizes an example as the CLI does, with its own `cdk.json`, and with the packs that it does not register itself.
 *
 * @param further context, as by `--context`
 */
export function synthesize(example: string, further: Readonly<Record<string, unknown>> = {}): Assembly {
  const { context } = JSON.parse(readFileSync(path.join(EXAMPLES, example, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };
  const outdir = temporaryFolder();
  const app = withEnvironment({
    CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...further, '@aws-cdk/core:failSynthOnValidationErrors': false }), CDK_VALIDATION: undefined,
  }, () => {
    const loaded = (jest.requireActual<{ app: App }>(path.join(EXAMPLES, example, 'app.ts'))).app;
    for (const name of PACK_NAMES.filter((pack) => !pluginsOf(loaded).includes(pack))) { Validations.of(loaded).addPlugins(PACKS[name](loaded)); }
    loaded.synth();
    return loaded;
  });
  const texts = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.template.json'))
    .map((file) => readFileSync(path.join(outdir, file), 'utf8'));
  return {
    example,
    texts,
    resources: texts.flatMap((text) => Object.entries((JSON.parse(text) as { Resources: Record<string, Resource> }).Resources)
      .map(([logicalId, resource]) => ({ ...resource, logicalId, example }))),
    plugins: pluginsOf(app),
    isValidatedByCdk: (app as unknown as AppState)._builtinCloudFormationValidation,
    reports: (JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8')) as { pluginReports: PluginReport[] }).pluginReports,
    taggable: new Map(app.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node) && TagManager.of(node) !== undefined)
      .map((node) => [node.stack.resolve(node.logicalId) as string, node.node.path])),
  };
}

/** What an App keeps to itself and CDK's synthesis reads. */
interface AppState { readonly _validationPlugins: readonly IPolicyValidationPlugin[]; readonly _builtinCloudFormationValidation: boolean }

const pluginsOf = (app: App): string[] => (app as unknown as AppState)._validationPlugins.map(({ name }) => name);

function withEnvironment<T>(variables: Readonly<Record<string, string | undefined>>, run: () => T): T {
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  const set = (values: Readonly<Record<string, string | undefined>>): void => Object.entries(values).forEach(([name, value]) => {
    if (value === undefined) { delete process.env[name]; } else { process.env[name] = value; }
  });
  set(variables);
  try { return run(); } finally { set(before); }
}

/** The ids of rules that the README of an example says are accepted: in code marks, in the first column of a table. */
export function acceptedInReadme(example: string): string[] {
  const lines = readFileSync(path.join(EXAMPLES, example, 'README.md'), 'utf8').split(/^## What is accepted/m)[1]?.split('\n') ?? [];
  return lines.filter((line) => line.startsWith('|')).flatMap((line) => [...line.split('|')[1].matchAll(/`([^`]+)`/g)].map(([, id]) => id));
}
