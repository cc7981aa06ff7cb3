import { control, noRuntimeRule } from '../control';
import { best, checkThere, presencesOf } from '../presence';

export const webAcl = control({
  id: 'cognito.web-acl',
  title: 'a user pool is protected by AWS WAF',
  titleKo: '사용자 풀은 AWS WAF로 보호한다',
  why: 'without it, whatever the internet sends reaches the application',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-4(21)'], pciDss401: ['6.4.1', '6.4.2'], ismsP: ['2.6.1', '2.10.1'] },
  appliesTo: ['AWS::Cognito::UserPool'],
  check: (pool) => checkThere(best(presencesOf(pool, 'AWS::WAFv2::WebACLAssociation', 'ResourceArn')), 'no WebACLAssociation of the template has it'),
  default: {},
  fix: 'add a WebACLAssociation of the user pool and a regional web ACL',
  runtime: noRuntimeRule('no managed rule of AWS Config looks at it'),
  source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html',
});
