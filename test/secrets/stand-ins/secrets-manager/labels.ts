import { limitExceeded } from './errors';
import type { Secret, Version } from './secret';

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html (versions and staging labels)
export const AWSCURRENT = 'AWSCURRENT';
export const AWSPENDING = 'AWSPENDING';
export const AWSPREVIOUS = 'AWSPREVIOUS';

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html: labels attached across all versions of a secret. */
const MOST_LABELS = 20;

export const versionOf = ({ versions }: Secret, id: string): Version | undefined => versions.find(version => version.id === id);

/** The one version that holds a label. */
export const holderOf = ({ versions }: Secret, label: string): Version | undefined => versions.find(({ stages }) => stages.includes(label));

export function detach(version: Version, label: string): void {
  version.stages = version.stages.filter(stage => stage !== label);
}

/** Attaches labels, each taken from the version that holds it; the loser of AWSCURRENT becomes AWSPREVIOUS, even if that label was given too. */
export function attach(secret: Secret, version: Version, labels: readonly string[]): void {
  const currentLast = [...labels].sort((one, other) => Number(one === AWSCURRENT) - Number(other === AWSCURRENT));
  for (const label of currentLast) {
    const holder = holderOf(secret, label);
    if (holder === version) { continue; }
    if (holder) { detach(holder, label); }
    version.stages = [...version.stages, label].sort();
    if (label === AWSCURRENT && holder) { attach(secret, holder, [AWSPREVIOUS]); }
  }
  const attached = secret.versions.reduce((sum, { stages }) => sum + stages.length, 0);
  if (attached > MOST_LABELS) { throw limitExceeded(`A secret can have at most ${MOST_LABELS} staging labels.`); }
}

/** Labels by version; deprecated versions are left out. */
export function stagesByVersion({ versions }: Secret): Record<string, string[]> | undefined {
  const labelled = versions.filter(({ stages }) => stages.length > 0).map(({ id, stages }) => [id, [...stages]]);
  return labelled.length > 0 ? Object.fromEntries(labelled) : undefined;
}
