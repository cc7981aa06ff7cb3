import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What AWS publishes of a type of CloudFormation resource, in the part of facts/ that policies of a catalogue need. */
export interface ResourceTypeFacts {
  /** The actions that its handler calls to create it. */
  readonly create?: readonly string[];
}

/** What AWS publishes of an action. */
export interface ActionFacts {
  /** `Write`, `Read`, `List`, `Tagging` or `Permissions management`. */
  readonly level: string;
}

interface ServiceFacts {
  readonly actions: Readonly<Record<string, ActionFacts>>;
}

const FACTS = path.join(__dirname, '..', '..', '..', 'facts');
const KNOWN = new Map<string, unknown>();

/** They are large, so a file is read when it is first asked for. */
function factsOf<T>(file: string, key: string): Readonly<Record<string, T>> {
  if (!KNOWN.has(file)) { KNOWN.set(file, (JSON.parse(readFileSync(path.join(FACTS, file), 'utf8')) as Record<string, unknown>)[key]); }
  return KNOWN.get(file) as Readonly<Record<string, T>>;
}

/** The types of CloudFormation's published schemas. */
export const resourceTypes = (): Readonly<Record<string, ResourceTypeFacts>> => factsOf('resource-types.json', 'types');

/** The actions of a service, by the prefix that stands before the colon; none of a service that is not known. */
export const actionsOf = (service: string): Readonly<Record<string, ActionFacts>> => factsOf<ServiceFacts>('service-actions.json', 'services')[service]?.actions ?? {};
