import { control, managedRule } from '../control';
import { checkCustomerKey, valuesAt } from '../value';

export const customerKey = control({
  id: 'sns.customer-key',
  title: 'a topic is encrypted with a customer-managed key',
  titleKo: '주제는 고객 관리형 키로 암호화된다',
  why: 'without it, messages lie unencrypted in SNS until they are delivered',
  severity: 'high',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['SC-13', 'SC-28', 'SC-28(1)'],
    hipaa: ['164.312(a)(2)(iv)'],
    iso27001: ['A.8.24'],
    ismsP: ['2.7.1'],
  },
  appliesTo: ['AWS::SNS::Topic'],
  check: (topic) => checkCustomerKey(topic.template, valuesAt(topic.properties, 'KmsMasterKeyId'), 'KmsMasterKeyId'),
  default: {},
  fix: 'set KmsMasterKeyId to a customer-managed key',
  runtime: managedRule('SNS_ENCRYPTED_KMS'),
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html',
});
