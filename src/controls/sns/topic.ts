import type { PolicyKind } from '../resource-policy';

/** SNS refuses `sns:*` in a topic's policy, and publishing is what carries data. */
export const TOPIC_POLICIES: PolicyKind = {
  attachedBy: { 'AWS::SNS::TopicPolicy': 'Topics', 'AWS::SNS::TopicInlinePolicy': 'TopicArn' },
  nameProperty: 'TopicName',
  allActions: 'sns:Publish',
  parts: [''],
};
