import { control, noRuntimeRule } from '../control';
import { checkRetained } from '../retention';

export const retained = control({
  id: 'dynamodb.retained',
  title: 'a table outlives its removal from the stack',
  titleKo: '테이블은 스택에서 제거되거나 교체되어도 보존된다',
  why: 'a mistake in a template deletes the table and its data',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['SI-12'],
    ismsP: ['2.9.3'],
  },
  appliesTo: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  check: checkRetained,
  default: {},
  fix: 'set DeletionPolicy and UpdateReplacePolicy to Retain',
  runtime: noRuntimeRule('what a stack does with a removed resource is not part of the resource'),
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
});
