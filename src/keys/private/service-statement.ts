import { Stack, Token, aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { StatementJson } from './added-statement';
import { PUBLISHERS, type PublisherFacts } from './publisher-facts';
import { fillIn } from '../../private/arns';
import { refersToResource, resolvedText } from '../../private/resolved-text';
import type { KeyService } from '../key-service';

/**
 * A statement for one service's principal, with the source conditions that the service sends.
 *
 * A reference to a resource in a source condition is widened to a pattern: what publishes may be encrypted with the key, a cycle.
 */
export function serviceStatement(scope: IConstruct, statement: iam.PolicyStatement, json: StatementJson, principal: unknown,
  target?: KeyService): iam.PolicyStatement {
  const name = resolvedText(principal).split('.amazonaws.')[0].split('.<')[0];
  const facts: Pick<PublisherFacts, 'sourceAccount' | 'sourceArn'> = PUBLISHERS.find((publisher) => publisher.principal === name && (!publisher.into || !target || publisher.into.includes(target.id)))
    ?? UNKNOWN;
  const safe = new iam.PolicyStatement({
    sid: statement.sid,
    principals: [new iam.ServicePrincipal(typeof principal === 'string' ? principal : Token.asString(principal))],
    actions: statement.actions,
    resources: statement.resources,
  });
  const given = Object.entries(json.Condition ?? {})
    .flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) => ({ operator, key, value })));
  const kept = given.filter(({ key, value }) => !key.startsWith('aws:Source') || !refersToResource(value));
  for (const { operator, key, value } of kept) { safe.addCondition(operator, { [key]: value }); }
  const isGiven = (key: string) => kept.some((condition) => condition.key === key && !condition.operator.includes('Not'));
  if (facts.sourceAccount && !isGiven('aws:SourceAccount')) { safe.addCondition('StringEquals', { 'aws:SourceAccount': Stack.of(scope).account }); }
  if (facts.sourceArn !== undefined && !isGiven('aws:SourceArn')) { safe.addCondition('ArnLike', { 'aws:SourceArn': fillIn(facts.sourceArn, scope) }); }
  return safe;
}

/** Of a service that is in no table: better that its call fails than that the key is open to all accounts. */
const UNKNOWN = { sourceAccount: true };
