import { written } from './names';
import type { World } from '../engine';
import { DATA_ACTIONS } from '../facts/data-actions';
import { KMS_ACTIONS } from '../facts/kms-actions';
import { worldOf } from '../model/world';

/** Actions that exist, for readable examples; a wildcard takes others all the same. */
const ACTIONS = [
  'sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity', 'sts:TagSession',
  ...DATA_ACTIONS.map(({ action }) => action),
  'ecr:BatchGetImage', 'elasticfilesystem:ClientMount', 'elasticfilesystem:ClientRootAccess', 'elasticfilesystem:ClientWrite', 's3:DeleteObject', 's3:ListBucket',
];

/** What the engine is told of AWS, with the actions that some policies name. */
export function namingWorld(partition: string): (documents: readonly unknown[]) => World {
  return (documents) => {
    const world = worldOf(partition);
    const names = written(documents, 'action').filter((action) => /^[\w-]+:\w+$/.test(action));
    const catalogue = [...KMS_ACTIONS.map(({ name }) => name), ...ACTIONS];
    const byLetters = new Map([...names, ...catalogue].map((name) => [name.toLowerCase(), name]));
    return { ...world, actions: [...byLetters.values()], examples: { ...world.examples, resource: [`arn:${partition}:any:any:999999999999:other`] } };
  };
}
