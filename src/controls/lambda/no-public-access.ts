import { control, managedRule } from '../control';
import { decideEach, valuesAt } from '../value';
import { checkInvoker } from './permission';

export const noPublicAccess = control({
  id: 'lambda.no-public-access',
  title: 'a function can be invoked by nobody but named principals',
  titleKo: '함수는 지정된 주체만 호출할 수 있다',
  why: 'anybody runs the function with its rights',
  severity: 'critical',
  mandatory: true,
  responsibility: 'customer',
  frameworks: {
    fsbp: ['Lambda.1'],
    nist80053r5: ['AC-3', 'AC-3(7)', 'AC-4', 'AC-4(21)', 'AC-6', 'AC-21', 'SC-7', 'SC-7(3)', 'SC-7(4)', 'SC-7(9)', 'SC-7(11)', 'SC-7(16)', 'SC-7(20)', 'SC-7(21)'],
    hipaa: ['164.312(a)(1)'],
    ismsP: ['2.6.1'],
    controlTower: ['CT.LAMBDA.PR.2'],
  },
  appliesTo: ['AWS::Lambda::Permission'],
  check: (permission) => decideEach(valuesAt(permission.properties, 'Principal'), (principal) => checkInvoker(permission, principal, 'everybody')),
  default: {},
  fix: 'name an account or role as Principal, or set SourceAccount, SourceArn or PrincipalOrgID',
  runtime: managedRule('LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED'),
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
});
