import { statusOf } from './status-of';
import { privateApiPolicy } from '../../src/controls/apigateway/private-api-policy';
import { webAcl } from '../../src/controls/apigateway/web-acl';

type Properties = Record<string, unknown>;

const VPCE = 'vpce-0123456789abcdef0';
const api = (Statement: unknown, EndpointConfiguration: unknown = { Types: ['PRIVATE'] }) =>
  ({ Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop', EndpointConfiguration, Policy: { Statement } } } });
const judged = (...statements: unknown[]) => statusOf(privateApiPolicy, api(statements), 'Api');
const statement = (Effect: string, Condition?: unknown, others: Properties = {}): Properties =>
  ({ Effect, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*', ...(Condition === undefined ? {} : { Condition }), ...others });
const OPEN = statement('Allow');
const NOT_THROUGH = { StringNotEquals: { 'aws:SourceVpce': VPCE } };
const deny = (condition: unknown = NOT_THROUGH, others: Properties = {}) => statement('Deny', condition, others);
const THROUGH = statement('Allow', { StringEquals: { 'aws:SourceVpce': VPCE } });

describe('an allow is bound', () => {
  test.each([
    { StringEquals: { 'aws:SourceVpce': [VPCE, { Ref: 'Endpoint' }] } }, { StringEquals: { 'AWS:sourceVpc': 'vpc-1' } }, { StringEquals: { 'aws:SourceVpce': VPCE }, Bool: { 'aws:SecureTransport': 'true' } },
  ])('by %j', (condition) => { expect(judged(statement('Allow', condition))).toBe('compliant'); });
  test.each([
    { StringNotEquals: { 'aws:SourceVpce': VPCE } }, { StringLike: { 'aws:SourceVpce': '*' } }, { StringLike: { 'aws:SourceVpce': 'vpce-*' } },
    { StringEqualsIfExists: { 'aws:SourceVpce': VPCE } }, { 'ForAllValues:StringEquals': { 'aws:SourceVpce': VPCE } }, { Null: { 'aws:SourceVpce': 'false' } },
    { StringEquals: { 'aws:SourceVpce': [] } }, { StringEquals: { 'aws:SourceIp': '10.0.0.1' } },
  ])('not by %j', (condition) => { expect(judged(statement('Allow', condition))).toBe('violated'); });
  test('perhaps by a pattern of a parameter, which may be a wildcard', () => {
    expect(judged(statement('Allow', { StringLike: { 'aws:SourceVpce': { Ref: 'Pattern' } } }))).toBe('unknown');
    expect(judged(statement('Allow', { StringEquals: { 'aws:SourceVpce': { Ref: 'Endpoint' } } }))).toBe('compliant');
  });
  test('and so must each other be', () => { expect(judged(THROUGH, OPEN)).toBe('violated'); });
});

describe('calls by another way are denied', () => {
  test.each<[string, Properties]>([
    ['everything by *', { Resource: '*' }], ['every action of the service', { Action: 'execute-api:*' }], ['everybody of AWS', { Principal: { AWS: '*' } }],
    ['every API by ARN', { Resource: ['arn:aws:execute-api:ap-northeast-2:111122223333:*/*'] }], ['absent keys too', { Condition: { StringNotEqualsIfExists: { 'aws:SourceVpc': { Ref: 'Vpc' } } } }],
  ])('by a deny of %s', (_name, others) => { expect(judged(OPEN, deny(NOT_THROUGH, others))).toBe('compliant'); });
  test.each<[string, Properties]>([
    ['one path', { Resource: 'execute-api:/prod/GET/pay' }], ['one stage', { Resource: 'execute-api:/prod/*' }], ['one role', { Principal: { AWS: 'arn:aws:iam::111122223333:role/r' } }],
    ['the cache', { Action: 'execute-api:InvalidateCache' }], ['all but one role', { Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/r' } }],
    ['calls in clear', { Condition: { ...NOT_THROUGH, Bool: { 'aws:SecureTransport': 'false' } } }], ['calls by neither endpoint nor VPC', { Condition: { StringNotEquals: { 'aws:SourceVpce': VPCE, 'aws:SourceVpc': 'vpc-1' } } }],
    ['another pattern', { Condition: { StringNotLike: { 'aws:SourceVpce': 'vpce-*' } } }], ['nothing', { Condition: { StringNotEquals: { 'aws:SourceVpce': '*' } } }],
    ['calls through it', { Condition: { StringEquals: { 'aws:SourceVpce': VPCE } } }],
  ])('not by a deny of %s', (_name, others) => { expect(judged(OPEN, deny(NOT_THROUGH, others))).toBe('violated'); });
  test('perhaps by a deny of an API that an ARN names', () => {
    expect(judged(OPEN, deny(NOT_THROUGH, { Resource: 'arn:aws:execute-api:ap-northeast-2:111122223333:a1b2c3d4e5/*' }))).toBe('unknown');
  });
});

describe('a condition of the template', () => {
  const either = (one: unknown, other: unknown) => ({ 'Fn::If': ['C', one, other] });
  const NOTHING = { Ref: 'AWS::NoValue' };
  test('may choose between statements that are safe', () => {
    expect(judged(either(THROUGH, deny()))).toBe('compliant');
    expect(judged(OPEN, either(deny(), deny({ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } })))).toBe('compliant');
    expect(judged(either(THROUGH, NOTHING))).toBe('compliant');
  });
  test('may not choose between two that are open', () => { expect(judged(either(OPEN, OPEN))).toBe('violated'); });
  test('leaves unknown what holds in one case only', () => {
    expect(judged(either(OPEN, THROUGH))).toBe('unknown');
    expect(judged(OPEN, either(deny(), NOTHING))).toBe('unknown');
    expect(judged(OPEN, { 'Fn::Transform': {} })).toBe('unknown');
    expect(statusOf(privateApiPolicy, api(either([THROUGH], [OPEN])), 'Api')).toBe('unknown');
  });
  test('is nothing against a deny that always holds', () => { expect(judged(deny(), { 'Fn::Transform': {} }, OPEN)).toBe('compliant'); });
});

describe('whether an API is private', () => {
  const configurations = [{ Types: [{ Ref: 'Type' }] }, { Ref: 'AWS::StackId' }, { Types: { Ref: 'Types' } }, { Types: { 'Fn::If': ['C', ['PRIVATE'], ['REGIONAL']] } }];
  test.each(configurations)('is unknown by %j', (configuration) => {
    expect(statusOf(privateApiPolicy, api([OPEN], configuration), 'Api')).toBe('unknown');
    expect(statusOf(privateApiPolicy, api([deny(), OPEN], configuration), 'Api')).toBe('compliant');
    const stage = { Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'prod' } } };
    expect(statusOf(webAcl, { ...api([OPEN], configuration), ...stage }, 'Stage')).toBe('unknown');
  });
  test('is said by its only type', () => { expect(statusOf(privateApiPolicy, api([OPEN], { Types: ['REGIONAL'] }), 'Api')).toBe('notApplicable'); });
});

describe('an API that is imported', () => {
  const DEFINED = 'x-amazon-apigateway-policy';
  const imported = (properties: Properties) => statusOf(privateApiPolicy, { Api: { Type: 'AWS::ApiGateway::RestApi', Properties: properties } }, 'Api');
  const PRIVATE = { EndpointConfiguration: { Types: ['PRIVATE'] } };
  test('has the policy of its definition', () => {
    expect(imported({ ...PRIVATE, Body: { [DEFINED]: { Statement: [THROUGH] } } })).toBe('compliant');
    expect(imported({ ...PRIVATE, Body: { [DEFINED]: { Statement: [OPEN] } } })).toBe('violated');
    expect(imported({ ...PRIVATE, Body: { openapi: '3.0.1' } })).toBe('violated');
  });
  test('may have one in a definition that is not read', () => {
    for (const definition of [{ BodyS3Location: { Bucket: 'b', Key: 'k' } }, { Body: { 'Fn::Transform': {} } }]) {
      expect([imported({ ...PRIVATE, ...definition }), imported({ ...PRIVATE, ...definition, Policy: { Statement: [OPEN] } })]).toEqual(['unknown', 'unknown']);
    }
  });
  test('must have two policies that are safe where it has two', () => {
    expect(imported({ ...PRIVATE, Policy: { Statement: [THROUGH] }, Body: { [DEFINED]: { Statement: [OPEN] } } })).toBe('unknown');
    expect(imported({ ...PRIVATE, Policy: { Statement: [THROUGH] }, Body: { [DEFINED]: { Statement: [THROUGH] } } })).toBe('compliant');
  });
  test('may be private by a parameter of the import', () => {
    const Parameters = (endpointConfigurationTypes: unknown) => ({ Body: {}, Parameters: { endpointConfigurationTypes } });
    expect([imported(Parameters('PRIVATE')), imported(Parameters('REGIONAL')), imported(Parameters({ Ref: 'P' }))]).toEqual(['violated', 'notApplicable', 'unknown']);
  });
});
