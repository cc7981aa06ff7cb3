import { and, type Axiom, equivalent, type Formula, glob, holeIn, IAM_TYPES, implies, literal, literalIgnoringCase, not, or, type RequestSpace, textTest } from '../engine';
import { neverInForwardedCalls, neverInServiceCalls, onlyInServiceCalls } from '../facts/condition-keys';
import { KMS_ACTIONS } from '../facts/kms-actions';
import { CONTEXT_KEYS, GRANT_KEYS, KEYS_OF_ACTIONS } from '../facts/kms-keys';

/** The axioms that decide which requests exist, as formulas; what they say and who says so is in `facts/axioms.ts`. */
export const ENVIRONMENT: readonly Axiom[] = [
  ...['new-actions-are-matched', 'one-action-stands-for-new-ones', 'caller-chosen-keys-are-free'].map((id) => ({ id, formula: () => and() })),
  { id: 'service-principals-are-aws-services', formula: (space) => whereAsked(space, ['aws:principalisawsservice', 'aws:principalservicename']) },
  { id: 'service-principal-account-is-open', formula: (space) => whereAsked(space, ['aws:principalarn', 'aws:principalaccount', 'kms:calleraccount']) },
  { id: 'via-service-only-in-forwarded-calls', formula: (space) => whereAsked(space, ['kms:viaservice']) },
  { id: 'via-service-is-one-name', formula: (space) => whereAsked(space, ['kms:viaservice']) },
  {
    id: 'deletion-window-only-in-schedule',
    formula: (space) => onlyFor(space, ['kms:schedulekeydeletionpendingwindowindays'], space.actionIs('kms:ScheduleKeyDeletion')),
  },
  {
    id: 'principal-keys-follow-principal',
    formula: (space) => whereAsked(space, ['aws:principalarn', 'aws:principalaccount', 'kms:calleraccount', 'aws:principaltype', 'aws:principalisawsservice']),
  },
  { id: 'kms-never-anonymous', formula: (space) => implies(space.actionIs('kms:*'), not(space.principals.isOneOf('anonymous', 'federated'))) },
  { id: 'source-keys-only-from-services', formula: (space) => onlyFor(space, onlyInServiceCalls, space.principals.isOneOf('service')) },
  { id: 'source-owner-is-account-served', formula: sourceOwner },
  { id: 'service-principals-in-no-organization', formula: (space) => onlyFor(space, neverInServiceCalls, space.principals.isOneOf(...IAM_TYPES)) },
  { id: 'organization-paths-begin-with-organization', formula: organizationPaths },
  { id: 'via-service-only-for-iam-principals', formula: (space) => onlyFor(space, ['kms:viaservice'], space.principals.isOneOf(...IAM_TYPES)) },
  { id: 'via-service-not-from-endpoint', formula: viaServiceNotFromEndpoint },
  { id: 'context-only-in-cryptographic-calls', formula: (space) => onlyFor(space, CONTEXT_KEYS, notAmong(space, ({ context }) => !context)) },
  { id: 'context-keys-match-context', formula: contextKeysMatch },
  { id: 'grant-keys-only-in-create-grant', formula: keysOfActions },
  { id: 'grant-has-one-grantee', formula: oneGrantee },
  {
    id: 'endpoint-keys-are-true',
    formula: (space) => (space.context.has('aws:sourcevpce') && space.context.has('aws:sourceip')
      ? not(and(space.context.key('aws:sourcevpce').present, space.context.key('aws:sourceip').present)) : undefined),
  },
];

/** A principal of an account has no other account there than its own, and who has no credentials has none. */
function sourceOwner(space: RequestSpace): Formula | undefined {
  if (!space.context.has('aws:sourceowner')) { return undefined; }
  const { principals, context } = space;
  const accounts = [...new Set(space.textsOf('aws:SourceOwner'))].filter((text) => !/[*?$]/.test(text) && holeIn(text) === undefined);
  const isOwn = accounts.map((account) => implies(context.key('aws:SourceOwner').passesAny([textTest(literal(account))]), principals.isOfAccount(account)));
  return implies(and(space.actionIs('sns:*'), principals.isOneOf(...IAM_TYPES, 'anonymous')), and(...isOwn));
}

/** A path begins with its organization's id, and a principal is in one organization. */
function organizationPaths(space: RequestSpace): Formula | undefined {
  if (!space.context.has('aws:principalorgpaths')) { return undefined; }
  const paths = space.context.key('aws:PrincipalOrgPaths');
  const organization = space.context.key('aws:PrincipalOrgID');
  const ids = new Set([...space.textsOf('aws:PrincipalOrgID'), ...space.textsOf('aws:PrincipalOrgPaths').map((text) => text.split('/')[0])].filter((id) => /^o-[a-z0-9]+$/.test(id)));
  return and(
    implies(paths.present, organization.present),
    ...[...ids].map((id) => implies(organization.passesAny([textTest(literal(id))]), not(paths.failsAll([textTest(glob(`${id}/*`))])))),
    ...[...ids].map((id) => implies(paths.passesAny([textTest(glob(`${id}/*`))]), organization.passesAny([textTest(literal(id))]))),
  );
}

/** Names of the keys that were asked for and are among some; a last `*` stands for the rest of a name. */
const asked = (space: RequestSpace, names: readonly string[]): string[] => [...space.context.all.keys()].filter((key) =>
  names.some((name) => (name.endsWith('*') ? key.startsWith(name.slice(0, -1)) : key === name)));

/** What the engine builds in where a key is asked for: it needs no constraint. */
const whereAsked = (space: RequestSpace, names: readonly string[]): Formula | undefined => (asked(space, names).length > 0 ? and() : undefined);

/** Some keys are there only where something holds. */
function onlyFor(space: RequestSpace, names: readonly string[], holds: Formula): Formula | undefined {
  const keys = asked(space, names);
  return keys.length === 0 ? undefined : or(holds, and(...keys.map((key) => not(space.context.key(key).present))));
}

/** The action is none of the known ones that fit; one that AWS adds later may be anything. */
const notAmong = (space: RequestSpace, fits: (action: (typeof KMS_ACTIONS)[number]) => boolean): Formula =>
  not(space.actionIs(...KMS_ACTIONS.filter(fits).map(({ name }) => name)));

function viaServiceNotFromEndpoint(space: RequestSpace): Formula | undefined {
  return space.context.has('kms:viaservice') ? onlyFor(space, neverInForwardedCalls, not(space.context.key('kms:viaservice').present)) : undefined;
}

const CONTEXT_KEY = 'kms:encryptioncontext:';

function contextKeysMatch(space: RequestSpace): Formula | undefined {
  const names = asked(space, [`${CONTEXT_KEY}*`]);
  if (names.length === 0 || !space.context.has('kms:encryptioncontextkeys')) { return undefined; }
  const keys = space.context.key('kms:encryptioncontextkeys');
  const isNamed = (name: string) => keys.passesAny([textTest(literalIgnoringCase(name.slice(CONTEXT_KEY.length)))]);
  return and(...names.map((name) => equivalent(space.context.key(name).present, isNamed(name))));
}

/** Keys that only some actions have, and those of `CreateGrant`. */
function keysOfActions(space: RequestSpace): Formula | undefined {
  const rows = [...KEYS_OF_ACTIONS, ...GRANT_KEYS.map((key) => ({ key, actions: ['kms:CreateGrant'] }))];
  const all = rows.filter(({ key }) => space.context.has(key))
    .map(({ key, actions }) => implies(space.context.key(key).present, space.actionIs(...actions)));
  return all.length === 0 ? undefined : and(...all);
}

function oneGrantee(space: RequestSpace): Formula | undefined {
  if (asked(space, ['kms:granteeprincipal', 'kms:granteeserviceprincipal', 'kms:grantoperations']).length === 0) { return undefined; }
  const { context } = space;
  const [principal, service] = [context.key('kms:GranteePrincipal').present, context.key('kms:GranteeServicePrincipal').present];
  const all = [principal, service, context.key('kms:GrantOperations').present];
  return and(
    implies(space.actionIs('kms:CreateGrant'), and(or(principal, service), not(and(principal, service)), context.key('kms:GrantOperations').present)),
    implies(or(...all), space.actionIs('kms:CreateGrant')),
  );
}

