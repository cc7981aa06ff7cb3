import { decideMethodSettings, decideRouteSettings, isForAll, ofProtocol, STAGE, STAGE_V2 } from './stage';
import { type CheckResult, compliant, control, managedRule, unknown, violated } from '../control';
import { isIntrinsic } from '../template';
import { allOf, decideEach, deferred, valuesAt } from '../value';

/** A level that is set for some methods only says nothing of the others. */
const level = (values: readonly unknown[], otherwise: (detail: string) => CheckResult): CheckResult => decideEach(values, (value) => {
  if (isIntrinsic(value)) { return deferred('LoggingLevel'); }
  return value === 'ERROR' || value === 'INFO' ? compliant() : otherwise(`LoggingLevel is ${String(value ?? 'OFF')}`);
});

export const executionLogs = control({
  id: 'apigateway.execution-logs',
  title: 'a stage logs how its API handles requests',
  titleKo: '스테이지는 실행 로그를 남긴다',
  why: 'without it, nobody can tell why a request was refused or failed',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['APIGateway.1'], nist80053r5: ['AC-4(26)', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-12', 'CA-7', 'SC-7(9)', 'SI-7(8)'], hipaa: ['164.312(b)'], iso27001: ['A.8.15'], soc2: ['CC7.2'], ismsP: ['2.9.4'], controlTower: ['CT.APIGATEWAY.PR.1'] },
  appliesTo: [STAGE, STAGE_V2],
  check: (stage) => (stage.type === STAGE_V2
    ? ofProtocol(stage, 'WEBSOCKET', () => allOf(
      level(valuesAt(stage.properties, 'DefaultRouteSettings', 'LoggingLevel'), violated),
      decideRouteSettings(stage, (setting) => level(valuesAt(setting, 'LoggingLevel'), violated)),
    ))
    : decideMethodSettings(stage, (setting) => level(valuesAt(setting, 'LoggingLevel'), isForAll(setting) ? violated : unknown), violated('MethodSettings has no LoggingLevel'))),
  default: {},
  fix: 'set LoggingLevel to ERROR or INFO for all methods',
  runtime: managedRule('API_GW_EXECUTION_LOGGING_ENABLED'),
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
});
