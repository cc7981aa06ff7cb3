import { METHOD, REST_API, unlessImported } from './stage';
import { control, noRuntimeRule, notApplicable } from '../control';
import { checkPresent } from '../items';
import { valuesAt } from '../value';

export const requestValidation = control({
  id: 'apigateway.request-validation',
  title: 'a method of a REST API has its requests validated',
  titleKo: 'REST API 메서드는 요청을 검증한다',
  why: 'what does not have the form that the API says reaches the application, which may not expect it',
  severity: 'low',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SI-10'], iso27001: ['A.8.26'], ismsP: ['2.8.1'] },
  appliesTo: [METHOD, REST_API],
  check: (method) => unlessImported(method, () => (method.get('HttpMethod') === 'OPTIONS' ? notApplicable()
    : checkPresent(method.template, valuesAt(method.properties, 'RequestValidatorId'), 'RequestValidatorId', 'RequestValidatorId is not set'))),
  default: {},
  fix: 'set RequestValidatorId, with a model for the body and the parameters that must be there',
  runtime: noRuntimeRule('no managed rule of AWS Config looks at it'),
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html',
});
