import * as path from 'node:path';
import { readArguments } from './arguments';
import { count, paint, plain, provedCount, type Terminal, UsageError } from './terminal';
import { type ClaimSummary, Evidence, type EvidenceSummary } from '../evidence';
import { dollars } from '../evidence/private/bill';
import { duration } from '../evidence/private/duration';

/** Where CDK synthesizes to unless told otherwise. */
const DEFAULT_ASSEMBLY = 'cdk.out';

/** Writes the evidence of a synth and prints its summary. */
export function report(args: string[], terminal: Terminal): number {
  const { json, output, positionals } = readArguments(args, 'json', 'output');
  if (positionals.length > 1) {
    throw new UsageError(`report takes one folder: got ${positionals.length}; allowed: the output folder of cdk synth; run it once for each`);
  }
  const [directory = DEFAULT_ASSEMBLY] = positionals;
  const evidence = Evidence.fromAssembly(directory);
  const files = evidence.write(output ?? directory);
  terminal.out(json ? `${JSON.stringify({ ...evidence.summary, files }, undefined, 2)}\n` : text(terminal, evidence.summary, files));
  return 0;
}

function text(terminal: Terminal, summary: EvidenceSummary, files: readonly string[]): string {
  const { monthlyKeyCost: now, monthlyKeyCostAfterRotations: later } = summary;
  const broken = summary.violated + summary.errors;
  const lines: [string, string][] = [
    ['templates', `${summary.templates}${summary.changedTemplates > 0 ? paint(terminal, 'red', `, ${summary.changedTemplates} changed since the checks: synth again`) : ''}`],
    ['resources', `${summary.resources}`],
    ['keys', `${summary.keys}, $${now} a month${later > now ? `, $${later} once each has rotated twice` : ''}`],
    ['fixed cost', `${dollars(summary.monthlyFixedCost)} a month before usage`],
    ['passed', paint(terminal, 'green', summary.passed)],
    ['failed', paint(terminal, broken > 0 ? 'red' : 'green', broken) + (summary.errors > 0 ? `, ${count(summary.errors, 'check')} did not run` : '')],
    ['acknowledged', `${summary.acknowledged}${acknowledgements(summary)}`],
    ['unknown', `${summary.undecided}`],
    ['other tools', `${count(summary.otherFindings, 'open finding')}${summary.otherAcknowledged > 0 ? `, ${summary.otherAcknowledged} acknowledged` : ''}`],
    ['proofs', proofs(terminal, summary)],
    ...claimLines(terminal, summary),
    ['page', plain(files.find((file) => path.basename(file) === 'index.html') ?? '')],
  ];
  return lines.map(([name, value]) => `${paint(terminal, 'dim', name.padEnd(14))}${value}\n`).join('');
}

function proofs(terminal: Terminal, summary: EvidenceSummary): string {
  if (!summary.proofsRun) { return paint(terminal, 'yellow', 'not run: add proofs.GoldProofs to the app'); }
  const { proved, nothingToAsk, refuted, undecidedClaims, acceptedClaims, acknowledgedClaims, staleClaims, proofsElapsedMs } = summary;
  const parts = [
    paint(terminal, 'green', provedCount(proved, nothingToAsk)),
    paint(terminal, refuted > 0 ? 'red' : 'green', `${refuted} refuted`),
    paint(terminal, undecidedClaims > 0 ? 'yellow' : 'green', `${undecidedClaims} undecided`),
    ...acceptedClaims > 0 ? [`${acceptedClaims} accepted`] : [],
    ...acknowledgedClaims > 0 ? [`${acknowledgedClaims} acknowledged`] : [],
  ];
  const stale = staleClaims > 0 ? paint(terminal, 'red', `; ${count(staleClaims, 'claim')} of templates that changed since: synth again`) : '';
  return `${parts.join(', ')} in ${duration(proofsElapsedMs)}${stale}`;
}

/** A line for each claim, its parts below each other. */
function claimLines(terminal: Terminal, { claims }: EvidenceSummary): [string, string][] {
  const rows = claims.map((summary) => ({ name: `  ${plain(summary.claim)}`, counts: claimCounts(summary), time: duration(summary.elapsedMs) }));
  const [names, counts, times] = [rows.map(({ name }) => name), rows.map((row) => row.counts), rows.map(({ time }) => time)].map(longest);
  return rows.map((row) => [row.name.padEnd(names), `  ${row.counts.padEnd(counts)}  ${paint(terminal, 'dim', row.time.padStart(times))}`]);
}

const OPEN_STATUSES = ['refuted', 'undecided', 'accepted', 'acknowledged'] as const;

function claimCounts(summary: ClaimSummary): string {
  const others = OPEN_STATUSES.filter((status) => summary[status] > 0).map((status) => `, ${summary[status]} ${status}`);
  return `${provedCount(String(summary.proved).padStart(3), summary.nothingToAsk)}${others.join('')}`;
}

const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));

function acknowledgements({ expiredAcknowledgements: expired, unmatchedAcknowledgements: unmatched }: EvidenceSummary): string {
  return `${expired > 0 ? `; ${count(expired, 'acknowledgement')} expired` : ''}${unmatched > 0 ? `; ${count(unmatched, 'acknowledgement')} matched nothing` : ''}`;
}
