import * as path from 'node:path';
import { readArguments } from './arguments';
import { count, paint, plain, type Terminal, UsageError } from './terminal';
import { Evidence, type EvidenceSummary } from '../evidence';

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
    ['passed', paint(terminal, 'green', summary.passed)],
    ['failed', paint(terminal, broken > 0 ? 'red' : 'green', broken) + (summary.errors > 0 ? `, ${count(summary.errors, 'check')} did not run` : '')],
    ['acknowledged', `${summary.acknowledged}${acknowledgements(summary)}`],
    ['unknown', `${summary.undecided}`],
    ['other tools', `${count(summary.otherFindings, 'open finding')}${summary.otherAcknowledged > 0 ? `, ${summary.otherAcknowledged} acknowledged` : ''}`],
    ['page', plain(files.find((file) => path.basename(file) === 'index.html') ?? '')],
  ];
  return lines.map(([name, value]) => `${paint(terminal, 'dim', name.padEnd(14))}${value}\n`).join('');
}

function acknowledgements({ expiredAcknowledgements: expired, unmatchedAcknowledgements: unmatched }: EvidenceSummary): string {
  return `${expired > 0 ? `; ${count(expired, 'acknowledgement')} expired` : ''}${unmatched > 0 ? `; ${count(unmatched, 'acknowledgement')} matched nothing` : ''}`;
}
