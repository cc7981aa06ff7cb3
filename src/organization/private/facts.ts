import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** What CloudFormation's published schema says of a type of resource. */
export interface ResourceTypeFacts {
  readonly create?: readonly string[];
  readonly read?: readonly string[];
  readonly update?: readonly string[];
  readonly delete?: readonly string[];
  /** Properties whose change replaces the resource, as paths of the schema without `/properties/`. */
  readonly createOnly?: readonly string[];
  /** Properties whose change may replace it. */
  readonly maybeCreateOnly?: readonly string[];
  /** The property that holds its tags. */
  readonly tags?: string;
  /** Whether the call that creates it carries the tags. */
  readonly tagOnCreate?: boolean;
}

interface ResourceTypesFile {
  readonly types: Readonly<Record<string, ResourceTypeFacts>>;
}

const FOLDER = path.join(__dirname, '..', '..', '..', 'facts');

/** A file of facts, read when it is first asked for: most apps never do. */
function lazily<File>(name: string): () => File {
  let file: File | undefined;
  return () => (file ??= JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as File);
}

const resourceTypes = lazily<ResourceTypesFile>('resource-types.json');

/** What is published of a type; nothing of a custom one. */
export const resourceTypeFacts = (type: string): ResourceTypeFacts | undefined =>
  (Object.hasOwn(resourceTypes().types, type) ? resourceTypes().types[type] : undefined);
