import type { Acceptance } from './acknowledgement';
import type { Finding } from './validation-report';

/** An acceptance, and whether its last day is over. */
export type DatedAcceptance = Acceptance & { readonly expired: boolean };

/** Where a plugin of ours found something. */
type Place = Pick<Finding, 'rule' | 'construct' | 'template' | 'logicalId'>;

/** Who accepted what one plugin found at a place, expired or not. */
export function acceptancesOf(plugin: string, findings: readonly Finding[]): (place: Place) => DatedAcceptance | undefined {
  const accepted = new Map(findings.filter((finding) => finding.plugin === plugin && finding.accepted !== undefined)
    .map((finding) => [keyOf(finding), finding.accepted]));
  return ({ rule, construct, ...place }) => accepted.get(keyOf({ rule, construct, ...place })) ?? accepted.get(keyOf({ rule, construct }));
}

/** By template and logical id where the report has them: a part of an included template may have no construct path. */
const keyOf = ({ rule, construct, template, logicalId }: Place): string =>
  JSON.stringify(template !== undefined && logicalId !== undefined ? [rule, template, logicalId] : [rule, construct]);
