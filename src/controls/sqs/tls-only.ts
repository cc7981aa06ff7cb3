import { QUEUE_POLICIES } from './queue';
import { control, noRuntimeRule } from '../control';
import { checkTlsOnly } from '../resource-policy';

export const tlsOnly = control({
  id: 'sqs.tls-only',
  title: 'a queue takes only requests sent over TLS',
  titleKo: '대기열은 TLS로 보낸 요청만 받는다',
  why: 'without it, messages can be read or changed on the way',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['SC-8', 'SC-8(1)'],
    hipaa: ['164.312(e)(1)'],
    ismsP: ['2.7.1'],
  },
  appliesTo: ['AWS::SQS::Queue'],
  check: (queue) => checkTlsOnly(queue, QUEUE_POLICIES),
  default: {},
  fix: 'add a queue policy that denies sqs:* to Principal * when aws:SecureTransport is false',
  runtime: noRuntimeRule('the configuration item of a queue does not have its policy'),
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html',
});
