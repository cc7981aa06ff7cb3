import { STAGE, STAGE_V2 } from './stage';
import { control, managedRule } from '../control';
import { checkPresent } from '../items';
import { valuesAt } from '../value';

export const accessLogs = control({
  id: 'apigateway.access-logs',
  title: 'a stage logs the requests it gets',
  titleKo: '스테이지는 액세스 로그를 남긴다',
  why: 'without it, nobody can tell who called what, and an attack can\'t be reconstructed',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['APIGateway.9'], nist80053r5: ['AC-4(26)', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-12', 'CA-7', 'SC-7(9)', 'SI-7(8)'], iso27001: ['A.8.15'], soc2: ['CC7.2'], ismsP: ['2.9.4'], controlTower: ['CT.APIGATEWAY.PR.4'] },
  appliesTo: [STAGE, STAGE_V2],
  check: (stage) => {
    const property = stage.type === STAGE_V2 ? 'AccessLogSettings' : 'AccessLogSetting';
    return checkPresent(stage.template, valuesAt(stage.properties, property, 'DestinationArn'), `${property}.DestinationArn`, `${property} names no destination`);
  },
  default: {},
  fix: 'set the DestinationArn and Format of the access log settings',
  runtime: managedRule('API_GWV2_ACCESS_LOGS_ENABLED'),
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
});
