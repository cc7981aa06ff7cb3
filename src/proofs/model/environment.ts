import { and, type Axiom, equivalent, type Formula, glob, holeIn, IAM_TYPES, implies, literal, literalIgnoringCase, not, or, type RequestSpace, textTest, TRUE } from '../engine';
import * as keys from '../facts/condition-keys';
import { KMS_ACTIONS } from '../facts/kms-actions';
import { AWS_RESOURCE_KEYS, CONTEXT_KEYS, DELETION_KEYS, GRANT_KEYS, GRANTEE_KEYS, type KeysOfActions, PARAMETER_KEYS } from '../facts/kms-keys';

const VIA_SERVICE = 'kms:ViaService';

/**
 * The axioms that decide which requests exist, as formulas; what they say and who says so is in `facts/axioms.ts`. Each speaks of the keys that its
 * text names and of no other. Those that ask for more keys come first, so that the others speak of these too.
 */
export const ENVIRONMENT: readonly Axiom[] = [
  { id: 'organization-paths-begin-with-organization', formula: organizationPaths },
  { id: 'grant-has-one-grantee', formula: oneGrantee },
  { id: 'new-actions-are-matched', formula: () => TRUE },
  { id: 'one-action-stands-for-new-ones', formula: () => TRUE },
  { id: 'kms-never-anonymous', formula: (space) => implies(space.actionIs('kms:*'), not(space.principals.isOneOf('anonymous'))) },
  { id: 'identity-providers-call-sts', formula: (space) => implies(space.actionIs('kms:*'), not(space.principals.isOneOf('federated'))) },
  builtIn('common-keys-in-every-request', keys.inEveryRequest),
  builtIn('principal-keys-follow-principal', keys.principalKeys),
  builtIn('principal-type-follows-principal', ['aws:PrincipalType']),
  builtIn('user-names-only-of-users', ['aws:username']),
  builtIn('service-principals-are-aws-services', ['aws:PrincipalIsAWSService', 'aws:PrincipalServiceName']),
  builtIn('service-principal-account-is-open', keys.openInServiceCalls),
  builtIn('service-principal-arn-names-no-account', ['aws:PrincipalArn']),
  builtIn('via-service-only-in-forwarded-calls', [VIA_SERVICE]),
  builtIn('via-service-is-one-name', [VIA_SERVICE]),
  builtIn('caller-chosen-keys-are-free', keys.callerChosenKeys),
  onlyWhere('service-names-list-only-from-services', ['aws:PrincipalServiceNamesList'], ({ principals }) => principals.isOneOf('service')),
  onlyWhere('source-keys-only-from-services', keys.sourceKeys, ({ principals }) => principals.isOneOf('service')),
  { id: 'source-owner-is-account-served', formula: sourceOwner },
  onlyWhere('service-principals-in-no-organization', keys.organizationKeys, ({ principals }) => principals.isIam),
  onlyWhere('principal-tags-only-of-iam-principals', ['aws:PrincipalTag/*'], ({ principals }) => principals.isIam),
  onlyWhere('session-keys-only-of-sessions', keys.sessionKeys, ({ principals }) => principals.isOneOf(...IAM_TYPES, 'federated')),
  onlyWhere('called-via-only-for-iam-principals', keys.calledViaKeys, ({ principals }) => principals.isIam),
  onlyWhere('via-service-only-for-iam-principals', [VIA_SERVICE], mayHaveViaService),
  notTogether('via-service-not-from-endpoint', VIA_SERVICE, keys.notForwardedKeys),
  notTogether('no-endpoint-keys-when-forwarded', VIA_SERVICE, keys.inferredNotForwardedKeys),
  notTogether('endpoint-hides-source-ip', 'aws:SourceVpce', ['aws:SourceIp']),
  onlyWhere('context-only-in-cryptographic-calls', CONTEXT_KEYS, (space) => notAmong(space, ({ context }) => !context)),
  { id: 'context-keys-match-context', formula: contextKeysMatch },
  onlyInActions('grant-keys-only-in-create-grant', GRANT_KEYS),
  onlyInActions('grant-for-aws-resource-is-forwarded', AWS_RESOURCE_KEYS),
  onlyInActions('deletion-window-only-in-schedule', DELETION_KEYS),
  onlyInActions('parameter-keys-only-in-their-actions', PARAMETER_KEYS),
];

/** What the engine builds in where a key is asked for: it needs no constraint. */
function builtIn(id: string, names: readonly string[]): Axiom {
  return { id, formula: (space) => (asked(space, names).length > 0 ? TRUE : undefined) };
}

/** Some keys are there only where something holds. */
function onlyWhere(id: string, names: readonly string[], holds: (space: RequestSpace) => Formula): Axiom {
  return {
    id,
    formula: (space) => {
      const found = asked(space, names);
      return found.length === 0 ? undefined : or(holds(space), not(anyPresent(space, found)));
    },
  };
}

/** One key is never with some others. */
function notTogether(id: string, name: string, others: readonly string[]): Axiom {
  return {
    id,
    formula: (space) => {
      const found = asked(space, others);
      return found.length > 0 && space.context.has(name) ? not(and(space.context.key(name).present, anyPresent(space, found))) : undefined;
    },
  };
}

/** Some keys are only in requests of some actions. */
function onlyInActions(id: string, rows: readonly KeysOfActions[]): Axiom {
  return {
    id,
    formula: (space) => {
      const found = rows.map((row) => ({ ...row, keys: asked(space, row.keys) })).filter((row) => row.keys.length > 0);
      return found.length === 0 ? undefined : and(...found.map((row) => implies(anyPresent(space, row.keys), space.actionIs(...row.actions))));
    },
  };
}

/** An IAM principal, or a service's own that AWS binds by the key. */
function mayHaveViaService({ context, principals }: RequestSpace): Formula {
  return or(principals.isIam, ...keys.servicesWithViaService.map(({ principal, viaService }) =>
    and(principals.isService(principal), context.key(VIA_SERVICE).passesAny([textTest(glob(`${viaService}.*`))]))));
}

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

/** Names of the keys that were asked for and are among some, whatever their case; a last `*` stands for the rest of a name. */
const asked = (space: RequestSpace, names: readonly string[]): string[] => {
  const lowered = names.map((name) => name.toLowerCase());
  return [...space.context.all.keys()].filter((key) => lowered.some((name) => (name.endsWith('*') ? key.startsWith(name.slice(0, -1)) : key === name)));
};

const anyPresent = (space: RequestSpace, names: readonly string[]): Formula => or(...names.map((name) => space.context.key(name).present));

/** The action is none of the known ones that fit; one that AWS adds later may be anything. */
const notAmong = (space: RequestSpace, fits: (action: (typeof KMS_ACTIONS)[number]) => boolean): Formula =>
  not(space.actionIs(...KMS_ACTIONS.filter(fits).map(({ name }) => name)));

const CONTEXT_KEY = 'kms:encryptioncontext:';

function contextKeysMatch(space: RequestSpace): Formula | undefined {
  const names = asked(space, [`${CONTEXT_KEY}*`]);
  if (names.length === 0 || !space.context.has('kms:encryptioncontextkeys')) { return undefined; }
  const known = space.context.key('kms:encryptioncontextkeys');
  const isNamed = (name: string) => known.passesAny([textTest(literalIgnoringCase(name.slice(CONTEXT_KEY.length)))]);
  return and(...names.map((name) => equivalent(space.context.key(name).present, isNamed(name))));
}

/** That the keys are in no other request is an axiom of all keys of a grant. */
function oneGrantee(space: RequestSpace): Formula | undefined {
  if (asked(space, GRANTEE_KEYS).length === 0) { return undefined; }
  const [principal, service, operations] = GRANTEE_KEYS.map((name) => space.context.key(name).present);
  return implies(space.actionIs('kms:CreateGrant'), and(or(principal, service), not(and(principal, service)), operations));
}
