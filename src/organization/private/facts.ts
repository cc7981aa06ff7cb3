import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** What the schema of a type of CloudFormation says. */
export interface ResourceTypeFacts {
  readonly create?: readonly string[];
  readonly read?: readonly string[];
  readonly update?: readonly string[];
  readonly delete?: readonly string[];
  /** Properties whose change replaces the resource. */
  readonly createOnly?: readonly string[];
  /** Properties whose change may replace it. */
  readonly maybeCreateOnly?: readonly string[];
  /** The property that holds its tags. */
  readonly tags?: string;
  /** Whether its tags are given as it is created, and not after. */
  readonly tagOnCreate?: boolean;
}

/** What AWS's service authorization reference says of an action. */
export interface ActionFacts {
  readonly level: 'Read' | 'List' | 'Write' | 'Tagging' | 'Permissions management';
  /** What it is done on; `?` behind those that are not always. */
  readonly on?: readonly string[];
  /** `RequestTag`, `ResourceTag`: which tags the action itself knows. */
  readonly tags?: readonly string[];
}

/** A kind of resource that policies can name. */
export interface ArnFacts {
  /** Its ARN with placeholders; several stand behind commas. */
  readonly arn: string;
  /** Whether `aws:ResourceTag` is known for it. */
  readonly tags: boolean;
}

interface ServiceFacts { readonly resources: Readonly<Record<string, ArnFacts>>; readonly actions: Readonly<Record<string, ActionFacts>> }
interface Types { readonly types: Readonly<Record<string, ResourceTypeFacts>> }
interface Services { readonly services: Readonly<Record<string, ServiceFacts>> }

const kept = new Map<string, unknown>();

/** What a file of `facts/` holds: read on first use, since most apps have no product. */
function fileOf<T>(name: string): T {
  if (!kept.has(name)) { kept.set(name, JSON.parse(readFileSync(path.join(__dirname, '..', '..', '..', 'facts', name), 'utf8'))); }
  return kept.get(name) as T;
}

export const resourceTypeFacts = (type: string): ResourceTypeFacts | undefined => fileOf<Types>('resource-types.json').types[type];

const serviceOf = (service: string): ServiceFacts | undefined => fileOf<Services>('service-actions.json').services[service];

/** The types of CloudFormation's published schemas. */
export const resourceTypes = (): Readonly<Record<string, ResourceTypeFacts>> => fileOf<Types>('resource-types.json').types;

/** The actions of a service, by the prefix that stands before the colon; none of a service that is not known. */
export const actionsOf = (service: string): Readonly<Record<string, ActionFacts>> => serviceOf(service)?.actions ?? {};

/** What is known of `service:Action`; nothing of an action that does not exist. */
export function actionFacts(action: string): ActionFacts | undefined {
  const [service, name] = action.split(':');
  return serviceOf(service)?.actions[name];
}

/** The kinds of resources of a service, by their names in the reference. */
export const arnFacts = (service: string): Readonly<Record<string, ArnFacts>> => serviceOf(service)?.resources ?? {};

/** The actions that `service:Des*` stands for. */
export function matchingActions(pattern: string): string[] {
  const [service, name] = pattern.split(':');
  const [head] = name.split('*');
  return Object.keys(serviceOf(service)?.actions ?? {}).filter((action) => action.startsWith(head)).map((action) => `${service}:${action}`);
}
