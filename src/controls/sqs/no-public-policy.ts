import { control, managedRule } from '../control';
import { checkNotPublic } from '../resource-policy';

export const noPublicPolicy = control({
  id: 'sqs.no-public-policy',
  title: 'a queue policy allows nothing to everybody',
  titleKo: '대기열 정책은 불특정 다수에게 접근을 허용하지 않는다',
  why: 'anybody sends, reads or deletes messages',
  severity: 'critical',
  mandatory: true,
  responsibility: 'customer',
  frameworks: {
    fsbp: ['SQS.3'],
    nist80053r5: ['AC-3', 'AC-6', 'SC-7'],
    ismsP: ['2.6.2'],
  },
  appliesTo: ['AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy'],
  check: checkNotPublic,
  default: {},
  fix: 'name the principals, or add a condition with a fixed value, such as aws:SourceAccount or aws:PrincipalOrgID',
  runtime: managedRule('SQS_QUEUE_NO_PUBLIC_ACCESS'),
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html',
});
