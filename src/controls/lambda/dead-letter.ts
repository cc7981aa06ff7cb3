import { compliant, control, managedRule, violated } from '../control';
import { names } from '../resource-policy';
import type { TemplateResource } from '../template';
import { decideEach, valuesAt } from '../value';

const hasFailureDestination = (fn: TemplateResource): boolean => fn.template.ofType('AWS::Lambda::EventInvokeConfig').some((config) =>
  names(fn, 'FunctionName', config.properties.FunctionName)
  && valuesAt(config.properties, 'DestinationConfig', 'OnFailure', 'Destination').every((destination) => destination !== undefined));

export const deadLetter = control({
  id: 'lambda.dead-letter',
  title: 'events that a function could not handle are kept',
  titleKo: '함수가 처리하지 못한 이벤트는 별도로 보관된다',
  why: 'without it, an event that fails three times is lost',
  severity: 'low',
  responsibility: 'customer',
  frameworks: {
    ismsP: ['2.9.2'],
  },
  appliesTo: ['AWS::Lambda::Function'],
  check: (fn) => decideEach(valuesAt(fn.properties, 'DeadLetterConfig', 'TargetArn'), (target) =>
    (target !== undefined || hasFailureDestination(fn) ? compliant() : violated('it has neither DeadLetterConfig nor an event invoke config with OnFailure'))),
  default: {},
  fix: 'set the TargetArn of DeadLetterConfig, or add an AWS::Lambda::EventInvokeConfig with an OnFailure destination',
  runtime: managedRule('LAMBDA_DLQ_CHECK'),
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
});
