import { type CheckResult, compliant, control, managedRule, unknown, violated } from '../control';
import { textOf } from '../policy';
import { fixityOf } from '../resource-policy';
import type { TemplateResource } from '../template';
import { decideEach, isDeferred, valuesAt } from '../value';

/** Who owns what invokes; a service acts for any account unless one of these says whose. */
const BINDINGS = { everybody: ['PrincipalOrgID', 'SourceAccount', 'SourceArn'], service: ['SourceAccount', 'SourceArn'] };

function checkPrincipal(permission: TemplateResource, principal: unknown): CheckResult {
  const text = textOf(principal);
  if (text === undefined || isDeferred(permission.template, text)) { return unknown('Principal is known only at deployment'); }
  const isService = /\.(amazonaws\.com(\.cn)?|<AWS\.URLSuffix>)$/.test(text);
  if (text !== '*' && !isService) { return compliant(); }
  const names = isService ? BINDINGS.service : BINDINGS.everybody;
  return decideEach(valuesAt(permission.properties), (properties) => {
    const fixities = names.flatMap((name) => valuesAt(properties, name).map((value) => fixityOf(permission.template, value)));
    if (fixities.includes('closed')) { return compliant(); }
    return fixities.includes('unknown') ? unknown('whom it allows is known only at deployment')
      : violated(`Principal is ${text} without a fixed ${names.join(' or ')}`);
  });
}

export const noPublicAccess = control({
  id: 'lambda.no-public-access',
  title: 'a function can be invoked by nobody but named principals',
  titleKo: '함수는 지정된 주체만 호출할 수 있다',
  why: "anybody, or anybody's resource in a service, runs the function with its rights",
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
  check: (permission) => decideEach(valuesAt(permission.properties, 'Principal'), (principal) => checkPrincipal(permission, principal)),
  default: {},
  fix: 'name an account or role as Principal, or set SourceAccount, SourceArn or PrincipalOrgID',
  runtime: managedRule('LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED'),
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
});
