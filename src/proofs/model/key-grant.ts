import type { PolicyAccess } from './policy-access';
import { and, type Formula, literal, not, or, type Request, textTest, TRUE } from '../engine';
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
  const { context } = space;
  const operations = grant.operations.map((operation) => textTest(literal(operation)));
  return and(
    grant.granteePrincipal === undefined ? TRUE : access.isAmong([grant.granteePrincipal]),
    grant.granteeServicePrincipal === undefined ? TRUE : access.isServiceAmong([grant.granteeServicePrincipal]),
    grant.sourceArn === undefined ? TRUE : access.keyIs('aws:SourceArn', grant.sourceArn),
    space.actionIs(...grant.operations.map((operation) => `kms:${operation}`)),
    // by a grant one hands on no more than the grant has
    or(not(space.actionIs('kms:CreateGrant')), not(context.key('kms:GrantOperations').failsAll(operations))),
    ...Object.entries({ ...grant.contextSubset, ...grant.contextEquals }).map(([name, value]) =>
      or(not(space.actionIs(...CRYPTOGRAPHIC)), context.key(`kms:EncryptionContext:${name}`).passesAny([textTest(literal(value))]))),
  );
}

/** Whether a grant allows one request. */
export function grantAllows(grant: KeyGrant, { principal, action, context }: Request): boolean {
  const [arn] = context['aws:principalarn'] ?? [];
  const isGrantee = grant.granteePrincipal !== undefined ? arn === grant.granteePrincipal : principal.type === 'service' && principal.name === grant.granteeServicePrincipal;
  const isFromSource = grant.sourceArn === undefined || context['aws:sourcearn']?.[0] === grant.sourceArn;
  const hasContext = Object.entries({ ...grant.contextSubset, ...grant.contextEquals }).every(([name, value]) =>
    !CRYPTOGRAPHIC.includes(action) || context[`kms:encryptioncontext:${name.toLowerCase()}`]?.[0] === value);
  const isWithin = action !== 'kms:CreateGrant' || (context['kms:grantoperations'] ?? []).every((operation) => grant.operations.includes(operation));
  return isGrantee && isFromSource && isWithin && hasContext && grant.operations.includes(action.slice('kms:'.length));
}
