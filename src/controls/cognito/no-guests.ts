import { compliant, control, managedRule, violated } from '../control';
import { asBoolean, isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const noGuests = control({
  id: 'cognito.no-guests',
  title: 'an identity pool gives no credentials to guests',
  titleKo: '자격 증명 풀은 인증되지 않은 사용자에게 자격 증명을 발급하지 않는다',
  why: 'anybody who knows the id of the pool gets credentials of AWS',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { fsbp: ['Cognito.2'], nist80053r5: ['AC-3', 'AC-14', 'IA-2'], iso27001: ['A.8.5'], ismsP: ['2.5.3'] },
  appliesTo: ['AWS::Cognito::IdentityPool'],
  check: ({ properties }) => decideEach(valuesAt(properties, 'AllowUnauthenticatedIdentities'), (allow) => {
    if (isIntrinsic(allow)) { return deferred('AllowUnauthenticatedIdentities'); }
    return asBoolean(allow) === true ? violated('AllowUnauthenticatedIdentities is true') : compliant();
  }),
  default: {},
  fix: 'set AllowUnauthenticatedIdentities to false',
  runtime: managedRule('COGNITO_IDENTITY_POOL_UNAUTH_ACCESS_CHECK'),
  source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html',
});
