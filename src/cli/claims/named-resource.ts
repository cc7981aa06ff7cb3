import { refuse } from './refuse';
import type { Deployment, Placed } from '../../proofs/template/deployment';

/** More names in a message would hide the rest of it. */
const MOST_NAMES = 8;

/**
 * The resource that a text names: by its logical id, with or without the name of its stack, or by the path of its construct.
 *
 * @param what for messages, such as `resource of claims[2] of claims.json`
 */
export function namedResource(name: string, deployment: Deployment, types: readonly string[], what: string): Placed {
  const found = deployment.resources.filter((placed) => namesOf(placed).includes(name));
  if (found.length === 1) { return found[0]; }
  if (found.length > 1) { refuse({ what, got: name, allowed: listed(found.map(fullName)), fix: 'name one of them: more than one template has it' }); }
  const known = deployment.ofType(...types).map(fullName);
  return refuse({
    what, got: name, but: 'which is not in the templates', allowed: known.length > 0 ? listed(known) : 'none, as the templates have no policy', fix: 'name one of them',
  });
}

/** `Stack/LogicalId`. */
export const fullName = ({ stack, resource }: Placed): string => `${stack.stack}/${resource.logicalId}`;

/** The L1 construct of a resource is called `Resource` where an L2 made it. */
function namesOf(placed: Placed): string[] {
  const { stack: { stackName, constructOf }, resource: { logicalId } } = placed;
  const path = constructOf?.(logicalId);
  return [
    logicalId, fullName(placed),
    ...stackName === undefined ? [] : [`${stackName}/${logicalId}`],
    ...path === undefined ? [] : [path, path.replace(/\/(Resource|Default)$/, '')],
  ];
}

const listed = (names: readonly string[]): string =>
  `${names.slice(0, MOST_NAMES).join(', ')}${names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''}`;
