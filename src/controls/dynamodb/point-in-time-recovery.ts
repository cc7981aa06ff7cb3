import { checkEachReplica } from './replica';
import { control, managedRule } from '../control';
import { checkTrue, valuesAt } from '../value';

export const pointInTimeRecovery = control({
  id: 'dynamodb.point-in-time-recovery',
  title: 'a table can be restored to any second of its recovery period',
  titleKo: '테이블은 복구 기간 안의 어느 시점으로든 복원할 수 있다',
  why: 'without it, items that were overwritten or deleted by mistake are gone',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['DynamoDB.2'],
    nist80053r5: ['CP-6(2)', 'CP-9', 'CP-10', 'SC-5(2)', 'SI-12', 'SI-13(5)'],
    hipaa: ['164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)'],
    soc2: ['A1.2'],
    ismsP: ['2.9.3'],
    controlTower: ['CT.DYNAMODB.PR.1'],
  },
  appliesTo: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  check: (table) => checkEachReplica(table, (settings) =>
    checkTrue(valuesAt(settings, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled'), 'PointInTimeRecoveryEnabled')),
  default: { Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }] },
  fix: 'set PointInTimeRecoveryEnabled to true, for a global table in every replica',
  runtime: managedRule('DYNAMODB_PITR_ENABLED'),
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html',
});
