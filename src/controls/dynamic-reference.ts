/** A dynamic reference of CloudFormation, `{{resolve:service:…}}`, references in it as `textOf` gives them. */
export interface DynamicReference {
  readonly service: 'ssm' | 'ssm-secure' | 'secretsmanager';
  /** Name of the parameter; name, ARN or reference of the secret. */
  readonly id: string;
  /** Version of a parameter. */
  readonly version?: string;
  readonly jsonKey?: string;
  readonly versionStage?: string;
  readonly versionId?: string;
}

/** What stands between the braces, as a reference, or why CloudFormation can't resolve it. */
export type ReadReference = { readonly reference: DynamicReference } | { readonly fault: string };

export const DYNAMIC_REFERENCES_PAGE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html';

/** All the dynamic references in a text; one that is still open, because a part of it is known only at deployment, is left out. */
export const dynamicReferencesIn = (text: string): readonly ReadReference[] => (!text.includes('{{') ? []
  : [...text.matchAll(/\{\{( {0,8})resolve( {0,8}):([^{}]{0,2048})\}\}/g)].map(([, before, after, key]) => {
    if (before !== '' || after !== '') { return { fault: 'it has spaces around resolve, so it stays a text' }; }
    return key.endsWith('\\') ? { fault: 'it ends with a backslash' } : read(key);
  }));

/** The well-formed ones. */
export const resolvedIn = (text: string): readonly DynamicReference[] => dynamicReferencesIn(text).flatMap((found) => ('reference' in found ? [found.reference] : []));

function read(key: string): ReadReference {
  const [service, ...parts] = key.split(':');
  if (service === 'secretsmanager') { return readSecret(parts); }
  return service === 'ssm' || service === 'ssm-secure' ? readParameter(service, parts) : { fault: `its service ${service} is none of ssm, ssm-secure and secretsmanager` };
}

function readParameter(service: 'ssm' | 'ssm-secure', parts: readonly string[]): ReadReference {
  const [id, version, ...rest] = parts;
  if (id === undefined || rest.length > 0 || !/^(?:[\w.\-/]|<[^<>]{1,256}>){1,2048}$/.test(id)) { return { fault: 'it is not {{resolve:' + service + ':name:version}}' }; }
  if (version === undefined || version === '') { return { reference: { service, id } }; }
  return /^(?:\d{1,20}|<[^<>]{1,256}>)$/.test(version) ? { reference: { service, id, version } } : { fault: 'its version is no number; labels are not supported' };
}

/** An ARN has six colons of its own. */
const ARN_PARTS = 7;

function readSecret(parts: readonly string[]): ReadReference {
  const idParts = parts[0] === 'arn' ? ARN_PARTS : 1;
  const id = parts.slice(0, idParts).join(':');
  const [field = '', jsonKey, versionStage, versionId, ...rest] = parts.slice(idParts).map((part) => part || undefined);
  if (id === '' || parts.length < idParts) { return { fault: 'it names no secret' }; }
  if (rest.length > 0) { return { fault: 'it has more parts than secret, SecretString, key, version stage and version id' }; }
  if (field !== '' && field !== 'SecretString') { return { fault: 'SecretString must follow the name of the secret' }; }
  return versionStage !== undefined && versionId !== undefined
    ? { fault: 'it names a version stage and a version id, of which one is allowed' }
    : { reference: { service: 'secretsmanager', id, jsonKey, versionStage, versionId } };
}

/** Keys of a database's secret that say where the database is, and are no secret. */
const OPEN_KEYS = ['username', 'host', 'port', 'engine', 'dbname', 'dbInstanceIdentifier', 'dbClusterIdentifier', 'masterarn'];

/** Whether what a reference gives must not be seen. */
export const givesSecret = ({ service, jsonKey }: DynamicReference): boolean =>
  service === 'ssm-secure' || (service === 'secretsmanager' && !OPEN_KEYS.includes(jsonKey ?? ''));
