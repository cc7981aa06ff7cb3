import { Aws, Stack, Token, aws_iam as iam } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DomainKey, KeyAccess, KeyService, KeyUser } from '../../src/keys';
import { testApp } from '../checks/synth';

interface Statement { readonly Sid: string; readonly Action: string | string[]; readonly Condition: Record<string, Record<string, unknown>> }

const SAML = 'arn:aws:iam::111111111111:saml-provider/Corp';

/** What a use by a named user writes: into the key policy, and into the user's own. */
function uses(allow: (key: DomainKey, role: iam.Role) => void): { named: Statement[]; own: Statement[] } {
  const stack = new Stack(testApp(), 'Stack', { env: { account: '111111111111', region: 'ap-northeast-2' } });
  const key = new DomainKey(stack, 'Key', { domainName: 'orders' });
  allow(key, new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
  const template = Template.fromStack(stack);
  const [resource] = Object.values(template.findResources('AWS::KMS::Key'));
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  return {
    named: (resource.Properties.KeyPolicy.Statement as Statement[]).filter(({ Sid }) => Sid.startsWith('NamedUsers')),
    own: policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement as Statement[]),
  };
}

const SESSION = { StringLike: { 'aws:userid': '*:nightly-job' } };
const OF_ROLE = { ArnLike: { 'aws:PrincipalArn': [{ 'Fn::GetAtt': [expect.stringMatching(/^Role/), 'Arn'] }] } };

test('one session of a role is known by its session name beside the role', () => {
  const { named } = uses((key, role) => key.allowUse(KeyUser.roleSession(role, 'nightly-job'), KeyService.S3, KeyAccess.DECRYPT));
  expect(named.map(({ Condition }) => Condition)).toEqual([{ ...OF_ROLE, ...SESSION, StringEquals: expect.objectContaining({ 'kms:CallerAccount': '111111111111' }) }]);
});

test('a session\'s condition joins the service\'s own encryption context', () => {
  const { named } = uses((key, role) => key.allowUse(KeyUser.roleSession(role, 'nightly-job'), KeyService.KINESIS, KeyAccess.DECRYPT));
  expect(named[0].Condition.StringLike).toEqual({ 'aws:userid': '*:nightly-job', 'kms:EncryptionContext:aws:kinesis:arn': expect.anything() });
});

test('sessions by way of an identity provider are known by it beside the role', () => {
  const { named } = uses((key, role) => key.allowUse(KeyUser.federatedSession(role, SAML), KeyService.S3, KeyAccess.DECRYPT));
  expect(named[0].Condition).toMatchObject({ ...OF_ROLE, StringEquals: { 'aws:FederatedProvider': SAML } });
});

test('two kinds of sessions of a role have statements of their own', () => {
  const { named } = uses((key, role) => {
    key.allowUse(KeyUser.roleSession(role, 'nightly-job'), KeyService.S3, KeyAccess.DECRYPT);
    key.allowUse(KeyUser.federatedSession(role, SAML), KeyService.S3, KeyAccess.ENCRYPT);
  });
  expect(named).toHaveLength(2);
  expect(named.map(({ Condition }) => 'StringLike' in Condition)).toEqual([true, false]);
});

test('a user by its ARN need not exist, and its own policy is not ours', () => {
  const { named, own } = uses((key) => key.allowUse(KeyUser.fromArn('arn:aws:iam::111111111111:user/ops/jane'), KeyService.S3, KeyAccess.DECRYPT));
  expect(named[0].Condition).toMatchObject({ ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::111111111111:user/ops/jane'] } });
  expect(own).toEqual([]);
});

test.each([
  [KeyAccess.DECRYPT, ['kms:Decrypt']],
  [KeyAccess.ENCRYPT, ['kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*']],
  [KeyAccess.ENCRYPT_DECRYPT, ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*']],
])('the access %s is these actions in the key policy', (access, actions) => {
  const { named } = uses((key, role) => key.allowUse(KeyUser.of(role), KeyService.S3, access));
  expect(named.flatMap(({ Action }) => Action).sort()).toEqual(actions);
});

describe('direct use', () => {
  const { named, own } = uses((key, role) => key.allowDirectUse(KeyUser.of(role), KeyAccess.ENCRYPT_DECRYPT));

  test('asks for the domain\'s encryption context, and no service in between', () => {
    expect(named[0].Condition).toEqual({
      ...OF_ROLE, Null: { 'kms:ViaService': 'true' }, StringEquals: { 'kms:EncryptionContext:domain': 'orders', 'kms:CallerAccount': '111111111111' },
    });
  });

  test('asks for the same context in the role\'s own policy', () => {
    expect(own).toHaveLength(1);
    expect(own[0].Condition).toEqual({ StringEquals: { 'kms:EncryptionContext:domain': 'orders' } });
    expect(own[0].Action).not.toContain('kms:DescribeKey');
  });
});

describe('bad input is refused', () => {
  const role = iam.Role.fromRoleArn(new Stack(), 'Role', 'arn:aws:iam::111111111111:role/Role');

  test.each([
    '', 'jane', '*', 'arn:aws:iam::111111111111:root', 'arn:aws:iam::111111111111:role/*', 'arn:aws:iam::1:role/Reader', 'arn:aws:iam::111111111111:group/Ops',
    'arn:aws:sts::111111111111:assumed-role/Role/session', 'arn:aws:iam::111111111111:role/Read?r', 'arn:aws:iam::111111111111:role/a b',
  ])('as ARN: %j', (arn) => {
    expect(() => KeyUser.fromArn(arn)).toThrow(/key user is not valid: got '.*'; allowed: the ARN of an IAM role or user, without wildcards; pass arn:/);
  });

  test.each(['', 'a', '*', 'job-*', 'two words', 'x'.repeat(65), 'a:b'])('as session name: %j', (name) => {
    expect(() => KeyUser.roleSession(role, name)).toThrow(/role session name is not valid: got '.*'; allowed: 2 to 64/);
  });

  test.each(['', 'Corp', 'arn:aws:iam::111111111111:role/Corp', 'arn:aws:iam::*:saml-provider/Corp', 'arn:aws:iam::111111111111:saml-provider/*'])('as provider: %j', (arn) => {
    expect(() => KeyUser.federatedSession(role, arn)).toThrow(/identity provider is not valid: got/);
  });
});

test('tokens pass', () => {
  const token = Token.asString({ Ref: 'Parameter' });
  const role = iam.Role.fromRoleArn(new Stack(), 'Role', 'arn:aws:iam::111111111111:role/Role');
  expect(() => [KeyUser.fromArn(token), KeyUser.fromArn(`arn:${Aws.PARTITION}:iam::111111111111:role/x`), KeyUser.roleSession(role, token), KeyUser.federatedSession(role, token)])
    .not.toThrow();
});

test('a provider of this app may be passed by reference', () => {
  const stack = new Stack(testApp(), 'Stack');
  const provider = new iam.SamlProvider(stack, 'Provider', { metadataDocument: iam.SamlMetadataDocument.fromXml('<x/>') });
  const key = new DomainKey(stack, 'Key', { domainName: 'orders' });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.SamlPrincipal(provider, {}) });
  key.allowUse(KeyUser.federatedSession(role, provider.samlProviderArn), KeyService.S3, KeyAccess.DECRYPT);
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::KMS::Key'))).toContain('"aws:FederatedProvider":{"Ref":"Provider');
});

test('the ARN by which a policy knows the user can be asked for', () => {
  expect(KeyUser.fromArn('arn:aws:iam::111111111111:role/Reader').principalArn(new Stack())).toBe('arn:aws:iam::111111111111:role/Reader');
});
