import { type KeyAccess, keyAccess } from './key-access';
import { costAfterRotations, KEY_MONTHLY_USD } from './key-cost';
import { readable } from './readable';
import { asArray, asBoolean, isRecord, type Template, type TemplateResource } from '../../controls/template';
import { CLASSIFICATION_TAG, DOMAIN_TAG } from '../../private/names';

/** A customer-managed key of a template: whose it is, what it costs, who can do what with it. */
export interface KeyEvidence {
  readonly construct: string;
  readonly template: string;
  readonly logicalId: string;
  readonly aliases: readonly string[];
  readonly domain?: string;
  readonly classification?: string;
  /** Whether it rotates by itself; `undefined` where only a deployment knows. */
  readonly rotates?: boolean;
  /** Days between rotations, where it rotates. */
  readonly rotationDays?: string;
  readonly multiRegion: boolean;
  readonly replica: boolean;
  readonly monthlyUsd: number;
  readonly monthlyUsdAfterRotations: number;
  /** Statements of its policy; `undefined` where only a deployment knows them. */
  readonly access?: readonly KeyAccess[];
}

/** KMS rotates yearly unless told otherwise. */
const DEFAULT_ROTATION_DAYS = '365';

/** @param constructOf the path of the construct that made a resource */
export function keyEvidence(file: string, template: Template, constructOf: (logicalId: string) => string): KeyEvidence[] {
  return [...template.ofType('AWS::KMS::Key'), ...template.ofType('AWS::KMS::ReplicaKey')].map((key) => {
    const replica = key.type === 'AWS::KMS::ReplicaKey';
    const enabled = key.get('EnableKeyRotation');
    // a replica has the rotation of its primary, which may be in another template
    const rotates = replica ? undefined : enabled === undefined ? false : asBoolean(enabled);
    return {
      construct: constructOf(key.logicalId),
      template: file,
      logicalId: key.logicalId,
      aliases: aliasesOf(key),
      domain: tagOf(key, DOMAIN_TAG),
      classification: tagOf(key, CLASSIFICATION_TAG),
      rotates,
      rotationDays: rotates ? readable(key.get('RotationPeriodInDays') ?? DEFAULT_ROTATION_DAYS) : undefined,
      multiRegion: replica || asBoolean(key.get('MultiRegion')) === true,
      replica,
      monthlyUsd: KEY_MONTHLY_USD,
      monthlyUsdAfterRotations: costAfterRotations(rotates !== false),
      access: keyAccess(key.get('KeyPolicy')),
    };
  });
}

const aliasesOf = (key: TemplateResource): string[] => key.template.ofType('AWS::KMS::Alias')
  .filter((alias) => key.isReferredBy(alias.get('TargetKeyId')))
  .map((alias) => readable(alias.get('AliasName')));

function tagOf(key: TemplateResource, name: string): string | undefined {
  const tag = asArray(key.get('Tags')).filter(isRecord).find(({ Key }) => Key === name);
  return tag && readable(tag.Value);
}

/** An alias says more than a path. */
export const keyTitle = ({ aliases, construct }: KeyEvidence): string => aliases[0] ?? construct;
