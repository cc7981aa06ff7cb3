import { decideMethodSettings, decideRouteSettings, ofProtocol, STAGE, STAGE_V2 } from './stage';
import { type CheckResult, compliant, control, noRuntimeRule, violated } from '../control';
import { asBoolean, isIntrinsic } from '../template';
import { allOf, decideEach, deferred, valuesAt } from '../value';

const untraced = (values: readonly unknown[]): CheckResult => decideEach(values, (value) => {
  if (isIntrinsic(value)) { return deferred('DataTraceEnabled'); }
  return asBoolean(value) === true ? violated('DataTraceEnabled is true') : compliant();
});

export const noDataTrace = control({
  id: 'apigateway.no-data-trace',
  title: 'a stage does not log whole requests and responses',
  titleKo: '스테이지는 요청과 응답 전문을 로그에 남기지 않는다',
  why: 'bodies and headers with personal data and credentials would be in the logs, for everybody who reads logs',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-3', 'SI-12'], iso27001: ['A.8.11', 'A.8.15'], ismsP: ['2.9.4', '3.2.3'] },
  appliesTo: [STAGE, STAGE_V2],
  check: (stage) => (stage.type === STAGE_V2
    ? ofProtocol(stage, 'WEBSOCKET', () => allOf(
      untraced(valuesAt(stage.properties, 'DefaultRouteSettings', 'DataTraceEnabled')),
      decideRouteSettings(stage, (setting) => untraced(valuesAt(setting, 'DataTraceEnabled'))),
    ))
    : decideMethodSettings(stage, (setting) => untraced(valuesAt(setting, 'DataTraceEnabled')), compliant())),
  default: {},
  fix: 'set DataTraceEnabled to false',
  runtime: noRuntimeRule('no managed rule of AWS Config looks at it'),
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
});
