import { control, guardRule } from '../control';
import { checkCustomerKey, valuesAt } from '../value';

export const customerKey = control({
  id: 'sqs.customer-key',
  title: 'a queue is encrypted with a customer-managed key',
  titleKo: '대기열은 고객 관리형 키로 암호화된다',
  why: 'without it, no key policy bounds who reads the messages',
  severity: 'high',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['SQS.1'],
    nist80053r5: ['CA-9(1)', 'CM-3(6)', 'SC-7(10)', 'SC-13', 'SC-28', 'SC-28(1)', 'SI-7(6)'],
    iso27001: ['A.8.24'],
    ismsP: ['2.7.1'],
    controlTower: ['CT.SQS.PR.2'],
  },
  appliesTo: ['AWS::SQS::Queue'],
  check: (queue) => checkCustomerKey(queue.template, valuesAt(queue.properties, 'KmsMasterKeyId'), 'KmsMasterKeyId'),
  default: {},
  fix: 'set KmsMasterKeyId to a customer-managed key',
  runtime: guardRule(`
rule sqs_customer_key when resourceType == "AWS::SQS::Queue" {
  configuration.KmsMasterKeyId exists
  configuration.KmsMasterKeyId != ""
  configuration.KmsMasterKeyId != /alias\\/aws\\/sqs$/
}`),
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html',
});
