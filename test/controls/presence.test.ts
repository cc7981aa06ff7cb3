import { statusOf } from './status-of';
import { webAcl as ofStage } from '../../src/controls/apigateway/web-acl';
import { accessLogs } from '../../src/controls/cloudfront/access-logs';
import { webAcl as ofPool } from '../../src/controls/cognito/web-acl';
import type { Control } from '../../src/controls/control';
import { webAcl as ofBalancer } from '../../src/controls/elasticloadbalancing/web-acl';

const association = (ResourceArn: unknown) => ({ Type: 'AWS::WAFv2::WebACLAssociation', Properties: { WebACLArn: 'arn:aws:wafv2:ap-northeast-2:111122223333:regional/webacl/a/1', ResourceArn } });
const pool = { Type: 'AWS::Cognito::UserPool' };
const balancer = { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' };
const stage = { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: 'a', StageName: 'prod' } };

describe.each<[string, Control, { readonly Type: string }, unknown]>([
  ['a user pool', ofPool, pool, { 'Fn::GetAtt': ['It', 'Arn'] }],
  ['a load balancer', ofBalancer, balancer, { Ref: 'It' }],
  ['a stage', ofStage, stage, 'arn:aws:apigateway:ap-northeast-2::/restapis/a/stages/prod'],
])('the web ACL of %s', (_name, control, it, arn) => {
  test('is there by an association', () => { expect(statusOf(control, { It: it, Association: association(arn) }, 'It')).toBe('compliant'); });
  test('is there by one under its own condition', () => {
    expect(statusOf(control, { It: { ...it, Condition: 'C' }, Association: { ...association(arn), Condition: 'C' } }, 'It')).toBe('compliant');
  });
  test('may not be there by one under another condition', () => {
    expect(statusOf(control, { It: it, Association: { ...association(arn), Condition: 'C' } }, 'It')).toBe('unknown');
    expect(statusOf(control, { It: { ...it, Condition: 'D' }, Association: { ...association(arn), Condition: 'C' } }, 'It')).toBe('unknown');
  });
  test('may not be there by one that a condition turns elsewhere', () => {
    expect(statusOf(control, { It: it, Association: association({ 'Fn::If': ['C', arn, 'arn:other'] }) }, 'It')).toBe('unknown');
  });
});

describe('the access logs of a distribution', () => {
  const distribution = (config: Record<string, unknown> = {}) => ({ Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: config } });
  const source = { Type: 'AWS::Logs::DeliverySource', Properties: { Name: 's', LogType: 'ACCESS_LOGS', ResourceArn: { Ref: 'It' } } };
  const delivery = { Type: 'AWS::Logs::Delivery', Properties: { DeliverySourceName: 's' } };
  const judged = (others: Parameters<typeof statusOf>[1], config?: Record<string, unknown>) => statusOf(accessLogs, { It: distribution(config), ...others }, 'It');
  test('are there by a source and a delivery', () => { expect(judged({ Source: source, Delivery: delivery })).toBe('compliant'); });
  test('may not be there when either has a condition', () => {
    expect(judged({ Source: { ...source, Condition: 'C' }, Delivery: delivery })).toBe('unknown');
    expect(judged({ Source: source, Delivery: { ...delivery, Condition: 'C' } })).toBe('unknown');
  });
  test('go to a bucket that is known', () => {
    const bucket = (Bucket: unknown) => judged({}, { Logging: { Bucket } });
    expect(bucket({ Ref: 'Bucket' })).toBe('unknown');
    expect(bucket({ 'Fn::If': ['C', 'logs.s3.amazonaws.com', { Ref: 'AWS::NoValue' }] })).toBe('unknown');
    expect(bucket({ 'Fn::If': ['C', '', { Ref: 'AWS::NoValue' }] })).toBe('violated');
    expect(bucket('logs.s3.amazonaws.com')).toBe('compliant');
  });
});
