import * as path from 'node:path';
import { readArguments } from './arguments';
import { claimSpecs } from './claims/claim-specs';
import { NO_CLAIMS, readClaimsFile, trustedDeployer } from './claims/claims-file';
import { grantsOfKeys } from './claims/grants-of-keys';
import { stacksAt } from './claims/stacks';
import { notices } from './notices';
import { type Colour, count, paint, plain, provedCount, type Terminal, UsageError } from './terminal';
import { asksNothing } from '../evidence/private/claim-status';
import { duration } from '../evidence/private/duration';
import { proveAll } from '../proofs/private/prove-app';
import type { ProofRecord, ProofRun } from '../proofs/record/proof-run';
import { Deployment } from '../proofs/template/deployment';
import type { StackTemplate } from '../proofs/template/stack-template';

/** How a claim came out for whoever runs the command. */
type Outcome = ProofRecord['verdict'] | 'accepted';

const OUTCOMES: Readonly<Record<Outcome, Colour>> = { proved: 'green', refuted: 'red', undecided: 'yellow', accepted: 'magenta' };

/** Decides claims about the policies of templates, with or without an app behind them. */
export function prove(args: string[], terminal: Terminal): number {
  const start = performance.now();
  const { claims: file, json, positionals, trustedDeployers, ...destination } = readArguments(args, 'json', 'claims', 'trusted-deployer', 'account', 'region');
  if (positionals.length === 0) {
    throw new UsageError('prove needs templates: got none; allowed: CloudFormation templates, or the output folder of cdk synth; name at least one');
  }
  const stated = file === undefined ? NO_CLAIMS : readClaimsFile(file);
  const trusted = [...stated.trustedDeployers, ...trustedDeployers.map((arn) => trustedDeployer(arn, '--trusted-deployer'))];
  const deployment = new Deployment(stacksAt(positionals, destination));
  const guardrails = { serviceControl: stated.serviceControlPolicies, resourceControl: stated.resourceControlPolicies };
  const options = { guardrails, trustedDeployers: trusted, grantsOn: grantsOfKeys(stated.grants, deployment) };
  const run = asNamed(proveAll(deployment, claimSpecs(stated, deployment, file), options, ''), deployment.stacks);
  const counts = countOutcomes(run.records);
  const milliseconds = performance.now() - start;
  terminal.out(json
    ? `${JSON.stringify({ counts, milliseconds: Math.round(milliseconds * 10) / 10, ...run }, undefined, 2)}\n`
    : text(terminal, run, deployment.stacks, milliseconds));
  return counts.refuted + counts.undecided > 0 ? 1 : 0;
}

/** Files as they were named, not from the folder one is in. */
function asNamed(run: ProofRun, stacks: readonly StackTemplate[]): ProofRun {
  const names = new Map(stacks.map(({ file }) => [path.relative('', file), file]));
  const named = (file: string) => names.get(file) ?? file;
  return {
    ...run,
    templates: run.templates.map((template) => ({ ...template, file: named(template.file) })),
    records: run.records.map((record) => ({ ...record, template: named(record.template) })),
  };
}

const outcomeOf = ({ verdict, accepted }: ProofRecord): Outcome => (verdict === 'undecided' && accepted !== undefined ? 'accepted' : verdict);

function countOutcomes(records: readonly ProofRecord[]): Record<Outcome, number> {
  const counts = { proved: 0, refuted: 0, undecided: 0, accepted: 0 };
  for (const record of records) { counts[outcomeOf(record)] += 1; }
  return counts;
}

function text(terminal: Terminal, run: ProofRun, stacks: readonly StackTemplate[], milliseconds: number): string {
  const byResource = new Map<string, ProofRecord[]>();
  for (const record of run.records) {
    const id = `${record.stack} ${record.logicalId}`;
    byResource.set(id, [...byResource.get(id) ?? [], record]);
  }
  const resources = [...byResource.values()].map((records) => {
    const [{ construct, resourceType }] = records;
    return `${paint(terminal, 'bold', plain(construct))} ${paint(terminal, 'dim', plain(resourceType))}\n${records.map((record) => claim(terminal, record)).join('')}\n`;
  });
  return `${resources.join('')}${totals(terminal, run, byResource.size, milliseconds)}${notices(terminal, run, stacks)}${assumptions(terminal, run)}`;
}

const INDENT = ' '.repeat(12);

function claim(terminal: Terminal, record: ProofRecord): string {
  const { claim: name, title, detail, fix, accepted } = record;
  const outcome = outcomeOf(record);
  const more = [
    ...detail === undefined ? [] : [plain(detail)],
    ...outcome === 'accepted' ? [paint(terminal, 'dim', `accepted: ${plain(accepted!)}`)] : [],
    ...outcome === 'refuted' && fix !== undefined ? [paint(terminal, 'dim', `fix: ${plain(fix)}`)] : [],
  ];
  const label = asksNothing(record) ? paint(terminal, 'dim', 'nothing to ask  ') : paint(terminal, OUTCOMES[outcome], outcome.padEnd(10));
  return `  ${label}${name}: ${plain(title)}\n${more.map((line) => `${INDENT}${line}\n`).join('')}`;
}

function totals(terminal: Terminal, { templates, records }: ProofRun, resources: number, milliseconds: number): string {
  const counts = countOutcomes(records);
  const shown = (outcome: Outcome): string => paint(terminal, counts[outcome] > 0 ? OUTCOMES[outcome] : 'green', `${counts[outcome]} ${outcome}`);
  const proved = paint(terminal, OUTCOMES.proved, provedCount(counts.proved, records.filter(asksNothing).length));
  const parts = [proved, shown('refuted'), shown('undecided'), ...counts.accepted > 0 ? [shown('accepted')] : []];
  return `${count(templates.length, 'template')}, ${count(resources, 'resource')} with claims: ${parts.join(', ')} in ${duration(milliseconds)}\n`;
}

/** What the proofs take for granted; the full texts would bury the rest. */
function assumptions(terminal: Terminal, { assumptions: used }: ProofRun): string {
  if (used.length === 0) { return ''; }
  const width = Math.max(...used.map(({ id }) => id.length));
  return `\nassumed (--json has the full texts)\n${used.map(({ id, source }) => `  ${id.padEnd(width)}  ${paint(terminal, 'dim', plain(source))}\n`).join('')}`;
}
