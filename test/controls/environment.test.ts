import {
  aws_batch as batch, aws_codebuild as codebuild, aws_ec2 as ec2, aws_ecs as ecs, aws_lambda as lambda, aws_secretsmanager as secretsmanager,
  aws_ssm as ssm, Fn, Size, type Stack,
} from 'aws-cdk-lib';
import { testControls } from './control-case';
import { answerOf, statusOf } from './status-of';
import { environment } from '../../src/controls/cloudformation/environment';
import { noPlaintext as codebuildNoPlaintext } from '../../src/controls/codebuild/no-plaintext';
import { userData } from '../../src/controls/ec2/user-data';
import { noPlaintext as ecsNoPlaintext } from '../../src/controls/ecs/no-plaintext';
import { noPlaintext as lambdaNoPlaintext } from '../../src/controls/lambda/no-plaintext';
import { noPlaintext as ssmNoPlaintext } from '../../src/controls/ssm/no-plaintext';

const PLAINTEXT = 'hunter2Hunter2';
const KEY_ID = 'AKIA' + 'Q3EGP7VJ2KLM4NXY';
const ARN = 'arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:db-AbCdEf';

const fn = (stack: Stack, variables: Record<string, string> = {}) => new lambda.Function(stack, 'Function', {
  runtime: lambda.Runtime.NODEJS_LATEST, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {};'), environment: variables,
});
const cfnFn = (stack: Stack, variables: Record<string, string>) => new lambda.CfnFunction(stack, 'Function', { role: 'arn:aws:iam::111122223333:role/r', code: {}, environment: { variables } });
const functionWith = (variables: unknown) => ({ Function: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: '' }, Role: 'arn:aws:iam::111122223333:role/r', Environment: { Variables: variables } } } });

const container = (stack: Stack, variables: Record<string, string>) => {
  const task = new ecs.TaskDefinition(stack, 'Task', { compatibility: ecs.Compatibility.EC2 });
  task.addContainer('c', {
    image: ecs.ContainerImage.fromRegistry('nginx'),
    memoryLimitMiB: 64,
    environment: variables,
    secrets: { DB_PASSWORD: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret')) },
  });
  return task.node.defaultChild as ecs.CfnTaskDefinition;
};
const pairs = (variables: Record<string, string>) => Object.entries(variables).map(([name, value]) => ({ name, value }));
const taskWith = (value: unknown) => ({ Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Name: 'c', Image: 'i', Environment: [{ Name: 'API_KEY', Value: value }] }] } } });

const build = (stack: Stack, type: codebuild.BuildEnvironmentVariableType, value: string) => new codebuild.Project(stack, 'Project', {
  buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2' }),
  environmentVariables: { AWS_SECRET_ACCESS_KEY: { type, value } },
  checkSecretsInPlainTextEnvVariables: false,
}).node.defaultChild as codebuild.CfnProject;
const cfnBuild = (stack: Stack, type: string) => new codebuild.CfnProject(stack, 'Project', {
  artifacts: { type: 'NO_ARTIFACTS' },
  serviceRole: 'arn:aws:iam::111122223333:role/r',
  source: { type: 'NO_SOURCE' },
  environment: { computeType: 'BUILD_GENERAL1_SMALL', image: 'i', type: 'LINUX_CONTAINER', environmentVariables: [{ name: 'TOKEN', value: 'gh' + 'p_' + 'aB3dE5gH7jK9'.repeat(3), type }] },
});
const projectWith = (variable: unknown) => ({
  Project: {
    Type: 'AWS::CodeBuild::Project',
    Properties: {
      Artifacts: { Type: 'NO_ARTIFACTS' },
      ServiceRole: 'arn:aws:iam::111122223333:role/r',
      Source: { Type: 'NO_SOURCE' },
      Environment: { ComputeType: 'BUILD_GENERAL1_SMALL', Image: 'i', Type: 'LINUX_CONTAINER', EnvironmentVariables: [variable] },
    },
  },
});

const job = (stack: Stack, variables: Record<string, string>) => new batch.EcsJobDefinition(stack, 'Job', {
  container: new batch.EcsEc2ContainerDefinition(stack, 'Container', { image: ecs.ContainerImage.fromRegistry('nginx'), cpu: 1, memory: Size.mebibytes(64), environment: variables }),
}).node.defaultChild as batch.CfnJobDefinition;
const cfnJob = (stack: Stack, variables: Record<string, string>) => new batch.CfnJobDefinition(stack, 'Job', {
  type: 'container', containerProperties: { image: 'i', environment: pairs(variables) },
});

const launch = (stack: Stack, command: string) => {
  const data = ec2.UserData.forLinux();
  data.addCommands(command);
  return new ec2.LaunchTemplate(stack, 'Template', { userData: data }).node.defaultChild as ec2.CfnLaunchTemplate;
};
const FROM_SECRET = 'export DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id orders --query SecretString --output text)';
const instanceWith = (data: unknown, init?: unknown) => ({
  Instance: { Type: 'AWS::EC2::Instance', Properties: { UserData: data }, ...(init === undefined ? {} : { Metadata: { 'AWS::CloudFormation::Init': init } }) },
});

const parameter = (stack: Stack, parameterName: string, stringValue: string) =>
  new ssm.StringParameter(stack, 'Parameter', { parameterName, stringValue }).node.defaultChild as ssm.CfnParameter;

testControls(
  {
    control: lambdaNoPlaintext,
    l2: { passes: (stack) => fn(stack, { SECRET_ARN: new secretsmanager.Secret(stack, 'Secret').secretArn, STAGE: 'prod' }), fails: (stack) => fn(stack, { DB_PASSWORD: PLAINTEXT }) },
    l1: { passes: (stack) => cfnFn(stack, { SECRET_ARN: ARN }), fails: (stack) => cfnFn(stack, { UPSTREAM: 'amqps://orders:' + 'hunter2@mq' }) },
    override: {
      passes: (stack) => (fn(stack, { DB_PASSWORD: PLAINTEXT }).node.defaultChild as lambda.CfnFunction).addPropertyDeletionOverride('Environment.Variables.DB_PASSWORD'),
      fails: (stack) => (fn(stack).node.defaultChild as lambda.CfnFunction).addPropertyOverride('Environment.Variables.apiKey', PLAINTEXT),
    },
    template: {
      passes: functionWith({ DB_PASSWORD_PARAMETER: '/orders/db' }),
      fails: functionWith({ KEY: { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, KEY_ID] } }),
      failingSections: { Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'ap-northeast-2'] } } },
    },
  },
  {
    control: ecsNoPlaintext,
    l2: { passes: (stack) => container(stack, { STAGE: 'prod' }), fails: (stack) => container(stack, { AWS_ACCESS_KEY_ID: 'x' }) },
    l1: {
      passes: (stack) => new ecs.CfnTaskDefinition(stack, 'Task', { containerDefinitions: [{ name: 'c', image: 'i', secrets: [{ name: 'DB_PASSWORD', valueFrom: ARN }] }] }),
      fails: (stack) => new ecs.CfnTaskDefinition(stack, 'Task', { containerDefinitions: [{ name: 'c', image: 'i', environment: pairs({ DB_PASSWORD: PLAINTEXT }) }] }),
    },
    override: {
      passes: (stack) => container(stack, { DB_PASSWD: PLAINTEXT }).addPropertyOverride('ContainerDefinitions.0.Environment', [{ Name: 'STAGE', Value: 'prod' }]),
      fails: (stack) => container(stack, { STAGE: 'prod' }).addPropertyOverride('ContainerDefinitions.0.Environment.0.Name', 'DB_PASSWORD'),
    },
    template: {
      passes: taskWith({ Ref: 'AWS::NoValue' }),
      fails: taskWith({ Ref: 'Anything' }),
      failingSections: { Parameters: { Anything: { Type: 'String', Default: PLAINTEXT } } },
    },
  },
  {
    control: codebuildNoPlaintext,
    l2: {
      passes: (stack) => build(stack, codebuild.BuildEnvironmentVariableType.SECRETS_MANAGER, 'orders:key'),
      fails: (stack) => build(stack, codebuild.BuildEnvironmentVariableType.PLAINTEXT, PLAINTEXT),
    },
    l1: { passes: (stack) => cfnBuild(stack, 'PARAMETER_STORE'), fails: (stack) => cfnBuild(stack, 'PLAINTEXT') },
    override: {
      passes: (stack) => build(stack, codebuild.BuildEnvironmentVariableType.PLAINTEXT, PLAINTEXT).addPropertyOverride('Environment.EnvironmentVariables.0.Type', 'SECRETS_MANAGER'),
      fails: (stack) => build(stack, codebuild.BuildEnvironmentVariableType.PARAMETER_STORE, PLAINTEXT).addPropertyOverride('Environment.EnvironmentVariables.0.Type', 'PLAINTEXT'),
    },
    template: { passes: projectWith({ Name: 'STAGE', Value: 'prod' }), fails: projectWith({ Name: 'DB_PASSWORD', Value: PLAINTEXT }) },
  },
  {
    control: environment,
    l2: { passes: (stack) => job(stack, { STAGE: 'prod' }), fails: (stack) => job(stack, { DB_PASSWORD: PLAINTEXT }) },
    l1: { passes: (stack) => cfnJob(stack, { SECRET_ARN: ARN }), fails: (stack) => cfnJob(stack, { apiKey: PLAINTEXT }) },
    override: {
      passes: (stack) => cfnJob(stack, { apiKey: PLAINTEXT }).addPropertyDeletionOverride('ContainerProperties.Environment'),
      fails: (stack) => cfnJob(stack, {}).addPropertyOverride('ContainerProperties.Environment', [{ Name: 'apiKey', Value: PLAINTEXT }]),
    },
    template: {
      passes: { Job: { Type: 'AWS::Glue::Job', Properties: { Command: {}, Role: 'r', DefaultArguments: { '--job-language': 'python', '--secret-arn': ARN } } } },
      fails: { Job: { Type: 'AWS::Glue::Job', Properties: { Command: {}, Role: 'r', DefaultArguments: { '--password': PLAINTEXT } } } },
    },
  },
  {
    control: userData,
    l2: { passes: (stack) => launch(stack, FROM_SECRET), fails: (stack) => launch(stack, `export DB_PASSWORD=${PLAINTEXT}`) },
    l1: {
      passes: (stack) => new ec2.CfnInstance(stack, 'Instance', { userData: Fn.base64('yum update -y') }),
      fails: (stack) => new ec2.CfnInstance(stack, 'Instance', { userData: Buffer.from(`#!/bin/sh\nmysql --password=${PLAINTEXT}\n`).toString('base64') }),
    },
    override: {
      passes: (stack) => launch(stack, `PASSWORD=${PLAINTEXT}`).addPropertyDeletionOverride('LaunchTemplateData.UserData'),
      fails: (stack) => launch(stack, FROM_SECRET).addPropertyOverride('LaunchTemplateData.UserData', { 'Fn::Base64': `export API_KEY='${PLAINTEXT}'` }),
    },
    template: {
      passes: instanceWith({ 'Fn::Base64': { 'Fn::Join': ['\n', ['#!/bin/sh', 'PASSWORD=$(cat /run/secrets/db)']] } }, { config: { commands: { a: { command: 'echo hello' } } } }),
      fails: instanceWith({ 'Fn::Base64': { 'Fn::Sub': '#!/bin/sh\necho ${AWS::Region}\nexport DB_PASSWORD=' + PLAINTEXT } }),
    },
  },
  {
    control: ssmNoPlaintext,
    l2: { passes: (stack) => parameter(stack, '/orders/db/host', 'db.internal'), fails: (stack) => parameter(stack, '/orders/db/password', PLAINTEXT) },
    l1: {
      passes: (stack) => new ssm.CfnParameter(stack, 'SecretName', { type: 'String', value: 'orders/db' }),
      fails: (stack) => new ssm.CfnParameter(stack, 'Parameter', { type: 'String', value: KEY_ID }),
    },
    override: {
      passes: (stack) => parameter(stack, '/orders/password', PLAINTEXT).addPropertyOverride('Name', '/orders/greeting'),
      fails: (stack) => parameter(stack, '/orders/greeting', PLAINTEXT).addPropertyOverride('Name', '/orders/password'),
    },
    template: {
      passes: { Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'AWS::StackName' } } } },
      fails: { DbPassword: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: PLAINTEXT } } },
    },
  },
);

test('a function without environment has nothing to look at', () => {
  expect(statusOf(lambdaNoPlaintext, { Function: { Type: 'AWS::Lambda::Function' } }, 'Function')).toBe('notApplicable');
});

test('an environment that a parameter gives as a whole is unknown', () => {
  expect(statusOf(lambdaNoPlaintext, functionWith({ Ref: 'Variables' }), 'Function')).toBe('unknown');
});

test('a variable that is a parameter of Parameter Store, whose default is a name, is no secret', () => {
  const document = { Resources: functionWith({ DB_PASSWORD: { Ref: 'Stored' } }), Parameters: { Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: 'orders-Password1' } } };
  expect(answerOf(lambdaNoPlaintext, document, 'Function').status).toBe('compliant');
});

test('the complaint names the variable, not its value', () => {
  const answer = answerOf(lambdaNoPlaintext, { Resources: functionWith({ DB_PASSWORD: PLAINTEXT }) }, 'Function');
  expect(answer).toEqual({ status: 'violated', detail: 'Environment.Variables.DB_PASSWORD is a literal, and a secret by its name' });
});

test.each([
  ['AWS::AppRunner::Service', { SourceConfiguration: { ImageRepository: { ImageConfiguration: { RuntimeEnvironmentVariables: [{ Name: 'API_KEY', Value: PLAINTEXT }] } } } }],
  ['AWS::ElasticBeanstalk::Environment', { OptionSettings: [{ Namespace: 'aws:elasticbeanstalk:application:environment', OptionName: 'DB_PASSWORD', Value: PLAINTEXT }] }],
  ['AWS::Amplify::App', { EnvironmentVariables: [{ Name: 'DB_PASSWORD', Value: PLAINTEXT }] }],
  ['AWS::SageMaker::Model', { Containers: [{ Environment: { API_KEY: PLAINTEXT } }] }],
  ['AWS::Synthetics::Canary', { RunConfig: { EnvironmentVariables: { API_KEY: PLAINTEXT } } }],
  ['AWS::Batch::JobDefinition', { EcsProperties: { TaskProperties: [{ Containers: [{ Environment: [{ Name: 'API_KEY', Value: PLAINTEXT }] }] }] } }],
])('the environment of %s is looked at', (type, properties) => {
  expect(statusOf(environment, { R: { Type: type, Properties: properties } }, 'R')).toBe('violated');
});

describe('what an instance runs', () => {
  test('holds a secret in a file, a command or a variable of cfn-init', () => {
    const init = (config: unknown) => statusOf(userData, instanceWith('', { config }), 'Instance');
    expect(init({ files: { '/etc/app.conf': { content: `[db]\npassword = ${PLAINTEXT}\n` } } })).toBe('violated');
    expect(init({ files: { '/etc/app.json': { content: { db: { password: PLAINTEXT } } } } })).toBe('violated');
    expect(init({ commands: { load: { command: 'load', env: { DB_PASSWORD: PLAINTEXT } } } })).toBe('violated');
    expect(init({ commands: { load: { command: `load --password ${PLAINTEXT}` } } })).toBe('violated');
    expect(init({ packages: { yum: { nginx: [] } }, services: { sysvinit: { nginx: { enabled: 'true' } } } })).toBe('compliant');
  });

  test('is looked at in launch configurations and spot fleets', () => {
    const script = { 'Fn::Base64': `PASSWORD=${PLAINTEXT}` };
    expect(statusOf(userData, { L: { Type: 'AWS::AutoScaling::LaunchConfiguration', Properties: { UserData: script } } }, 'L')).toBe('violated');
    expect(statusOf(userData, { F: { Type: 'AWS::EC2::SpotFleet', Properties: { SpotFleetRequestConfigData: { LaunchSpecifications: [{ UserData: script }] } } } }, 'F')).toBe('violated');
  });

  test('is not said in the complaint', () => {
    const answer = answerOf(userData, { Resources: instanceWith({ 'Fn::Base64': `PASSWORD=${PLAINTEXT}\nPASSWORD=${PLAINTEXT}` }) }, 'Instance');
    expect(answer).toEqual({ status: 'violated', detail: 'UserData sets PASSWORD to a literal' });
  });
});

test('a parameter whose name only a deployment knows is unknown', () => {
  expect(statusOf(ssmNoPlaintext, { P: { Type: 'AWS::SSM::Parameter', Properties: { Name: { Ref: 'Name' }, Value: 'x' } } }, 'P')).toBe('unknown');
});
