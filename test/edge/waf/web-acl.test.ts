import {
  type App, Aws, CfnOutput, CfnParameter, Stack, aws_apigateway as apigateway, aws_apigatewayv2 as apigatewayv2, aws_appsync as appsync,
  aws_cloudfront as cloudfront, aws_cloudfront_origins as origins, aws_cognito as cognito, aws_ec2 as ec2, aws_elasticloadbalancingv2 as elbv2,
  aws_kms as kms, aws_logs as logs, aws_s3 as s3,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { resourcesOf, rulesOf, seoul } from './support';
import { GoldChecks } from '../../../src/checks';
import { Classification, type Domain } from '../../../src/core';
import { DomainBucket } from '../../../src/data';
import * as edge from '../../../src/edge/waf';
import { type Finding, findingsOf, testApp } from '../../checks/synth';

const findingsOfAll = (app: App): Finding[] =>
  findingsOf(app, new GoldChecks(), new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new HIPAASecurityChecks(app), new PCIDSS321Checks(app));

const CLOUDFRONT = edge.WebAclScope.CLOUDFRONT;

describe('a web ACL of a Region', () => {
  const { app, stack, domain } = seoul();
  const acl = new edge.WebAcl(domain, 'Acl', { description: 'before the shop', bodyInspection: edge.BodyInspection.KB_32, secretHeaders: ['X-Session'] });
  let findings: Finding[];
  let properties: Record<string, unknown>;
  beforeAll(() => {
    findings = findingsOfAll(app);
    properties = resourcesOf(stack, 'AWS::WAFv2::WebACL')[0].Properties;
  });

  test('passes the checks and the stock packs', () => {
    expect(findings).toEqual([]);
  });

  test('has a name of its path, that of its metrics, and the domain\'s tags', () => {
    expect(properties).toMatchObject({
      Name: acl.webAclName,
      Scope: 'REGIONAL',
      DefaultAction: { Allow: {} },
      Description: 'before the shop',
      VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: acl.metricName, SampledRequestsEnabled: true },
      Tags: expect.arrayContaining([{ Key: 'domain', Value: 'orders' }, { Key: 'data-classification', Value: 'confidential' }]),
    });
    expect(acl.webAclName).toMatch(/^Shop-Orders-Acl-[0-9A-F]{8}-ap-northeast-2$/);
  });

  test('inspects as much of a body as was asked, of each resource that lets one choose', () => {
    const limit = { DefaultSizeInspectionLimit: 'KB_32' };
    expect(properties.AssociationConfig).toEqual({
      RequestBody: { API_GATEWAY: limit, APP_RUNNER_SERVICE: limit, COGNITO_USER_POOL: limit, VERIFIED_ACCESS_INSTANCE: limit },
    });
  });

  test('shows no credential in whatever it gives out', () => {
    const headers = ['authorization', 'cookie', 'proxy-authorization', 'x-amz-security-token', 'x-api-key', 'x-session'];
    expect(properties.DataProtectionConfig).toEqual({
      DataProtections: [
        { Action: 'SUBSTITUTION', Field: { FieldType: 'SINGLE_HEADER', FieldKeys: headers } },
        { Action: 'SUBSTITUTION', Field: { FieldType: 'SINGLE_COOKIE' } },
        { Action: 'SUBSTITUTION', Field: { FieldType: 'SINGLE_QUERY_ARGUMENT', FieldKeys: expect.arrayContaining(['password', 'token']) } },
      ],
    });
    expect(resourcesOf(stack, 'AWS::WAFv2::LoggingConfiguration')[0].Properties.RedactedFields).toEqual(headers.map((Name) => ({ SingleHeader: { Name } })));
  });

  test('logs to an encrypted group whose name and ARN WAF takes', () => {
    const [{ Properties: group }] = resourcesOf(stack, 'AWS::Logs::LogGroup');
    expect(group).toMatchObject({ LogGroupName: `aws-waf-logs-${acl.webAclName}`, RetentionInDays: 400, KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/LogsKey/), 'Arn'] } });
    const [configuration] = resourcesOf(stack, 'AWS::WAFv2::LoggingConfiguration');
    expect(configuration.Properties.LogDestinationConfigs).toEqual([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:ap-northeast-2:111122223333:log-group:', { Ref: expect.stringMatching(/Logs/) }]] },
    ]);
    expect(configuration.DependsOn).toEqual([expect.stringMatching(/LogDelivery/)]);
  });

  test('lets only the delivery service write to the group, for this account', () => {
    const [{ Properties: { PolicyDocument } }] = resourcesOf(stack, 'AWS::Logs::ResourcePolicy');
    const text = JSON.stringify(PolicyDocument);
    for (const part of ['delivery.logs.amazonaws.com', 'logs:CreateLogStream', 'aws:SourceAccount', '111122223333', 'aws:SourceArn', ':logs:ap-northeast-2:111122223333:*', ':log-stream:*']) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/Action\\*":\\*"\*|Principal\\*":\\*"\*/);
  });

  test('has the baseline in the order that AWS recommends', () => {
    expect(acl.ruleNames).toEqual([
      'AntiDdos', 'IpReputation', 'AnonymousIps', 'CoreRules', 'KnownBadInputs', 'SqlInjection', 'RateByAddress', 'RateByForwardedAddress', 'BodySize',
    ]);
  });

  test('has the settings that the anti-DDoS group needs', () => {
    const [antiDdos] = properties.Rules as object[];
    expect(antiDdos).toMatchObject({
      Name: 'AntiDdos',
      OverrideAction: { None: {} },
      Statement: {
        ManagedRuleGroupStatement: {
          ManagedRuleGroupConfigs: [{
            AWSManagedRulesAntiDDoSRuleSet: {
              SensitivityToBlock: 'LOW', ClientSideActionConfig: { Challenge: { UsageOfAction: 'ENABLED', Sensitivity: 'HIGH', ExemptUriRegularExpressions: [{ RegexString: expect.stringContaining('\\/api\\/') }] } },
            },
          }],
        },
      },
    });
  });

  test('counts the core rules\' own limit of bodies, since the baseline has one', () => {
    const core = (properties.Rules as { Name: string }[]).find(({ Name }) => Name === 'CoreRules');
    expect(core).toMatchObject({ Statement: { ManagedRuleGroupStatement: { RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }] } } });
  });
});

test('for restricted data nothing is sampled, and queries and bodies are hidden', () => {
  const { domain, stack } = seoul(testApp(), 'Shop', Classification.RESTRICTED);
  const patterns = [edge.WebAclRule.geo('A', ['KP'])];
  new edge.WebAcl(domain, 'Acl', { rules: patterns });
  new edge.RuleGroup(domain, 'Group', { rules: patterns });
  const [{ Properties }] = resourcesOf(stack, 'AWS::WAFv2::WebACL');
  const [{ Properties: group }] = resourcesOf(stack, 'AWS::WAFv2::RuleGroup');
  expect(JSON.stringify([Properties, group])).not.toContain('"SampledRequestsEnabled":true');
  expect(JSON.stringify(Properties.DataProtectionConfig)).toMatch(/QUERY_STRING.*BODY/);
});

describe('for CloudFront, from a stack in Seoul', () => {
  const { app, stack, domain } = seoul();
  const acl = new edge.WebAcl(domain, 'Acl', { aclScope: CLOUDFRONT, bodyInspection: edge.BodyInspection.KB_64, blockedAddresses: ['192.0.2.0/24', '2001:db8::/32'], trustedAddresses: ['198.51.100.7'] });
  new CfnOutput(stack, 'Arn', { value: acl.webAclArn });
  const global = () => app.node.findChild('Shop-us-east-1') as Stack;

  test('the web ACL, its sets, its log and the key of that lie in us-east-1', () => {
    for (const type of ['AWS::WAFv2::WebACL', 'AWS::WAFv2::IPSet', 'AWS::WAFv2::LoggingConfiguration', 'AWS::Logs::LogGroup', 'AWS::Logs::ResourcePolicy', 'AWS::KMS::Key']) {
      expect([type, resourcesOf(global(), type).length > 0, resourcesOf(stack, type).length]).toEqual([type, true, 0]);
    }
    expect(resourcesOf(global(), 'AWS::WAFv2::WebACL')[0].Properties).toMatchObject({
      Scope: 'CLOUDFRONT',
      AssociationConfig: { RequestBody: { CLOUDFRONT: { DefaultSizeInspectionLimit: 'KB_64' } } },
      Tags: expect.arrayContaining([{ Key: 'domain', Value: 'orders' }]),
    });
  });

  test('its stack knows its ARN', () => {
    expect(Template.fromStack(stack).toJSON().Outputs.Arn.Value).toEqual({ 'Fn::GetStackOutput': expect.objectContaining({ StackName: 'Shop-ap-northeast-2-us-east-1', Region: 'us-east-1' }) });
  });

  test('trusted addresses come first, then blocked ones, in all their sets', () => {
    expect(rulesOf(global()).slice(0, 2)).toMatchObject([
      { Name: 'TrustedAddresses', Priority: 1, Action: { Allow: {} }, Statement: { IPSetReferenceStatement: {} } },
      { Name: 'BlockedAddresses', Priority: 2, Action: { Block: {} }, Statement: { OrStatement: { Statements: [{ IPSetReferenceStatement: {} }, { IPSetReferenceStatement: {} }] } } },
    ]);
  });

  test('it protects nothing of a Region', () => {
    expect(() => acl.protect('Pool', 'arn:aws:cognito-idp:ap-northeast-2:111122223333:userpool/ap-northeast-2_a')).toThrow(
      /got 'one of a Region .*'; allowed: CloudFront distributions: .*make another web ACL with `aclScope: WebAclScope.REGIONAL`/);
  });
});

test('for CloudFront, logs to a bucket of its own stack by a configuration that is deployed after both', () => {
  const { app, stack, domain } = seoul();
  const bucket = new s3.Bucket(stack, 'Logs', { bucketName: 'aws-waf-logs-shop' });
  const acl = new edge.WebAcl(domain, 'Acl', { aclScope: CLOUDFRONT, logging: edge.WebAclLogging.bucket(bucket) });
  new CfnOutput(stack, 'Arn', { value: acl.webAclArn });
  const assembly = app.synth();
  expect(Object.fromEntries(assembly.stacks.map(({ id, dependencies, template }) => [
    id, [dependencies.map((one) => one.id).filter((one) => !one.endsWith('.assets')), JSON.stringify(template).includes('AWS::WAFv2::LoggingConfiguration')],
  ]))).toEqual({
    'Shop': [['Shop-us-east-1'], false],
    'Shop-us-east-1': [[], false],
    'Shop-us-east-1-after': [expect.arrayContaining(['Shop', 'Shop-us-east-1']), true],
  });
});

test('for CloudFront, logs to a stream of us-east-1 and to no other', () => {
  const { domain } = seoul();
  const logging = (region: string) => edge.WebAclLogging.deliveryStream(`arn:aws:firehose:${region}:111122223333:deliverystream/aws-waf-logs-shop`);
  expect(() => new edge.WebAcl(domain, 'Acl', { aclScope: CLOUDFRONT, logging: logging('us-east-1') })).not.toThrow();
  expect(() => new edge.WebAcl(domain, 'Other', { aclScope: CLOUDFRONT, logging: logging('ap-northeast-2') })).toThrow(/allowed: us-east-1, that of the web ACL/);
});

test('an Amplify app is refused, with what it takes', () => {
  const acl = new edge.WebAcl(seoul().domain, 'Acl');
  expect(() => { acl.protect('App', 'arn:aws:amplify:ap-northeast-2:111122223333:apps/d1'); }).toThrow(/an Amplify app.*it takes a web ACL of scope CLOUDFRONT/);
});

test('a rule group that is off, and a log filter without a condition, are refused', () => {
  const rules = [edge.WebAclRule.geo('Abroad', ['KP'])];
  expect(() => new edge.RuleGroup(seoul().domain, 'Group', { rules, mode: edge.RuleMode.OFF })).toThrow(/the mode of the rule group .*allowed: ENFORCE or COUNT/);
  expect(() => edge.LogFilter.onlyActions()).toThrow(/the conditions of a log filter is not valid: got 'none'/);
});

test('the policy for logs has one statement for all log groups of a stack', () => {
  const { stack, domain } = seoul();
  for (const id of ['One', 'Two', 'Three']) { new edge.WebAcl(domain, id); }
  const [{ Properties: { PolicyDocument } }] = resourcesOf(stack, 'AWS::Logs::ResourcePolicy');
  const document = JSON.stringify(PolicyDocument);
  expect([document.match(/"Effect|\\"Effect/g)?.length, document.match(/log-stream/g)?.length]).toEqual([1, 3]);
});

test('for CloudFront a stack without a Region is refused, with the way out', () => {
  const stack = new Stack(testApp(), 'Shop');
  expect(() => new edge.WebAcl(seoul().domain, 'Fine', { aclScope: CLOUDFRONT })).not.toThrow();
  expect(() => new edge.WebAcl(stack, 'Acl', { aclScope: CLOUDFRONT, domain: seoul().domain })).toThrow(/a web ACL of CloudFront lies in us-east-1.*pass `env: \{ region \}`/);
});

test('all parts of WAF together pass the checks and the stock packs, before CloudFront too', () => {
  const { app, domain } = seoul();
  for (const scope of [CLOUDFRONT, edge.WebAclScope.REGIONAL]) {
    const addresses = new edge.IpSet(domain, `Set${scope}`, { addresses: ['192.0.2.1', '2001:db8::1'], aclScope: scope });
    const patterns = new edge.RegexPatternSet(domain, `Patterns${scope}`, { patterns: ['^sqlmap/'], aclScope: scope });
    const group = new edge.RuleGroup(domain, `Group${scope}`, {
      aclScope: scope,
      rules: [
        edge.WebAclRule.ipSet('Listed', addresses),
        edge.WebAclRule.match('Scanners', edge.WafStatement.regexSet({ field: edge.WafField.singleHeader('user-agent'), patterns })),
      ],
    });
    new edge.WebAcl(domain, `Acl${scope}`, {
      aclScope: scope,
      rules: [edge.WebAclRule.group('Group', group)],
      baseline: edge.WebAclBaseline.recommended({
        accountTakeover: { loginPath: '/login', fields: { payload: edge.FormPayload.JSON, username: '/name', password: '/password' } },
      }),
    });
  }
  expect(findingsOfAll(app)).toEqual([]);
});

test('no change of rules changes the name, which AWS never changes', () => {
  const nameOf = (props: edge.WebAclProps) => new edge.WebAcl(seoul().domain, 'Acl', props).webAclName;
  expect(nameOf({})).toBe(nameOf({ rules: [edge.WebAclRule.geo('A', ['KP'])], mode: edge.RuleMode.COUNT, baseline: edge.WebAclBaseline.none() }));
  expect(nameOf({ name: 'Shop' })).toBe('Shop');
});

describe('what stands behind it', () => {
  test('is associated: a load balancer, a stage, a GraphQL API, a user pool', () => {
    const { domain, stack } = seoul();
    const acl = new edge.WebAcl(domain, 'Acl');
    const api = new apigateway.RestApi(stack, 'Api');
    api.root.addMethod('GET');
    acl.protect('Alb', new elbv2.ApplicationLoadBalancer(stack, 'Alb', { vpc: new ec2.Vpc(stack, 'Vpc') }).loadBalancerArn);
    acl.protect('Stage', api.deploymentStage.stageArn);
    acl.protect('GraphQl', new appsync.GraphqlApi(stack, 'GraphQl', { name: 'a', definition: appsync.Definition.fromFile(`${__dirname}/schema.graphql`) }).arn);
    acl.protect('Users', new cognito.UserPool(stack, 'Users').userPoolArn);
    acl.protect('Runner', 'arn:aws:apprunner:ap-northeast-2:111122223333:service/a/b');
    const associations = resourcesOf(stack, 'AWS::WAFv2::WebACLAssociation').map(({ Properties }) => Properties);
    expect(associations).toHaveLength(5);
    for (const { WebACLArn } of associations) { expect(WebACLArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^OrdersAcl/), 'Arn'] }); }
  });

  const refusals: [string, (stack: Stack) => string, RegExp][] = [
    ['a Network Load Balancer', (stack) => new elbv2.NetworkLoadBalancer(stack, 'Nlb', { vpc: new ec2.Vpc(stack, 'Vpc') }).loadBalancerArn,
      /got 'a Network Load Balancer .*put it on an Application Load Balancer; for fixed addresses, put Global Accelerator in front/],
    ['a Network Load Balancer by its ARN', () => 'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:loadbalancer/net/a/b', /got 'a Network Load Balancer/],
    ['a stage of an HTTP API', (stack) => `arn:${stack.partition}:apigateway:${stack.region}::/apis/${new apigatewayv2.HttpApi(stack, 'Http').apiId}/stages/live`,
      /got 'an HTTP API or a WebSocket API .*put CloudFront with a web ACL in front of it/],
    ['an HTTP API by its ARN', () => 'arn:aws:apigateway:ap-northeast-2::/apis/a/stages/$default', /got 'an HTTP API or a WebSocket API/],
    ['a distribution', (stack) => new cloudfront.Distribution(stack, 'Cdn', { defaultBehavior: { origin: new origins.HttpOrigin('example.com') } }).distributionArn,
      /got 'a CloudFront distribution .*pass `webAclArn` of a web ACL of scope CLOUDFRONT to the distribution as its `webAclId`/],
    ['something else', () => 'arn:aws:s3:::bucket', /got 'arn:aws:s3:::bucket'; allowed: an Application Load Balancer/],
    ['a user pool of another Region', () => 'arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_a', /got 'us-east-1'; allowed: ap-northeast-2, that of the web ACL/],
  ];
  test.each(refusals)('is not %s', (_, arnOf, message) => {
    const { domain, stack } = seoul();
    const acl = new edge.WebAcl(domain, 'Acl');
    expect(() => acl.protect('It', arnOf(stack))).toThrow(message);
  });
});

describe('a web ACL that exists', () => {
  const arn = (region: string, kind: string) => `arn:aws:wafv2:${region}:111122223333:${kind}/webacl/shop/0a1b`;

  test('protects resources of its Region', () => {
    const { domain, stack } = seoul();
    edge.WebAcl.fromWebAclArn(domain, 'Known', arn('ap-northeast-2', 'regional')).protect('Users', new cognito.UserPool(stack, 'Users').userPoolArn);
    expect(resourcesOf(stack, 'AWS::WAFv2::WebACLAssociation')[0].Properties).toMatchObject({ WebACLArn: arn('ap-northeast-2', 'regional') });
  });

  test('is of CloudFront if it is global and of us-east-1', () => {
    expect(edge.WebAcl.fromWebAclArn(seoul().domain, 'Known', arn('us-east-1', 'global')).aclScope).toBe(CLOUDFRONT);
  });

  test.each([
    [arn('ap-northeast-2', 'global'), /a global one of us-east-1; what serves CloudFront lies in us-east-1: pass the ARN of the one there/],
    [arn('us-east-1', 'regional'), /the Region of a web ACL is not valid: got 'us-east-1'; allowed: ap-northeast-2, that of the stack/],
    ['arn:aws:waf-regional:ap-northeast-2:111122223333:webacl/a', /those of WAF Classic .* can't be used/],
    ['arn:aws:wafv2:ap-northeast-2:111122223333:regional/ipset/a/b', /the ARN of a web ACL is not valid/],
  ])('%s is refused', (text, message) => {
    expect(() => edge.WebAcl.fromWebAclArn(seoul().domain, 'Known', text)).toThrow(message);
  });
});

describe('its log', () => {
  test('may keep only what was stopped', () => {
    const { domain, stack } = seoul();
    const filter = edge.LogFilter.onlyActions(edge.LoggedAction.BLOCK, edge.LoggedAction.COUNT);
    new edge.WebAcl(domain, 'Acl', { logging: edge.WebAclLogging.logGroup({ filter, retention: logs.RetentionDays.TWO_YEARS }) });
    expect(resourcesOf(stack, 'AWS::WAFv2::LoggingConfiguration')[0].Properties.LoggingFilter).toEqual({
      DefaultBehavior: 'DROP',
      Filters: [
        { Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: [{ ActionCondition: { Action: 'BLOCK' } }, { ActionCondition: { Action: 'COUNT' } }] },
      ],
    });
    expect(resourcesOf(stack, 'AWS::Logs::LogGroup')[0].Properties.RetentionInDays).toBe(731);
  });

  test('of two web ACLs needs one policy, since an account has room for ten', () => {
    const { domain, stack } = seoul();
    const both = [new edge.WebAcl(domain, 'One'), new edge.WebAcl(domain, 'Two')];
    expect(resourcesOf(stack, 'AWS::Logs::ResourcePolicy')).toHaveLength(1);
    expect(new Set(both.map(({ logGroup }) => stack.resolve(logGroup!.logGroupName) as object)).size).toBe(2);
  });

  test('goes to a bucket that lets the delivery service in for this account', () => {
    const { domain, stack } = seoul();
    const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'aws-waf-logs-shop' });
    expect(new edge.WebAcl(domain, 'Acl', { logging: edge.WebAclLogging.bucket(bucket) }).logGroup).toBeUndefined();
    const [{ Properties }] = resourcesOf(stack, 'AWS::S3::BucketPolicy');
    expect(Properties.PolicyDocument).toMatchObject({
      Statement: expect.arrayContaining([expect.objectContaining({
        Sid: 'AWSLogDeliveryWrite',
        Action: 's3:PutObject',
        Principal: { Service: 'delivery.logs.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333', 's3:x-amz-acl': 'bucket-owner-full-control' },
          ArnLike: { 'aws:SourceArn': expect.anything() },
        },
      })]),
    });
    expect(resourcesOf(stack, 'AWS::Logs::ResourcePolicy')).toHaveLength(0);
  });

  test.each<[string, (stack: Stack, domain: Domain) => s3.IBucket]>([
    ['its domain\'s key', (_, domain) => new DomainBucket(domain, 'Bucket', { bucketName: 'aws-waf-logs-shop' })],
    ['a key of the app', (stack) => new s3.Bucket(stack, 'Bucket', { bucketName: 'aws-waf-logs-shop', encryption: s3.BucketEncryption.KMS, encryptionKey: new kms.Key(stack, 'Key') })],
  ])('may be encrypted with %s, which lets the delivery service in for this account', (_, bucketOf) => {
    const { domain, stack } = seoul();
    new edge.WebAcl(domain, 'Acl', { logging: edge.WebAclLogging.bucket(bucketOf(stack, domain)) });
    const statements = resourcesOf(stack, 'AWS::KMS::Key').flatMap(({ Properties }) => (Properties.KeyPolicy as { Statement: Record<string, unknown>[] }).Statement);
    expect(statements).toContainEqual(expect.objectContaining({
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Action: expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey*']),
      Condition: {
        StringEquals: { 'aws:SourceAccount': '111122223333' },
        ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:ap-northeast-2:111122223333:*']] } },
      },
    }));
  });

  test('to a bucket with the domain\'s key passes the checks', () => {
    const { app, domain } = seoul();
    new edge.WebAcl(domain, 'Acl', { logging: edge.WebAclLogging.bucket(new DomainBucket(domain, 'Bucket', { bucketName: 'aws-waf-logs-shop' })) });
    expect(findingsOf(app, new GoldChecks())).toEqual([]);
  });

  test.each<[string, (stack: Stack) => string]>([
    ['the account', () => `aws-waf-logs-${Aws.ACCOUNT_ID}`],
    ['the Region of the stack', (stack) => `aws-waf-logs-${stack.partition}-x`],
    ['a parameter alone', (stack) => new CfnParameter(stack, 'Name').valueAsString],
  ])('a bucket may have a name with %s in it', (_name, bucketName) => {
    const { stack, domain } = seoul();
    const bucket = new s3.Bucket(stack, 'Logs', { bucketName: bucketName(stack) });
    new edge.WebAcl(domain, 'Acl', { logging: edge.WebAclLogging.bucket(bucket) });
    expect(resourcesOf(stack, 'AWS::S3::BucketPolicy')).toHaveLength(1);
  });

  test('a bucket of another account is told of, with the statements that it needs', () => {
    const { app, stack, domain } = seoul();
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Central', { bucketName: 'aws-waf-logs-central', account: '999988887777' });
    new edge.WebAcl(domain, 'Acl', { logging: edge.WebAclLogging.bucket(bucket) });
    expect(resourcesOf(stack, 'AWS::S3::BucketPolicy')).toEqual([]);
    expect(JSON.stringify(app.synth().getStackByName(stack.stackName).messages)).toContain('the bucket \'aws-waf-logs-central\' of a web ACL\'s log is imported');
  });

  test('to a bucket with an imported key warns of what the key must let', () => {
    const { domain, stack } = seoul();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:ap-northeast-2:111122223333:key/a');
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'aws-waf-logs-shop', encryptionKey });
    new edge.WebAcl(domain, 'Acl', { logging: edge.WebAclLogging.bucket(bucket) });
    Annotations.fromStack(stack).hasWarning('/Shop/Bucket', Match.stringLikeRegexp('key/a.*let `delivery.logs.amazonaws.com` call kms:Encrypt, .*kms:GenerateDataKey\\*'));
  });

  test.each<[string, (stack: Stack) => edge.WebAclLogging, RegExp]>([
    ['a bucket of another name', (stack) => edge.WebAclLogging.bucket(new s3.Bucket(stack, 'Bucket')), /got 'one made by CloudFormation'; allowed: a name that begins with aws-waf-logs-/],
    ['a stream of another name', () => edge.WebAclLogging.deliveryStream('arn:aws:firehose:ap-northeast-2:111122223333:deliverystream/shop'), /one whose name begins with aws-waf-logs-/],
    ['a stream of another Region', () => edge.WebAclLogging.deliveryStream('arn:aws:firehose:us-east-1:111122223333:deliverystream/aws-waf-logs-shop'),
      /the Region of the stream of a web ACL's log is not valid: got 'us-east-1'; allowed: ap-northeast-2, that of the web ACL; make a stream in ap-northeast-2/],
    ['nowhere, without a reason', () => edge.WebAclLogging.off(' '), /say where else the requests are logged/],
  ])('does not go to %s', (_, loggingOf, message) => {
    const { domain, stack } = seoul();
    expect(() => new edge.WebAcl(domain, 'Acl', { logging: loggingOf(stack) })).toThrow(message);
  });

  test('goes to a stream, or nowhere', () => {
    const { domain, stack } = seoul();
    const arn = 'arn:aws:firehose:ap-northeast-2:111122223333:deliverystream/aws-waf-logs-shop';
    new edge.WebAcl(domain, 'Acl', { logging: edge.WebAclLogging.deliveryStream(arn) });
    new edge.WebAcl(domain, 'Silent', { logging: edge.WebAclLogging.off('Firewall Manager logs it') });
    expect(resourcesOf(stack, 'AWS::WAFv2::LoggingConfiguration').map(({ Properties }) => Properties.LogDestinationConfigs)).toEqual([[arn]]);
  });
});
