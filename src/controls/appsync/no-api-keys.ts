import { type CheckResult, compliant, control, managedRule, violated } from '../control';
import { allApplicable, decideItems } from '../items';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

const keyless = (values: readonly unknown[]): CheckResult => decideEach(values, (type) => {
  if (isIntrinsic(type)) { return deferred('AuthenticationType'); }
  return type === 'API_KEY' ? violated('API_KEY is among its types of authentication') : compliant();
});

export const noApiKeys = control({
  id: 'appsync.no-api-keys',
  title: 'a GraphQL API does not take API keys for authentication',
  titleKo: 'GraphQL API는 API 키로 인증하지 않는다',
  why: 'an API key is one secret for all callers: it says nothing of who calls, and is in every client',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { fsbp: ['AppSync.5'], nist80053r5: ['AC-2(1)', 'AC-3', 'AC-3(7)', 'AC-3(15)', 'AC-6'], iso27001: ['A.8.5'], ismsP: ['2.5.3'], controlTower: ['CT.APPSYNC.PR.3'] },
  appliesTo: ['AWS::AppSync::GraphQLApi'],
  check: ({ properties }) => allApplicable(
    keyless(valuesAt(properties, 'AuthenticationType')),
    decideItems(valuesAt(properties, 'AdditionalAuthenticationProviders'), 'AdditionalAuthenticationProviders', (provider) => keyless(valuesAt(provider, 'AuthenticationType'))),
  ),
  default: {},
  fix: 'set AuthenticationType to AWS_IAM, AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT or AWS_LAMBDA',
  runtime: managedRule('APPSYNC_AUTHORIZATION_CHECK', { AllowedAuthorizationTypes: 'AWS_LAMBDA, AWS_IAM, OPENID_CONNECT, AMAZON_COGNITO_USER_POOLS' }),
  source: 'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html',
});
