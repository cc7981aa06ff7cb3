import type { aws_iam as iam } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isUse } from './actions';
import { PUBLISHERS } from './publisher-facts';
import { fillIn } from '../../private/arns';
import { InvalidInputError } from '../../private/errors';
import type { KeyService } from '../key-service';

interface StatementJson {
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
 * @returns the statement to add; `undefined` when the policy says it already, and better
 * @throws if the statement opens the key to a principal that nothing binds
 */
export function safeStatement(scope: IConstruct, statement: iam.PolicyStatement, service?: KeyService): iam.PolicyStatement | undefined {
  const json = Stack.of(scope).resolve(statement.toStatementJson()) as StatementJson;
  if (json.Effect === 'Deny') { return statement; }
  if (json.NotPrincipal !== undefined || json.NotAction !== undefined) {
    throw refusal('a statement with NotPrincipal or NotAction', 'name the principals and actions: what is left out would include whatever AWS adds later');
  }
  const actions = [json.Action ?? []].flat();
  if (actions.some((action) => action === '*' || action.toLowerCase() === 'kms:*')) {
    throw refusal(`the action ${actions.join(', ')}`, 'name the actions');
  }
  const services = isRecord(json.Principal) ? [json.Principal.Service ?? []].flat() as string[] : [];
  if (services.length > 0) { return withSource(scope, statement, json, services, service); }
  if (!actions.some(isUse) || isBound(json)) { return statement; }
  if (service?.id === 'secretsmanager' && hasKey(json, 'kms:ViaService')) { return undefined; }
  throw refusal(`${actions.join(', ')} for ${JSON.stringify(json.Principal)}`,
    'bind it by a condition on aws:PrincipalArn, or use grants: `bucket.grantRead(role)`, `key.allowUse(…)`, `domain.shareWith(…)`');
}

/** A reference to a resource in a source condition is widened to a pattern: what publishes may be encrypted with the key, a cycle. */
function withSource(scope: IConstruct, statement: iam.PolicyStatement, json: StatementJson, principals: string[],
  target?: KeyService): iam.PolicyStatement {
  const names = principals.map((principal) => principal.split('.amazonaws.')[0]);
  const facts = PUBLISHERS.find(({ principal, into }) => names.includes(principal) && (!into || !target || into.includes(target.id)));
  const given = Object.entries(json.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => ({ operator, key, value })));
  const safe = statement.copy({ conditions: {} });
  const kept = given.filter((condition) => !refersToResource(condition.value));
  for (const { operator, key, value } of kept) { safe.addCondition(operator, { [key]: value }); }
  const add = (operator: string, key: string, value?: string) => {
    if (value !== undefined && !kept.some((condition) => condition.key === key)) { safe.addCondition(operator, { [key]: value }); }
  };
  add('StringEquals', 'aws:SourceAccount', facts?.sourceAccount ? Stack.of(scope).account : undefined);
  add('ArnLike', 'aws:SourceArn', facts?.sourceArn === undefined ? undefined : fillIn(facts.sourceArn, scope));
  return safe;
}

function refersToResource(value: unknown): boolean {
  if (Array.isArray(value)) { return value.some(refersToResource); }
  if (!isRecord(value)) { return false; }
  return 'Fn::GetAtt' in value || 'Fn::ImportValue' in value || (typeof value.Ref === 'string' && !value.Ref.startsWith('AWS::'))
    || Object.values(value).some(refersToResource);
}

/** Whether a positive condition narrows who calls to named principals. */
function isBound({ Condition }: StatementJson): boolean {
  return Object.entries(Condition ?? {}).some(([operator, keys]) =>
    /^(StringEquals|StringLike|ArnEquals|ArnLike)$/.test(operator) && 'aws:PrincipalArn' in keys);
}

const hasKey = ({ Condition }: StatementJson, key: string): boolean => Object.values(Condition ?? {}).some((keys) => key in keys);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function refusal(got: string, fix: string): InvalidInputError {
  return new InvalidInputError({ what: 'a statement of a domain key\'s policy', got, allowed: 'named actions for principals bound by name or path', fix });
}
