import { aws_cognito as cognito } from 'aws-cdk-lib';
import { seoul } from './support';
import * as edge from '../../../src/edge/waf';

const POOL = 'arn:aws:cognito-idp:ap-northeast-2:111122223333:userpool/ap-northeast-2_a';
const BALANCER = 'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:loadbalancer/app/a/b';
const accountTakeover = { loginPath: '/login' };
const fakeAccounts = { registrationPagePath: '/register', creationPath: '/accounts', fields: { payload: edge.FormPayload.JSON } };

describe('a user pool', () => {
  test.each<[string, edge.WebAclBaselineOptions, RegExp]>([
    ['account takeover', { accountTakeover }, /with AccountTakeover \(AWSManagedRulesATPRuleSet\)'; .*make another web ACL for it, without `accountTakeover` and `fakeAccounts`/],
    ['fake accounts', { fakeAccounts }, /got 'a user pool, by the web ACL 'Shop\/Orders\/Acl' with FakeAccounts \(AWSManagedRulesACFPRuleSet\)'/],
  ])('takes no web ACL with the group against %s, known by its construct or by its ARN', (_, options, message) => {
    const { domain, stack } = seoul();
    const acl = new edge.WebAcl(domain, 'Acl', { baseline: edge.WebAclBaseline.recommended(options) });
    expect(() => { acl.protect('Made', new cognito.UserPool(stack, 'Users').userPoolArn); }).toThrow(message);
    expect(() => { acl.protect('Known', POOL); }).toThrow(message);
  });

  test('takes one where these groups are off, and other resources take these groups', () => {
    const { domain } = seoul();
    const off = edge.WebAclBaseline.recommended({ accountTakeover: { ...accountTakeover, mode: edge.RuleMode.OFF } });
    expect(() => { new edge.WebAcl(domain, 'Off', { baseline: off }).protect('Users', POOL); }).not.toThrow();
    const on = edge.WebAclBaseline.recommended({ accountTakeover, fakeAccounts });
    expect(() => { new edge.WebAcl(domain, 'On', { baseline: on }).protect('Balancer', BALANCER); }).not.toThrow();
  });
});
