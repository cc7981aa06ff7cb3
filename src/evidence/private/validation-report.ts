import { type Acceptance, type Acknowledgement, isExpired, readReason } from './acknowledgement';
import type { DeclaredAcknowledgement } from './assembly';
import { asArray, isRecord } from '../../controls/template';

/** One finding at one construct, of any plugin, as `validation-report.json` has it. */
export interface Finding {
  readonly plugin: string;
  readonly rule: string;
  readonly severity: string;
  readonly description: string;
  readonly fix?: string;
  readonly construct: string;
  readonly template?: string;
  readonly logicalId?: string;
  /** Set where an acknowledgement accepts it, expired or not. */
  readonly accepted?: Acceptance & { readonly id: string; readonly at: string; readonly expired: boolean };
}

/** All findings of a report, a row for each construct. */
export function findingsOf(report: Readonly<Record<string, unknown>>, now: Date): readonly Finding[] {
  return records(report.pluginReports).flatMap(({ pluginName, violations, suppressedViolations }) =>
    [...records(violations), ...records(suppressedViolations)].flatMap((violation) => constructsOf(violation).map((construct) => ({
      plugin: text(pluginName),
      rule: text(violation.ruleName),
      severity: text(violation.customSeverity ?? violation.severity),
      description: text(violation.description),
      fix: typeof violation.suggestedFix === 'string' ? violation.suggestedFix : undefined,
      ...construct,
      accepted: acceptedBy(violation, now),
    }))));
}

function constructsOf({ violatingConstructs }: Readonly<Record<string, unknown>>) {
  const constructs = records(violatingConstructs).map(({ constructPath, cloudFormationResource }) => ({
    construct: text(constructPath),
    ...isRecord(cloudFormationResource)
      ? { template: text(cloudFormationResource.templatePath), logicalId: text(cloudFormationResource.logicalId) }
      : {},
  }));
  return constructs.length > 0 ? constructs : [{ construct: '' }]; // a finding about the app as a whole names no construct
}

function acceptedBy(violation: Readonly<Record<string, unknown>>, now: Date): Finding['accepted'] {
  if (typeof violation.acknowledgedId !== 'string') { return undefined; }
  const acceptance = readReason(text(violation.reason));
  return { ...acceptance, id: violation.acknowledgedId, at: text(violation.acknowledgedAt), expired: isExpired(acceptance, now) };
}

/**
 * All acknowledgements: those that accept a finding, and those that the app declares to no effect.
 *
 * @param ruleNames rules that findings may have; an acknowledged annotation leaves no trace in the report, so only an id that
 * names one of these without its plugin, which CDK takes for an annotation, is told apart from a good one
 */
export function acknowledgementsOf(
  findings: readonly Finding[], declared: readonly DeclaredAcknowledgement[], ruleNames: ReadonlySet<string>,
): Acknowledgement[] {
  const matched = new Map<string, Acknowledgement>();
  for (const { accepted, construct } of findings) {
    if (!accepted) { continue; }
    const key = JSON.stringify([accepted.id, accepted.at]);
    const { id, at, expired, ...acceptance } = accepted;
    const constructs = [...matched.get(key)?.constructs ?? [], construct];
    matched.set(key, { ...acceptance, id, at, state: expired ? 'expired' : 'active', constructs: [...new Set(constructs)] });
  }
  const unmatched = declared
    .filter(({ id, at }) => !matched.has(JSON.stringify([id, at])))
    .filter(({ id }) => !id.startsWith(ANNOTATION) || ruleNames.has(id.slice(ANNOTATION.length)))
    .map(({ id, at, reason }): Acknowledgement => ({ ...readReason(reason), id, at, state: 'unmatched', constructs: [] }))
    .filter((acknowledgement) => !isMadeByLibrary(acknowledgement));
  return [...matched.values(), ...unmatched];
}

const ANNOTATION = 'Annotation::';

/** Constructs of aws-cdk-lib and of this library accept what they can't help, whether or not the tool runs that would find it. */
const isMadeByLibrary = ({ id, owner }: Acknowledgement): boolean => owner === 'cdk-gold' || (owner === undefined && id.startsWith('CloudFormation-Validate::'));

const records = (value: unknown): readonly Readonly<Record<string, unknown>>[] => asArray(value).filter(isRecord);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
