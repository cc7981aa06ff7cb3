import { readArguments } from './arguments';
import { count, paint, plain, STATUS_COLOURS, type Terminal, UsageError } from './terminal';
import { checkTemplates, type PlainRecord } from '../evidence/private/plain-templates';
import { countStatuses } from '../evidence/private/status';

/** Looks every control up in templates, with or without an app behind them. */
export function check(args: string[], terminal: Terminal): number {
  const { json, positionals } = readArguments(args, 'json');
  if (positionals.length === 0) {
    throw new UsageError('check needs templates: got none; allowed: CloudFormation templates in JSON, or the output folder of cdk synth; name at least one');
  }
  const { files, records } = checkTemplates(positionals);
  const counts = countStatuses(records.map(({ status }) => status));
  terminal.out(json
    ? `${JSON.stringify({ templates: files, counts, records }, undefined, 2)}\n`
    : `${findings(terminal, records)}${totals(terminal, files.length, counts)}`);
  return records.some(fails) ? 1 : 0;
}

/** A low severity is advice; a check that did not run may hide anything. */
const fails = ({ status, severity }: PlainRecord): boolean => status === 'error' || (status === 'violated' && severity !== 'low');

function findings(terminal: Terminal, records: readonly PlainRecord[]): string {
  const open = records.filter(({ status }) => status === 'violated' || status === 'error' || status === 'unknown');
  const byTemplate = new Map<string, PlainRecord[]>();
  for (const record of open) { byTemplate.set(record.template, [...byTemplate.get(record.template) ?? [], record]); }
  return [...byTemplate].map(([template, found]) => `${paint(terminal, 'bold', plain(template))}\n${found.map((record) => finding(terminal, record)).join('')}\n`).join('');
}

function finding(terminal: Terminal, { control, status, severity, detail, construct, resourceType, fix }: PlainRecord): string {
  const label = paint(terminal, STATUS_COLOURS[status], (status === 'violated' ? severity : status).padEnd(9));
  const advice = status === 'violated' ? `${' '.repeat(11)}${paint(terminal, 'dim', `fix: ${fix}`)}\n` : '';
  return `  ${label}${control}  ${plain(construct)} ${paint(terminal, 'dim', plain(resourceType))}\n${' '.repeat(11)}${plain(detail ?? '')}\n${advice}`;
}

function totals(terminal: Terminal, templates: number, counts: ReturnType<typeof countStatuses>): string {
  const shown = [
    paint(terminal, 'green', `${counts.compliant} passed`),
    paint(terminal, counts.violated > 0 ? 'red' : 'green', `${counts.violated} violated`),
    `${counts.unknown} unknown`,
    ...counts.error > 0 ? [paint(terminal, 'red', `${count(counts.error, 'check')} did not run`)] : [],
  ];
  return `${count(templates, 'template')}: ${shown.join(', ')}\n`;
}
