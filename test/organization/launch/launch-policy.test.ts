import { aws_ec2 as ec2, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { type Request, PRODUCT, STACK, allows, domainTemplate } from './product';
import { compute, core } from '../../../src';
import { type LaunchPolicy, launchPolicy } from '../../../src/organization/private/launch/launch-policy';
import type { LaunchTemplate } from '../../../src/organization/private/launch/template';
import { ACCOUNT, REGION } from '../../checks/template';

const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const KEY = arn('kms', 'key/11111111-1111-1111-1111-111111111111');
const BOUNDARY = { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/gold-launch-boundary` };
const OWN_ROLE = role(`gold/orders/${STACK}-FnRole-AAAAAAAAAAAA`);
const MINE = { ['aws:RequestTag/gold-product']: PRODUCT };
const via = (service: string) => ({ 'kms:ViaService': `${service}.${REGION}.amazonaws.com`, 'kms:CallerAccount': ACCOUNT });

let template: LaunchTemplate;
let policy: LaunchPolicy;
beforeAll(() => {
  template = domainTemplate((scope, domain) => {
    const vpc = ec2.Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId: 'vpc-11111111', availabilityZones: ['a'], isolatedSubnetIds: ['subnet-11111111'] });
    const known = new core.Domain(scope, 'Known', { name: 'known' });
    new compute.DomainFunction(scope, 'Function', { domain: known, vpc, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => 1') });
    new core.DomainRole(scope, 'Role', { domain, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  });
  policy = launchPolicy({ productName: PRODUCT, template, code: { prefix: 'gold-code' } });
});

const secretId = (): string => Object.entries(template.Resources ?? {}).flatMap(([id, { Type }]) => (Type === 'AWS::SecretsManager::Secret' ? [id] : []))[0];

/** The tags of a key that the template makes. */
const OWN_KEY = { 'aws:ResourceTag/domain': 'orders', 'aws:ResourceTag/gold-product': PRODUCT };

describe('a launch may', () => {
  const allowed: Record<string, () => Request> = {
    'create its stack': () => ({ action: 'cloudformation:CreateStack', resource: arn('cloudformation', `stack/${STACK}/1`) }),
    'read the template that AWS Service Catalog keeps': () => ({
      action: 's3:GetObject', resource: 'arn:aws:s3:::any/template', context: { 's3:ExistingObjectTag/servicecatalog:provisioning': 'true' },
    }),
    'read code of its organization': () => ({ action: 's3:GetObject', resource: `arn:aws:s3:::gold-code-${REGION}/a.zip`, context: { 'aws:ResourceOrgID': 'o-aaaaaaaaaa' } }),
    'create a bucket of its stack': () => ({ action: 's3:CreateBucket', resource: `arn:aws:s3:::${STACK.toLowerCase()}-bucket-1` }),
    'create a queue with its tag': () => ({ action: 'sqs:CreateQueue', resource: arn('sqs', `${STACK}-Queue-1`), context: MINE }),
    'tag a queue as it is created': () => ({ action: 'sqs:TagQueue', resource: arn('sqs', `${STACK}-Queue-1`), context: MINE }),
    'change a queue whose tags are not in force yet': () => ({ action: 'sqs:SetQueueAttributes', resource: arn('sqs', `${STACK}-Queue-1`) }),
    'create a key with its tag': () => ({ action: 'kms:CreateKey', resource: '*', context: MINE }),
    'tag a key as it is created': () => ({ action: 'kms:TagResource', resource: KEY, context: { ...MINE, 'aws:RequestTag/domain': 'orders' } }),
    'encrypt a secret with a key that it made': () => ({ action: 'kms:GenerateDataKey', resource: KEY, context: { ...via('secretsmanager'), ...OWN_KEY } }),
    'let Lambda have a grant': () => ({
      action: 'kms:CreateGrant', resource: KEY, context: { ...via('lambda'), ...OWN_KEY, 'kms:GrantIsForAWSResource': 'true' },
    }),
    'read its own secret': () => ({ action: 'secretsmanager:GetSecretValue', resource: arn('secretsmanager', `secret:${secretId()}-AbCdEfGhIjKl-aBcDeF`) }),
    'create a role with the boundary': () => ({ action: 'iam:CreateRole', resource: OWN_ROLE, context: BOUNDARY }),
    'pass its role to Lambda': () => ({ action: 'iam:PassRole', resource: role(`gold/known/${STACK}-FnRole-AAAAAAAAAAAA`), context: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
    'tag a security group as it is created': () => ({
      action: 'ec2:CreateTags', resource: arn('ec2', 'security-group/sg-1'), context: { ...MINE, 'ec2:CreateAction': 'CreateSecurityGroup' },
    }),
    'create a security group in any VPC of the account': () => ({ action: 'ec2:CreateSecurityGroup', resource: arn('ec2', 'vpc/vpc-1') }),
  };
  test.each(Object.entries(allowed))('%s', async (_title, request) => { expect(await allows(policy.statements, request())).toBe(true); });
});

describe('a launch may not', () => {
  const refused: Record<string, () => Request> = {
    'change another stack': () => ({ action: 'cloudformation:UpdateStack', resource: arn('cloudformation', 'stack/payroll/1') }),
    'read objects that are no template': () => ({ action: 's3:GetObject', resource: 'arn:aws:s3:::payroll/a' }),
    'read code of another organization': () => ({ action: 's3:GetObject', resource: `arn:aws:s3:::gold-code-${REGION}/a.zip`, context: { 'aws:ResourceOrgID': 'o-bbbbbbbbbb' } }),
    'create another bucket': () => ({ action: 's3:CreateBucket', resource: 'arn:aws:s3:::payroll' }),
    'delete objects': () => ({ action: 's3:DeleteObject', resource: `arn:aws:s3:::${STACK.toLowerCase()}-bucket-1/a` }),
    'create a queue without its tag': () => ({ action: 'sqs:CreateQueue', resource: arn('sqs', `${STACK}-Queue-1`) }),
    'change the queue of another product': () => ({ action: 'sqs:SetQueueAttributes', resource: arn('sqs', `${STACK}-Queue-1`), context: { 'aws:ResourceTag/gold-product': 'other' } }),
    'make the queue of another product its own': () => ({ action: 'sqs:TagQueue', resource: arn('sqs', `${STACK}-Queue-1`), context: { ...MINE, 'aws:ResourceTag/gold-product': 'other' } }),
    'receive messages': () => ({ action: 'sqs:ReceiveMessage', resource: arn('sqs', `${STACK}-Queue-1`) }),
    'change the policy of a key that it did not create': () => ({ action: 'kms:PutKeyPolicy', resource: KEY, context: { 'aws:ResourceTag/domain': 'orders' } }),
    'make a key of a domain its own': () => ({ action: 'kms:TagResource', resource: KEY, context: { ...MINE, 'aws:ResourceTag/domain': 'orders' } }),
    'decrypt with a key that is no domain\'s': () => ({ action: 'kms:Decrypt', resource: KEY, context: via('secretsmanager') }),
    'encrypt with a key of another domain': () => ({ action: 'kms:GenerateDataKey', resource: KEY, context: { ...via('secretsmanager'), 'aws:ResourceTag/domain': 'orders' } }),
    'decrypt by itself': () => ({ action: 'kms:Decrypt', resource: KEY, context: OWN_KEY }),
    'decrypt through a service that the template does not use': () => ({ action: 'kms:Decrypt', resource: KEY, context: { ...via('rds'), ...OWN_KEY } }),
    'grant the use of a key to anybody': () => ({ action: 'kms:CreateGrant', resource: KEY, context: { ...via('lambda'), ...OWN_KEY } }),
    'read another secret': () => ({ action: 'secretsmanager:GetSecretValue', resource: arn('secretsmanager', 'secret:payroll-aBcDeF') }),
    'create a role without the boundary': () => ({ action: 'iam:CreateRole', resource: OWN_ROLE }),
    'take the boundary away': () => ({ action: 'iam:DeleteRolePermissionsBoundary', resource: OWN_ROLE, context: BOUNDARY }),
    'create a role outside the path of domains': () => ({ action: 'iam:CreateRole', resource: role(`${STACK}-Role`), context: BOUNDARY }),
    'change its own role': () => ({ action: 'iam:PutRolePolicy', resource: role(`gold-launch-${PRODUCT}`), context: BOUNDARY }),
    'attach administrator': () => ({ action: 'iam:AttachRolePolicy', resource: OWN_ROLE, context: { ...BOUNDARY, 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } }),
    'change the boundary': () => ({ action: 'iam:CreatePolicyVersion', resource: `arn:aws:iam::${ACCOUNT}:policy/gold-launch-boundary` }),
    'pass another role': () => ({ action: 'iam:PassRole', resource: role('Admin'), context: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
    'pass its role to another service': () => ({
      action: 'iam:PassRole', resource: role(`gold/known/${STACK}-FnRole-AAAAAAAAAAAA`), context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    }),
    'tag a security group that exists': () => ({ action: 'ec2:CreateTags', resource: arn('ec2', 'security-group/sg-1'), context: MINE }),
    'open a security group that it did not create': () => ({ action: 'ec2:AuthorizeSecurityGroupIngress', resource: arn('ec2', 'security-group/sg-1') }),
    'call functions': () => ({ action: 'lambda:InvokeFunction', resource: arn('lambda', `function:${STACK}-Function-1`) }),
  };
  test.each(Object.entries(refused))('%s', async (_title, request) => { expect(await allows(policy.statements, request())).toBe(false); });
});

test('an action that a handler lists and AWS does not know is left out, with the reason', () => {
  expect(policy.leftOut).toContainEqual({ action: 's3:REST.PUT.OBJECT', type: 'AWS::Logs::LogGroup', reason: 'the service authorization reference has no such action' });
});

test('no statement has a wildcard in an action', () => {
  expect(policy.statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
});
