import * as fc from 'fast-check';
import { type Call, evaluated, iamArn, simulated } from './requests';
import { CatalogueEnforcement, type CatalogueEnforcementProps, EnforcementExemption } from '../../src/organization';
import { creatingActions } from '../../src/organization/private/creating-actions';
import { deployed, resourcesOf, testStack } from '../checks/template';

const TYPES = ['AWS::ApiGateway::RestApi', 'AWS::KMS::Key', 'AWS::Lambda::Function', 'AWS::RDS::DBInstance', 'AWS::S3::Bucket'];
const BUCKET = 'arn:aws:s3:::orders';
const LAUNCH = iamArn('role/gold-launch-database');
const PIPELINE = EnforcementExemption.roles(['arn:aws:iam::*:role/network-pipeline'], 'builds the networks that products are launched into');

function policiesWith(props: Partial<CatalogueEnforcementProps> = {}) {
  const stack = testStack();
  new CatalogueEnforcement(stack, 'Enforcement', {
    resourceTypes: TYPES, exemptions: [EnforcementExemption.stackSets(), PIPELINE], targetIds: ['ou-ab12-workloads'], ...props,
  });
  return Object.values(deployed(resourcesOf(stack, 'AWS::Organizations::Policy'))).map(({ Properties }) => Properties);
}

let controls: readonly unknown[];
beforeAll(() => { controls = policiesWith().map(({ Content }) => Content); });

/** Denied by the policies, as the proofs' evaluator and as a simulator of AWS's evaluation see it, which have to agree. */
async function isDenied(role: string, action: string, resource: string, context: Call['context'] = {}): Promise<boolean> {
  const call = { role, action, resource, context };
  const answers = controls.map((control) => evaluated(control, call));
  expect(answers).not.toContain('undecided');
  const verdict = await simulated(call, { serviceControl: controls });
  if (verdict !== 'unknown') { expect(verdict === 'ExplicitlyDenied').toBe(answers.includes('deny')); }
  return answers.includes('deny');
}

describe('what the catalogue is the only way to', () => {
  test('is not made by a developer', async () => {
    expect(await isDenied('Developer', 's3:CreateBucket', BUCKET)).toBe(true);
    expect(await isDenied('Developer', 'rds:CreateDBInstance', 'arn:aws:rds:eu-west-1:111122223333:db:orders')).toBe(true);
    expect(await isDenied('Developer', 'rds:RestoreDBInstanceFromDBSnapshot', 'arn:aws:rds:eu-west-1:111122223333:db:orders')).toBe(true);
  });

  test('is made by a launch role', async () => {
    expect(await isDenied('gold-launch-database', 's3:CreateBucket', BUCKET)).toBe(false);
  });

  test('is made by an exempt role', async () => {
    expect(await isDenied('network-pipeline', 's3:CreateBucket', BUCKET)).toBe(false);
    expect(await isDenied('stacksets-exec-0123456789abcdef', 's3:CreateBucket', BUCKET)).toBe(false);
  });

  test.each(['team/gold-launch-database', 'gold-launch-x/evil', 'team/network-pipeline', 'my-gold-launch-database'])('is not made by %s, a role that is only named or pathed alike', async (role) => {
    expect(await isDenied(role, 's3:CreateBucket', BUCKET)).toBe(true);
  });

  test('is used, changed and deleted as before', async () => {
    expect(await isDenied('Developer', 's3:DeleteBucket', BUCKET)).toBe(false);
    expect(await isDenied('Developer', 's3:GetObject', `${BUCKET}/one`)).toBe(false);
    expect(await isDenied('Developer', 's3:PutEncryptionConfiguration', BUCKET)).toBe(false);
    expect(await isDenied('Developer', 'rds:ModifyDBInstance', 'arn:aws:rds:eu-west-1:111122223333:db:orders')).toBe(false);
  });

  test('of a REST API is the API: its stages and methods are not', async () => {
    expect(await isDenied('Developer', 'apigateway:POST', 'arn:aws:apigateway:eu-west-1::/restapis')).toBe(true);
    expect(await isDenied('Developer', 'apigateway:POST', 'arn:aws:apigateway:eu-west-1::/restapis/abc/deployments')).toBe(false);
  });

  test('is nothing else: a role is made by anybody where roles are not named', async () => {
    expect(await isDenied('Developer', 'iam:CreateRole', iamArn('role/Mine'))).toBe(false);
    expect(await isDenied('Developer', 'logs:CreateLogGroup', 'arn:aws:logs:eu-west-1:111122223333:log-group:mine')).toBe(false);
  });

  test('is made by no principal whatever that is neither a launch role nor exempt', () => {
    const actions = TYPES.flatMap((type) => creatingActions(type));
    const names = fc.stringMatching(/^([a-z0-9-]{1,12}\/){0,2}[A-Za-z0-9+=,.@_-]{1,20}$/).filter((name) => !/^(gold-launch-[^/]*|stacksets-exec-.*|network-pipeline)$/.test(name));
    fc.assert(fc.property(names, fc.constantFrom(...actions), (role, { action, resource = 'arn:aws:any:::thing' }) => {
      const call = { role, action, resource: resource.replace('${Partition}', 'aws').replace('*', 'eu-west-1') };
      expect(controls.map((control) => evaluated(control, call))).toContain('deny');
    }));
  });
});

describe('the roles that launch', () => {
  test.each(['iam:CreateRole', 'iam:UpdateAssumeRolePolicy', 'iam:PutRolePolicy', 'iam:DeleteRole', 'iam:PassRole', 'sts:AssumeRole'])('are out of reach of %s by a developer', async (action) => {
    expect(await isDenied('Developer', action, LAUNCH)).toBe(true);
  });

  test('do not change each other or themselves', async () => {
    expect(await isDenied('gold-launch-other', 'iam:AttachRolePolicy', LAUNCH)).toBe(true);
    expect(await isDenied('gold-launch-database', 'iam:PutRolePolicy', LAUNCH)).toBe(true);
  });

  test('have policies that nobody else changes', async () => {
    expect(await isDenied('Developer', 'iam:CreatePolicyVersion', iamArn('policy/gold-launch-database-1'))).toBe(true);
    expect(await isDenied('gold-launch-database', 'iam:CreatePolicyVersion', iamArn('policy/gold-launch-database-1'))).toBe(true);
    expect(await isDenied('Developer', 'iam:CreatePolicyVersion', iamArn('policy/mine'))).toBe(false);
  });

  test('are deployed and changed by exempt roles', async () => {
    expect(await isDenied('stacksets-exec-0123', 'iam:CreateRole', LAUNCH)).toBe(false);
    expect(await isDenied('stacksets-exec-0123', 'iam:PutRolePolicy', LAUNCH)).toBe(false);
  });

  test('launch no products of others: a developer constrains none to them', async () => {
    expect(await isDenied('Developer', 'servicecatalog:CreateConstraint', 'arn:aws:catalog:eu-west-1:111122223333:product/prod-a')).toBe(true);
    expect(await isDenied('Developer', 'servicecatalog:ProvisionProduct', 'arn:aws:catalog:eu-west-1:111122223333:product/prod-a')).toBe(false);
  });

  test.each(['CreateProvisioningArtifact', 'DeleteConstraint', 'UpdateProduct'])('launch the templates of the catalogue only: a developer has no %s', async (action) => {
    const product = action === 'DeleteConstraint' ? '*' : 'arn:aws:catalog:eu-west-1:111122223333:product/prod-a';
    expect(await isDenied('Developer', `servicecatalog:${action}`, product)).toBe(true);
    expect(await isDenied('network-pipeline', `servicecatalog:${action}`, product)).toBe(false);
    expect(await isDenied('Developer', 'servicecatalog:DescribeProduct', 'arn:aws:catalog:eu-west-1:111122223333:product/prod-a')).toBe(false);
  });

  test.each(['CreateServiceAction', 'UpdateServiceAction'])('start no actions of others: a developer has no %s', async (action) => {
    expect(await isDenied('Developer', `servicecatalog:${action}`, '*')).toBe(true);
    expect(await isDenied('network-pipeline', `servicecatalog:${action}`, '*')).toBe(false);
    expect(await isDenied('Developer', 'servicecatalog:ExecuteProvisionedProductServiceAction', '*')).toBe(false);
  });

  test.each([
    ['AcceptPortfolioShare', 'portfolio/port-a'], ['AssociatePrincipalWithPortfolio', 'portfolio/port-a'], ['ImportAsProvisionedProduct', 'product/prod-a'], ['UpdateProvisionedProductProperties', ''],
  ])('launch nothing of others by %s', async (action, name) => {
    const resource = name === '' ? '*' : `arn:aws:catalog:eu-west-1:111122223333:${name}`;
    expect(await isDenied('Developer', `servicecatalog:${action}`, resource)).toBe(true);
    expect(await isDenied('network-pipeline', `servicecatalog:${action}`, resource)).toBe(false);
  });

  test('make only roles that the boundary bounds, and take it off none', async () => {
    const boundary = { 'iam:PermissionsBoundary': iamArn('policy/gold-launch-boundary') };
    const role = iamArn('role/gold/orders/Handler');
    expect(await isDenied('gold-launch-database', 'iam:CreateRole', role, boundary)).toBe(false);
    expect(await isDenied('gold-launch-database', 'iam:CreateRole', role)).toBe(true);
    expect(await isDenied('gold-launch-database', 'iam:CreateRole', role, { 'iam:PermissionsBoundary': iamArn('policy/mine') })).toBe(true);
    expect(await isDenied('gold-launch-database', 'iam:DeleteRolePermissionsBoundary', role, boundary)).toBe(true);
    expect(await isDenied('gold-launch-database', 'iam:DeleteRole', role)).toBe(false);
  });
});

describe('an action on what was launched', () => {
  const ROLE = iamArn('role/gold-action-database.rotate-secret');
  const DOCUMENT = 'arn:aws:ssm:eu-west-1:111122223333:document/gold-action-database.rotate-secret.0123abcd';

  test('has its role passed by launches alone', async () => {
    expect(await isDenied('Developer', 'iam:PassRole', ROLE)).toBe(true);
    expect(await isDenied('gold/orders/Handler', 'iam:PassRole', ROLE)).toBe(true);
    expect(await isDenied('gold-launch-database', 'iam:PassRole', ROLE)).toBe(false);
  });

  test.each(['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:CreateRole'])('has a role that is out of reach of %s by developers and launches', async (action) => {
    expect(await isDenied('Developer', action, ROLE)).toBe(true);
    expect(await isDenied('gold-launch-database', action, ROLE)).toBe(true);
    expect(await isDenied('stacksets-exec-0123', action, ROLE)).toBe(false);
  });

  test.each(['ssm:CreateDocument', 'ssm:UpdateDocument', 'ssm:DeleteDocument'])('runs the approved document: nobody else has %s', async (action) => {
    expect(await isDenied('Developer', action, DOCUMENT)).toBe(true);
    expect(await isDenied('gold-launch-database', action, DOCUMENT)).toBe(true);
    expect(await isDenied('stacksets-exec-0123', action, DOCUMENT)).toBe(false);
    expect(await isDenied('Developer', action, DOCUMENT.replace('gold-action-', ''))).toBe(false);
  });
});

describe('what launches made', () => {
  test('an exempt role is changed by exempt roles only', async () => {
    expect(await isDenied('Developer', 'iam:UpdateAssumeRolePolicy', iamArn('role/network-pipeline'))).toBe(true);
    expect(await isDenied('Developer', 'iam:CreateRole', iamArn('role/stacksets-exec-mine'))).toBe(true);
    expect(await isDenied('network-pipeline', 'iam:PutRolePolicy', iamArn('role/network-pipeline'))).toBe(false);
  });

  test('an exempt role is passed by exempt roles only', async () => {
    expect(await isDenied('Developer', 'iam:PassRole', iamArn('role/network-pipeline'))).toBe(true);
    expect(await isDenied('gold-launch-database', 'iam:PassRole', iamArn('role/network-pipeline'))).toBe(true);
    expect(await isDenied('network-pipeline', 'iam:PassRole', iamArn('role/network-pipeline'))).toBe(false);
    expect(await isDenied('Developer', 'iam:PassRole', iamArn('role/mine'))).toBe(false);
  });

  test('the tag of a domain is kept on what launches made, and is anybody\'s elsewhere', async () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';
    const tagging = { 'aws:TagKeys': ['domain'], 'aws:ResourceTag/gold-product': 'domain' };
    expect(await isDenied('Developer', 'kms:UntagResource', key, tagging)).toBe(true);
    expect(await isDenied('gold-launch-domain', 'kms:TagResource', key, tagging)).toBe(false);
    expect(await isDenied('Developer', 'kms:TagResource', key, { 'aws:TagKeys': ['domain'] })).toBe(false);
    expect(await isDenied('Developer', 'kms:TagResource', key, { ...tagging, 'aws:TagKeys': ['team'] })).toBe(false);
  });

  test('the boundary is changed by exempt roles only', async () => {
    expect(await isDenied('Developer', 'iam:CreatePolicyVersion', iamArn('policy/gold-launch-boundary'))).toBe(true);
    expect(await isDenied('stacksets-exec-0123', 'iam:CreatePolicyVersion', iamArn('policy/gold-launch-boundary'))).toBe(false);
  });

  test('a domain\'s roles are made, changed and unbounded by no developer, who passes them to nothing either', async () => {
    for (const action of ['iam:CreateRole', 'iam:DeleteRolePermissionsBoundary', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:PassRole']) {
      expect(await isDenied('Developer', action, iamArn('role/gold/orders/Handler'))).toBe(true);
    }
    expect(await isDenied('gold/orders/Workflow', 'iam:PassRole', iamArn('role/gold/orders/Task'))).toBe(false);
  });

  test('the product\'s tag is put on and taken off by launches alone', async () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';
    expect(await isDenied('Developer', 'kms:TagResource', key, { 'aws:TagKeys': ['team', 'gold-product'] })).toBe(true);
    expect(await isDenied('Developer', 'kms:UntagResource', key, { 'aws:TagKeys': ['gold-product'] })).toBe(true);
    expect(await isDenied('Developer', 'kms:TagResource', key, { 'aws:TagKeys': ['team'] })).toBe(false);
    expect(await isDenied('Developer', 'kms:TagResource', key, { 'aws:TagKeys': ['Gold-Product'] })).toBe(true);
    expect(await isDenied('gold-launch-database', 'kms:TagResource', key, { 'aws:TagKeys': ['gold-product'] })).toBe(false);
    expect(await isDenied('service-role/AWSBackupDefaultServiceRole', 'rds:AddTagsToResource', 'arn:aws:rds:eu-west-1:111122223333:snapshot:one', { 'aws:TagKeys': ['gold-product'] })).toBe(false);
  });
});

describe('what a launch made is opened to nobody else', () => {
  const launched = { 'aws:ResourceTag/gold-product': 'database' };
  const of = (service: string, name: string) => `arn:aws:${service}:eu-west-1:111122223333:${name}`;

  test.each([
    ['kms:PutKeyPolicy', of('kms', 'key/1')],
    ['secretsmanager:PutResourcePolicy', of('secretsmanager', 'secret:one-AbCdEf')], ['secretsmanager:DeleteResourcePolicy', of('secretsmanager', 'secret:one-AbCdEf')],
    ['lambda:UpdateFunctionCode', of('lambda', 'function:Rotation')], ['lambda:UpdateFunctionConfiguration', of('lambda', 'function:Rotation')],
    ['lambda:PutFunctionCodeSigningConfig', of('lambda', 'function:Rotation')], ['lambda:DeleteFunctionCodeSigningConfig', of('lambda', 'function:Rotation')],
    ['ecs:ExecuteCommand', of('ecs', 'cluster/orders')],
  ])('by %s', async (action, resource) => {
    expect(await isDenied('Developer', action, resource, launched)).toBe(true);
    expect(await isDenied('Developer', action, resource)).toBe(false);
    for (const role of ['gold-launch-database', 'gold/orders/Pipeline', 'network-pipeline']) { expect(await isDenied(role, action, resource, launched)).toBe(false); }
  });

  test('and is used as before', async () => {
    expect(await isDenied('Developer', 'lambda:InvokeFunction', of('lambda', 'function:Rotation'), launched)).toBe(false);
    expect(await isDenied('Developer', 'secretsmanager:DescribeSecret', of('secretsmanager', 'secret:one-AbCdEf'), launched)).toBe(false);
  });

  test.each(['CreateChangeSet', 'CreateStackRefactor', 'ExecuteChangeSet', 'UpdateStack', 'DeleteStack'])('by its stack: cloudformation:%s', async (name) => {
    const stack = of('cloudformation', 'stack/SC-111122223333-pp-abc/1');
    expect(await isDenied('Developer', `cloudformation:${name}`, stack)).toBe(true);
    expect(await isDenied('gold-launch-database', `cloudformation:${name}`, stack)).toBe(false);
    expect(await isDenied('Developer', `cloudformation:${name}`, of('cloudformation', 'stack/Shop/1'))).toBe(false);
    expect(await isDenied('Developer', 'cloudformation:DescribeStacks', stack)).toBe(false);
  });
});

test.each([
  ['elasticloadbalancing:CreateRule', 'elasticloadbalancing', 'listener/app/one/1/2'], ['elasticloadbalancing:CreateListener', 'elasticloadbalancing', 'loadbalancer/app/one/1'],
  ['rds:CreateDBSnapshot', 'rds', 'db:launched'], ['rds:CreateDBClusterSnapshot', 'rds', 'cluster:launched'],
])('%s for what a launch made takes the tag of a domain', async (action, service, name) => {
  const context = { 'aws:TagKeys': ['domain'], 'aws:ResourceTag/gold-product': 'database' };
  expect(await isDenied('Developer', action, `arn:aws:${service}:eu-west-1:111122223333:${name}`, context)).toBe(false);
});

test('where exempt roles are those of StackSets alone, identity providers are everybody\'s', async () => {
  const provider = iamArn('saml-provider/corporate');
  const update = { role: 'Developer', action: 'iam:UpdateSAMLProvider', resource: provider };
  const answers = (exemptions: EnforcementExemption[]): string[] => policiesWith({ exemptions }).map(({ Content }) => evaluated(Content, update));
  expect(answers([EnforcementExemption.stackSets()])).not.toContain('deny');
  expect(answers([EnforcementExemption.stackSets(), PIPELINE])).toContain('deny');
});

describe('nobody works as an exempt role', () => {
  test('by taking it on or passing it', async () => {
    for (const action of ['sts:AssumeRole', 'iam:PassRole']) {
      expect(await isDenied('Developer', action, iamArn('role/network-pipeline'))).toBe(true);
      expect(await isDenied('network-pipeline', action, iamArn('role/network-pipeline'))).toBe(false);
      expect(await isDenied('Developer', action, iamArn('role/partner'))).toBe(false);
    }
  });

  test('by the identity provider that it may trust', async () => {
    const provider = iamArn('saml-provider/corporate');
    expect(await isDenied('Developer', 'iam:UpdateSAMLProvider', provider)).toBe(true);
    expect(await isDenied('network-pipeline', 'iam:UpdateSAMLProvider', provider)).toBe(false);
    expect(await isDenied('Developer', 'iam:DeleteOpenIDConnectProvider', iamArn('oidc-provider/token.actions.githubusercontent.com'))).toBe(true);
    for (const name of ['Create', 'Delete']) { // a cluster's comes and goes with its stack
      expect(await isDenied('Developer', `iam:${name}OpenIDConnectProvider`, iamArn('oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/1'))).toBe(false);
    }
  });

  test.each(['CreateStackInstances', 'CreateStackSet', 'DeleteStackInstances', 'DeleteStackSet', 'ImportStacksToStackSet', 'UpdateStackInstances', 'UpdateStackSet'])('by StackSets: %s', async (name) => {
    const mine = 'arn:aws:cloudformation:eu-west-1:111122223333:stackset/mine:1';
    const stackSet = name === 'CreateStackSet' ? '*' : mine;
    expect(await isDenied('Developer', `cloudformation:${name}`, stackSet)).toBe(true);
    expect(await isDenied('network-pipeline', `cloudformation:${name}`, stackSet)).toBe(false);
    expect(await isDenied('Developer', 'cloudformation:DescribeStackSet', mine)).toBe(false);
  });

  test('by another product\'s copy', async () => {
    expect(await isDenied('Developer', 'servicecatalog:CopyProduct', '*')).toBe(true);
    expect(await isDenied('network-pipeline', 'servicecatalog:CopyProduct', '*')).toBe(false);
  });

  test.each(['CreateChangeSet', 'ExecuteChangeSet', 'RollbackStack', 'UpdateStack', 'DeleteStack'])('by a stack that keeps one, where it is named: %s', async (name) => {
    const stack = (id: string) => `arn:aws:cloudformation:eu-west-1:111122223333:stack/${id}/1`;
    const before = controls;
    controls = policiesWith({
      exemptions: [EnforcementExemption.roles(['arn:aws:iam::*:role/network-pipeline'], 'builds the networks', ['arn:aws:cloudformation:*:*:stack/Network*'])],
    }).map(({ Content }) => Content);
    try {
      expect(await isDenied('Developer', `cloudformation:${name}`, stack('NetworkHub'))).toBe(true);
      expect(await isDenied('network-pipeline', `cloudformation:${name}`, stack('NetworkHub'))).toBe(false);
      expect(await isDenied('Developer', `cloudformation:${name}`, stack('Shop'))).toBe(false);
    } finally { controls = before; }
  });

  test.each(['arn:aws:cloudformation:*:*:stack/*', 'arn:aws:cloudformation:*:*:stack/NetworkHub', 'Network*', 'arn:aws:iam::*:role/network'])('%s names no stacks', (arn) => {
    expect(() => EnforcementExemption.roles(['arn:aws:iam::*:role/network-pipeline'], 'builds the networks', [arn])).toThrow(/stack of an exemption is not valid/);
  });
});

const ATTACHED = 'arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/service_control_policy/p-12345678';
const ROOT = 'arn:aws:organizations::111122223333:root/o-a1b2c3d4e5/r-ab12';
test.each([
  ['DetachPolicy', ATTACHED], ['UpdatePolicy', ATTACHED], ['DeletePolicy', ATTACHED], ['DisablePolicyType', ROOT], ['LeaveOrganization', '*'],
  ['AcceptHandshake', 'arn:aws:organizations::111122223333:handshake/o-a1b2c3d4e5/invite/h-12345678'],
])('nobody takes the policies off: organizations:%s', async (name, resource) => {
  expect(await isDenied('Developer', `organizations:${name}`, resource)).toBe(true);
  expect(await isDenied('network-pipeline', `organizations:${name}`, resource)).toBe(false);
});

describe('a role that a launch made, wherever it lies', () => {
  const role = iamArn('role/SC-111122223333-pp-abc-Function');
  test.each(['PutRolePolicy', 'UpdateAssumeRolePolicy', 'PutRolePermissionsBoundary', 'AttachRolePolicy'])('is changed by launches only: iam:%s', async (name) => {
    const launched = { 'aws:ResourceTag/gold-product': 'database', 'iam:PermissionsBoundary': iamArn('policy/gold-launch-boundary') };
    expect(await isDenied('Developer', `iam:${name}`, role, launched)).toBe(true);
    expect(await isDenied('gold-launch-database', `iam:${name}`, role, launched)).toBe(false);
    expect(await isDenied('Developer', `iam:${name}`, iamArn('role/mine'))).toBe(false);
  });

  test('keeps its boundary', async () => {
    const boundary = { 'iam:PermissionsBoundary': iamArn('policy/gold-launch-boundary') };
    expect(await isDenied('Developer', 'iam:DeleteRolePermissionsBoundary', role, boundary)).toBe(true);
    expect(await isDenied('network-pipeline', 'iam:DeleteRolePermissionsBoundary', role, boundary)).toBe(false);
    expect(await isDenied('Developer', 'iam:DeleteRolePermissionsBoundary', role, { 'iam:PermissionsBoundary': iamArn('policy/mine') })).toBe(false);
  });
});

test.each(['AWSBackupDefaultServiceRole', 'AWSDataLifecycleManagerDefaultRole'])('%s puts the product\'s tag on copies, and on nothing else', async (name) => {
  const context = { 'aws:TagKeys': ['gold-product'] };
  expect(await isDenied(`service-role/${name}`, 'ec2:CreateTags', 'arn:aws:ec2:eu-west-1::snapshot/snap-1', context)).toBe(false);
  expect(await isDenied(`service-role/${name}`, 'ec2:CreateTags', 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-1', context)).toBe(true);
  expect(await isDenied(`service-role/${name}`, 'rds:CreateDBSnapshot', 'arn:aws:rds:eu-west-1:111122223333:db:launched', context)).toBe(false);
  expect(await isDenied(`service-role/${name}`, 'rds:AddTagsToResource', 'arn:aws:rds:eu-west-1:111122223333:db:mine', context)).toBe(true);
});

test.each(['CreateRole', 'UpdateAssumeRolePolicy', 'PutRolePolicy', 'AttachRolePolicy', 'DeleteRole'])('the role that copies tags for AWS Backup is nobody\'s to make or change: iam:%s', async (action) => {
  const copier = iamArn('role/service-role/AWSBackupDefaultServiceRole');
  expect(await isDenied('Developer', `iam:${action}`, copier)).toBe(true);
  expect(await isDenied('gold-launch-database', `iam:${action}`, copier)).toBe(true);
  expect(await isDenied('network-pipeline', `iam:${action}`, copier)).toBe(false);
  expect(await isDenied('Developer', `iam:${action}`, iamArn('role/service-role/AWSBackupOther'))).toBe(false);
  expect(await isDenied('Developer', 'iam:PassRole', copier)).toBe(false);
});

describe('the policies', () => {
  test('are service control policies of the targets, as few as they fit into', () => {
    expect(policiesWith()).toEqual(['gold-catalogue', 'gold-catalogue-2'].map((Name) => expect.objectContaining({ Name, Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['ou-ab12-workloads'] })));
  });

  test('are split where one would be too long, and say the same', () => {
    const exemptions = Array.from({ length: 40 }, (_, at) => EnforcementExemption.roles([`arn:aws:iam::*:role/pipelines/of-a-team/number-${at}`], 'pipelines of the teams'));
    const split = policiesWith({ exemptions, resourceTypes: TYPES });
    expect(split.length).toBeGreaterThan(1);
    expect(split.map(({ Name }) => Name)).toEqual(['gold-catalogue', ...split.slice(1).map((_, at) => `gold-catalogue-${at + 2}`)]);
    for (const { Content } of split) { expect(JSON.stringify(Content).length).toBeLessThanOrEqual(10_240); }
    const call = { role: 'Developer', action: 's3:CreateBucket', resource: BUCKET };
    expect(split.map(({ Content }) => evaluated(Content, call)).filter((answer) => answer === 'deny')).toHaveLength(1);
  });

  test('are refused where no target takes that many', () => {
    const exemptions = [EnforcementExemption.roles(Array.from({ length: 200 }, (_, at) => `arn:aws:iam::*:role/pipelines/number-${at}`), 'pipelines of the teams')];
    expect(() => policiesWith({ exemptions })).toThrow(/resourceTypes is not valid: got '\d+ policies of 10240 characters'/);
  });

  test.each<[string, Partial<CatalogueEnforcementProps>, RegExp]>([
    ['no target', { targetIds: [] }, /targetIds is not valid: got 'none'/],
    ['a target that is none', { targetIds: ['production'] }, /target of an enforcement is not valid: got 'production'.*ou-/],
    ['no exemption', { exemptions: [] }, /exemptions is not valid.*stackSets/],
    ['a name that AWS does not take', { policyName: '' }, /policyName is not valid/],
    ['a type that is none', { resourceTypes: ['AWS::S3::Buckets'] }, /got 'AWS::S3::Buckets'; allowed: a type of AWS's published schemas/],
    ['a type that nothing makes', { resourceTypes: ['AWS::S3::BucketPolicy'] }, /a type whose creating action is known: .*AWS::S3::Bucket,/],
  ])('are refused with %s', (_name, props, message) => {
    expect(() => policiesWith(props)).toThrow(message);
  });
});

describe('an exemption', () => {
  test('is refused without a reason', () => {
    expect(() => EnforcementExemption.roles(['arn:aws:iam::*:role/network-pipeline'], 'because')).toThrow(/reason of an exemption is not valid: got 'because'/);
  });

  test.each(['arn:aws:iam::*:role/*', 'arn:aws:iam::*:role/ab*', '*', 'arn:aws:sts::111122223333:assumed-role/a/b', 'arn:aws:iam::111122223333:user/somebody'])('is refused for %s', (arn) => {
    expect(() => EnforcementExemption.roles([arn], 'a reason that is long enough')).toThrow(/role of an exemption is not valid/);
  });

  test('is refused for nobody', () => {
    expect(() => EnforcementExemption.roles([], 'a reason that is long enough')).toThrow(/roles of an exemption is not valid: got 'none'/);
  });
});
