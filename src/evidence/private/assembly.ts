import * as path from 'node:path';
import { readJson } from './json-file';
import { proofRun } from './proof-runs';
import { moved, withoutRepeats } from './runs';
import { CHECK_RESULTS_FILE, type CheckRun } from '../../checks/private/check-run';
import { asArray, isRecord } from '../../controls/template';
import { UnreadableError } from '../../private/unreadable-error';
import { PROOFS_FILE, type ProofRun } from '../../proofs/record/proof-run';

export const VALIDATION_REPORT_FILE = 'validation-report.json';

/** CDK's key for what `Validations.of(x).acknowledge` records on a construct. */
const ACKNOWLEDGED_RULES = 'aws:cdk:acknowledged-rules';

/** An acknowledgement as the construct tree holds it, matched or not. */
export interface DeclaredAcknowledgement {
  readonly id: string;
  readonly at: string;
  readonly reason: string;
}

/** What a synth left in its folder, as far as evidence needs it; all paths are relative to the folder. */
export interface Assembly {
  readonly directory: string;
  readonly run: CheckRun;
  /** None where the app has no `GoldProofs`. */
  readonly proofs?: ProofRun;
  readonly report: Readonly<Record<string, unknown>>;
  readonly declared: readonly DeclaredAcknowledgement[];
}

export function readAssembly(directory: string): Assembly {
  const report = readJson(path.join(directory, VALIDATION_REPORT_FILE));
  const folders = foldersOf(directory);
  const runs = folders.flatMap((folder) => {
    const file = readJson(path.join(directory, folder, CHECK_RESULTS_FILE));
    return file ? [moved(checkedRun(file.json, path.join(directory, folder, CHECK_RESULTS_FILE)), folder)] : [];
  });
  if (runs.length === 0) {
    throw new UnreadableError(`'${directory}' is no checked assembly: got no ${CHECK_RESULTS_FILE} in it; allowed: the output folder of cdk synth;`
      + ' register GoldChecks with Validations.of(app).addPlugins(new checks.GoldChecks()), synth, and name the folder');
  }
  if (!report) {
    throw new UnreadableError(`'${directory}' is no whole assembly: got no ${VALIDATION_REPORT_FILE} in it, so acknowledgements are not known;`
      + ' allowed: the output folder of the app, not that of one of its stages; name the folder above');
  }
  return {
    directory,
    run: merged(runs),
    proofs: proofRun(folders.flatMap((folder) => {
      const file = path.join(directory, folder, PROOFS_FILE);
      const read = readJson(file);
      return read ? [{ file, folder, json: read.json }] : [];
    })),
    report: report.json,
    declared: folders.flatMap((folder) => declaredIn(path.join(directory, folder))),
  };
}

/** The folder itself and those of the app's stages, which are assemblies of their own. */
function foldersOf(directory: string, folder = ''): string[] {
  return [folder, ...artifactsOf(path.join(directory, folder))
    .filter(({ type }) => type === 'cdk:cloud-assembly')
    .flatMap(({ properties }) => (isRecord(properties) && typeof properties.directoryName === 'string'
      ? foldersOf(directory, path.join(folder, properties.directoryName)) : []))];
}

function artifactsOf(folder: string): Readonly<Record<string, unknown>>[] {
  const artifacts = readJson(path.join(folder, 'manifest.json'))?.json.artifacts;
  return isRecord(artifacts) ? Object.values(artifacts).filter(isRecord) : [];
}

/** CDK writes a stack's metadata into the manifest, or into a file of its own that the manifest names. */
function declaredIn(folder: string): DeclaredAcknowledgement[] {
  return artifactsOf(folder).flatMap(({ metadata, additionalMetadataFile }) => [
    metadata,
    typeof additionalMetadataFile === 'string' ? readJson(path.join(folder, additionalMetadataFile))?.json : undefined,
  ]).filter(isRecord).flatMap((metadata) => Object.entries(metadata).flatMap(([construct, entries]) => asArray(entries)
    .filter(isRecord)
    .filter(({ type, data }) => type === ACKNOWLEDGED_RULES && isRecord(data))
    .flatMap(({ data }) => Object.entries(data as Record<string, unknown>).map(([id, reason]) =>
      ({ id, at: construct.replace(/^\//, ''), reason: String(reason ?? '') })))));
}

function checkedRun(json: Readonly<Record<string, unknown>>, file: string): CheckRun {
  if (!Array.isArray(json.templates) || !Array.isArray(json.records)) {
    throw new UnreadableError(`'${file}' is not valid: got no templates or no records; allowed: what GoldChecks writes; synth again`);
  }
  return json as unknown as CheckRun;
}

function merged(runs: readonly CheckRun[]): CheckRun {
  const parts = withoutRepeats(runs);
  return { templates: parts.flatMap(({ templates }) => templates), records: parts.flatMap(({ records }) => records) };
}
