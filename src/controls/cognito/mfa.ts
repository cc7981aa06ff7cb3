import { control, managedRule } from '../control';
import { checkEquals, valuesAt } from '../value';

export const mfa = control({
  id: 'cognito.mfa',
  title: 'a user pool asks for a second factor',
  titleKo: '사용자 풀은 다중 인증(MFA)을 요구한다',
  why: 'a password that leaked elsewhere is enough to sign in',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['Cognito.5'], nist80053r5: ['IA-2(1)', 'IA-2(2)'], iso27001: ['A.8.5'], soc2: ['CC6.1'], ismsP: ['2.5.3'] },
  appliesTo: ['AWS::Cognito::UserPool'],
  check: ({ properties }) => checkEquals(valuesAt(properties, 'MfaConfiguration'), 'MfaConfiguration', 'ON'),
  default: {},
  fix: 'set MfaConfiguration to ON, and EnabledMfas to SOFTWARE_TOKEN_MFA',
  runtime: managedRule('COGNITO_USER_POOL_MFA_ENABLED'),
  source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html',
});
