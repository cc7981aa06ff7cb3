import { type Stack, aws_appsync as appsync, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { statusOf } from './status-of';
import { fieldLogs } from '../../src/controls/appsync/field-logs';
import { noApiKeys } from '../../src/controls/appsync/no-api-keys';
import { webAcl } from '../../src/controls/appsync/web-acl';

const ACL = 'arn:aws:wafv2:ap-northeast-2:111122223333:regional/webacl/a/1';
const ROLE = 'arn:aws:iam::111122223333:role/logs';
const { IAM, API_KEY } = appsync.AuthorizationType;
const api = (stack: Stack, props: Partial<appsync.GraphqlApiProps> = {}, mode = IAM) => new appsync.GraphqlApi(stack, 'Api', {
  name: 'shop',
  definition: appsync.Definition.fromSchema(appsync.SchemaFile.fromAsset(`${__dirname}/schema.graphql`)),
  authorizationConfig: { defaultAuthorization: { authorizationType: mode } },
  ...props,
});
const cfn = (one: appsync.GraphqlApi) => one.node.defaultChild as appsync.CfnGraphQLApi;
const bare = (stack: Stack, props: Partial<appsync.CfnGraphQLApiProps> = {}) => new appsync.CfnGraphQLApi(stack, 'Api', { name: 'shop', authenticationType: 'AWS_IAM', ...props });
const declared = (properties: Record<string, unknown> = {}) => ({ Api: { Type: 'AWS::AppSync::GraphQLApi', Properties: { Name: 'shop', AuthenticationType: 'AWS_IAM', ...properties } } });

testControls(
  {
    control: fieldLogs,
    l2: { passes: (stack) => api(stack, { logConfig: { fieldLogLevel: appsync.FieldLogLevel.ERROR } }), fails: (stack) => api(stack) },
    l1: { passes: (stack) => bare(stack, { logConfig: { fieldLogLevel: 'ALL', cloudWatchLogsRoleArn: ROLE } }), fails: (stack) => bare(stack, { logConfig: { fieldLogLevel: 'NONE', cloudWatchLogsRoleArn: ROLE } }) },
    override: {
      passes: (stack) => cfn(api(stack)).addPropertyOverride('LogConfig', { FieldLogLevel: 'INFO' }),
      fails: (stack) => cfn(api(stack, { logConfig: { fieldLogLevel: appsync.FieldLogLevel.ALL } })).addPropertyDeletionOverride('LogConfig'),
    },
    template: { passes: declared({ LogConfig: { FieldLogLevel: 'DEBUG', CloudWatchLogsRoleArn: ROLE } }), fails: declared() },
  },
  {
    control: noApiKeys,
    l2: { passes: (stack) => api(stack), fails: (stack) => api(stack, {}, API_KEY) },
    l1: { passes: (stack) => bare(stack), fails: (stack) => bare(stack, { additionalAuthenticationProviders: [{ authenticationType: 'API_KEY' }] }) },
    override: {
      passes: (stack) => cfn(api(stack, {}, API_KEY)).addPropertyOverride('AuthenticationType', 'AWS_LAMBDA'),
      fails: (stack) => cfn(api(stack)).addPropertyOverride('AuthenticationType', 'API_KEY'),
    },
    template: { passes: declared({ AdditionalAuthenticationProviders: [{ AuthenticationType: 'OPENID_CONNECT' }] }), fails: declared({ AuthenticationType: 'API_KEY' }) },
  },
  {
    control: webAcl,
    l2: {
      passes: (stack) => new wafv2.CfnWebACLAssociation(stack, 'Association', { webAclArn: ACL, resourceArn: api(stack).arn }),
      fails: (stack) => api(stack),
    },
    l1: { passes: (stack) => bare(stack, { visibility: 'PRIVATE' }), fails: (stack) => bare(stack) },
    override: {
      passes: (stack) => cfn(api(stack)).addPropertyOverride('Visibility', 'PRIVATE'),
      fails: (stack) => cfn(api(stack, { visibility: appsync.Visibility.PRIVATE })).addPropertyOverride('Visibility', 'GLOBAL'),
    },
    template: {
      passes: { ...declared(), Association: { Type: 'AWS::WAFv2::WebACLAssociation', Properties: { WebACLArn: ACL, ResourceArn: { 'Fn::GetAtt': ['Api', 'Arn'] } } } },
      fails: declared(),
    },
  },
);

test.each([
  ['a level of a parameter', fieldLogs, { LogConfig: { FieldLogLevel: { Ref: 'P' } } }],
  ['an authentication of a parameter', noApiKeys, { AuthenticationType: { Ref: 'P' } }],
  ['providers of a parameter', noApiKeys, { AdditionalAuthenticationProviders: { Ref: 'P' } }],
])('%s is unknown', (_name, control, properties) => { expect(statusOf(control, declared(properties), 'Api')).toBe('unknown'); });

describe('whether a web ACL protects an API', () => {
  const association = (properties: Record<string, unknown> = {}) => ({
    Association: { Type: 'AWS::WAFv2::WebACLAssociation', Properties: { WebACLArn: ACL, ResourceArn: { 'Fn::GetAtt': ['Api', 'Arn'] } }, ...properties },
  });
  test('a condition of the association decides', () => { expect(statusOf(webAcl, { ...declared(), ...association({ Condition: 'C' }) }, 'Api')).toBe('unknown'); });
  test('is unknown where a parameter may make the API private', () => {
    expect(statusOf(webAcl, declared({ Visibility: { Ref: 'Visibility' } }), 'Api')).toBe('unknown');
    expect(statusOf(webAcl, { ...declared({ Visibility: { Ref: 'Visibility' } }), ...association() }, 'Api')).toBe('compliant');
  });
});
