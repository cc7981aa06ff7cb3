import { type Principal, type Request } from '../request';
import { holeIn } from '../text';
import { isRecord, listOf } from './json';
import { isSymbol, lettersOf, textParts } from './letters';
import { not, some, type Truth } from './truth';

/** Whether the one who asks is among those `Principal` names. */
export function principalIn(element: unknown, request: Request): Truth {
  if (element === '*') { return true; }
  if (!isRecord(element) || Object.keys(element).length === 0) { return undefined; }
  return some(Object.entries(element), ([kind, entries]) => some(listOf(entries), (entry) => entryMatches(kind, entry, request)));
}

/** Whether `NotPrincipal` leaves the one who asks in a statement. */
export function notPrincipalHolds(element: unknown, effect: string, request: Request): Truth {
  const listed = principalIn(element, request);
  if (effect === 'Allow' || listed !== true || namesEveryone(element)) { return not(listed); }
  // A deny may still meet the account or the session of somebody it excepts.
  return undefined;
}

const namesEveryone = (element: unknown): boolean => element === '*' || (isRecord(element) && listOf(element.AWS).includes('*'));

/** Whether the one who asks is somebody of an account, whom entries under `AWS` name. */
const isOfAccount = ({ type }: Principal): boolean => ['role', 'user', 'root', 'federated-user'].includes(type);

function entryMatches(kind: string, entry: unknown, request: Request): Truth {
  switch (kind) {
    case 'AWS': return awsEntryMatches(entry, request);
    case 'Service': return request.principal.type === 'service' ? nameMatches(entry, request.principal) : false;
    case 'Federated': return request.principal.type === 'federated' ? nameMatches(entry, request.principal) : false;
    // A canonical user is an account, but nobody knows which.
    case 'CanonicalUser': return isOfAccount(request.principal) ? undefined : false;
    default: return undefined;
  }
}

function nameMatches(entry: unknown, { name }: Principal): Truth {
  if (typeof entry !== 'string' || name === undefined || [entry, name].some((text) => holeIn(text) !== undefined)) { return undefined; }
  return /[*?]/.test(entry) ? undefined : entry === name;
}

function awsEntryMatches(entry: unknown, request: Request): Truth {
  const { principal } = request;
  if (typeof entry !== 'string' || holeIn(entry) !== undefined) { return undefined; }
  if (entry === '*') { return true; }
  if (!isOfAccount(principal)) { return false; }
  if ([principal.account, principal.name, principal.session].some((text) => text !== undefined && holeIn(text) !== undefined)) { return undefined; }
  const isLoneSymbol = isSymbol(entry) && lettersOf(entry).length === 1;
  if (isLoneSymbol || /^\d{12}$/.test(entry)) { return entry === principal.account; }
  // Wildcards, unique ids and whatever else there may be.
  return entry.startsWith('arn:') && !/[*?]/.test(entry) ? arnMatches(entry, request) : undefined;
}

function arnMatches(arn: string, { principal, partition }: Request): Truth {
  const [, inPartition, service, region, account, resource] = textParts(arn, ':', 6);
  if (resource === undefined || region !== '') { return undefined; }
  if (inPartition !== partition || account !== principal.account) { return false; }
  if (service === 'iam' && resource === 'root') { return true; }
  const [kind, ...names] = textParts(resource, '/');
  if (names.length === 0 || names.includes('')) { return undefined; }
  const name = names.join('/');
  switch (`${service} ${kind}`) {
    case 'iam role': return principal.type === 'role' && principal.name === name;
    // A user may have started the session of a federated user.
    case 'iam user': return principal.type === 'federated-user' ? undefined : principal.type === 'user' && principal.name === name;
    case 'sts federated-user': return principal.type === 'federated-user' && principal.name === name;
    case 'sts assumed-role': return names.length === 2 ? sessionMatches(names[0], names[1], principal) : undefined;
    default: return undefined;
  }
}

/** The ARN of a session has the name of its role without the path. */
function sessionMatches(role: string, wanted: string, { type, name, session }: Principal): Truth {
  if (type !== 'role' || name === undefined || textParts(name, '/').at(-1) !== role) { return false; }
  return session === undefined ? undefined : session === wanted;
}
