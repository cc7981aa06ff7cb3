import type { IConstruct } from 'constructs';
import type { Outside } from './default-claims';
import { placedOf } from './domain-claims';
import { declaredOutsideOf } from '../../private/declared-outside';
import type { Deployment } from '../template/deployment';
import type { Resource } from '../template/stack-template';

/** Whom the policies in a tree let in on purpose, though outside their account, by the resource in the templates. */
export function declaredOutside(root: IConstruct, deployment: Deployment): Map<Resource, Outside> {
  return new Map(root.node.findAll().flatMap((node) => {
    const declared = declaredOutsideOf(node);
    const placed = declared && placedOf(node, deployment);
    if (!placed) { return []; }
    const { accounts, organizationId } = declared;
    return [[placed.resource, { accounts, ...organizationId === undefined ? {} : { organization: organizationId } }] as const];
  }));
}
