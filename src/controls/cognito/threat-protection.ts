import { control, managedRule } from '../control';
import { checkEquals, valuesAt } from '../value';

export const threatProtection = control({
  id: 'cognito.threat-protection',
  title: 'a user pool stops sign-ins that look like an attack',
  titleKo: '위협 방지를 전체 기능(ENFORCED) 모드로 적용한다',
  why: 'passwords that leaked elsewhere are tried by machines, from everywhere',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['Cognito.1'], nist80053r5: ['AC-7', 'SI-4'], ismsP: ['2.5.3', '2.11.3'] },
  appliesTo: ['AWS::Cognito::UserPool'],
  check: ({ properties }) => checkEquals(valuesAt(properties, 'UserPoolAddOns', 'AdvancedSecurityMode'), 'AdvancedSecurityMode', 'ENFORCED'),
  default: {},
  fix: 'set the AdvancedSecurityMode of UserPoolAddOns to ENFORCED (of the Plus feature plan, which costs more)',
  runtime: managedRule('COGNITO_USER_POOL_ADVANCED_SECURITY_ENABLED', { SecurityMode: 'ENFORCED' }),
  source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html',
});
