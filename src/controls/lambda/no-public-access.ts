import { control, managedRule } from '../control';
import { decideEach, valuesAt } from '../value';
import { checkInvoker, INVOCATION_REQUIREMENTS } from './permission';

export const noPublicAccess = control({
  id: 'lambda.no-public-access',
  title: 'a function can be invoked by nobody but named principals',
  titleKo: '함수는 지정된 주체만 호출할 수 있다',
  why: 'anybody runs the function with its rights',
  severity: 'critical',
  mandatory: true,
  responsibility: 'customer',
  frameworks: INVOCATION_REQUIREMENTS,
  appliesTo: ['AWS::Lambda::Permission'],
  check: (permission) => decideEach(valuesAt(permission.properties, 'Principal'), (principal) => checkInvoker(permission, principal, 'everybody')),
  default: {},
  fix: 'name an account or role as Principal, or set SourceAccount, SourceArn or PrincipalOrgID',
  runtime: managedRule('LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED'),
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
});
