import { STAGE } from './stage';
import { control, managedRule } from '../control';
import { checkTrue, valuesAt } from '../value';

export const tracing = control({
  id: 'apigateway.tracing',
  title: 'a stage traces requests with AWS X-Ray',
  titleKo: '스테이지는 AWS X-Ray로 요청을 추적한다',
  why: 'without traces, nobody sees which part of a call was slow or failed',
  severity: 'low',
  responsibility: 'customer',
  frameworks: { fsbp: ['APIGateway.3'], nist80053r5: ['CA-7'], hipaa: ['164.312(b)'], controlTower: ['CT.APIGATEWAY.PR.2'] },
  appliesTo: [STAGE],
  check: (stage) => checkTrue(valuesAt(stage.properties, 'TracingEnabled'), 'TracingEnabled'),
  default: {},
  fix: 'set TracingEnabled to true',
  runtime: managedRule('API_GW_XRAY_ENABLED'),
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html',
});
