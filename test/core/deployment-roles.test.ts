import { BootstraplessSynthesizer, CliCredentialsStackSynthesizer, DefaultStackSynthesizer, type IStackSynthesizer, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Domain, type DomainProps } from '../../src/core';
import { DomainKey, KeyPurpose, KeyService } from '../../src/keys';
import { testApp } from '../checks/synth';

interface Statement { readonly Sid: string; readonly Action: string | string[]; readonly Condition: Record<string, Record<string, unknown>> }

const ENV = { account: '111111111111', region: 'ap-northeast-2' };
const EXECUTION = 'cfn-exec-role-111111111111-ap-northeast-2';
const OWN = 'arn:aws:iam::111111111111:role/Deployer';

/** The roles that may create what the key encrypts, when constructs of two stacks use it. */
function deployers(home: IStackSynthesizer | undefined, far: IStackSynthesizer | undefined, props: DomainProps = {}): string[] {
  const app = testApp();
  const stack = new Stack(app, 'Home', { env: ENV, synthesizer: home });
  const other = new Stack(app, 'Far', { env: ENV, synthesizer: far });
  const domain = new Domain(stack, 'Orders', props);
  for (const consumer of [stack, other, other]) { domain.keyFor(consumer, KeyPurpose.DATA, KeyService.DYNAMODB); }
  const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  const statements = key.Properties.KeyPolicy.Statement as Statement[];
  const lists = ['ProvisionThroughDynamodb', 'GrantThroughDynamodb', 'Administration']
    .map((sid) => [statements.find(({ Sid }) => Sid === sid)?.Condition.ArnLike['aws:PrincipalArn']].flat().map((arn) => /[^/]*$/.exec(JSON.stringify(arn))?.[0].replace(/\W*$/, '') ?? ''));
  expect(lists[1]).toEqual(lists[0]);
  expect(lists[2]).toEqual(lists[0]);
  return lists[0];
}

test('the execution role of the stack deploys, once', () => {
  expect(deployers(undefined, undefined)).toEqual([`cdk-hnb659fds-${EXECUTION}`]);
});

test('a stack with another qualifier adds its own execution role', () => {
  expect(deployers(undefined, new DefaultStackSynthesizer({ qualifier: 'abc' }))).toEqual([`cdk-hnb659fds-${EXECUTION}`, `cdk-abc-${EXECUTION}`]);
});

test('an execution role of one\'s own deploys', () => {
  expect(deployers(new DefaultStackSynthesizer({ cloudFormationExecutionRole: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Own' }), undefined)[0]).toBe('Own');
});

test('a synthesizer without bootstrap deploys by the execution role that it was given', () => {
  expect(deployers(new BootstraplessSynthesizer({ cloudFormationExecutionRoleArn: OWN }), undefined)[0]).toBe('Deployer');
});

test('named deployment roles stand instead of every stack\'s', () => {
  expect(deployers(undefined, new DefaultStackSynthesizer({ qualifier: 'abc' }), { deploymentRoleArns: [OWN] })).toEqual(['Deployer']);
});

test('a deployment role may be denied nothing of deletion, so that a failed creation can be taken back', () => {
  const stack = new Stack(testApp(), 'Stack', { env: ENV });
  new DomainKey(stack, 'Key', { domainName: 'orders', deploymentRoleArns: [OWN] });
  const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  const deny = (key.Properties.KeyPolicy.Statement as Statement[]).find(({ Sid }) => Sid === 'DenyDeletionByOthers');
  expect(deny?.Condition.ArnNotLike['aws:PrincipalArn']).toContain(OWN);
});

describe.each([['CliCredentialsStackSynthesizer', () => new CliCredentialsStackSynthesizer()], ['LegacyStackSynthesizer', () => new LegacyStackSynthesizer()]])('%s', (name, synthesizer) => {
  const REFUSAL = new RegExp(`the deployment role of stack '(Home|Far)' is not valid: got 'none: ${name} names no CloudFormation execution role'.*pass \`deploymentRoleArns\``);

  test('names no execution role, and is refused', () => {
    expect(() => deployers(synthesizer(), undefined)).toThrow(REFUSAL);
  });

  test('is refused of another stack that uses the key', () => {
    expect(() => deployers(undefined, synthesizer())).toThrow(REFUSAL);
  });

  test('is taken where the deployment roles are named', () => {
    expect(deployers(synthesizer(), synthesizer(), { deploymentRoleArns: [OWN] })).toEqual(['Deployer']);
  });
});

test('without an environment the execution role is made of the deployment\'s own account and Region', () => {
  const stack = new Stack(testApp(), 'Stack');
  const domain = new Domain(stack, 'Orders');
  domain.keyFor(stack, KeyPurpose.DATA, KeyService.DYNAMODB);
  const policy = JSON.stringify(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  expect(policy).toContain(':role/cdk-hnb659fds-cfn-exec-role-",{"Ref":"AWS::AccountId"},"-",{"Ref":"AWS::Region"}');
  expect(policy).not.toContain('${');
});

test('the domain says who deploys in the stack of a scope', () => {
  const stack = new Stack(testApp(), 'Stack', { env: ENV });
  expect(new Domain(stack, 'Orders').deploymentRoleArns(stack)[0]).toMatch(new RegExp(`role/cdk-hnb659fds-${EXECUTION}$`));
  expect(new Domain(stack, 'Billing', { deploymentRoleArns: [OWN] }).deploymentRoleArns(stack)).toEqual([OWN]);
});
