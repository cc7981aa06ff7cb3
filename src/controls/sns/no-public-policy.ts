import { control, managedRule } from '../control';
import { checkNotPublic } from '../resource-policy';

export const noPublicPolicy = control({
  id: 'sns.no-public-policy',
  title: 'a topic policy allows nothing to everybody',
  titleKo: '주제 정책은 불특정 다수에게 접근을 허용하지 않는다',
  why: 'anybody publishes to the topic or subscribes to it',
  severity: 'critical',
  mandatory: true,
  responsibility: 'customer',
  frameworks: {
    fsbp: ['SNS.4'],
    nist80053r5: ['AC-3', 'AC-6', 'SC-7'],
    ismsP: ['2.6.2'],
  },
  appliesTo: ['AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy'],
  check: checkNotPublic,
  default: {},
  fix: 'name the principals, or add a condition with a fixed value, such as aws:SourceAccount or aws:PrincipalOrgID',
  runtime: managedRule('SNS_TOPIC_NO_PUBLIC_ACCESS'),
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html',
});
