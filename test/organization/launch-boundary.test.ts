import { AwsSolutionsChecks } from 'cdk-nag';
import { type Call, evaluated, iamArn, simulated } from './requests';
import { promisedCalls } from './role-policies';
import { GoldChecks } from '../../src/checks';
import { LaunchBoundary, type LaunchBoundaryProps } from '../../src/organization';
import { creatingActions } from '../../src/organization/private/creating-actions';
import { actionsOf, resourceTypes } from '../../src/organization/private/facts';
import { findingsOf, testApp } from '../checks/synth';
import { deployed, resourceOf, testStack } from '../checks/template';
import { buildEdge } from '../compat/edge-app';
import { buildAll } from '../compat/stateful-app';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:one-AbCdEf';
const HANDLER = 'gold/orders/Handler';
const tags = (resource?: string, principal?: string): Call['context'] => ({
  ...resource === undefined ? {} : { 'aws:ResourceTag/domain': resource }, ...principal === undefined ? {} : { 'aws:PrincipalTag/domain': principal },
});

function boundaryWith(props?: LaunchBoundaryProps) {
  const stack = testStack();
  new LaunchBoundary(stack, 'Boundary', props);
  return deployed(resourceOf(stack, 'AWS::IAM::ManagedPolicy')).Properties;
}

const canBeCreated = (type: string): boolean => {
  try { return creatingActions(type).length > 0; } catch { return false; }
};

let boundary: unknown;
beforeAll(() => { boundary = boundaryWith({ resourceTypes: ['AWS::RDS::DBInstance', 'AWS::ApiGateway::RestApi'] }).PolicyDocument; });

/** What the boundary says, as the proofs' evaluator and as a simulator of AWS's evaluation see it, which have to agree. */
async function answer(role: string, action: string, resource: string, context: Call['context'] = {}): Promise<string> {
  const call = { role, action, resource, context };
  const said = evaluated(boundary, call);
  const verdict = await simulated(call, { boundary });
  if (verdict !== 'unknown') { expect(verdict === 'ExplicitlyDenied').toBe(said === 'deny'); }
  return said;
}

describe('the boundary', () => {
  test('is the managed policy that launch roles name, and is short enough', () => {
    expect(boundaryWith()).toMatchObject({ ManagedPolicyName: 'gold-launch-boundary', Path: '/' });
    expect(JSON.stringify(boundary).length).toBeLessThan(6_144);
  });

  test('is refused where the types make it too long', () => {
    const many = Object.keys(resourceTypes()).slice(0, 400).filter(canBeCreated);
    expect(() => boundaryWith({ resourceTypes: many })).toThrow(/resourceTypes is not valid: got 'a boundary of \d+ characters'; allowed: 6144/);
  });

  test('lets a role work with data', async () => {
    expect(await answer(HANDLER, 's3:PutObject', 'arn:aws:s3:::orders/1')).toBe('allow');
    expect(await answer(HANDLER, 'dynamodb:PutItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders')).toBe('allow');
  });

  test.each(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:DeleteRolePermissionsBoundary'])('lets no role change IAM: %s', async (action) => {
    expect(await answer(HANDLER, action, iamArn('role/Any'))).toBe('deny');
  });

  test('denies every action that changes IAM, but passing roles', () => {
    const changes = Object.entries(actionsOf('iam')).filter(([name, { level }]) => !['Read', 'List'].includes(level) && name !== 'PassRole');
    expect(changes.length).toBeGreaterThan(100);
    const isDenied = (name: string): boolean => evaluated(boundary, { role: HANDLER, action: `iam:${name}`, resource: iamArn('role/Any') }) === 'deny';
    expect(changes.map(([name]) => name).filter((name) => !isDenied(name))).toEqual([]);
  });

  test('lets a role take on roles of its own domain and of other accounts only', async () => {
    const here = { 'aws:ResourceAccount': '111122223333', 'aws:PrincipalAccount': '111122223333', ...tags(undefined, 'orders') };
    const there = { ...here, 'aws:ResourceAccount': '999999999999' };
    expect(await answer(HANDLER, 'sts:AssumeRole', iamArn('role/gold-launch-database'), there)).toBe('deny');
    expect(await answer(HANDLER, 'sts:AssumeRole', iamArn('role/cdk-hnb659fds-deploy-role'), here)).toBe('deny');
    expect(await answer(HANDLER, 'sts:AssumeRole', iamArn('role/gold/payments/Task'), here)).toBe('deny');
    expect(await answer(HANDLER, 'sts:AssumeRole', iamArn('role/gold/orders/Task'), here)).toBe('allow');
    expect(await answer(HANDLER, 'sts:AssumeRole', 'arn:aws:iam::999999999999:role/partner', there)).toBe('allow');
  });

  test('lets no role say that a session is another domain\'s', async () => {
    const task = iamArn('role/gold/orders/Task');
    expect(await answer(HANDLER, 'sts:TagSession', task, { 'aws:TagKeys': ['Domain'] })).toBe('deny');
    expect(await answer(HANDLER, 'sts:TagSession', task, { 'aws:TagKeys': ['team'] })).toBe('allow');
  });

  test.each(['CreateStack', 'UpdateStack', 'ExecuteChangeSet', 'DeleteStack', 'SetStackPolicy'])('lets no role deploy: cloudformation:%s', async (name) => {
    expect(await answer(HANDLER, `cloudformation:${name}`, 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Hub/1')).toBe('deny');
    expect(await answer(HANDLER, 'cloudformation:DescribeStacks', 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Hub/1')).toBe('allow');
  });

  test('lets a role pass roles of its own domain only', async () => {
    expect(await answer(HANDLER, 'iam:PassRole', iamArn('role/gold/orders/Task'), tags(undefined, 'orders'))).toBe('allow');
    expect(await answer(HANDLER, 'iam:PassRole', iamArn('role/gold/payments/Task'), tags(undefined, 'orders'))).toBe('deny');
    expect(await answer(HANDLER, 'iam:PassRole', iamArn('role/gold/orders/Task'))).toBe('deny');
  });

  test('lets no role make what only launches make', async () => {
    expect(await answer(HANDLER, 'rds:CreateDBInstance', 'arn:aws:rds:eu-west-1:111122223333:db:one')).toBe('deny');
    expect(await answer(HANDLER, 'apigateway:POST', 'arn:aws:apigateway:eu-west-1::/restapis')).toBe('deny');
    expect(await answer(HANDLER, 'apigateway:POST', 'arn:aws:apigateway:eu-west-1::/restapis/a/stages')).toBe('allow');
  });
});

describe('of keys and secrets, the boundary', () => {
  const calls = [['kms:Decrypt', KEY], ['kms:PutKeyPolicy', KEY], ['secretsmanager:GetSecretValue', SECRET]] as const;

  test.each(calls)('leaves a role those of its domain: %s', async (action, resource) => {
    expect(await answer(HANDLER, action, resource, tags('orders', 'orders'))).toBe('allow');
    expect(await answer(HANDLER, action, resource, tags('orders'))).toBe('allow');
  });

  test.each(calls)('leaves a role those of no domain: %s', async (action, resource) => {
    expect(await answer(HANDLER, action, resource, tags(undefined, 'orders'))).toBe('allow');
    expect(await answer('Unpathed', action, resource)).toBe('allow');
  });

  test.each(calls)('denies those of any domain to a role of none: %s', async (action, resource) => {
    expect(await answer('SC-111122223333-pp-abc-Function', action, resource, tags('payments'))).toBe('deny');
  });

  test.each([
    ['lambda:UpdateFunctionCode', 'lambda', 'function:Pay'], ['lambda:UpdateFunctionConfiguration', 'lambda', 'function:Pay'], ['ecs:ExecuteCommand', 'ecs', 'cluster/payments'],
    ['ssm:SendCommand', 'ec2', 'instance/i-1'], ['ssm:StartSession', 'ec2', 'instance/i-1'],
  ])('has no role do the work of another domain: %s', async (action, service, name) => {
    const resource = `arn:aws:${service}:eu-west-1:111122223333:${name}`;
    expect(await answer(HANDLER, action, resource, tags('payments', 'orders'))).toBe('deny');
    expect(await answer(HANDLER, action, resource, tags('orders', 'orders'))).toBe('allow');
    expect(await answer(HANDLER, action, resource, tags(undefined, 'orders'))).toBe('allow');
  });

  test.each(['PutResourcePolicy', 'DeleteResourcePolicy'])('lets no role share parameters: ssm:%s', async (name) => {
    expect(await answer(HANDLER, `ssm:${name}`, 'arn:aws:ssm:eu-west-1:111122223333:parameter/orders/url', tags('orders', 'orders'))).toBe('deny');
  });

  test.each(['AddTagsToResource', 'RemoveTagsFromResource', 'LabelParameterVersion', 'UnlabelParameterVersion'])('keeps a parameter of another domain that domain\'s: ssm:%s', async (name) => {
    const parameter = 'arn:aws:ssm:eu-west-1:111122223333:parameter/payments/url';
    expect(await answer(HANDLER, `ssm:${name}`, parameter, tags('payments', 'orders'))).toBe('deny');
    expect(await answer(HANDLER, `ssm:${name}`, parameter, tags('orders', 'orders'))).toBe('allow');
  });

  test.each(calls)('denies those of another domain: %s', async (action, resource) => {
    expect(await answer(HANDLER, action, resource, tags('payments', 'orders'))).toBe('deny');
    expect(await answer(HANDLER, action, resource, tags('payments'))).toBe('deny');
  });

  test.each(calls)('is not deceived by a session that is tagged with another domain: %s', async (action, resource) => {
    expect(await answer(HANDLER, action, resource, tags('payments', 'payments'))).toBe('deny');
  });

  test.each(calls)('knows a role without a domain\'s path by its tag: %s', async (action, resource) => {
    expect(await answer('Unpathed', action, resource, tags('payments', 'orders'))).toBe('deny');
    expect(await answer('Unpathed', action, resource, tags('orders', 'orders'))).toBe('allow');
  });
});

test('parameters are read by name, since reading them by path is told no tags; what AWS publishes is anybody\'s', async () => {
  const parameter = (account: string, name: string) => `arn:aws:ssm:eu-west-1:${account}:parameter/${name}`;
  expect(await answer(HANDLER, 'ssm:GetParameter', parameter('111122223333', 'orders/url'), tags('orders', 'orders'))).toBe('allow');
  expect(await answer(HANDLER, 'ssm:GetParametersByPath', parameter('111122223333', 'payments'))).toBe('deny');
  expect(await answer(HANDLER, 'ssm:GetParametersByPath', parameter('111122223333', 'aws/service/ami'))).toBe('deny');
  expect(await answer(HANDLER, 'ssm:GetParametersByPath', parameter('', 'aws/service/ami-amazon-linux-latest'))).toBe('allow');
});

test('what rules on policies find of the boundary is acknowledged', () => {
  const app = testApp();
  new LaunchBoundary(testStack(app), 'Boundary');
  const findings = findingsOf(app, new GoldChecks(), new AwsSolutionsChecks(app));
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.filter(({ suppressed }) => !suppressed)).toEqual([]);
});

test.each([['what holds state', buildAll], ['the edge', buildEdge]] as const)('allows all that the roles of %s are promised', (_name, build) => {
  const app = testApp();
  build(testStack(app));
  const calls = promisedCalls(app);
  const { PolicyDocument } = boundaryWith();
  expect(new Set(calls.map(({ action }) => action)).size).toBeGreaterThan(20);
  expect(calls.some(({ context }) => context?.['aws:ResourceTag/domain'] !== undefined)).toBe(true);
  expect(calls.filter((call) => evaluated(PolicyDocument, call) !== 'allow')).toEqual([]);
});
