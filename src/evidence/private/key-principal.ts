/** Who a statement speaks of, read from a principal or a pattern of `aws:PrincipalArn`. */
export interface KeyPrincipal {
  readonly kind: 'anyone' | 'account' | 'root' | 'role' | 'user' | 'service' | 'federated' | 'other';
  /** Shortest text that still tells: a role's path and name, a service's principal, an account's number. */
  readonly name: string;
  /** Set where it is not the key's own account. */
  readonly account?: string;
  /** As the policy has it. */
  readonly text: string;
}

const OWN_ACCOUNT = '${AWS::AccountId}';

/** A part of an ARN: references hold colons too. */
const PART = '((?:\\$\\{[^}]*\\}|[^:])*)';
const ARN = new RegExp(`^arn:${PART}:(?:iam|sts):${PART}:${PART}:(.+)$`);

/** A value of `aws:PrincipalArn`: there, `:root` is the root user, and not the account that it is as a principal. */
export function callerArn(text: string): KeyPrincipal {
  const principal = keyPrincipal(text);
  const own = principal.name === OWN_ACCOUNT ? {} : { account: principal.name };
  return principal.kind === 'account' ? { kind: 'root', name: 'root', ...own, text } : principal;
}

/** @param kind the element's kind in the policy: `AWS`, `Service`, `Federated`, `CanonicalUser` */
export function keyPrincipal(text: string, kind = 'AWS'): KeyPrincipal {
  if (kind === 'Service') { return { kind: 'service', name: text, text }; }
  if (kind === 'Federated') { return { kind: 'federated', name: text, text }; }
  if (text === '*') { return { kind: 'anyone', name: '*', text }; }
  if (/^\d{12}$/.test(text) || text === OWN_ACCOUNT) { return { kind: 'account', name: text, text }; }
  const [, , , account, resource] = ARN.exec(text) ?? [];
  if (resource === undefined) { return { kind: 'other', name: text, text }; }
  if (resource === 'root') { return { kind: 'account', name: account, text }; }
  const [, type, name] = /^(role|assumed-role|user|federated-user)\/(.+)$/.exec(resource) ?? [];
  const other = account === OWN_ACCOUNT ? {} : { account };
  if (type === undefined) { return { kind: 'other', name: resource, ...other, text }; }
  return { kind: type.endsWith('role') ? 'role' : 'user', name, ...other, text };
}
