import { receivesDeadLetters } from './queue';
import { compliant, control, managedRule, notApplicable, violated } from '../control';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const deadLetter = control({
  id: 'sqs.dead-letter',
  title: 'messages that could not be handled are kept in a dead-letter queue',
  titleKo: '처리하지 못한 메시지는 배달 못한 편지 대기열(DLQ)에 보관된다',
  why: 'without it, a message that always fails blocks others until it expires, and is lost',
  severity: 'low',
  responsibility: 'customer',
  frameworks: {
    ismsP: ['2.9.2'],
    controlTower: ['CT.SQS.PR.1'],
  },
  appliesTo: ['AWS::SQS::Queue'],
  check: (queue) => decideEach(valuesAt(queue.properties, 'RedrivePolicy'), (policy) => {
    // a policy that a reference makes is a policy, whatever its target
    if (valuesAt(policy, 'deadLetterTargetArn').some((target) => target !== undefined) || (typeof policy === 'string' && policy !== '')) {
      return isIntrinsic(policy) ? deferred('RedrivePolicy') : compliant();
    }
    return receivesDeadLetters(queue) ? notApplicable() : violated('RedrivePolicy is not set, name a dead-letter queue');
  }),
  default: {},
  fix: 'set the deadLetterTargetArn and maxReceiveCount of RedrivePolicy',
  runtime: managedRule('SQS_QUEUE_DLQ_CHECK'),
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
});
