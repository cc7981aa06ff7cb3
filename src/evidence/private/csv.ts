import { asksNothing } from './claim-status';
import type { ControlEvidence } from './control-evidence';
import { FRAMEWORKS } from './frameworks';
import type { KeyPrincipal } from './key-principal';
import type { EvidenceModel } from './model';
import type { ShownRequest } from '../../proofs/record/proof-run';

/** One row for each control and resource, passing ones too; a control that found no resource has one row without any. */
export function controlsCsv({ controls, templates }: EvidenceModel): string {
  const hashes = new Map(templates.map(({ file, sha256 }) => [file, sha256]));
  const header = [
    'control', 'title', 'severity', 'responsibility', 'status', 'detail', 'stack', 'construct', 'resource_type', 'logical_id', 'template', 'template_sha256',
    'frameworks', 'acknowledged_reason', 'acknowledged_owner', 'acknowledged_until',
  ];
  const rows = controls.flatMap(({ control, rows: found }) => {
    const common = [control.id, control.title, control.severity, control.responsibility];
    const frameworks = frameworkIds(control);
    if (found.length === 0) { return [[...common, 'notApplicable', 'no such resource', '', '', '', '', '', '', frameworks]]; }
    return found.map((row) => [
      ...common, row.status, row.detail, row.stack, row.construct, row.resourceType, row.logicalId, row.template, hashes.get(row.template),
      frameworks, row.accepted?.text, row.accepted?.owner, row.accepted?.until,
    ]);
  });
  return csv(header, rows);
}

/** One row for each statement of each key's policy. */
export function keysCsv({ keys }: EvidenceModel): string {
  const header = [
    'key', 'template', 'logical_id', 'aliases', 'domain', 'data_classification', 'rotation_days', 'multi_region', 'replica', 'monthly_usd',
    'sid', 'effect', 'who', 'except', 'what', 'actions', 'through', 'conditions',
  ];
  return csv(header, keys.flatMap((key) => {
    const common = [
      key.construct, key.template, key.logicalId, key.aliases.join(' '), key.domain, key.classification, key.rotationDays, String(key.multiRegion),
      String(key.replica), String(key.monthlyUsd),
    ];
    return key.access === undefined ? [[...common, '', '', 'known only at deployment']] : key.access.map((row) => [
      ...common, row.sid, row.effect, texts(row.who), texts(row.except), row.categories.join(' '), row.actions.join(' '),
      row.directly ? 'directly' : `${row.throughOthers ? 'all but ' : ''}${row.through.join(' ')}`, row.conditions.join('; '),
    ]);
  }));
}

/** One row for each claim about each resource, proved ones too. */
export function proofsCsv({ proofs }: EvidenceModel): string {
  const header = [
    'claim', 'title', 'mandatory', 'status', 'detail', 'fix', 'principal', 'action', 'resource', 'context', 'statements', 'assumptions',
    'stack', 'construct', 'resource_type', 'logical_id', 'template', 'template_sha256', 'template_state', 'milliseconds',
    'accepted_reason', 'acknowledged_reason', 'acknowledged_owner', 'acknowledged_until',
  ];
  return csv(header, (proofs?.resources ?? []).flatMap(({ sha256, state, claims }) => claims.map((row) => [
    row.claim, row.title, String(row.mandatory), asksNothing(row) ? 'nothing to ask' : row.status, row.detail, row.fix,
    row.request?.principal, row.request?.action, row.request?.resource, row.request && contextText(row.request), row.statements.join('; '), row.assumptions.join(' '),
    row.stack, row.construct, row.resourceType, row.logicalId, row.template, sha256, state, String(row.micros / 1000),
    row.accepted, row.acknowledged?.text, row.acknowledged?.owner, row.acknowledged?.until,
  ])));
}

const contextText = ({ context }: ShownRequest): string => Object.entries(context).map(([key, values]) => `${key} = ${values.join(', ')}`).join('; ');

const texts = (principals: readonly KeyPrincipal[]): string => principals.map(({ text }) => text).join(' ');

const frameworkIds = ({ frameworks }: ControlEvidence['control']): string =>
  FRAMEWORKS.flatMap((framework) => (frameworks[framework] ?? []).map((id) => `${framework}:${id}`)).join(' ');

const csv = (header: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string =>
  [header, ...rows].map((row) => header.map((_, index) => cell(row[index] ?? '')).join(',')).join('\r\n') + '\r\n';

/** RFC 4180; and a spreadsheet must not take a construct's name for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
