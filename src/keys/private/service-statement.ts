import { Annotations, Stack, Token, aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { StatementJson } from './added-statement';
import { PUBLISHERS, type PublisherFacts } from './publisher-facts';
import { SERVICES } from './service-facts';
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
  const facts = factsOf(name, target);
  const safe = new iam.PolicyStatement({
    sid: statement.sid,
    principals: [new iam.ServicePrincipal(typeof principal === 'string' ? principal : Token.asString(principal))],
    actions: statement.actions,
    resources: statement.resources,
  });
  const given = Object.entries(json.Condition ?? {})
    .flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) => ({ operator, key, value })));
  // CDK also writes AWS:SourceArn: IAM's condition keys know no case
  const kept = given.filter(({ key, value }) => !key.toLowerCase().startsWith('aws:source') || !refersToResource(value));
  for (const { operator, key, value } of kept) { safe.addCondition(operator, { [key]: value }); }
  const givenSources = kept.filter(({ operator }) => !operator.includes('Not')).map(({ key }) => key.toLowerCase());
  const { sourceAccount, sourceArn } = facts ?? { sourceAccount: !givenSources.some((key) => key.startsWith('aws:source')) };
  if (!facts && sourceAccount) {
    Annotations.of(scope).addWarningV2(`cdk-gold:unknownService:${name}`,
      `nothing is known of how ${name} calls KMS: its statement asks for aws:SourceAccount; if the service does not send it, add a condition of your own`);
  }
  if (sourceAccount && !givenSources.includes('aws:sourceaccount')) { safe.addCondition('StringEquals', { 'aws:SourceAccount': Stack.of(scope).account }); }
  if (sourceArn !== undefined && !givenSources.includes('aws:sourcearn')) { safe.addCondition('ArnLike', { 'aws:SourceArn': fillIn(sourceArn, scope) }); }
  return safe;
}

/** What a service's calls carry, as a publisher or on what it encrypts itself. */
function factsOf(name: string, target?: KeyService): Pick<PublisherFacts, 'sourceAccount' | 'sourceArn'> | undefined {
  return PUBLISHERS.find((publisher) => publisher.principal === name && (!publisher.into || !target || publisher.into.includes(target.id)))
    ?? SERVICES.flatMap(({ principals }) => principals).find(({ principal, regional }) => (regional ? name.startsWith(`${principal}.`) || name === principal : principal === name));
}
