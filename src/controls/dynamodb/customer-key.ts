import { checkEachReplica } from './replica';
import { control, managedRule } from '../control';
import { allOf, checkCustomerKey, checkTrue, valuesAt } from '../value';

export const customerKey = control({
  id: 'dynamodb.customer-key',
  title: 'a table is encrypted with a customer-managed key',
  titleKo: '테이블은 고객 관리형 키로 암호화된다',
  why: 'without it, whoever may read the table may read its items, and no key policy can stop them',
  severity: 'high',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['CA-9(1)', 'CM-3(6)', 'SC-7(10)', 'SC-13', 'SC-28', 'SC-28(1)', 'SI-7(6)'],
    hipaa: ['164.312(a)(2)(iv)'],
    iso27001: ['A.8.24'],
    ismsP: ['2.7.1', '2.7.2'],
    controlTower: ['CT.DYNAMODB.PR.2'],
  },
  appliesTo: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  check: (table) => allOf(
    checkTrue(valuesAt(table.properties, 'SSESpecification', 'SSEEnabled'), 'SSEEnabled'),
    checkEachReplica(table, (settings) => checkCustomerKey(table.template, valuesAt(settings, 'SSESpecification', 'KMSMasterKeyId'), 'KMSMasterKeyId')),
  ),
  default: { SSESpecification: { SSEEnabled: true, SSEType: 'KMS' } },
  fix: 'set SSEEnabled to true and KMSMasterKeyId, for a global table in every replica, to a customer-managed key',
  runtime: managedRule('DYNAMODB_TABLE_ENCRYPTED_KMS'),
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html',
});
