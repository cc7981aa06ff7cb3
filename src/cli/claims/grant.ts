import { FIELDS } from './field';
import { refuse } from './refuse';
import { KMS_ACTIONS } from '../../proofs/facts/kms-actions';
import type { KeyGrant } from '../../proofs/model/key-grant';
import { isFields } from '../../proofs/template/stack-template';

type Fields = Readonly<Record<string, unknown>>;

const PRINCIPALS = ['root', 'user/[^$*?]+', 'role/[^$*?]+'];

const SESSIONS = ['federated-user/[^$*?/]+', 'assumed-role/[^$*?/]+/[^$*?/]+'];

/** What the fields of a grant take; the published schema has the same patterns. */
export const GRANT_PATTERNS = {
  principal: new RegExp(`^arn:aws[a-z-]*:(iam::\\d{12}:(${PRINCIPALS.join('|')})|sts::\\d{12}:(${SESSIONS.join('|')}))$`),
  service: FIELDS.servicePrincipals.pattern,
  sourceArn: /^arn:[^$*?]+$/,
};

/** What a grant can allow, without the prefix of the service. */
export const GRANT_OPERATIONS: readonly string[] = KMS_ACTIONS.filter(({ grantable }) => grantable).map(({ name }) => name.slice('kms:'.length));

/** Constraints that are known; another would make the grant narrower than it is taken for. */
export const CONSTRAINTS = ['EncryptionContextSubset', 'EncryptionContextEquals', 'SourceArn'];

const SERVICE = 'a service such as dynamodb.amazonaws.com';

const AS_PRINTED = 'write it as aws kms list-grants prints it';

/**
 * A grant as `aws kms list-grants` prints it; fields that say nothing of who may do what are left aside.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html
 */
export function grantOf(value: unknown, what: string): KeyGrant {
  if (!isFields(value)) { return refuse({ what, got: value, allowed: 'a grant with GranteePrincipal and Operations', fix: AS_PRINTED }); }
  return { ...granteeOf(value, what), operations: operationsOf(value, what), ...constraintsOf(value, what) };
}

function operationsOf({ Operations: operations }: Fields, what: string): readonly string[] {
  if (!Array.isArray(operations) || operations.length === 0) {
    return refuse({ what: `Operations of ${what}`, got: operations, allowed: 'a list of one or more operations', fix: AS_PRINTED });
  }
  return operations.map((one: unknown) => {
    const isKnown = typeof one === 'string' && GRANT_OPERATIONS.includes(one);
    return isKnown ? one : refuse({ what: `Operations of ${what}`, got: one, allowed: GRANT_OPERATIONS.join(', '), fix: AS_PRINTED });
  });
}

/** The name of a service may stand in either field. */
function granteeOf({ GranteePrincipal: principal, GranteeServicePrincipal: service }: Fields, what: string): Partial<KeyGrant> {
  if (service !== undefined) {
    const { granteePrincipal } = principal === undefined ? {} : granteeOf({ GranteePrincipal: principal }, what);
    return { granteePrincipal, granteeServicePrincipal: textIn(service, GRANT_PATTERNS.service, `GranteeServicePrincipal of ${what}`, SERVICE) };
  }
  if (typeof principal === 'string' && GRANT_PATTERNS.service.test(principal)) { return { granteeServicePrincipal: principal }; }
  const allowed = `the ARN of a role, a user, a session or an account, or ${SERVICE}`;
  const fix = `${AS_PRINTED}, and leave out what was granted to somebody who is deleted`;
  return { granteePrincipal: textIn(principal, GRANT_PATTERNS.principal, `GranteePrincipal of ${what}`, allowed, fix) };
}

function constraintsOf({ Constraints: constraints = {} }: Fields, what: string): Partial<KeyGrant> {
  const allowed = CONSTRAINTS.join(', ');
  if (!isFields(constraints)) { return refuse({ what: `Constraints of ${what}`, got: constraints, allowed: `an object of ${allowed}`, fix: AS_PRINTED }); }
  const unknownName = Object.keys(constraints).find((name) => !CONSTRAINTS.includes(name));
  if (unknownName !== undefined) {
    refuse({ what: `Constraints of ${what}`, got: unknownName, allowed, fix: 'take it out: the grant then counts as one that allows more' });
  }
  const { EncryptionContextSubset: subset, EncryptionContextEquals: equals, SourceArn: source } = constraints;
  return {
    ...subset === undefined ? {} : { contextSubset: contextIn(subset, `EncryptionContextSubset of ${what}`) },
    ...equals === undefined ? {} : { contextEquals: contextIn(equals, `EncryptionContextEquals of ${what}`) },
    ...source === undefined ? {} : { sourceArn: textIn(source, GRANT_PATTERNS.sourceArn, `SourceArn of ${what}`, 'the ARN of a resource') },
  };
}

function contextIn(value: unknown, what: string): Readonly<Record<string, string>> {
  const isContext = isFields(value) && Object.keys(value).length > 0 && Object.values(value).every((one) => typeof one === 'string');
  return isContext ? value as Record<string, string> : refuse({ what, got: value, allowed: 'an object of one or more texts', fix: AS_PRINTED });
}

const textIn = (value: unknown, pattern: RegExp, what: string, allowed: string, fix = AS_PRINTED): string =>
  (typeof value === 'string' && pattern.test(value) ? value : refuse({ what, got: value, allowed, fix }));
