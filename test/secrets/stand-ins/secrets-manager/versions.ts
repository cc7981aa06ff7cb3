import { exists, invalidParameter, invalidRequest } from './errors';
import { AWSCURRENT, AWSPENDING, attach, detach, holderOf, versionOf } from './labels';
import type { Secret, SecretValue, Version } from './secret';

const DAY = 24 * 60 * 60 * 1000;

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const MOST_VERSIONS = 100;

const isSame = (one: SecretValue, other: SecretValue): boolean => one.string === other.string && one.binary === other.binary;

export function valueOf({ SecretString, SecretBinary }: { readonly SecretString?: string; readonly SecretBinary?: string }): SecretValue | undefined {
  if (SecretString !== undefined && SecretBinary !== undefined) {
    throw invalidParameter('You can\'t specify both a binary secret value and a string secret value in the same secret.');
  }
  if (SecretString === undefined && SecretBinary === undefined) { return undefined; }
  return { ...SecretString !== undefined && { string: SecretString }, ...SecretBinary !== undefined && { binary: SecretBinary } };
}

export function valueRequired(parameters: { readonly SecretString?: string; readonly SecretBinary?: string }): SecretValue {
  const value = valueOf(parameters);
  if (!value) { throw invalidRequest('You must provide either SecretString or SecretBinary.'); }
  return value;
}

/** Unlabelled versions go when there are more than 100, oldest first, but none that is younger than 24 hours. */
function purge(secret: Secret, now: number): void {
  const excess = secret.versions.length - MOST_VERSIONS;
  const purgeable = secret.versions.filter(({ stages, createdDate }) => stages.length === 0 && now - createdDate >= DAY);
  const gone = purgeable.slice(0, Math.max(excess, 0));
  secret.versions = secret.versions.filter(version => !gone.includes(version));
}

/** Notes the end of a rotation: its version holds AWSCURRENT. */
export function noteRotation(secret: Secret, now: number): void {
  if (secret.rotation?.token !== undefined && holderOf(secret, AWSCURRENT)?.id === secret.rotation.token) {
    secret.rotation.lastRotatedDate = now;
    delete secret.rotation.token;
  }
}

/**
 * Stores a value under a token, which becomes the version's id. A stored value never changes: the same value again is ignored, another is refused.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
export function putVersion(secret: Secret, token: string, value: SecretValue, now: number, labels?: readonly string[]): Version {
  const known = versionOf(secret, token);
  if (known?.value && isSame(known.value, value)) { return known; }
  if (known?.value) { throw exists(`You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${secret.arn}.`); }

  const isFirst = !secret.versions.some(version => version.value);
  const version: Version = known ?? { id: token, createdDate: now, stages: [] };
  if (!known) { secret.versions.push(version); }
  version.value = value;
  const demoted = holderOf(secret, AWSCURRENT);
  attach(secret, version, [...labels ?? [AWSCURRENT], ...isFirst ? [AWSCURRENT] : []]);
  // Seen on AWS: a version that a new value replaces as AWSCURRENT keeps its other labels, but not AWSPENDING.
  if (demoted && demoted !== holderOf(secret, AWSCURRENT)) { detach(demoted, AWSPENDING); }
  purge(secret, now);
  secret.lastChangedDate = now;
  noteRotation(secret, now);
  return version;
}

/**
 * Moves a label as a compare-and-swap: the version that loses it has to be named, and named rightly.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 */
export function moveLabel(secret: Secret, label: string, now: number, removeFrom?: string, moveTo?: string): void {
  if (removeFrom === undefined && moveTo === undefined) {
    throw invalidParameter('You must provide MoveToVersionId, RemoveFromVersionId, or both.');
  }
  for (const id of [removeFrom, moveTo]) {
    if (id !== undefined && !versionOf(secret, id)) { throw invalidParameter(`Not a valid version: "${id}".`); }
  }
  const holder = holderOf(secret, label);
  const isThere = holder !== undefined && holder.id === moveTo;
  if (removeFrom === undefined && holder && !isThere) {
    throw invalidParameter(`The parameter RemoveFromVersionId can't be empty. Staging label ${label} is currently attached to version ${holder.id}, `
      + 'so you must explicitly reference that version in RemoveFromVersionId.');
  }
  if (removeFrom !== undefined && holder?.id !== removeFrom) {
    throw invalidParameter(`Staging label ${label} isn't attached to version ${removeFrom}, which RemoveFromVersionId names.`);
  }
  if (moveTo === undefined && label === AWSCURRENT) {
    throw invalidParameter('You can only move staging label AWSCURRENT to a different secret version. It can\'t be completely removed.');
  }
  if (isThere) { return; }
  if (moveTo === undefined) {
    detach(holder!, label);
  } else {
    const target = versionOf(secret, moveTo)!;
    // A placeholder is an id without a version: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html
    if (label === AWSCURRENT && !target.value) { throw invalidParameter(`Not a valid version: "${moveTo}".`); }
    attach(secret, target, [label]);
  }
  secret.lastChangedDate = now;
  noteRotation(secret, now);
}
