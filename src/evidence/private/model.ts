import type { Acknowledgement } from './acknowledgement';
import type { Assembly } from './assembly';
import { type BillItem, totalOf } from './bill';
import { asksNothing, countClaims } from './claim-status';
import { claimSummaries, elapsedMs } from './claim-summary';
import { controlEvidence, type ControlEvidence, frameworkCoverage, type FrameworkCoverage, OWN_PLUGIN } from './control-evidence';
import type { KeyEvidence } from './key-evidence';
import { claimsOf, type ProofEvidence, proofEvidence, PROOFS_PLUGIN } from './proof-evidence';
import { countStatuses } from './status';
import { templateEvidence, type TemplateEvidence } from './template-evidence';
import { acknowledgementsOf, type Finding, findingsOf } from './validation-report';
import { VERSION } from '../../checks/private/version';
import { CATALOGUE } from '../../controls/catalogue';
import type { EvidenceSummary } from '../evidence-summary';

/** Everything that evidence knows; the renderers read it and nothing else. */
export interface EvidenceModel {
  readonly generatedAt: Date;
  readonly version: string;
  readonly templates: readonly TemplateEvidence[];
  readonly controls: readonly ControlEvidence[];
  readonly frameworks: readonly FrameworkCoverage[];
  readonly acknowledgements: readonly Acknowledgement[];
  /** Findings of other plugins. */
  readonly findings: readonly Finding[];
  readonly keys: readonly KeyEvidence[];
  /** What AWS charges for being there. */
  readonly bill: readonly BillItem[];
  /** None where no proofs were run. */
  readonly proofs?: ProofEvidence;
}

/** @param now the day that acknowledgements are measured against */
export function buildModel(assembly: Assembly, now: Date): EvidenceModel {
  const findings = findingsOf(assembly.report, now);
  const controls = controlEvidence(CATALOGUE, assembly.run.records, findings);
  const proofs = proofEvidence(assembly, findings);
  const claims = new Set(claimsOf(proofs).map(({ claim }) => claim));
  const rules = new Set([...controls.map(({ control }) => control.id), ...claims, ...findings.map(({ rule }) => rule)]);
  return {
    generatedAt: now,
    version: VERSION,
    ...templateEvidence(assembly),
    controls,
    frameworks: frameworkCoverage(controls),
    acknowledgements: acknowledgementsOf(findings, assembly.declared, rules),
    findings: findings.filter(({ plugin, rule }) => plugin !== OWN_PLUGIN && !(plugin === PROOFS_PLUGIN && claims.has(rule))),
    proofs,
  };
}

export const isOpen = ({ accepted }: Finding): boolean => accepted === undefined || accepted.expired;

export function summarize({ generatedAt, templates, controls, acknowledgements, findings, keys, bill, proofs }: EvidenceModel): EvidenceSummary {
  const counts = countStatuses(controls.flatMap(({ rows }) => rows.map(({ status }) => status)));
  const open = findings.filter(isOpen).length;
  const claims = claimsOf(proofs);
  const verdicts = countClaims(claims);
  return {
    generatedAt: generatedAt.toISOString(),
    templates: templates.length,
    changedTemplates: templates.filter(({ state }) => state !== 'unchanged').length,
    resources: sum(templates.map(({ resources }) => resources)),
    keys: keys.length,
    monthlyKeyCost: sum(keys.map(({ monthlyUsd }) => monthlyUsd)),
    monthlyKeyCostAfterRotations: sum(keys.map(({ monthlyUsdAfterRotations }) => monthlyUsdAfterRotations)),
    monthlyFixedCost: totalOf(bill),
    controls: controls.length,
    passed: counts.compliant,
    violated: counts.violated,
    acknowledged: counts.acknowledged,
    undecided: counts.unknown,
    errors: counts.error,
    notApplicable: counts.notApplicable,
    proofsRun: proofs !== undefined,
    proved: verdicts.proved,
    nothingToAsk: claims.filter(asksNothing).length,
    refuted: verdicts.refuted,
    undecidedClaims: verdicts.undecided,
    acceptedClaims: verdicts.accepted,
    acknowledgedClaims: verdicts.acknowledged,
    staleClaims: sum((proofs?.resources ?? []).map((resource) => (resource.state === 'unchanged' ? 0 : resource.claims.length))),
    proofsElapsedMs: elapsedMs(claims),
    claims: claimSummaries(proofs),
    otherFindings: open,
    otherAcknowledged: findings.length - open,
    expiredAcknowledgements: acknowledgements.filter(({ state }) => state === 'expired').length,
    unmatchedAcknowledgements: acknowledgements.filter(({ state }) => state === 'unmatched').length,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
