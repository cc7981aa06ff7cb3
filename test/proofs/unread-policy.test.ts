import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, aws_ec2 as ec2, aws_efs as efs, aws_iam as iam, aws_lambda as lambda, aws_s3 as s3, CfnStack, NestedStack, Stack, Validations } from 'aws-cdk-lib';
import { proofs } from '../../src';
import { PROOFS_FILE, type ProofRun } from '../../src/proofs/record/proof-run';
import { temporaryFolder } from '../checks/synth';
import { prove } from '../cli/claims-fixture';

/** Synthesizes an app with GoldProofs; gives the folder and what was proved. */
function synthesize(build: (stack: Stack) => void) {
  const app = new App({ outdir: temporaryFolder(), context: { '@aws-cdk/core:validateCloudFormation': false } });
  build(new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } }));
  Validations.of(app).addPlugins(new proofs.GoldProofs());
  const { directory } = app.synth();
  return { directory, run: JSON.parse(readFileSync(path.join(directory, PROOFS_FILE), 'utf8')) as ProofRun };
}

/** The same by the command line, which may know resources by their logical ids only. */
const unreadBy = (directory: string) => (JSON.parse(prove(directory, '--json').out) as ProofRun).unread.map(({ logicalId }) => logicalId);

test('what gives access in ways that are not read is written down, and fails nothing', () => {
  const { run, directory } = synthesize((stack) => {
    const code = lambda.Code.fromInline('exports.handler = async () => ({ "Statement": [] });');
    const handler = new lambda.Function(stack, 'Handler', { code, runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler' });
    handler.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE });
    new s3.Bucket(stack, 'Files');
    new iam.User(stack, 'User');
  });
  expect(new Set(run.unread.map(({ resourceType }) => resourceType))).toEqual(new Set(['AWS::Lambda::Url', 'AWS::Lambda::Permission']));
  expect(run.unread[0]).toMatchObject({ stack: 'Shop', construct: 'Shop/Handler/FunctionUrl/Resource' });
  expect(unreadBy(directory)).toEqual(run.unread.map(({ logicalId }) => logicalId));
});

test('a nested stack is read with the app, and one whose template is elsewhere is not', () => {
  const { run, directory } = synthesize((stack) => {
    new s3.Bucket(new NestedStack(new NestedStack(stack, 'Nested'), 'Deeper'), 'Files');
    new CfnStack(stack, 'Elsewhere', { templateUrl: 'https://example.s3.amazonaws.com/template.json' });
  });
  expect(run.unread).toEqual([{ stack: 'Shop', construct: 'Shop/Elsewhere', logicalId: 'Elsewhere', resourceType: 'AWS::CloudFormation::Stack' }]);
  expect(unreadBy(directory)).toEqual(['Elsewhere']);
});

test('an endpoint and a file system without a policy let everybody in, and are written down', () => {
  const { run } = synthesize((stack) => {
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0 });
    vpc.addGatewayEndpoint('Open', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    vpc.addGatewayEndpoint('Bound', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB }).addToPolicy(new iam.PolicyStatement({
      principals: [new iam.AccountRootPrincipal()], actions: ['*'], resources: ['*'],
    }));
    new efs.CfnFileSystem(stack, 'Files');
  });
  expect(run.unread.map(({ construct }) => construct)).toEqual(['Shop/Vpc/Open/Resource', 'Shop/Files']);
});
