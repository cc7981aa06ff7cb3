import { compliant, control, managedRule, violated } from '../control';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const fieldLogs = control({
  id: 'appsync.field-logs',
  title: 'a GraphQL API logs what its fields are asked for',
  titleKo: 'GraphQL API는 필드 수준 로그를 남긴다',
  why: 'without it, nobody can tell which data was asked for, and by whom',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['AppSync.2'], nist80053r5: ['AC-4(26)', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-12', 'CA-7', 'SC-7(9)', 'SI-7(8)'], iso27001: ['A.8.15'], ismsP: ['2.9.4'], controlTower: ['CT.APPSYNC.PR.1'] },
  appliesTo: ['AWS::AppSync::GraphQLApi'],
  check: ({ properties }) => decideEach(valuesAt(properties, 'LogConfig', 'FieldLogLevel'), (level) => {
    if (isIntrinsic(level)) { return deferred('FieldLogLevel'); }
    return level === undefined || level === 'NONE' ? violated(`FieldLogLevel is ${String(level ?? 'not set')}`) : compliant();
  }),
  default: {},
  fix: 'set the FieldLogLevel of LogConfig to ERROR or ALL',
  runtime: managedRule('APPSYNC_LOGGING_ENABLED'),
  source: 'https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html',
});
