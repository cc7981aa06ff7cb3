import { CREATED_OTHERWISE } from './created-otherwise';
import { actionsOf, resourceTypes } from './facts';
import { InvalidInputError } from '../../private/errors';

/** What has to be allowed for a resource to come into being. */
export interface CreatingAction {
  readonly action: string;
  /** The ARN of what it is done on, with `${Partition}`, where the action also does other things; everything, if there is none. */
  readonly resource?: string;
}

/** How AWS names what makes a resource; what only changes one is named otherwise. */
const VERBS = 'Create|Run|Allocate|Request|Import|Copy|Register|Put|Provision|Purchase';

/** What follows the noun where the action still makes the thing itself, and no part of it such as a function's URL. */
const ENDINGS = 's|V2|WithTags|ReadReplica|(From|To)[A-Z]\\w*';

/**
 * The actions that make a resource of a type: its own service's actions that are named for the type's noun. What the handler calls to configure the
 * resource, and for its parts, is left out, and what makes one without CloudFormation (restoring, importing) is in.
 *
 * @throws if no action is known to make one
 */
export function creatingActions(type: string): readonly CreatingAction[] {
  const found: CreatingAction[] = [...byName(type), ...CREATED_OTHERWISE[type] ?? []];
  if (found.length === 0) {
    throw new InvalidInputError({
      what: 'resource type that the catalogue is the only way to',
      got: type,
      allowed: resourceTypes()[type] === undefined ? 'a type of AWS\'s published schemas, such as AWS::S3::Bucket' : `a type whose creating action is known${neighbours(type)}`,
      fix: 'name the main resource of the product instead: what is made only as a part of another needs no enforcement',
    });
  }
  return found.sort((one, other) => (one.action < other.action ? -1 : 1));
}

function byName(type: string): CreatingAction[] {
  const noun = type.split('::').at(-1)!;
  // `RestoreSecret` only takes back a deletion; `RestoreTableFromBackup` makes a table
  const isNamedForIt = new RegExp(`^((${VERBS})${noun}(${ENDINGS})?|Restore${noun}(From|To)[A-Z]\\w*)$`, 'i');
  const handled = (resourceTypes()[type]?.create ?? []).map((action) => action.split(':') as [string, string]);
  const own = new Set(handled.filter(([, name]) => isNamedForIt.test(name)).map(([service]) => service.toLowerCase()));
  // a handler may make something of another service that is called alike
  const named = type.split('::')[1].toLowerCase();
  const services = [...own].filter((service) => service.replaceAll('-', '') === named);
  return [...services.length > 0 ? services : own].flatMap((service) => Object.entries(actionsOf(service))
    .filter(([name, { level }]) => level === 'Write' && isNamedForIt.test(name))
    .map(([name]) => ({ action: `${service}:${name}` })));
}

/** The types of the same service that are known, for whoever mistook one for another. */
function neighbours(type: string): string {
  const service = type.slice(0, type.lastIndexOf('::') + 2);
  const known = Object.keys(resourceTypes()).filter((other) => other.startsWith(service) && (byName(other).length > 0 || other in CREATED_OTHERWISE));
  return known.length === 0 ? '' : `: ${known.join(', ')}`;
}
