import type { aws_iam as iam } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isEverything, isUse } from './actions';
import { serviceStatement } from './service-statement';
import { NAMED_IDENTITY } from '../../private/arns';
import { InvalidInputError } from '../../private/errors';
import { resolvedText } from '../../private/resolved-text';
import type { KeyService } from '../key-service';

/** A statement as CDK renders it, tokens resolved. */
export interface StatementJson {
  readonly Effect?: string;
  readonly Action?: string | string[];
  readonly NotAction?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Principal?: '*' | Record<string, unknown>;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/**
 * What somebody else (an L2, a user) adds to a key policy, made safe.
 *
 * A statement for a service's principal gets the source conditions that the service sends. The statements by which CDK's `Secret`
 * opens a key to the whole account are left out: the domain's roles and the deployers have theirs.
 *
 * @returns the statements to add; none when the policy says it already, and better
 * @throws if the statement opens the key to a principal that nothing binds
 */
export function safeStatements(scope: IConstruct, statement: iam.PolicyStatement, isDeclaredAccount: (account: string) => boolean,
  service?: KeyService): iam.PolicyStatement[] {
  const json = Stack.of(scope).resolve(statement.toStatementJson()) as StatementJson;
  if (json.Effect === 'Deny') { return [statement]; }
  if (json.NotPrincipal !== undefined || json.NotAction !== undefined) {
    throw refusal('a statement with NotPrincipal or NotAction', 'name the principals and actions: what is left out would include whatever AWS adds later');
  }
  const actions = [json.Action ?? []].flat();
  if (actions.some(isEverything)) { throw refusal(`the action ${actions.join(', ')}`, 'name the actions'); }
  const principals = typeof json.Principal === 'object' ? Object.entries(json.Principal) : [['AWS', json.Principal]] as const;
  const services = principals.flatMap(([kind, names]) => (kind === 'Service' ? [names].flat() : []));
  if (services.length > 0 && principals.length === 1) { return services.map((name) => serviceStatement(scope, statement, json, name, service)); }
  if (services.length === 0 && isBound(scope, json, isDeclaredAccount)) { return [statement]; }
  if (services.length === 0 && service?.id === 'secretsmanager' && 'kms:ViaService' in { ...json.Condition?.StringEquals }) { return []; }
  const isOwnAccount = principals.every(([, names]) => [names].flat().every((name) => isRootOf(scope, resolvedText(name))));
  if (services.length === 0 && isOwnAccount && !actions.some(isUse)) { return [statement]; }
  throw refusal(`${actions.join(', ')} for ${JSON.stringify(json.Principal)}`,
    'bind it by a condition on aws:PrincipalArn, or use grants: `bucket.grantRead(role)`, `key.allowUse(…)`, `domain.shareWith(…)`');
}

/** Whether a positive condition narrows who calls to named principals: literal account, and a name that a wildcard only ends. */
function isBound(scope: IConstruct, { Condition, Principal }: StatementJson, isDeclaredAccount: (account: string) => boolean): boolean {
  const own = resolvedText(Stack.of(scope).resolve(Stack.of(scope).account));
  const isOfKnownAccount = (arn: string) => [own, undefined].includes(arn.split(':')[4]) || isDeclaredAccount(arn.split(':')[4]);
  const positive = Object.entries(Condition ?? {}).filter(([operator]) => /^(StringEquals|StringLike|ArnEquals|ArnLike)$/.test(operator));
  const everybody = Principal === '*' || Object.values(Principal ?? {}).flat().includes('*');
  // a service-linked role is spoken of so, since its own policy can't be changed
  if (everybody && !positive.some(([, keys]) => 'kms:CallerAccount' in keys)) { return false; }
  return positive.some(([, keys]) => {
    const arns = [keys['aws:PrincipalArn'] ?? []].flat().map(resolvedText);
    return arns.length > 0 && arns.every((arn) => (/^<[\w.]+>$/.test(arn) || NAMED_IDENTITY.test(arn)) && isOfKnownAccount(arn));
  });
}

function isRootOf(scope: IConstruct, principal: string): boolean {
  const account = resolvedText(Stack.of(scope).resolve(Stack.of(scope).account));
  return principal === account || (principal.startsWith('arn:') && principal.endsWith(`:iam::${account}:root`));
}

function refusal(got: string, fix: string): InvalidInputError {
  return new InvalidInputError({ what: 'a statement of a domain key\'s policy', got, allowed: 'named actions for principals bound by name or path', fix });
}
