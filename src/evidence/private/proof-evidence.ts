import { acceptancesOf, type DatedAcceptance } from './acceptances';
import type { Assembly } from './assembly';
import { type ClaimStatus, claimStatus } from './claim-status';
import { deployerEvidence, type DeployerEvidence } from './deployer-evidence';
import { readTemplateFile, type TemplateState } from './template-state';
import type { Finding } from './validation-report';
import type { Assumption, ProofRecord, UnreadResource } from '../../proofs/record/proof-run';

/** The name of the plugin whose findings are claims. */
export const PROOFS_PLUGIN = 'GoldProofs';

/** One claim about one resource, and what became of it. */
export interface ClaimRow extends ProofRecord {
  readonly status: ClaimStatus;
  /** Who acknowledged it; where that has expired, the status is the verdict. */
  readonly acknowledged?: DatedAcceptance;
}

/** A resource and all claims about it. */
export interface ResourceProofs extends Pick<ProofRecord, 'stack' | 'construct' | 'resourceType' | 'logicalId' | 'template'> {
  /** Hash of the template that the claims were decided in. */
  readonly sha256: string;
  readonly state: TemplateState;
  readonly claims: readonly ClaimRow[];
}

/** All that was proved of one synth, and what it rests on. */
export interface ProofEvidence {
  readonly resources: readonly ResourceProofs[];
  readonly assumptions: readonly Assumption[];
  readonly deployers: readonly DeployerEvidence[];
  readonly unread: readonly UnreadResource[];
}

/** The proofs by resource; `undefined` where none were run. */
export function proofEvidence({ directory, proofs }: Assembly, findings: readonly Finding[]): ProofEvidence | undefined {
  if (proofs === undefined) { return undefined; }
  const acceptanceOf = acceptancesOf(PROOFS_PLUGIN, findings);
  const templates = new Map(proofs.templates.map((template) =>
    [template.file, { sha256: template.sha256, state: readTemplateFile(directory, template).state }]));
  const resources = new Map<string, ResourceProofs & { readonly claims: ClaimRow[] }>();
  for (const record of proofs.records) {
    const { stack, construct, resourceType, logicalId, template } = record;
    const key = JSON.stringify([template, logicalId]);
    const resource = resources.get(key)
      ?? { stack, construct, resourceType, logicalId, template, ...templates.get(template) ?? { sha256: '', state: 'missing' as const }, claims: [] };
    const acknowledged = record.verdict === 'proved' ? undefined : acceptanceOf({ ...record, rule: record.claim });
    resource.claims.push({ ...record, acknowledged, status: claimStatus(record, acknowledged) });
    resources.set(key, resource);
  }
  const { assumptions, deployers, unread } = proofs;
  return { resources: [...resources.values()], assumptions, deployers: deployerEvidence(deployers), unread };
}

export const claimsOf = (proofs: ProofEvidence | undefined): readonly ClaimRow[] => (proofs?.resources ?? []).flatMap(({ claims }) => claims);
