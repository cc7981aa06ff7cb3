import { type Stack, aws_shield as shield } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { GoldChecks } from '../../src/checks';
import { Domain } from '../../src/core';
import { HealthCheck, type HealthCheckProps } from '../../src/edge/sight';
import { type Finding, findingsOf, testApp } from '../checks/synth';
import { resourceOf, resourcesOf, testStack } from '../checks/template';

describe('a health check of a stack in Seoul', () => {
  let [stack, global]: Stack[] = [];
  let check: HealthCheck;
  let findings: readonly Finding[];
  beforeAll(() => {
    const app = testApp();
    stack = testStack(app, 'Shop');
    check = new HealthCheck(new Domain(stack, 'Shop'), 'Health', { domainName: 'Shop.example.com', path: '/health' });
    global = app.node.findChild('Shop-us-east-1') as Stack;
    new shield.CfnProtection(stack, 'Protection', { name: 'Shop', resourceArn: 'not-read', healthCheckArns: [check.check.healthCheckId] });
    const packs = [new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new HIPAASecurityChecks(app), new PCIDSS321Checks(app)];
    findings = findingsOf(app, new GoldChecks(), ...packs);
  });

  test('raises no finding', () => {
    expect(findings.filter(({ construct }) => construct !== 'Shop/Protection')).toEqual([]);
  });

  test('asks over HTTPS, by the name that visitors use', () => {
    expect(resourceOf(global, 'AWS::Route53::HealthCheck').Properties).toMatchObject({
      HealthCheckConfig: {
        Type: 'HTTPS',
        FullyQualifiedDomainName: 'shop.example.com',
        Port: 443,
        ResourcePath: '/health',
        RequestInterval: 30,
        FailureThreshold: 3,
        EnableSNI: true,
      },
      HealthCheckTags: expect.arrayContaining([{ Key: 'domain', Value: 'shop' }]),
    });
  });

  test('rings in us-east-1 when it fails, or when nobody asks', () => {
    const [id] = Object.keys(resourcesOf(global, 'AWS::Route53::HealthCheck'));
    expect(resourceOf(global, 'AWS::CloudWatch::Alarm').Properties).toMatchObject({
      Namespace: 'AWS/Route53',
      MetricName: 'HealthCheckStatus',
      Dimensions: [{ Name: 'HealthCheckId', Value: { 'Fn::GetAtt': [id, 'HealthCheckId'] } }],
      Statistic: 'Minimum',
      Period: 60,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      AlarmActions: [{ Ref: expect.stringMatching(/HealthTopic/) }],
    });
  });

  test('is known in its own stack, for Shield Advanced', () => {
    expect(resourceOf(stack, 'AWS::Shield::Protection').Properties.HealthCheckArns).toEqual([
      { 'Fn::GetStackOutput': expect.objectContaining({ StackName: 'Shop-ap-northeast-2-us-east-1', Region: 'us-east-1' }) },
    ]);
  });
});

test.each<[string, Partial<HealthCheckProps>, RegExp]>([
  ['a wildcard', { domainName: '*.example.com' }, /domainName is not valid: .*name it without an asterisk/],
  ['a path without a slash', { path: 'health' }, /path is not valid: got 'health'.*write it like \/health/],
  ['a path too long', { path: `/${'a'.repeat(255)}` }, /path is not valid/],
  ['a threshold of 0', { failureThreshold: 0 }, /failureThreshold is not valid: got 0; allowed: 1 to 10/],
])('a health check of %s is refused', (_what, props, message) => {
  expect(() => new HealthCheck(new Domain(testStack(), 'Shop'), 'Health', { domainName: 'shop.example.com', ...props })).toThrow(message);
});
