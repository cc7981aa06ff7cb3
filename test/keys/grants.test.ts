import { Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DomainKey, KeyService } from '../../src/keys';
import { testApp } from '../checks/synth';

type Granter = (key: kms.IKey, grantee: iam.IGrantable) => iam.Grant;

const GRANTS: readonly (readonly [string, Granter, string[]])[] = [
  ['grant', (key, role) => key.grant(role, 'kms:Decrypt'), ['kms:Decrypt']],
  ['grantDecrypt', (key, role) => key.grantDecrypt(role), ['kms:Decrypt']],
  ['grantEncrypt', (key, role) => key.grantEncrypt(role), ['kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*']],
  ['grantEncryptDecrypt', (key, role) => key.grantEncryptDecrypt(role), ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*']],
  ['grantSign', (key, role) => key.grantSign(role), ['kms:Sign']],
  ['grantVerify', (key, role) => key.grantVerify(role), ['kms:Verify']],
  ['grantSignVerify', (key, role) => key.grantSignVerify(role), ['kms:Sign', 'kms:Verify']],
  ['grantGenerateMac', (key, role) => key.grantGenerateMac(role), ['kms:GenerateMac']],
  ['grantVerifyMac', (key, role) => key.grantVerifyMac(role), ['kms:VerifyMac']],
  ['grants.actions', (key, role) => kmsGrants(key).actions(role, 'kms:Decrypt'), ['kms:Decrypt']],
  ['grants.decrypt', (key, role) => kmsGrants(key).decrypt(role), ['kms:Decrypt']],
  ['grants.encrypt', (key, role) => kmsGrants(key).encrypt(role), ['kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*']],
  ['grants.encryptDecrypt', (key, role) => kmsGrants(key).encryptDecrypt(role), ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*']],
  ['grants.signVerify', (key, role) => kmsGrants(key).signVerify(role), ['kms:Sign', 'kms:Verify']],
  ['grants.generateMac', (key, role) => kmsGrants(key).generateMac(role), ['kms:GenerateMac']],
];

/** A view carries CDK's grants beside the interface. */
const kmsGrants = (key: kms.IKey): kms.KeyGrants => (key as unknown as kms.Key).grants;
const sorted = (actions: string | string[]): string[] => [actions].flat().sort();

interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition: Record<string, Record<string, unknown>>;
}

const newKey = () => new DomainKey(new Stack(testApp(), 'Stack', { env: { account: '111111111111', region: 'us-east-1' } }), 'Key', { domainName: 'orders' });

const role = (key: kms.Key) => new iam.Role(key.stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });

/** What a grant to a role writes: the statement that names it in the key policy, and those of its own policy. */
function sidesOf(grant: Granter): { keySide: Statement[]; identitySide: Statement[] } {
  const key = newKey();
  grant(key.forService(KeyService.S3), role(key));
  const template = Template.fromStack(key.stack);
  const [resource] = Object.values(template.findResources('AWS::KMS::Key'));
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  return {
    keySide: (resource.Properties.KeyPolicy.Statement as Statement[]).filter(({ Sid }) => Sid?.startsWith('NamedUsers')),
    identitySide: policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement as Statement[]),
  };
}

describe.each(GRANTS)('%s through a view', (_name, grant, actions) => {
  const { keySide, identitySide } = sidesOf(grant);

  test('names the role in the key policy, bound to the service, the account and the role', () => {
    expect(keySide).toHaveLength(1);
    expect(sorted(keySide[0].Action)).toEqual(actions);
    expect(keySide[0].Condition).toMatchObject({
      StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com', 'kms:CallerAccount': '111111111111' },
      ArnLike: { 'aws:PrincipalArn': [{ 'Fn::GetAtt': [expect.stringMatching(/^Role/), 'Arn'] }] },
    });
  });

  test('allows the role the same by its own policy, under the same conditions', () => {
    expect(identitySide).toHaveLength(1);
    expect(sorted(identitySide[0].Action)).toEqual(actions);
    expect(identitySide[0].Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] });
    expect(identitySide[0].Condition).toEqual({ StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com', 'kms:CallerAccount': '111111111111' } });
  });
});

test('a view\'s grants are CDK\'s', () => {
  expect(kmsGrants(newKey().forService(KeyService.S3))).toBeInstanceOf(kms.KeyGrants);
  expect(newKey().grants).toBeInstanceOf(kms.KeyGrants);
});

describe('a grant on the key itself', () => {
  test.each(GRANTS)('by %s is refused', (_name, grant) => {
    const key = newKey();
    expect(() => grant(key, role(key))).toThrow(/a grant of kms:.* on the key 'Stack\/Key' is not valid/);
  });

  test('is refused with the view to use instead', () => {
    const key = newKey();
    expect(() => key.grantDecrypt(role(key))).toThrow(/no service for .*Role.*allowed: use through a named service.*key\.forService\(KeyService\.…\).*key\.allowDirectUse/);
  });
});

describe('a view', () => {
  const key = newKey();
  const view = key.forService(KeyService.SQS);

  test('shows the key\'s own identity', () => {
    expect([view.keyArn, view.keyId, view.keyRef.keyArn, view.stack, view.node, view.env.account])
      .toEqual([key.keyArn, key.keyId, key.keyRef.keyArn, key.stack, key.node, '111111111111']);
  });

  test('adds an alias to the key', () => {
    view.addAlias('alias/orders/more');
    Template.fromStack(key.stack).hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/orders/more' });
  });

  test('gives no statement twice for the same grant', () => {
    const own = newKey();
    const user = role(own);
    own.forService(KeyService.S3).grantDecrypt(user);
    own.forService(KeyService.S3).grantDecrypt(user);
    const [resource] = Object.values(Template.fromStack(own.stack).findResources('AWS::KMS::Key'));
    const named = (resource.Properties.KeyPolicy.Statement as Statement[]).filter(({ Sid }) => Sid?.startsWith('NamedUsers'));
    expect(named.map(({ Condition }) => Condition.ArnLike['aws:PrincipalArn'])).toEqual([[expect.anything()]]);
  });
});
