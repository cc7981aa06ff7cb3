import { Reference, Stack, Token, Tokenization, aws_sns as sns } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { fromRegionOf, fromStackBefore } from '../../../private/global-stack';

/** A text as another construct knows it: what it takes from stacks of other Regions is passed on to there. */
export const seenFrom = (consumer: IConstruct, text: string): string => referencesOf(text).reduce((known, reference) => {
  const token = Token.asString(reference);
  return known.replaceAll(token, () => fromRegionOf(token, reference.target, consumer));
}, text);

/** The Region that an ARN names; if only the deployment knows the ARN, that of the resource, or of the scope. */
export const regionOf = (arn: string, scope: IConstruct): string => arn.split(':')[3] ?? Stack.of(referencesOf(arn)[0]?.target ?? scope).region;

const referencesOf = (text: string): Reference[] => Tokenization.reverseString(text).tokens.filter((token) => Reference.isReference(token));

/** A topic as the alarms of a stack that is deployed later know it. */
export function topicFor(place: Construct, topic: sns.ITopic): sns.ITopic {
  const cfn = topic.node.defaultChild;
  return Stack.of(place) === Stack.of(topic) || !(cfn instanceof sns.CfnTopic) ? topic : sns.Topic.fromTopicArn(place, 'Topic', fromStackBefore(cfn.ref, cfn, place));
}
