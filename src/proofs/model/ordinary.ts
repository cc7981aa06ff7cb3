import type { KeyAccess } from './key-access';
import { and, type Formula, holeIn, implies, not, or, TRUE, unknown } from '../engine';

/** A call that must work: what is known of it. What is not said is as in any request; what a policy must not rely on is open. */
export interface Call {
  /** Who calls: the ARN of a role, with wildcards where only a part is known, or a service principal. */
  readonly role?: string;
  readonly servicePrincipal?: string;
  readonly actions: readonly string[];
  /** Values of `kms:ViaService`, any of which it may carry; none for a direct call. */
  readonly via: readonly string[];
  /** The encryption context, with what its value looks like. */
  readonly context?: { readonly key: string; readonly values: readonly string[] };
  readonly sourceAccount?: string;
  readonly sourceArns?: readonly string[];
  /** Tags of the role. */
  readonly tags: Readonly<Record<string, string>>;
  readonly region: string;
  /** Days that the deletion of a key is announced ahead. */
  readonly deletionWindow?: string;
  /** Region that a key is replicated to. */
  readonly replicaRegion?: string;
}

/** Keys that are in a request by chance or by choice: a policy may ask for them, and the call may come either way. */
const OPEN = /^(aws:(sourceip|currenttime|epochtime|useragent|calledvia.*|viaawsservice|tokenissuetime|resourceorg.*|userid|principaltype)|kms:(grant(?!isforawsresource).*|requestalias|resourcealiases|bypasspolicy.*|rotationperiodindays|retiring.*))$/;

/** Keys of the network: a call through a service has them not, and where a direct one comes from is open. */
const NETWORK = /^aws:(sourcevpc.*|vpc.*)$/;

/** All requests that a call may turn out to be. */
export function ordinaryRequest(access: KeyAccess, call: Call): Formula {
  const { space } = access;
  const caller = call.role !== undefined ? and(space.principals.isOneOf('role'), access.isAmong([call.role]))
    : and(access.isServiceAmong([call.servicePrincipal ?? '']), space.principals.isOneOf('service'));
  const keys = [...space.context.all.keys()].map((name) => valueOf(access, call, name));
  return and(access.isForKey, caller, space.actionIs(...call.actions), ...keys);
}

function valueOf(access: KeyAccess, call: Call, name: string): Formula {
  const { space, account, model } = access;
  const absent = not(space.context.key(name).present);
  const fixed = (...values: readonly string[]): Formula => {
    const reason = values.map(holeIn).find((one) => one !== undefined);
    return reason === undefined ? access.keyIs(name, ...values) : unknown(`what ${name} is in a call is not known: ${reason}`, `ordinary ${name}`);
  };
  const [, tag] = /^aws:principaltag\/(.*)$/.exec(name) ?? [];
  if (tag !== undefined) {
    const [, value] = Object.entries(call.tags).find(([label]) => label.toLowerCase() === tag) ?? [];
    const unread = Object.keys(call.tags).filter((label) => holeIn(label) !== undefined); // any of them may be this one
    if (unread.length > 0) { return fixed(...unread); }
    return value === undefined ? absent : fixed(value);
  }
  const [, resourceTag] = /^aws:resourcetag\/(.*)$/.exec(name) ?? [];
  if (resourceTag !== undefined) {
    const [, value] = Object.entries(model.tags ?? {}).find(([label]) => label.toLowerCase() === resourceTag) ?? [];
    return value === undefined ? TRUE : fixed(value);
  }
  if (name.startsWith('kms:encryptioncontext')) { return contextOf(access, call, name); }
  if (name === 'aws:resourceorgid' && model.organization !== undefined) { return fixed(model.organization); } // the key lies in the organization
  if (OPEN.test(name) || !isOwn(access, name)) { return TRUE; }
  if (NETWORK.test(name)) { return call.via.length > 0 || call.servicePrincipal !== undefined ? absent : TRUE; }
  switch (name) {
    case 'kms:viaservice': return call.via.length > 0 ? fixed(...call.via) : absent;
    case 'kms:grantisforawsresource': return implies(space.actionIs('kms:CreateGrant'), fixed('true'));
    case 'kms:schedulekeydeletionpendingwindowindays': return implies(space.actionIs('kms:ScheduleKeyDeletion'), fixed(call.deletionWindow ?? '30'));
    case 'kms:replicaregion': return call.replicaRegion === undefined ? absent : fixed(call.replicaRegion);
    case 'aws:sourceaccount': return call.sourceAccount === undefined ? absent : fixed(call.sourceAccount);
    case 'aws:sourcearn': return call.sourceArns === undefined ? absent : fixed(...call.sourceArns);
    case 'aws:securetransport': return fixed('true');
    case 'aws:requestedregion': return fixed(call.region);
    case 'aws:resourceaccount': return fixed(account);
    case 'aws:principalorgid':
      if (call.role === undefined) { return absent; } // a service is in no organization
      return model.organization === undefined ? onlyText(access, name) : fixed(model.organization);
    default: return Object.hasOwn(model.facts ?? {}, name) ? fixed(model.facts![name]) : absent;
  }
}

/** What follows from the principal can't be chosen. */
const isOwn = (access: KeyAccess, name: string): boolean => !/^(aws:principal(arn|account|isawsservice|servicename)|kms:calleraccount|aws:username)$/.test(name) && access.space.context.has(name);

/** Where the organization is not known, the account is taken to be in the only one that the policy names. */
function onlyText(access: KeyAccess, name: string): Formula {
  const texts = [...new Set(access.space.textsOf(name))];
  return texts.length === 1 ? access.keyIs(name, texts[0]) : TRUE;
}

function contextOf(access: KeyAccess, { context }: Call, name: string): Formula {
  const { space } = access;
  if (name === 'kms:encryptioncontextkeys') { return TRUE; } // follows from the context by an axiom
  const { present } = space.context.key(name);
  if (context === undefined || name !== `kms:encryptioncontext:${context.key.toLowerCase()}`) { return not(present); }
  return or(not(access.carriesContext), access.keyIs(name, ...context.values));
}
