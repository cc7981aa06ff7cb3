import { control, managedRule } from '../control';
import { checkEquals, valuesAt } from '../value';

export const deletionProtection = control({
  id: 'cognito.deletion-protection',
  title: 'a user pool is protected from deletion',
  titleKo: '사용자 풀은 삭제 방지가 설정되어 있다',
  why: 'with a deleted pool all accounts are gone, and no backup brings their passwords back',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['Cognito.6'], nist80053r5: ['CM-3', 'SC-5(2)'], ismsP: ['2.9.2'] },
  appliesTo: ['AWS::Cognito::UserPool'],
  check: ({ properties }) => checkEquals(valuesAt(properties, 'DeletionProtection'), 'DeletionProtection', 'ACTIVE'),
  default: {},
  fix: 'set DeletionProtection to ACTIVE',
  runtime: managedRule('COGNITO_USER_POOL_DELETION_PROTECTION_ENABLED'),
  source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html',
});
