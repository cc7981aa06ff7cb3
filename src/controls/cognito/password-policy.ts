import { type CheckResult, compliant, control, managedRule, violated } from '../control';
import { isIntrinsic } from '../template';
import { allOf, checkTrue, decideEach, deferred, valuesAt } from '../value';

const KINDS = ['RequireLowercase', 'RequireNumbers', 'RequireSymbols', 'RequireUppercase'];
const SHORTEST = 8;

const MOST_DAYS = 7;

const longEnough = (values: readonly unknown[]): CheckResult => decideEach(values, (length = 6) => {
  if (isIntrinsic(length)) { return deferred('MinimumLength'); }
  return Number(length) >= SHORTEST ? compliant() : violated(`MinimumLength is ${String(length)}`);
});

/** Where nothing is said, a temporary password is good for seven days. */
const soonOver = (values: readonly unknown[]): CheckResult => decideEach(values, (days = MOST_DAYS) => {
  if (isIntrinsic(days)) { return deferred('TemporaryPasswordValidityDays'); }
  return Number(days) <= MOST_DAYS ? compliant() : violated(`TemporaryPasswordValidityDays is ${String(days)}`);
});

export const passwordPolicy = control({
  id: 'cognito.password-policy',
  title: 'a user pool asks for long passwords of all kinds of characters',
  titleKo: '사용자 풀은 길고 복잡한 비밀번호를 요구한다',
  why: 'short passwords are guessed',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['Cognito.3'], nist80053r5: ['IA-5(1)'], iso27001: ['A.5.17'], ismsP: ['2.5.4'] },
  appliesTo: ['AWS::Cognito::UserPool'],
  check: ({ properties }) => decideEach(valuesAt(properties, 'Policies', 'PasswordPolicy'), (policy) => {
    if (isIntrinsic(policy)) { return deferred('PasswordPolicy'); }
    if (policy === undefined) { return compliant(); } // Cognito's own is one of 8 characters of all kinds
    return allOf(...KINDS.map((kind) => checkTrue(valuesAt(policy, kind), kind)), longEnough(valuesAt(policy, 'MinimumLength')),
      soonOver(valuesAt(policy, 'TemporaryPasswordValidityDays')));
  }),
  default: {},
  fix: 'set MinimumLength to 8 or more, and all kinds of characters to true, in PasswordPolicy; leave out TemporaryPasswordValidityDays or set 7 or less',
  runtime: managedRule('COGNITO_USER_POOL_PASSWORD_POLICY_CHECK'),
  source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html',
});
