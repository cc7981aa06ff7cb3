import { control, noRuntimeRule, notApplicable } from '../control';
import { isIntrinsic, isRecord } from '../template';
import { checkCustomerKey, decideEach, deferred, valuesAt } from '../value';

export const environmentKey = control({
  id: 'lambda.environment-key',
  title: 'the environment variables of a function are encrypted with a customer-managed key',
  titleKo: '함수의 환경 변수는 고객 관리형 키로 암호화된다',
  why: 'without it, whoever may see the function sees what is in its environment',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['SC-28', 'SC-28(1)'],
    iso27001: ['A.8.24'],
    ismsP: ['2.7.1'],
  },
  appliesTo: ['AWS::Lambda::Function'],
  check: (fn) => decideEach(valuesAt(fn.properties, 'Environment', 'Variables'), (variables) => {
    if (!isRecord(variables) || Object.keys(variables).length === 0) { return notApplicable(); }
    return isIntrinsic(variables) ? deferred('Variables') : checkCustomerKey(fn.template, valuesAt(fn.properties, 'KmsKeyArn'), 'KmsKeyArn');
  }),
  default: {},
  fix: 'set KmsKeyArn to a customer-managed key',
  runtime: noRuntimeRule('the configuration item of a function does not have its environment'),
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html',
});
