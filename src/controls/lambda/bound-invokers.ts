import { control, managedRule } from '../control';
import { decideEach, valuesAt } from '../value';
import { checkInvoker } from './permission';

export const boundInvokers = control({
  id: 'lambda.bound-invokers',
  title: 'a service invokes a function for named sources only',
  titleKo: 'AWS 서비스는 지정된 소스를 위해서만 함수를 호출할 수 있다',
  why: 'anybody\'s resource in the service runs the function with its rights (confused deputy)',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['Lambda.1'],
    nist80053r5: ['AC-3', 'AC-3(7)', 'AC-4', 'AC-4(21)', 'AC-6', 'AC-21', 'SC-7', 'SC-7(3)', 'SC-7(4)', 'SC-7(9)', 'SC-7(11)', 'SC-7(16)', 'SC-7(20)', 'SC-7(21)'],
    hipaa: ['164.312(a)(1)'],
    ismsP: ['2.6.1'],
    controlTower: ['CT.LAMBDA.PR.2'],
  },
  appliesTo: ['AWS::Lambda::Permission'],
  check: (permission) => decideEach(valuesAt(permission.properties, 'Principal'), (principal) => checkInvoker(permission, principal, 'service')),
  default: {},
  fix: 'set SourceArn to the resource that invokes, or SourceAccount',
  runtime: managedRule('LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED'),
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
});
