import type { PolicyAccess } from './policy-access';
import { and, type Formula, literal, literalIgnoringCase, not, or, type Request, textTest, TRUE, unknown } from '../engine';
import { CRYPTOGRAPHIC } from '../facts/kms-actions';

/** A grant on a key, as `CreateGrant` makes it. */
export interface KeyGrant {
  readonly granteePrincipal?: string;
  readonly granteeServicePrincipal?: string;
  /** Such as `Decrypt`. */
  readonly operations: readonly string[];
  /** The encryption context that a request must hold at least. */
  readonly contextSubset?: Readonly<Record<string, string>>;
  /** The encryption context that a request must have, no more and no less. */
  readonly contextEquals?: Readonly<Record<string, string>>;
  /** The resource that a service principal must act for. */
  readonly sourceArn?: string;
}

/** The requests that a grant allows. */
export function grantFormula(grant: KeyGrant, access: PolicyAccess): Formula {
  const { space } = access;
  const operations = grant.operations.map((operation) => textTest(literal(operation)));
  return and(
    or(
      ...grant.granteePrincipal === undefined ? [] : [granteeFormula(grant.granteePrincipal, access)],
      ...grant.granteeServicePrincipal === undefined ? [] : [access.isServiceAmong([grant.granteeServicePrincipal])],
    ),
    grant.sourceArn === undefined ? TRUE : access.keyIs('aws:SourceArn', grant.sourceArn),
    space.actionIs(...grant.operations.map((operation) => `kms:${operation}`)),
    // by a grant one hands on no more than the grant has
    or(not(space.actionIs('kms:CreateGrant')), not(space.context.key('kms:GrantOperations').failsAll(operations))),
    or(not(space.actionIs(...CRYPTOGRAPHIC)), contextFormula(grant, access)),
  );
}

/** An account stands for everybody in it, and a session is one of those of a role. */
function granteeFormula(arn: string, access: PolicyAccess): Formula {
  const { space: { principals } } = access;
  const [, partition, account, resource] = /^arn:([^:]*):(?:iam|sts)::([^:]*):(.*)$/s.exec(arn) ?? [];
  if (resource === 'root') { return access.isAmong(['iam', 'sts'].map((service) => `arn:${partition}:${service}::${account}:*`)); }
  const [, role, session] = /^assumed-role\/([^/]+)\/([^/]+)$/.exec(resource ?? '') ?? [];
  if (role === undefined) { return access.isAmong([arn]); }
  if (!role.includes(':')) { return principals.isSession(account, role, session); }
  // such as aws:ec2-infrastructure: no role of one's own is called so, and nobody takes it on but the service
  return and(principals.isOfAccount(account), not(principals.isOfAccount(access.account)), unknown(`whom ${arn} stands for is not documented`, `grantee ${arn}`));
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html: names are compared without case, values with it */
function contextFormula({ contextSubset = {}, contextEquals }: KeyGrant, { space: { context } }: PolicyAccess): Formula {
  const pairs = [...Object.entries(contextSubset), ...Object.entries(contextEquals ?? {})];
  const names = contextEquals && Object.keys(contextEquals).map((name) => textTest(literalIgnoringCase(name)));
  return and(
    ...pairs.map(([name, value]) => context.key(`kms:EncryptionContext:${name}`).passesAny([textTest(literal(value))])),
    names ? not(context.key('kms:EncryptionContextKeys').failsAll(names)) : TRUE,
  );
}

/** Whether a grant allows one request. */
export function grantAllows(grant: KeyGrant, request: Request): boolean {
  const { action, context } = request;
  const isFromSource = grant.sourceArn === undefined || context['aws:sourcearn']?.[0] === grant.sourceArn;
  const isWithin = action !== 'kms:CreateGrant' || (context['kms:grantoperations'] ?? []).every((operation) => grant.operations.includes(operation));
  const hasContext = !CRYPTOGRAPHIC.includes(action) || fitsContext(grant, context);
  return isGrantee(grant, request) && isFromSource && isWithin && hasContext && grant.operations.includes(action.slice('kms:'.length));
}

function isGrantee({ granteePrincipal, granteeServicePrincipal }: KeyGrant, { principal, context }: Request): boolean {
  if (principal.type === 'service') { return principal.name === granteeServicePrincipal; }
  if (granteePrincipal === undefined || principal.account === undefined) { return false; }
  const [account, kind] = granteePrincipal.split(':').slice(4);
  if (kind === 'root') { return account === principal.account; }
  const isItsSession = principal.type === 'role' && account === principal.account
    && granteePrincipal.endsWith(`:assumed-role/${principal.name?.split('/').at(-1)}/${principal.session}`);
  return isItsSession || context['aws:principalarn']?.[0] === granteePrincipal;
}

function fitsContext({ contextSubset, contextEquals }: KeyGrant, context: Request['context']): boolean {
  const has = ([name, value]: [string, string]): boolean => context[`kms:encryptioncontext:${name.toLowerCase()}`]?.[0] === value;
  const mayHave = contextEquals && new Set(Object.keys(contextEquals).map((name) => name.toLowerCase()));
  const isBound = !mayHave || (context['kms:encryptioncontextkeys'] ?? []).every((name) => mayHave.has(name.toLowerCase()));
  return isBound && [contextSubset, contextEquals].every((pairs) => Object.entries(pairs ?? {}).every(has));
}
