import { control, managedRule } from '../control';
import { decideEach, valuesAt } from '../value';
import { checkInvoker, INVOCATION_REQUIREMENTS } from './permission';

export const boundInvokers = control({
  id: 'lambda.bound-invokers',
  title: 'a service invokes a function for named sources only',
  titleKo: 'AWS 서비스는 지정된 소스를 위해서만 함수를 호출할 수 있다',
  why: 'anybody\'s resource in the service runs the function with its rights (confused deputy)',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: INVOCATION_REQUIREMENTS,
  appliesTo: ['AWS::Lambda::Permission'],
  check: (permission) => decideEach(valuesAt(permission.properties, 'Principal'), (principal) => checkInvoker(permission, principal, 'service')),
  default: {},
  fix: 'set SourceArn to the resource that invokes, or SourceAccount',
  runtime: managedRule('LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED'),
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
});
