import { checkEachReplica } from './replica';
import { control, managedRule } from '../control';
import { checkTrue, valuesAt } from '../value';

export const deletionProtection = control({
  id: 'dynamodb.deletion-protection',
  title: 'a table is protected from deletion',
  titleKo: '테이블에는 삭제 방지가 설정되어 있다',
  why: 'without it, one call deletes the table and its items',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['DynamoDB.6'],
    ismsP: ['2.9.3'],
  },
  appliesTo: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  check: (table) => checkEachReplica(table, (settings) => checkTrue(valuesAt(settings, 'DeletionProtectionEnabled'), 'DeletionProtectionEnabled')),
  default: { Replicas: [{ DeletionProtectionEnabled: true }] },
  fix: 'set DeletionProtectionEnabled to true, for a global table in every replica',
  runtime: managedRule('DYNAMODB_TABLE_DELETION_PROTECTION_ENABLED'),
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html',
});
