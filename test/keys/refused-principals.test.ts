import { Aws, Stack, aws_iam as iam, aws_s3 as s3, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { DomainKey, KeyAccess, KeyService, KeyUser } from '../../src/keys';
import { testApp } from '../checks/synth';

const stack = new Stack(testApp(), 'Stack', { env: { account: '111111111111', region: 'ap-northeast-2' } });
const key = new DomainKey(stack, 'Key', { domainName: 'orders' });
const bucket = new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS, encryptionKey: key.forService(KeyService.S3) });
const secret = new secretsmanager.Secret(stack, 'Secret', { encryptionKey: key.forService(KeyService.SECRETS_MANAGER) });
const policy = () => JSON.stringify(stack.resolve((key.node.defaultChild as { keyPolicy?: unknown }).keyPolicy));

describe.each<[string, () => iam.IGrantable]>([
  ['a group', () => new iam.Group(stack, `Group${stack.node.children.length}`)],
  ['a federated principal', () => new iam.FederatedPrincipal('cognito-identity.amazonaws.com')],
  ['a SAML principal', () => new iam.FederatedPrincipal('arn:aws:iam::111111111111:saml-provider/Corp')],
  ['everybody', () => new iam.AnyPrincipal()],
  ['everybody as a star', () => new iam.StarPrincipal()],
  ['the whole account', () => new iam.AccountRootPrincipal()],
  ['an account', () => new iam.AccountPrincipal('111111111111')],
  ['another account', () => new iam.AccountPrincipal('222222222222')],
  ['an organization', () => new iam.OrganizationPrincipal('o-a1b2c3d4e5')],
  ['a canonical user', () => new iam.CanonicalUserPrincipal('79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be')],
  ['a session of a role', () => new iam.ArnPrincipal('arn:aws:sts::111111111111:assumed-role/Role/session')],
  ['the ARN of an account', () => new iam.ArnPrincipal('arn:aws:iam::111111111111:root')],
  ['roles by a wildcard', () => new iam.ArnPrincipal('arn:aws:iam::111111111111:role/*')],
  ['users by a wildcard', () => new iam.ArnPrincipal('arn:aws:iam::111111111111:user/j?ne')],
  ['a role of any account', () => new iam.ArnPrincipal('arn:aws:iam::*:role/Admin')],
  ['an imported role with a wildcard', () => iam.Role.fromRoleArn(stack, `Star${stack.node.children.length}`, 'arn:aws:iam::111111111111:role/*')],
  ['a service together with everybody', () => new iam.CompositePrincipal(new iam.ServicePrincipal('backup.amazonaws.com'), new iam.AnyPrincipal())],
])('%s', (_name, principal) => {
  test('is refused as reader of a bucket', () => {
    const before = policy();
    expect(() => bucket.grantRead(principal())).toThrow(/is not valid: got/);
    expect(policy()).toBe(before);
  });

  test('is refused as reader of a secret', () => {
    expect(() => secret.grantRead(principal())).toThrow(/is not valid: got/);
  });

  test('is refused as a named user', () => {
    expect(() => key.allowUse(KeyUser.of(principal()), KeyService.S3, KeyAccess.DECRYPT)).toThrow(/is not valid: got/);
  });
});

test('the refusal says whom to grant it to', () => {
  expect(() => bucket.grantRead(new iam.FederatedPrincipal('cognito-identity.amazonaws.com')))
    .toThrow(/key user is not valid: got .*; allowed: one IAM role.*; grant the role that is assumed in the end/);
});

test('a service is no named user, and the refusal does not offer it', () => {
  expect(() => key.allowUse(KeyUser.of(new iam.ServicePrincipal('sns.amazonaws.com')), KeyService.SQS, KeyAccess.DECRYPT))
    .toThrow(/key user is not valid: got (?!.*allowed: [^;]*service principal)/);
});

describe('a partition that is a token hides neither the account nor the domain of a role', () => {
  test('of another account', () => {
    const role = iam.Role.fromRoleArn(stack, 'Foreign', `arn:${Aws.PARTITION}:iam::222222222222:role/Reader`);
    expect(() => bucket.grantRead(role)).toThrow(/account 222222222222, which it is not shared with/);
  });

  test('of another domain', () => {
    const role = iam.Role.fromRoleArn(stack, 'Payments', `arn:${Aws.PARTITION}:iam::111111111111:role/gold/payments/Reader`);
    expect(() => bucket.grantRead(role)).toThrow(/the domain 'payments', which it is not shared with/);
  });

  test('of another domain, imported by path and name', () => {
    expect(() => bucket.grantRead(iam.Role.fromRoleName(stack, 'ByName', 'gold/payments/Reader'))).toThrow(/the domain 'payments', which it is not shared with/);
  });

  test('of another account, as a named user', () => {
    const user = KeyUser.fromArn(`arn:${Aws.PARTITION}:iam::222222222222:role/Reader`);
    expect(() => key.allowUse(user, KeyService.S3, KeyAccess.DECRYPT)).toThrow(/account 222222222222, which it is not shared with/);
  });
});
