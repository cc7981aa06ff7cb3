import { isRetained } from './retained';
import { control, noRuntimeRule } from '../control';

export const aliasRetained = control({
  id: 'kms.alias-retained',
  title: 'an alias outlives its stack',
  titleKo: '키 별칭은 스택이 삭제되거나 별칭이 대체되어도 보존된다',
  why: 'who finds a retained key by its alias would lose it',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-12'], ismsP: ['2.7.2'] },
  appliesTo: ['AWS::KMS::Alias'],
  check: isRetained,
  default: {},
  fix: 'set DeletionPolicy to Retain or RetainExceptOnCreate, and UpdateReplacePolicy to Retain',
  runtime: noRuntimeRule('a deleted alias leaves no resource to evaluate'),
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
});
