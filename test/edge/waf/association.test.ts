import { Aws, Stack, aws_apigateway as apigateway, aws_cognito as cognito, aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import { resourcesOf, seoul } from './support';
import { Domain } from '../../../src/core';
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

describe('one resource', () => {
  test.each<[string, (stack: Stack) => string]>([
    ['a user pool of this app', (stack) => new cognito.UserPool(stack, 'Users').userPoolArn],
    ['a stage of this app', (stack) => {
      const api = new apigateway.RestApi(stack, 'Api');
      api.root.addMethod('GET');
      return api.deploymentStage.stageArn;
    }],
    ['a load balancer by its ARN', () => BALANCER],
  ])('has one web ACL, of whichever stack: %s', (_, arnOf) => {
    const { app, domain, stack } = seoul();
    const arn = arnOf(stack);
    new edge.WebAcl(domain, 'Acl').protect('It', arn);
    const other = new edge.WebAcl(new Domain(new Stack(app, 'Other', { env: { account: '111122223333', region: 'ap-northeast-2' } }), 'Payments'), 'Acl');
    expect(() => { other.protect('It', arn); }).toThrow(
      /got 'one that the web ACL 'Shop\/Orders\/Acl' protects .*allowed: one web ACL for each resource; leave `protect` of 'Other\/Payments\/Acl' out, or the other/);
  });

  test('is not another whose ARN differs, nor one that two stacks know by a text of their own', () => {
    const { app, domain } = seoul();
    const acl = new edge.WebAcl(domain, 'Acl');
    acl.protect('Pool', POOL);
    acl.protect('Balancer', BALANCER);
    const arn = `arn:aws:cognito-idp:${Aws.REGION}:${Aws.ACCOUNT_ID}:userpool/a`;
    const others = ['One', 'Two'].map((id) => edge.WebAcl.fromWebAclArn(new Stack(app, id), 'Acl', `arn:aws:wafv2:ap-northeast-2:111122223333:regional/webacl/${id}/a`));
    expect(() => { others.forEach((other) => { other.protect('Pool', arn); }); }).not.toThrow();
  });
});

test('load balancers that CDK has yet to look up pass', () => {
  const { domain, stack } = seoul();
  const acl = new edge.WebAcl(domain, 'Acl');
  for (const id of ['One', 'Two']) {
    acl.protect(id, elbv2.ApplicationLoadBalancer.fromLookup(stack, id, { loadBalancerTags: { id } }).loadBalancerArn);
  }
  expect(resourcesOf(stack, 'AWS::WAFv2::WebACLAssociation')).toHaveLength(2);
});
